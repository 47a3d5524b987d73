import type { Draft, LibraryRow } from '../../src-shared/bridge/contract'
import { ok, type Outcome } from '../../src-shared/outcome'
import type { Story } from '../../src-shared/story/story'
import { storyFromTemplate } from '../../src-shared/story/template'
import { readPhoto } from '../photos/photos'
import type { Profile } from '../profile'
import { groupOf } from './groups'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine = 'library.list' | 'library.create' | 'library.open' | 'library.save' | 'library.keepUndo' | 'library.undo' | 'library.bin' | 'library.restore' | 'photo.add'

/** Ids of the stories that wait to be sent by their author; an act of review that waits is about somebody else's. */
export const waitingIn = (profile: Profile): Set<string> =>
  new Set(profile.outbox.list().flatMap(({ story, decision, signedBy }) => (signedBy === '' && (decision === 'submit' || decision === 'correct') ? [story] : [])))

/** A draft as the window gets it. */
export const openDraft = async (profile: Profile, id: string): Promise<Outcome<Draft>> => {
  const opened = await profile.library.open(id)
  if (!opened.ok) return opened
  const { story, notes, conflicts, generation, changedAt, piece, recoveredFrom, copyOf, handed } = opened.value
  return ok({ story, notes, conflicts, generation, changedAt, piece, recoveredFrom, ...(copyOf && { copyOf }), ...(handed && { handed }), group: groupOf(opened.value, waitingIn(profile).has(id)) })
}

/** Drafts on this machine. */
export const libraryHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const withLibrary = async <T>(act: (profile: Profile) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const profile = parts.profile()
    return profile.ok ? act(profile.value) : profile
  }
  const changing = async <T>(act: (profile: Profile) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const done = await withLibrary(act)
    if (done.ok) parts.emit({ type: 'libraryChanged' })
    return done
  }
  const add = (story: Story): Promise<Outcome<Draft>> =>
    changing(async (profile) => {
      const created = await profile.library.create(story)
      return created.ok ? openDraft(profile, story.id) : created
    })
  return {
    'library.list': () =>
      withLibrary((profile) => {
        const waiting = waitingIn(profile)
        const rows: LibraryRow[] = profile.library.list().map((entry) => ({ ...entry, group: groupOf(entry, waiting.has(entry.id)) }))
        return Promise.resolve(ok(rows))
      }),
    'library.create': async ({ template, language }) => {
      const health = await parts.health()
      const story = storyFromTemplate(template, {
        id: parts.newId(),
        newId: parts.newId,
        language,
        byline: parts.session.person()?.name ?? '',
        source: health.ok ? health.value.name : '',
      })
      return add(story)
    },
    'library.open': ({ id }) => withLibrary((profile) => openDraft(profile, id)),
    'library.save': ({ story, generation, notes, conflicts }) => changing((profile) => profile.library.save(story, generation, notes, conflicts)),
    'library.keepUndo': ({ id, journal }) => withLibrary((profile) => profile.library.keepUndo(id, journal)),
    'library.undo': ({ id }) => withLibrary((profile) => profile.library.undo(id)),
    'library.bin': ({ id }) => changing((profile) => profile.library.bin(id)),
    'library.restore': ({ id }) => changing((profile) => profile.library.restore(id)),
    'photo.add': ({ story, name, bytes }) =>
      withLibrary(async (profile) => {
        const read = await readPhoto(name, bytes)
        if (!read.ok) return read
        const kept = await profile.library.addPhoto(story, read.value.photo, bytes)
        return kept.ok ? read : kept
      }),
  }
}
