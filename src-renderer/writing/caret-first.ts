import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'

/**
 * Keys act where the caret is. The browser moves the caret at a click, at Home or End, but tells of it only with its next frame; a key
 * that comes before that, as when a busy page has kept a click and a key waiting, would act on the block where the caret was. So the
 * editor is told before the key.
 */
export const CaretFirst = Extension.create({
  name: 'caretFirst',
  addProseMirrorPlugins: () => {
    let untold = false
    return [
      new Plugin({
        view: ({ dom: { ownerDocument } }) => {
          const told = (): void => {
            untold = false
          }
          const clicked = (): void => {
            untold = true
          }
          ownerDocument.addEventListener('selectionchange', told)
          ownerDocument.addEventListener('mouseup', clicked)
          return {
            destroy: () => {
              ownerDocument.removeEventListener('selectionchange', told)
              ownerDocument.removeEventListener('mouseup', clicked)
            },
          }
        },
        props: {
          handleDOMEvents: {
            keydown: (view, event) => {
              // Nobody moves the caret of an input method in the middle of a word.
              if (untold && !view.composing && !event.isComposing) view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'))
              untold = true
              return false
            },
          },
        },
      }),
    ]
  },
})
