import type { Editor } from '@tiptap/core'
import type { Node as ProseNode, ResolvedPos } from '@tiptap/pm/model'
import { NodeSelection, TextSelection, type Transaction } from '@tiptap/pm/state'

import { FRAMES, LINES } from './unit'

const BOXES: ReadonlySet<string> = new Set(['factBox', 'editorsNote', 'liveEntry', 'subArticle'])

/** How deep the nearest node of a set lies around a place; 0 where none does. */
const depthOf = ($pos: ResolvedPos, names: ReadonlySet<string>): number => {
  for (let depth = $pos.depth; depth > 0; depth -= 1) if (names.has($pos.node(depth).type.name)) return depth
  return 0
}

const caretAt = (tr: Transaction, pos: number): Transaction => tr.setSelection(TextSelection.near(tr.doc.resolve(pos))).scrollIntoView()

/** Puts the caret below the block that begins at a position, into the text there, or into a new paragraph where there is none. */
export const goBelow = (editor: Editor, pos: number): boolean => {
  const { doc, tr, schema } = editor.state
  const node = doc.nodeAt(pos)
  const paragraph = schema.nodes['paragraph']
  if (!node || !paragraph) return false
  const $after = doc.resolve(pos + node.nodeSize)
  const next = $after.nodeAfter
  if (next?.isTextblock && next.type.name !== 'photo') caretAt(tr, $after.pos + 1)
  else if ($after.parent.canReplaceWith($after.index(), $after.index(), paragraph)) caretAt(tr.insert($after.pos, paragraph.create()), $after.pos + 1)
  else return $after.depth > 0 && goBelow(editor, $after.before())
  editor.view.dispatch(tr)
  editor.view.focus()
  return true
}

/** Leaves the box, table, photo or quotation the caret is in, downwards. False outside of one. */
export const leaveFrame = (editor: Editor): boolean => {
  const { selection } = editor.state
  if (selection instanceof NodeSelection && FRAMES.has(selection.node.type.name)) return goBelow(editor, selection.from)
  const { $from } = selection
  const depth = depthOf($from, FRAMES)
  if (depth === 0) return false
  const around = depth > 1 && $from.node(depth - 1).type.name === 'photoGroup' ? depth - 1 : depth
  return goBelow(editor, $from.before(around))
}

/** Enter in a line that is never split: on to the next line of the box, to the next photo of the group, or below. */
export const enterOneLine = (editor: Editor): boolean => {
  const { $from } = editor.state.selection
  const { name } = $from.parent.type
  if (LINES.has(name)) {
    const { tr } = editor.state
    editor.view.dispatch(caretAt(tr, $from.after() + 1))
    return true
  }
  if (name !== 'photo' && name !== 'mediaCard' && name !== 'pullQuote') return false
  const holder = $from.node($from.depth - 1)
  if (holder.type.name !== 'photoGroup') return goBelowEmpty(editor, $from.before())
  if ($from.index($from.depth - 1) < holder.childCount - 1) {
    editor.view.dispatch(caretAt(editor.state.tr, $from.after() + 1))
    return true
  }
  return goBelowEmpty(editor, $from.before($from.depth - 1))
}

/** As goBelow, but only into an empty paragraph: what follows is left alone and a new line made above it. */
const goBelowEmpty = (editor: Editor, pos: number): boolean => {
  const { doc, tr, schema } = editor.state
  const after = pos + (doc.nodeAt(pos)?.nodeSize ?? 0)
  const next = doc.nodeAt(after)
  const paragraph = schema.nodes['paragraph']
  const $after = doc.resolve(after)
  if (!paragraph || ((next?.type !== paragraph || next.content.size > 0) && !$after.parent.canReplaceWith($after.index(), $after.index(), paragraph))) return goBelow(editor, pos)
  if (next?.type !== paragraph || next.content.size > 0) tr.insert(after, paragraph.create())
  editor.view.dispatch(caretAt(tr, after + 1))
  editor.view.focus()
  return true
}

