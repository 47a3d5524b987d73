import type { Aside, NotedField, Notes, Remark, Thread } from '../../src-shared/story/notes'

/** Somebody: the name as known here, and the desk's id where there is one. */
export type Someone = { id: string; name: string }
/** Who did something and when (ISO 8601), as notes keep it. */
export type Who = { by: string; person?: string; at: string }

/** Somebody doing something at a moment. */
export const whoIs = ({ id, name }: Someone, at: string): Who => ({ by: name, ...(id !== '' && { person: id }), at })

/** One key for a person, whether their id is known or only their name. */
export const personOf = ({ by, person }: { by: string; person?: string | undefined }): string => person ?? by

/** True where a note is this person's: by the id where it has one, or else by the name. */
export const isBy = (note: { by: string; person?: string | undefined } | undefined, me: Someone): boolean =>
  note !== undefined && (note.person === undefined ? note.by === me.name : note.person === me.id)

/** The comments of the open draft, and who suggested what. Changes are saved with the draft. */
export type NotesStore = {
  value: () => Notes
  thread: (id: string) => Thread | undefined
  subscribe: (listener: () => void) => () => void
  /** `field` where it is about a field; then `quote` is what stands there. */
  addThread: (id: string, quote: string, remark: Remark, field?: NotedField) => void
  /** Adds to a thread; one that was resolved is open again. */
  answer: (id: string, remark: Remark) => void
  resolve: (id: string, who: Who) => void
  reopen: (id: string, who: Who) => void
  removeThread: (id: string) => void
  /** Says who suggested a change and when. The marks are the body's. */
  addSuggestion: (id: string, who: Who) => void
  /** Suggests other words for a field; a person has one open suggestion for each, and none where it says what `was` there. */
  suggestField: (suggestion: { id: string; field: NotedField; was: string; value: string } & Who) => void
  dropField: (id: string) => void
  /** Lets what the proof-reader flags stand, or no longer. */
  setAsides: (asides: readonly Aside[]) => void
  /** Takes in what came with copy from elsewhere, beside what is there. */
  add: (notes: Notes) => void
  replace: (notes: Notes) => void
}

/** Makes the store of one opened draft's notes; `onChange` is called for changes that are to be saved. */
export const createNotesStore = (opened: Notes, onChange: () => void): NotesStore => {
  let notes = opened
  const listeners = new Set<() => void>()
  const put = (next: Notes): void => {
    notes = next
    onChange()
    for (const listener of listeners) listener()
  }
  const change = (id: string, step: (thread: Thread) => Thread): void => put({ ...notes, threads: notes.threads.map((thread) => (thread.id === id ? step(thread) : thread)) })
  const again = ({ resolvedAt: _at, resolvedBy: _by, ...thread }: Thread, who: Who): Thread => ({ ...thread, resolvedAt: null, reopenedAt: who.at, reopenedBy: who.by })
  return {
    value: () => notes,
    thread: (id) => notes.threads.find((thread) => thread.id === id),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    addThread: (id, quote, remark, field) => put({ ...notes, threads: [...notes.threads, { id, quote: quote.slice(0, 500), remarks: [remark], resolvedAt: null, ...(field && { field }) }] }),
    answer: (id, remark) => change(id, (thread) => ({ ...(thread.resolvedAt === null ? thread : again(thread, remark)), remarks: [...thread.remarks, remark] })),
    resolve: (id, who) => change(id, (thread) => ({ ...thread, resolvedAt: who.at, resolvedBy: who.by })),
    reopen: (id, who) => change(id, (thread) => again(thread, who)),
    removeThread: (id) => put({ ...notes, threads: notes.threads.filter((thread) => thread.id !== id) }),
    addSuggestion: (id, { by, person, at }) => {
      if (notes.suggestions[id] === undefined) put({ ...notes, suggestions: { ...notes.suggestions, [id]: { by, ...(person !== undefined && { person }), at } } })
    },
    suggestField: (next) => {
      const open = notes.fields ?? []
      const known = open.find((each) => each.field === next.field && personOf(each) === personOf(next))
      const was = known?.was ?? next.was
      const others = open.filter((each) => each !== known)
      if (next.value === was && !known) return
      put({ ...notes, fields: next.value === was ? others : known ? open.map((each) => (each === known ? { ...known, value: next.value.slice(0, 5000), at: next.at } : each)) : [...open, { ...next, value: next.value.slice(0, 5000) }] })
    },
    dropField: (id) => put({ ...notes, fields: (notes.fields ?? []).filter((each) => each.id !== id) }),
    setAsides: (asides) => put({ ...notes, asides: asides.slice(-2000) }),
    add: (more) => put({ ...notes, threads: [...notes.threads, ...more.threads], suggestions: { ...notes.suggestions, ...more.suggestions } }),
    replace: put,
  }
}
