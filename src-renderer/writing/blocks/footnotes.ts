import { Extension } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { NodeSelection, Plugin } from '@tiptap/pm/state'

/** A footnote in reading order: where it stands, and its words. */
export type Note = { pos: number; text: string }

/** The footnotes of a body in reading order. */
export const footnotesOf = (doc: ProseNode): Note[] => {
  const found: Note[] = []
  doc.descendants((node, pos) => {
    if (node.type.name === 'footnote') found.push({ pos, text: typeof node.attrs['text'] === 'string' ? node.attrs['text'] : '' })
  })
  return found
}

/** Opens a footnote by click, or by Enter where it is selected. */
export const FootnoteKeys = Extension.create<{ open: (pos: number) => void }>({
  name: 'footnoteKeys',
  // Before BlockKeys, whose Enter knows nothing of a selected sign.
  priority: 1100,
  addOptions: () => ({ open: () => undefined }),
  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const { selection } = this.editor.state
        if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'footnote') return false
        this.options.open(selection.from)
        return true
      },
    }
  },
  addProseMirrorPlugins() {
    const { open } = this.options
    return [
      new Plugin({
        props: {
          handleClickOn: (_view, _pos, node, nodePos, _event, direct) => {
            if (!direct || node.type.name !== 'footnote') return false
            open(nodePos)
            return true
          },
        },
      }),
    ]
  },
})
