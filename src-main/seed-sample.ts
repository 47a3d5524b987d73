import { ok, type Outcome } from '../src-shared/outcome'
import { oneStagePolicy } from '../src-shared/review/policy'
import type { Language } from '../src-shared/story/story'
import { plainNewsroom } from './compose-desk'
import type { Desk } from './desk/desk'
import { readFile } from 'node:fs/promises'
import type { Profile } from './profile'
import type { Sample } from './sample/sample'
import type { SettingsFile } from './settings/settings'

/** The newsroom a new desk opens with: the sample's, or a plain one. */
export const newsroomOf = (sample: Sample, language: Language, asSample: boolean) =>
  asSample ? { name: sample.newsroom.name[language], policy: oneStagePolicy, site: sample.newsroom.site } : plainNewsroom(language)

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
