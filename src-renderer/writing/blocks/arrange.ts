import type { Editor } from '@tiptap/core'
import { Fragment, type Node as ProseNode, type ResolvedPos } from '@tiptap/pm/model'
import { NodeSelection, Selection, TextSelection, type Transaction } from '@tiptap/pm/state'

import { isUnit, LISTS, unitAt } from './unit'

/** Moves `node` at `pos` out of what holds it, above (-1) or below (1) it. Null where it may not stand there, or its holder cannot do without it. */
const movedOut = (tr: Transaction, $pos: ResolvedPos, node: ProseNode, direction: -1 | 1): Transaction | null => {
  const holder = $pos.parent
  if ($pos.depth === 0) return null
  const index = $pos.index()
  const around = $pos.node($pos.depth - 1)
  const at = $pos.index($pos.depth - 1) + (direction === 1 ? 1 : 0)
  if (!holder.canReplace(index, index + 1) || !around.canReplaceWith(at, at, node.type)) return null
  const target = direction === -1 ? $pos.before() : $pos.after()
  tr.insert(target, node)
  const from = tr.mapping.map($pos.pos, 1)
  return tr.delete(from, from + node.nodeSize)
}

/**
 * Swaps a block with its neighbour above (-1) or below (1) in the same box, list or group; at the edge of a box or group it leaves it. The
 * neighbour is what moves, so that caret and focus stay in the block. False where it can go no further.
 */
export const moveBlock = (editor: Editor, pos: number, direction: -1 | 1): boolean => {
  const { doc, tr } = editor.state
  const unit = unitAt(doc, pos)
  if (!unit) return false
  const $pos = doc.resolve(pos)
  const { parent } = $pos
  const index = $pos.index()
  // What somebody would take out is no neighbour: it is passed with the next.
  let beside = index + direction
  let from = direction === 1 ? pos + unit.node.nodeSize : pos
  while (parent.maybeChild(beside)?.marks.some(({ type }) => type.name === 'deletion')) {
    if (direction === 1) from += parent.child(beside).nodeSize
    else from -= parent.child(beside).nodeSize
    beside += direction
  }
  const neighbour = parent.maybeChild(beside)
  if (!neighbour || !isUnit(parent, neighbour)) {
    const { selection } = editor.state
    const inside = selection.from - pos
    const moved = movedOut(tr, $pos, unit.node, direction)
    if (!moved) return false
    const at = direction === -1 ? $pos.before() : $pos.after() - unit.node.nodeSize
    if (inside > 0 && inside < unit.node.nodeSize) moved.setSelection(TextSelection.near(moved.doc.resolve(at + inside)))
    else if (inside === 0 && selection instanceof NodeSelection) moved.setSelection(NodeSelection.create(moved.doc, at))
    editor.view.dispatch(moved.scrollIntoView())
    return true
  }
  if (direction === -1) tr.insert(pos + unit.node.nodeSize, neighbour).delete(from - neighbour.nodeSize, from)
  else tr.delete(from, from + neighbour.nodeSize).insert(pos, neighbour)
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Puts a copy of a block below it; BlockIds gives the copy ids of its own. Answers where the copy begins, null where there is no block. */
export const duplicateBlock = (editor: Editor, pos: number): number | null => {
  const unit = unitAt(editor.state.doc, pos)
  if (!unit) return null
  const at = pos + unit.node.nodeSize
  const { tr } = editor.state
  tr.insert(at, unit.node)
  const inside = editor.state.selection.from - pos
  if (inside > 0 && inside < unit.node.nodeSize) tr.setSelection(TextSelection.near(tr.doc.resolve(at + inside)))
  editor.view.dispatch(tr.scrollIntoView())
  return at
}

/** True where a holder goes with its last block instead of keeping an empty line. */
const goesToo = (holder: ProseNode, last: ProseNode): boolean =>
  LISTS.has(holder.type.name) || holder.type.name === 'photoGroup' || (last.type.name === 'paragraph' && last.content.size === 0)

/** Takes a block out, with the list or group that would stand empty without it; a box keeps an empty line to write in. The caret goes to what follows. */
export const removeBlock = (editor: Editor, pos: number): boolean => {
  const { doc, tr, schema } = editor.state
  const unit = unitAt(doc, pos)
  const paragraph = schema.nodes['paragraph']
  if (!unit || !paragraph) return false
  let $pos = doc.resolve(pos)
  let { node } = unit
  const holds = (at: ResolvedPos): boolean => at.parent.canReplace(at.index(), at.index() + 1)
  while ($pos.depth > 0 && !holds($pos) && goesToo($pos.parent, node)) {
    node = $pos.parent
    $pos = doc.resolve($pos.before())
  }
  const from = $pos.pos
  if (holds($pos)) tr.delete(from, from + node.nodeSize)
  else tr.replaceWith(from, from + node.nodeSize, paragraph.create())
  tr.setSelection(Selection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)), 1))
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Puts an empty paragraph above (-1) or below (1) a block and the caret into it; in a list, an item; in a group, beside the group. */
export const addBeside = (editor: Editor, pos: number, direction: -1 | 1): boolean => {
  const { doc, tr, schema } = editor.state
  let $pos = doc.resolve(pos)
  const paragraph = schema.nodes['paragraph']?.create()
  const type = $pos.nodeAfter?.type
  if (!unitAt(doc, pos) || !paragraph || !type) return false
  const node = type.name === 'listItem' ? type.create(null, paragraph) : paragraph
  while ($pos.depth > 0 && !$pos.parent.canReplaceWith($pos.index(), $pos.index(), node.type)) $pos = doc.resolve($pos.before())
  const at = direction === -1 ? $pos.pos : $pos.pos + ($pos.nodeAfter?.nodeSize ?? 0)
  tr.insert(at, Fragment.from(node))
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)))
  editor.view.dispatch(tr.scrollIntoView())
  editor.view.focus()
  return true
}

/** Selects a block whole. */
export const selectBlock = (editor: Editor, pos: number): void => {
  if (!unitAt(editor.state.doc, pos)) return
  editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, pos)))
  editor.view.focus()
}
