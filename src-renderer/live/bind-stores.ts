import { readLiveParts, writeLiveConflicts, writeLiveNotes } from '../../src-shared/desk-api/live-story'
import { stable } from '../../src-shared/story/compare/inline'
import { conflictSchema, type Conflict } from '../../src-shared/story/merge'
import { notesSchema, type Notes } from '../../src-shared/story/notes'
import { photoSchema, storySchema, type Photo } from '../../src-shared/story/story'
import type { FieldName, Fields } from '../writing/fields'
import type { StoryStore } from '../writing/story-store'
import type { NotesStore } from '../writing/notes-store'
import { mapsOf } from './live-content'
import type { LiveSession } from './live-state'

const FROM_STORE = 'store'
const fieldsSchema = storySchema.omit({ schema: true, id: true, body: true, photos: true }).partial()

/** What a story store gives and takes here. */
export type FieldStore = Pick<StoryStore, 'shown' | 'set' | 'overflows' | 'addPhoto' | 'photo' | 'subscribe'>

/** Where a byline and its people change together, the line comes first: the store reads people from it. */
const inOrder = (names: readonly FieldName[]): FieldName[] => [...names].sort((a, b) => Number(b === 'byline') - Number(a === 'byline'))

/**
 * Keeps a store's fields and a session's the same, both ways; the last writer of a field stands, and two who write at once are a conflict. A value that
 * is too long stays in this window. Answers what stops it. For one document: call again when the session shows another.
 */
export const bindFields = (store: FieldStore, session: Pick<LiveSession, 'doc'>): (() => void) => {
  const doc = session.doc()
  if (!doc) return () => undefined
  const { fields, photos } = { fields: doc.getMap('fields'), photos: doc.getMap('photos') }
  let taking = false
  const put = <N extends FieldName>(name: N, value: Fields[N] | undefined): void => {
    if (value !== undefined && stable(store.shown(name)) !== stable(value)) store.set(name, value)
  }
  const take = (): void => {
    const told = fieldsSchema.safeParse(readLiveParts(mapsOf(doc)).fields)
    if (!told.success) return
    taking = true
    for (const name of inOrder(Object.keys(told.data) as FieldName[])) put(name, told.data[name])
    photos.forEach((value) => {
      const photo = photoSchema.safeParse(value)
      if (photo.success && !store.photo(photo.data.sha256)) store.addPhoto(photo.data)
    })
    taking = false
  }
  const give = (): void => {
    if (taking) return
    const long = new Set(store.overflows().map(({ field }) => field))
    doc.transact(() => {
      for (const [name, told] of Object.entries(readLiveParts(mapsOf(doc)).fields)) {
        const value = store.shown(name as FieldName)
        if (!long.has(name as FieldName) && stable(told) !== stable(value)) fields.set(name, value)
      }
    }, FROM_STORE)
  }
  const heard = (_: unknown, { origin }: { origin: unknown }): void => {
    if (origin !== FROM_STORE) take()
  }
  take()
  fields.observe(heard)
  photos.observe(heard)
  const stop = store.subscribe(give)
  return () => {
    stop()
    fields.unobserve(heard)
    photos.unobserve(heard)
  }
}

/** Makes a picture known to everybody in the session before a block shows it. */
export const sharePhoto = (session: Pick<LiveSession, 'doc'>, photo: Photo): void => {
  session.doc()?.getMap('photos').set(photo.sha256, photo)
}

/** The same for what people say: threads, remarks and suggestions by their ids, so that two who answer at once both stand. */
export const bindNotes = (store: Pick<NotesStore, 'value' | 'replace' | 'subscribe'>, session: Pick<LiveSession, 'doc'>): (() => void) => {
  const doc = session.doc()
  if (!doc) return () => undefined
  const maps = [doc.getMap('threads'), doc.getMap('remarks'), doc.getMap('suggestions'), doc.getMap('fieldSuggestions')]
  let taking = false
  const same = (a: Notes, b: Notes): boolean => stable(a) === stable(b)
  const take = (): void => {
    const told = notesSchema.safeParse(readLiveParts(mapsOf(doc)).notes)
    if (!told.success || same(told.data, store.value())) return
    taking = true
    store.replace(told.data)
    taking = false
  }
  const heard = (_: unknown, { origin }: { origin: unknown }): void => {
    if (origin !== FROM_STORE) take()
  }
  take()
  for (const map of maps) map.observe(heard)
  const stop = store.subscribe(() => {
    if (!taking) doc.transact(() => writeLiveNotes(mapsOf(doc), store.value()), FROM_STORE)
  })
  return () => {
    stop()
    for (const map of maps) map.unobserve(heard)
  }
}

/** What both changed and nobody has chosen, kept the same both ways. `put` gives the store what others made of it; what is answered gives others what the store has. */
export const bindConflicts = (put: (conflicts: readonly Conflict[]) => void, session: Pick<LiveSession, 'doc'>): { give: (conflicts: readonly Conflict[]) => void; stop: () => void } => {
  const doc = session.doc()
  if (!doc) return { give: () => undefined, stop: () => undefined }
  const map = doc.getMap('conflicts')
  const heard = (_: unknown, { origin }: { origin: unknown }): void => {
    if (origin === FROM_STORE) return
    put(readLiveParts(mapsOf(doc)).conflicts.flatMap((told) => conflictSchema.safeParse(told).data ?? []))
  }
  map.observe(heard)
  return { give: (conflicts) => doc.transact(() => writeLiveConflicts(mapsOf(doc), [...conflicts]), FROM_STORE), stop: () => map.unobserve(heard) }
}
