import { ok, type Outcome } from '../src-shared/outcome'
import type { Desk } from './desk/desk'
import { readFile } from 'node:fs/promises'
import type { Profile } from './profile'
import type { Sample } from './sample/sample'
import type { SettingsFile } from './settings/settings'

/** Gives a new desk the sample newsroom's people, once. */
export const seedPeople = async (desk: Desk, sample: Sample, settings: SettingsFile): Promise<Outcome<null>> => {
  if (!(await desk.hasPeople())) {
    for (const person of sample.newsroom.people) {
      const added = await desk.addPerson(person)
      if (!added.ok) return added
    }
  }
  await settings.change({ sample: true })
  return ok(null)
}

/** Puts the sample's stories into their author's library, once, while it is empty. */
export const seedStories = async (profile: Profile, sample: Sample): Promise<Outcome<null>> => {
  if (profile.library.list().length > 0) return ok(null)
  for (const { story, author, photos } of sample.stories) {
    if (author !== profile.person.login) continue
    for (const { sha256, file } of photos) {
      const photo = story.photos[sha256]
      const kept = photo ? await profile.library.addPhoto(story.id, photo, await readFile(file)) : ok(null)
      if (!kept.ok) return kept
    }
    const created = await profile.library.create(story)
    if (!created.ok) return created
  }
  return ok(null)
}
