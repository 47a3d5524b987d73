import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'

import { markersAbove } from './block-finding'
import { turnSelection } from './blocks/turn'
import { suggestedMarker } from './marker'

/** Makes the block at the caret a section header with the next marker, or a paragraph again. Its words stay. */
export const toggleCrosshead = (editor: Editor): boolean => {
  const { $from } = editor.state.selection
  const marker = suggestedMarker(markersAbove(editor.state.doc, $from.depth > 0 ? $from.before() : $from.pos))
  if (!turnSelection(editor, 'crosshead', () => '')) return false
  const head = editor.state.selection.$from
  if (head.parent.type.name === 'crosshead' && marker !== '') editor.view.dispatch(editor.state.tr.setNodeAttribute(head.before(), 'marker', marker))
  editor.view.focus()
  return true
}

/** Puts the caret at the end of a block's text and brings it into view, selecting its text when `select`. */
export const caretInto = (editor: Editor, pos: number, select = false): void => {
  const node = editor.state.doc.nodeAt(pos)
  if (!node) return
  const $start = editor.state.doc.resolve(pos + 1)
  const $end = editor.state.doc.resolve(pos + node.nodeSize - 1)
  const selection = node.isTextblock ? TextSelection.between(select ? $start : $end, $end) : TextSelection.near($start)
  editor.view.dispatch(editor.state.tr.setSelection(selection))
  editor.view.focus()
}
