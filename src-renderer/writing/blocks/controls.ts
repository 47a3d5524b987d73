import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'

// Blocks whose own controls Tab reaches from their text.
const WITH_CONTROLS: ReadonlySet<string> = new Set(['photo', 'mediaCard', 'pullQuote', 'question', 'answer', 'liveEntry'])

/** Tab goes from a block's text to the controls behind it, Shift+Tab (-1) to those before it. False where there are none. */
export const intoControls = (editor: Editor, direction: -1 | 1): boolean => {
  const { $from } = editor.state.selection
  const text = editor.view.domAtPos($from.start()).node
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (!WITH_CONTROLS.has($from.node(depth).type.name)) continue
    const dom = editor.view.nodeDOM($from.before(depth))
    const controls = dom instanceof HTMLElement ? [...dom.querySelectorAll<HTMLElement>('[data-part]')] : []
    const wanted = direction === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING
    const beside = controls.filter((control) => (text.compareDocumentPosition(control) & wanted) !== 0)
    const control = direction === 1 ? beside[0] : beside.at(-1)
    control?.focus()
    return control !== undefined
  }
  return false
}

/** Goes from a control back into the text of its block, at its end. */
export const backToText = (editor: Editor, pos: number | undefined): void => {
  const node = pos === undefined ? null : editor.state.doc.nodeAt(pos)
  if (node && pos !== undefined) editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(node.isTextblock ? pos + node.nodeSize - 1 : pos + 1))))
  editor.view.focus()
}
