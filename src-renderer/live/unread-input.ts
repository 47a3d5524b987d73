import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Awareness } from 'y-protocols/awareness'

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

/** Takes part in that, and reads before others' carets are drawn: that is done a turn after they were told. */
export const unreadInput = (awareness: Awareness | null): Plugin =>
  new Plugin({
    view: (view) => {
      const { domObserver } = view as EditorView & Watching
      const read = (): void => {
        if (view.composing || view.isDestroyed) return
        domObserver.forceFlush()
        domObserver.flush()
      }
      const soon = (): void => void setTimeout(read, 0)
      readers.add(read)
      awareness?.on('change', soon)
      return {
        destroy: () => {
          readers.delete(read)
          awareness?.off('change', soon)
        },
      }
    },
  })
