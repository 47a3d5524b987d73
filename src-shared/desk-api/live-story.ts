import { z } from 'zod'

import { stable } from '../story/compare/inline'
import type { Notes } from '../story/notes'
import type { Story } from '../story/story'
import type { LiveMapName } from './live'
import type { Working } from './working'

/** A Yjs map, as far as it is needed here. */
export type LiveMap = { get: (key: string) => unknown; set: (key: string, value: unknown) => unknown; delete: (key: string) => void; forEach: (visit: (value: unknown, key: string) => void) => void }
export type LiveMaps = Readonly<Record<LiveMapName, LiveMap>>

/** Everything of a working copy but its body: what stands in the maps of a live document. */
export type LiveParts = { fields: Omit<Story, 'schema' | 'id' | 'body' | 'photos'>; photos: Story['photos']; notes: Notes; conflicts: Working['conflicts'] }

const ordered = z.object({ order: z.number(), value: z.unknown() })
const remark = ordered.extend({ thread: z.string() })
const named = z.object({ id: z.string() })

type Entry = { order: number; value: unknown }
const listOf = (map: LiveMap): { key: string; value: unknown }[] => {
  const found: (Entry & { key: string })[] = []
  map.forEach((value, key) => {
    const entry = ordered.safeParse(value)
    if (entry.success) found.push({ key, order: entry.data.order, value: entry.data.value })
  })
  return found.sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1))
}

const recordOf = (map: LiveMap): Record<string, unknown> => {
  const found: Record<string, unknown> = {}
  map.forEach((value, key) => {
    found[key] = value
  })
  return found
}

const threadsOf = (maps: LiveMaps): unknown[] => {
  const remarks = new Map<string, Entry[]>()
  maps.remarks.forEach((value) => {
    const entry = remark.safeParse(value)
    if (entry.success) remarks.set(entry.data.thread, [...(remarks.get(entry.data.thread) ?? []), entry.data])
  })
  const threads = listOf(maps.threads)
  // Somebody answered while somebody else took the thread away: what was said stays.
  for (const id of remarks.keys()) if (!threads.some(({ key }) => key === id)) threads.push({ key: id, value: { id, quote: '', resolvedAt: null } })
  const idOf = (value: unknown): string => named.safeParse(value).data?.id ?? ''
  return threads.flatMap(({ key, value }) => {
    const said = (remarks.get(key) ?? []).sort((a, b) => a.order - b.order || (idOf(a.value) < idOf(b.value) ? -1 : 1)).map((each) => each.value)
    return said.length > 0 && typeof value === 'object' ? [{ ...value, remarks: said }] : []
  })
}

/** What the fields that came after LIVE_SCHEMA 2 hold in a document from before: a part kept on somebody's machine may be one. */
const LATER: Readonly<Partial<LiveParts['fields']>> = { embargo: null, destinations: [] }

const fieldsOf = (map: LiveMap): Record<string, unknown> => {
  const fields = recordOf(map)
  return Object.keys(fields).length > 0 ? { ...LATER, ...fields } : fields
}

/** The parts as they stand in the maps: anything, until storySchema and notesSchema have read it. */
export const readLiveParts = (maps: LiveMaps): { fields: Record<string, unknown>; photos: Record<string, unknown>; notes: unknown; conflicts: unknown[] } => {
  const fields = listOf(maps.fieldSuggestions).map(({ value }) => value)
  return {
    fields: fieldsOf(maps.fields),
    photos: recordOf(maps.photos),
    notes: { threads: threadsOf(maps), suggestions: recordOf(maps.suggestions), ...(fields.length > 0 ? { fields } : {}) },
    conflicts: listOf(maps.conflicts).map(({ value }) => value),
  }
}

const putRecord = (map: LiveMap, next: Readonly<Record<string, unknown>>): void => {
  for (const [key, value] of Object.entries(next)) if (map.get(key) === undefined || stable(map.get(key)) !== stable(value)) map.set(key, value)
  for (const key of Object.keys(recordOf(map))) if (!Object.hasOwn(next, key)) map.delete(key)
}

const putList = (map: LiveMap, next: readonly { key: string; value: unknown; more?: Record<string, unknown> }[]): void => {
  let last = -1
  const keys = new Set(next.map(({ key }) => key))
  for (const { key } of listOf(map)) if (!keys.has(key)) map.delete(key)
  for (const { key, value, more } of next) {
    const before = ordered.safeParse(map.get(key)).data
    const order = before && before.order > last ? before.order : last + 1
    if (!before || before.order !== order || stable(before.value) !== stable(value)) map.set(key, { order, value, ...more })
    last = order
  }
}

/** Makes the maps say this, touching only what differs. For use inside one transaction of the document. */
export const writeLiveParts = (maps: LiveMaps, { fields, photos, notes, conflicts }: LiveParts): void => {
  putRecord(maps.fields, fields)
  putRecord(maps.photos, photos)
  putRecord(maps.suggestions, notes.suggestions)
  writeLiveNotes(maps, notes)
  writeLiveConflicts(maps, conflicts)
}

/** The same for what nobody has chosen yet alone. */
export const writeLiveConflicts = (maps: Pick<LiveMaps, 'conflicts'>, conflicts: Working['conflicts']): void => putList(maps.conflicts, conflicts.map((value) => ({ key: value.id, value })))

/** The same for what people said alone. */
export const writeLiveNotes = (maps: LiveMaps, notes: Notes): void => {
  putRecord(maps.suggestions, notes.suggestions)
  putList(maps.threads, notes.threads.map(({ remarks: _said, ...value }) => ({ key: value.id, value })))
  putList(maps.remarks, notes.threads.flatMap(({ id, remarks }) => remarks.map((value) => ({ key: JSON.stringify([id, value.id]), value, more: { thread: id } }))))
  putList(maps.fieldSuggestions, (notes.fields ?? []).map((value) => ({ key: value.id, value })))
}
