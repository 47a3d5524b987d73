import { Fragment, type Node as ProseNode, type ResolvedPos } from '@tiptap/pm/model'
import { Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'

import type { BodyJson } from '../../../src-shared/story/story'
import { crossesFrames, deleteAcross } from '../blocks/across-frames'
import { asSlice, isParagraph, isPhrase, oneLine, paragraphs, textblocksIn, weigh } from './slices'

/** Blocks that are one line of something else: what comes in with more lines becomes one. */
const ONE_LINE: ReadonlySet<string> = new Set(['photo', 'mediaCard', 'boxTitle', 'subHeadline', 'subByline', 'pullQuote'])

/** Behind the block of the body the caret stands in, whole. */
const behindBlock = (tr: Transaction, nodes: readonly ProseNode[]): Transaction => {
  if (!tr.selection.empty) tr.deleteSelection()
  const { $to } = tr.selection
  const at = $to.depth > 0 ? $to.after(1) : $to.pos
  const size = nodes.reduce((sum, node) => sum + node.nodeSize, 0)
  tr.insert(at, nodes)
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at + size, tr.doc.content.size)), -1))
}

/** Before or behind a head, a question or the like, which blocks never cut in two; null where they may open the line, or nothing stands in it. */
const besideLine = (tr: Transaction, nodes: readonly ProseNode[]): Transaction | null => {
  if (!tr.selection.empty) tr.deleteSelection()
  const { $from } = tr.selection
  if (isParagraph($from.parent) || !$from.parent.isTextblock || $from.parent.content.size === 0 || isPhrase(nodes)) return null
  const before = $from.parentOffset === 0
  const index = $from.index(-1) + (before ? 0 : 1)
  if (!$from.node(-1).canReplace(index, index, Fragment.from(nodes))) return null
  const at = before ? $from.before() : $from.after()
  tr.insert(at, nodes)
  const end = at + nodes.reduce((sum, node) => sum + node.nodeSize, 0)
  return tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1))
}

/** Blocks put in at the end of a line leave no empty line behind them. */
const withoutEmptyTail = (tr: Transaction, wasAtEnd: boolean): Transaction => {
  const { $from } = tr.selection
  const pos = tr.mapping.map(tr.selection.to)
  const $end = tr.doc.resolve(Math.min(pos, tr.doc.content.size))
  const after = $end.depth > 0 ? $end.after(1) : $end.pos
  const left = wasAtEnd ? tr.doc.nodeAt(after) : null
  if (left?.type.name === 'paragraph' && left.content.size === 0 && $from.depth > 0 && after + left.nodeSize < tr.doc.content.size) tr.delete(after, after + left.nodeSize)
  return tr
}

/** A story nobody has begun: a template's empty lines are no place to keep. */
const isUntouched = (doc: ProseNode): boolean => doc.children.every((node) => isParagraph(node) && node.content.size === 0)

/** The caret in words. On an end mark or a rule the next key would put its letter in their place. */
const inWords = (tr: Transaction): Transaction => {
  if (tr.selection instanceof TextSelection) return tr
  const found = Selection.findFrom(tr.selection.$to, 1, true) ?? Selection.findFrom(tr.selection.$from, -1, true)
  return found ? tr.setSelection(found) : tr
}

/**
 * Puts blocks in at the selection, in one step: a phrase goes on in the line, a document opens the line and closes it again; a
 * caption takes words alone, a cell what a cell holds. Where the place would lose something, it goes behind the block instead.
 */
export const fitBlocks = (state: EditorState, blocks: readonly BodyJson[], start: () => Transaction = () => state.tr): Transaction => {
  const nodes = blocks.map((block) => state.schema.nodeFromJSON(block))
  if (!isPhrase(nodes) && isUntouched(state.doc)) {
    const { tr } = state
    tr.replaceWith(0, tr.doc.content.size, nodes)
    return inWords(tr.setSelection(Selection.atEnd(tr.doc)))
  }
  return inWords(fit(state, nodes, start))
}

const fit = (state: EditorState, nodes: readonly ProseNode[], start: () => Transaction): Transaction => {
  const { schema } = state
  const begin = (): Transaction => {
    const tr = start()
    return crossesFrames(tr.selection) ? deleteAcross(tr) : tr
  }
  const cleared = begin()
  if (!cleared.selection.empty) cleared.deleteSelection()
  const [before, coming] = [weigh(cleared.doc), weigh(schema.topNodeType.create(null, nodes))]
  // Nothing may be missing, and nothing printed twice: a head cut in two would print its marker again.
  const isWhole = (tr: Transaction, added = 0): boolean => {
    const after = weigh(tr.doc)
    const more = after.text - before.text - coming.text
    return more >= 0 && more <= added && after.atoms === before.atoms + coming.atoms
  }
  const lines = textblocksIn(nodes).length
  const { $from } = begin().selection
  if (ONE_LINE.has($from.parent.type.name)) {
    const line = begin().replaceSelection(oneLine(nodes, $from.parent.type))
    if (isWhole(line, lines)) return line
    return behindBlock(begin(), nodes)
  }
  const atEnd = cleared.selection.$from.parentOffset === cleared.selection.$from.parent.content.size && cleared.selection.$from.parent.content.size > 0
  const beside = besideLine(begin(), nodes)
  if (beside && isWhole(beside) && isSound(beside)) return beside
  const attempts = [{ make: () => asSlice(nodes), added: 0 }]
  if (nodes.length === 1) attempts.push({ make: () => oneLine(nodes, $from.parent.type), added: lines })
  if ($from.depth > 1) attempts.push({ make: () => paragraphs(nodes, schema), added: lines })
  for (const { make, added } of attempts) {
    const slice = make()
    const tr = begin().replaceSelection(slice)
    if (isWhole(tr, added) && keepsFrame(cleared.selection.$from, tr.doc) && isSound(tr)) return slice.openEnd === 0 ? withoutEmptyTail(tr, atEnd) : tr
  }
  return behindBlock(begin(), nodes)
}

/** How deep the innermost frame around a place stands: a cell, a box. 0 outside of any. */
const frameDepth = ($pos: ResolvedPos): number => {
  for (let depth = $pos.depth - 1; depth > 0; depth -= 1) if ($pos.node(depth).type.spec.isolating || /^table(?:Cell|Header)$/.test($pos.node(depth).type.name)) return depth
  return 0
}

/** True where the frame around a place is still one, and so is everything around the frame: nothing was drawn out of it. */
const keepsFrame = ($from: ResolvedPos, doc: ProseNode): boolean => {
  let at = doc
  for (let depth = 0, last = frameDepth($from); depth < last; depth += 1) {
    const inside = at.maybeChild($from.index(depth))
    if (!inside || at.childCount !== $from.node(depth).childCount || inside.type !== $from.node(depth + 1).type) return false
    at = inside
  }
  return true
}

const isSound = (tr: Transaction): boolean => {
  try {
    tr.doc.check()
    return true
  } catch {
    return false
  }
}
