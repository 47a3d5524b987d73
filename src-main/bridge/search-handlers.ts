import type { BulkDone, Group } from '../../src-shared/bridge/contract'
import { fitsFilter } from '../../src-shared/bridge/library-filter'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { duplicateStory } from '../library/duplicate'
import type { Profile } from '../profile'
import { groupOf } from './groups'
import { openDraft, waitingIn } from './library-handlers'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine = 'library.search' | 'library.binMany' | 'library.restoreMany' | 'library.removeMany' | 'library.duplicate'

/** Durable acts that wait for the disk side by side. */
const LANES = 8

const onEach = async (ids: readonly string[], act: (id: string) => Promise<Outcome<unknown>>): Promise<BulkDone> => {
  const answers = new Map<string, Outcome<unknown>>()
  const queue = new Set(ids).values()
  const lane = async (): Promise<void> => {
    for (const id of queue) answers.set(id, await act(id))
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const bulk: BulkDone = { done: [], refused: [] }
  for (const [id, answer] of answers) {
    if (answer.ok) bulk.done.push(id)
    else bulk.refused.push({ id, failure: failed(answer.code, answer.message, answer.details) })
  }
  return bulk
}

const BINNABLE: ReadonlySet<Group | undefined> = new Set<Group | undefined>(['writing', 'returned', 'bin'])

/** Search over the library, and acts on many stories at once. */
export const searchHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const groupsIn = (profile: Profile): Map<string, Group> => {
    const waiting = waitingIn(profile)
    return new Map(profile.library.list().map((entry) => [entry.id, groupOf(entry, waiting.has(entry.id))]))
  }
  const bulk = async (ids: readonly string[], act: (profile: Profile, id: string) => Promise<Outcome<unknown>>): Promise<Outcome<BulkDone>> => {
    const profile = parts.profile()
    if (!profile.ok) return profile
    const done = await onEach(ids, (id) => act(profile.value, id))
    if (done.done.length > 0) parts.emit({ type: 'libraryChanged' })
    return ok(done)
  }
  return {
    'library.search': async ({ query, limit, filter }) => {
      const profile = parts.profile()
      if (!profile.ok) return profile
      const found = await profile.value.search.find(query)
      const waiting = waitingIn(profile.value)
      const rows = new Map(profile.value.library.list().map((entry) => [entry.id, entry]))
      const kept: string[] = []
      const binned: string[] = []
      for (const id of found.ids) {
        const entry = rows.get(id)
        if (!entry) continue
        const group = groupOf(entry, waiting.has(id))
        if (fitsFilter({ ...entry, group }, filter)) (group === 'bin' ? binned : kept).push(id)
      }
      const hits = [...kept, ...binned].slice(0, limit).map((id) => {
        const { snippet, ranges } = found.snippet(id)
        return { id, snippet, ranges: ranges.map(([from, to]): [number, number] => [from, to]) }
      })
      return ok({ hits, total: kept.length + binned.length, binned: binned.length, indexing: found.progress })
    },
    'library.binMany': async ({ ids }) => {
      const known = parts.profile()
      const groups = known.ok ? groupsIn(known.value) : new Map<string, Group>()
      return bulk(ids, (profile, id) => {
        const group = groups.get(id)
        if (group !== undefined && !BINNABLE.has(group)) return Promise.resolve(failed('bin-with-desk', 'Only stories being written or returned can go to the bin.', { state: group }))
        return profile.library.bin(id)
      })
    },
    'library.restoreMany': ({ ids }) => bulk(ids, (profile, id) => profile.library.restore(id)),
    'library.removeMany': ({ ids }) => bulk(ids, (profile, id) => profile.library.remove(id)),
    'library.duplicate': async ({ id }) => {
      const profile = parts.profile()
      if (!profile.ok) return profile
      const fresh = parts.newId()
      const made = await duplicateStory(profile.value.library, id, fresh)
      if (!made.ok) return made
      parts.emit({ type: 'libraryChanged' })
      return openDraft(profile.value, fresh)
    },
  }
}
