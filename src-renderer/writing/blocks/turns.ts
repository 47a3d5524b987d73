import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'

import { speakerNear, type TurnKind } from './speakers'

const OTHER: Readonly<Record<TurnKind, TurnKind>> = { question: 'answer', answer: 'question' }
const isTurn = (name: string): name is TurnKind => name === 'question' || name === 'answer'

/**
 * Enter in an interview: behind a question comes an answer and the reverse, with who spoke last in that part; in the middle the
 * same person goes on; in an empty turn the interview is left.
 */
export const enterTurn = (editor: Editor): boolean => {
  const { tr, schema } = editor.state
  const kind = editor.state.selection.$from.parent.type.name
  if (!isTurn(kind) || !editor.state.selection.$to.sameParent(editor.state.selection.$from)) return false
  tr.deleteSelection()
  const { $from } = tr.selection
  const paragraph = schema.nodes['paragraph']
  const other = schema.nodes[OTHER[kind]]
  const holder = $from.node($from.depth - 1)
  const index = $from.index($from.depth - 1)
  if (!paragraph || !other) return false
  if ($from.parent.content.size === 0) tr.setNodeMarkup($from.before(), paragraph, { blockId: $from.parent.attrs['blockId'] as string | null })
  else if ($from.parentOffset === 0) tr.insert($from.before(), paragraph.create())
  else if ($from.parentOffset < $from.parent.content.size) tr.split($from.pos, 1, [{ type: $from.parent.type, attrs: { ...$from.parent.attrs, blockId: null, speaker: '' } }])
  else {
    const after = $from.after()
    const next = holder.maybeChild(index + 1)
    // A waiting turn is used, not doubled: templates bring some.
    if (next?.type !== other || next.content.size > 0) {
      if (!holder.canReplaceWith(index + 1, index + 1, other)) return false
      tr.insert(after, other.create({ speaker: speakerNear(tr.doc, after, OTHER[kind]) }))
    }
    tr.setSelection(TextSelection.create(tr.doc, after + 1))
  }
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Backspace at the start of a turn: first the speaker goes, then the turn is a paragraph. */
export const backspaceTurn = (editor: Editor): boolean => {
  const { selection, tr, schema } = editor.state
  const { $from, empty } = selection
  const paragraph = schema.nodes['paragraph']
  if (!empty || $from.parentOffset > 0 || !isTurn($from.parent.type.name) || !paragraph) return false
  if ($from.parent.attrs['speaker'] !== '' && $from.parent.content.size > 0) tr.setNodeAttribute($from.before(), 'speaker', '')
  else tr.setNodeMarkup($from.before(), paragraph, { blockId: $from.parent.attrs['blockId'] as string | null })
  editor.view.dispatch(tr.scrollIntoView())
  return true
}
