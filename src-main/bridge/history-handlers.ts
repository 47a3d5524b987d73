import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Profile } from '../profile'
import { groupOf } from './groups'
import { waitingIn } from './library-handlers'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine = 'history.list' | 'history.read' | 'history.restore' | 'history.name'

/** The versions of drafts: to look at, to name, and to go back to. */
export const historyHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const withProfile = async <T>(act: (profile: Profile) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const profile = parts.profile()
    return profile.ok ? act(profile.value) : profile
  }
  return {
    'history.list': ({ id }) => withProfile(({ history }) => history.list(id)),
    'history.read': ({ id, version }) => withProfile(({ history }) => history.read(id, version)),
    'history.name': ({ id, version, label }) =>
      withProfile(async ({ history, library, person }) => {
        if (version !== null) return history.name(id, version, label)
        const draft = await library.open(id)
        if (!draft.ok) return draft
        const kept = await history.keep(draft.value.story, draft.value.generation, { cause: 'named', at: parts.now(), by: person.name, label })
        if (!kept.ok) return kept
        return kept.value ? ok(kept.value) : failed('unexpected', 'A named version was not kept.')
      }),
    'history.restore': ({ id, version, generation }) =>
      withProfile(async (profile) => {
        const { history, library, person } = profile
        const draft = await library.open(id)
        if (!draft.ok) return draft
        const group = groupOf(draft.value, waitingIn(profile).has(id))
        if (group !== 'writing' && group !== 'returned') return failed('version-not-now', 'This piece is not yours to change just now; its versions can be looked at.', { group })
        if (draft.value.generation !== generation) return failed('draft-stale', 'This draft was saved elsewhere since it was opened; nothing was overwritten.', { generation: draft.value.generation })
        const wanted = await history.read(id, version)
        if (!wanted.ok) return wanted
        // First of all what stands there now, or there would be no way back.
        const before = await history.keep(draft.value.story, generation, { cause: 'restored', at: parts.now(), by: person.name })
        if (!before.ok) return before
        const saved = await library.save(wanted.value.story, generation)
        if (!saved.ok) return saved
        parts.emit({ type: 'libraryChanged' })
        return ok({ ...saved.value, before: before.value?.id ?? null })
      }),
  }
}
