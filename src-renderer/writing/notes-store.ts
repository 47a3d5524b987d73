import type { Notes, Remark, Thread } from '../../src-shared/story/notes'

/** The comments of the open draft, and who suggested what. Changes are saved with the draft. */
export type NotesStore = {
  value: () => Notes
  thread: (id: string) => Thread | undefined
  subscribe: (listener: () => void) => () => void
  addThread: (id: string, quote: string, remark: Remark) => void
  answer: (id: string, remark: Remark) => void
  /** `at` null opens it again. */
  resolve: (id: string, at: string | null) => void
  removeThread: (id: string) => void
  /** Says who suggested a change and when. The marks are the body's. */
  addSuggestion: (id: string, by: string, at: string) => void
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
  return {
    value: () => notes,
    thread: (id) => notes.threads.find((thread) => thread.id === id),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    addThread: (id, quote, remark) => put({ ...notes, threads: [...notes.threads, { id, quote: quote.slice(0, 500), remarks: [remark], resolvedAt: null }] }),
    answer: (id, remark) => change(id, (thread) => ({ ...thread, remarks: [...thread.remarks, remark], resolvedAt: null })),
    resolve: (id, at) => change(id, (thread) => ({ ...thread, resolvedAt: at })),
    removeThread: (id) => put({ ...notes, threads: notes.threads.filter((thread) => thread.id !== id) }),
    addSuggestion: (id, by, at) => {
      if (notes.suggestions[id]?.by !== by) put({ ...notes, suggestions: { ...notes.suggestions, [id]: { by, at } } })
    },
    add: (more) => put({ threads: [...notes.threads, ...more.threads], suggestions: { ...notes.suggestions, ...more.suggestions } }),
    replace: put,
  }
}
