import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

const readers = new Set<() => void>()

/**
 * Lets every open body read what the browser has done and not told of yet: a caret put elsewhere, words just typed. To be called before others' changes are
 * taken in: drawn over it, they would put the caret back where it was, and what is typed next would stand there.
 */
export const readUnread = (): void => {
  for (const read of readers) read()
}

/** The editor's own way of looking at its page; it has no other name. */
type Watching = { domObserver: { forceFlush: () => void; flush: () => void } }

/** Takes part in that. */
export const unreadInput = (): Plugin =>
  new Plugin({
    view: (view) => {
      const { domObserver } = view as EditorView & Watching
      const read = (): void => {
        if (view.composing || view.isDestroyed) return
        domObserver.forceFlush()
        domObserver.flush()
      }
      readers.add(read)
      return { destroy: () => void readers.delete(read) }
    },
  })