/** Enter in the empty last line of a box leaves the box, taking the line along. */
export const enterLeavesBox = (editor: Editor): boolean => {
  const { selection, doc, tr, schema } = editor.state
  const { $from, empty } = selection
  const paragraph = schema.nodes['paragraph']
  if (!paragraph || !empty || $from.parent.type !== paragraph || $from.parent.content.size > 0 || $from.depth < 2) return false
  const box = $from.node($from.depth - 1)
  const index = $from.index($from.depth - 1)
  if (!BOXES.has(box.type.name) || index !== box.childCount - 1 || !box.canReplace(index, index + 1)) return false
  const outside = $from.after($from.depth - 1)
  const $outside = doc.resolve(outside)
  if (!$outside.parent.canReplaceWith($outside.index(), $outside.index(), paragraph)) return false
  tr.insert(outside, $from.parent).delete($from.before(), $from.after())
  editor.view.dispatch(caretAt(tr, tr.mapping.map(outside, -1) + 1))
  return true
}

const isEmptyBox = (box: ProseNode): boolean => {
  let bare = true
  box.forEach((child) => {
    bare &&= child.isTextblock && child.content.size === 0 && (LINES.has(child.type.name) || child.type.name === 'paragraph')
  })
  return bare
}

/**
 * Backspace at the start of a block that stands first in its frame: an empty box becomes a paragraph again, a full one stays as
 * it is. True where the key is used up, so that nothing is drawn together across a frame.
 */
export const backspaceAtStart = (editor: Editor): boolean => {
  const { selection, tr, schema } = editor.state
  const { $from, empty } = selection
  const paragraph = schema.nodes['paragraph']
  if (!empty || !(selection instanceof TextSelection) || $from.parentOffset > 0 || !paragraph) return false
  const depth = depthOf($from, BOXES)
  const holder = $from.depth > 1 ? $from.node($from.depth - 1) : null
  const line = LINES.has($from.parent.type.name) || (holder !== null && holder.maybeChild($from.index($from.depth - 1) - 1) !== null && LINES.has(holder.child($from.index($from.depth - 1) - 1).type.name))
  const first = depth > 0 && $from.pos === $from.start(depth) + ($from.depth - depth)
  if (depth > 0 && (first || line) && isEmptyBox($from.node(depth))) {
    const around = $from.node(depth - 1)
    const index = $from.index(depth - 1)
    if (!around.canReplaceWith(index, index + 1, paragraph)) return true
    const start = $from.before(depth)
    tr.replaceWith(start, $from.after(depth), paragraph.create())
    editor.view.dispatch(caretAt(tr, start + 1))
    return true
  }
  // An item or a quotation that comes first in a box is still lifted out of its list.
  if (depth > 0 && $from.depth > depth + 1 && !line) return false
  if ($from.parent.type.name === 'photo' || $from.parent.type.name === 'mediaCard') return true
  return (first || LINES.has($from.parent.type.name) || (line && $from.parent.content.size > 0)) && depth > 0
}

/** Delete at the very end of a frame: nothing that follows is drawn in. True where the key is used up. */
export const deleteAtEnd = (editor: Editor): boolean => {
  const { selection } = editor.state
  const { $from, empty } = selection
  if (!empty || !(selection instanceof TextSelection) || $from.parentOffset < $from.parent.content.size) return false
  if (LINES.has($from.parent.type.name)) return true
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.spec.isolating) return true
    if ($from.index(depth - 1) < $from.node(depth - 1).childCount - 1) return false
  }
  return false
}

// What stands side by side: of these, any child is on the last line.
const ABREAST: ReadonlySet<string> = new Set(['tableRow', 'photoGroup'])

const onLastLine = ($from: ResolvedPos): boolean => {
  for (let depth = 0; depth < $from.depth; depth += 1) {
    const node = $from.node(depth)
    if (!ABREAST.has(node.type.name) && $from.index(depth) < node.childCount - 1) return false
  }
  return true
}

/** ArrowDown on the last line of a story that ends in anything but a paragraph makes a paragraph below it, so that one can always write on. */
export const downPastEnd = (editor: Editor): boolean => {
  const { selection, doc } = editor.state
  const last = doc.lastChild
  if (!last || last.type.name === 'paragraph') return false
  const start = doc.content.size - last.nodeSize
  if (selection instanceof NodeSelection && !selection.node.isInline) return selection.from === start && goBelow(editor, start)
  return selection instanceof TextSelection && selection.empty && onLastLine(selection.$from) && editor.view.endOfTextblock('down') && goBelow(editor, start)
}
