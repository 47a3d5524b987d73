import type { Editor } from '@tiptap/core'
import { Fragment, type Node as ProseNode } from '@tiptap/pm/model'
import { NodeSelection, TextSelection, type Selection } from '@tiptap/pm/state'

import { asText } from './turn-words'
import { LISTS, unitAt, unitsOf, type Unit } from './unit'

/** What a block can be turned into. */
export const TURNS = [
  'paragraph', 'crosshead', 'pullQuote', 'blockquote', 'bulletList', 'orderedList', 'briefList', 'question', 'answer', 'factBox', 'editorsNote', 'liveEntry', 'subArticle',
] as const
export type Turn = (typeof TURNS)[number]

const TEXTS: ReadonlySet<string> = new Set(['paragraph', 'crosshead', 'pullQuote', 'question', 'answer'])
const BOXES: ReadonlySet<string> = new Set(['factBox', 'liveEntry', 'subArticle', 'editorsNote'])
const childrenOf = (node: ProseNode): ProseNode[] => [...node.content.content]

/** The blocks a list, quotation, box or table is made of, one wrapping taken off; heads of boxes become a section header and a paragraph. Any other block is itself. */
export const unwrapped = (node: ProseNode): ProseNode[] => {
  const { name } = node.type
  if (LISTS.has(name)) return childrenOf(node).flatMap(childrenOf)
  if (name === 'table') return childrenOf(node).flatMap(childrenOf).flatMap(childrenOf)
  if (name === 'blockquote' || name === 'editorsNote' || name === 'liveEntry') return childrenOf(node)
  if (name === 'factBox' || name === 'subArticle')
    return childrenOf(node).flatMap((child) => {
      if (child.type.name === 'boxTitle' || child.type.name === 'subHeadline') return child.content.size === 0 ? [] : [asText(child, 'crosshead')]
      if (child.type.name === 'subByline') return child.content.size === 0 ? [] : [asText(child, 'paragraph')]
      return [child]
    })
  return [node]
}

const flattened = (blocks: readonly ProseNode[]): ProseNode[] =>
  blocks.flatMap((block) => {
    const inner = unwrapped(block)
    return inner.length === 1 && inner[0] === block ? [block] : flattened(inner)
  })

const listed = (kind: Turn, blocks: readonly ProseNode[]): ProseNode | null => {
  const schema = blocks[0]?.type.schema
  const item = schema?.nodes['listItem']
  const paragraph = schema?.nodes['paragraph']
  const list = schema?.nodes[kind]
  if (!item || !paragraph || !list) return null
  const items: ProseNode[][] = []
  for (const block of blocks) {
    // A head stays a head where a list may hold one: behind a line, never instead of it.
    if (TEXTS.has(block.type.name)) items.push([asText(block, 'paragraph')])
    else if (items.length === 0) items.push([paragraph.create(), block])
    else items.at(-1)?.push(block)
  }
  return list.create(null, items.map((content) => item.create(null, content)))
}

const boxed = (kind: Turn, blocks: readonly ProseNode[], now: () => string): ProseNode | null => {
  const schema = blocks[0]?.type.schema
  const box = schema?.nodes[kind]
  const paragraph = schema?.nodes['paragraph']
  if (!schema || !box || !paragraph) return null
  const filled = (content: readonly ProseNode[]): readonly ProseNode[] => (content.length === 0 ? [paragraph.create()] : content)
  const [head, ...rest] = blocks
  const headed = head?.type.name === 'crosshead'
  const body = headed ? rest : blocks
  if (kind === 'factBox') return box.create(null, [headed ? asText(head, 'boxTitle') : (schema.nodes['boxTitle']?.create() ?? paragraph.create()), ...filled(body)])
  if (kind === 'subArticle') {
    const lines = [headed ? asText(head, 'subHeadline') : schema.nodes['subHeadline']?.create(), schema.nodes['subByline']?.create()]
    return box.create(null, [...lines.filter((line) => line !== undefined), ...filled(body)])
  }
  if (kind === 'liveEntry') return box.create({ time: now() }, blocks)
  // An editor's note holds plain paragraphs: whatever else has words becomes some.
  if (kind === 'editorsNote') return box.create(null, filled(flattened(blocks).map((block) => (TEXTS.has(block.type.name) ? asText(block, 'paragraph') : block))))
  return box.create(null, blocks)
}

const check = (node: ProseNode): boolean => {
  try {
    node.check()
    return true
  } catch {
    return false
  }
}

/** Blocks turned into another kind, in order; null where that cannot hold them. Words are never lost. `now` gives the time of a live entry. */
export const turned = (blocks: readonly ProseNode[], kind: Turn, now: () => string): ProseNode[] | null => {
  const inner = blocks.flatMap(unwrapped)
  const [only] = blocks
  // A picture, a table of pictures or a rule alone is boxed, never listed or quoted.
  if (!BOXES.has(kind) && !flattened(blocks).some((block) => TEXTS.has(block.type.name))) return null
  let made: ProseNode[]
  if (kind === 'paragraph' && inner.some((block, index) => block !== blocks[index])) made = inner
  else if (TEXTS.has(kind)) made = flattened(blocks).map((block) => (TEXTS.has(block.type.name) ? asText(block, kind) : block))
  else {
    const wrapper = LISTS.has(kind) ? listed(kind, inner) : boxed(kind, inner, now)
    if (!wrapper) return null
    // One wrapping for another is still the same block.
    const id: unknown = blocks.length === 1 && only && inner[0] !== only ? only.attrs['blockId'] : null
    made = [wrapper.type.create({ ...wrapper.attrs, blockId: typeof id === 'string' ? id : null }, wrapper.content)]
  }
  return made.length > 0 && made.every(check) && !(made.length === blocks.length && made.every((node, index) => node.eq(blocks[index] ?? node))) ? made : null
}

type Span = { from: number; to: number; blocks: ProseNode[]; fits: (nodes: readonly ProseNode[]) => boolean }

/** The run of blocks from one place to another that stand side by side in one holder and can be turned together. */
const spanOf = (selection: Selection): Span | null => {
  const { $from, $to } = selection
  const range = selection instanceof NodeSelection && !selection.node.isInline
    ? { depth: $from.depth, start: $from.pos, end: $to.pos, startIndex: $from.index(), endIndex: $to.index(), parent: $from.parent }
    : $from.blockRange($to, (node) => !node.inlineContent && !LISTS.has(node.type.name) && node.type.name !== 'listItem' && node.type.name !== 'photoGroup' && node.type.name !== 'table' && node.type.name !== 'tableRow')
  if (!range) return null
  const blocks = childrenOf(range.parent).slice(range.startIndex, range.endIndex)
  if (blocks.some(({ type }) => type.name === 'listItem' || type.name === 'boxTitle' || type.name === 'subHeadline' || type.name === 'subByline')) return null
  return { from: range.start, to: range.end, blocks, fits: (nodes) => range.parent.canReplace(range.startIndex, range.endIndex, Fragment.from(nodes)) }
}

/** How many places of text lie between two positions: letters and inline things, never the borders of blocks. */
const lettersBetween = (doc: ProseNode, from: number, to: number): number => doc.textBetween(from, to, '', '\ufffc').length

const afterLetters = (doc: ProseNode, from: number, to: number, letters: number): number => {
  let left = letters
  let found = from
  let done = false
  doc.nodesBetween(from, to, (node, pos) => {
    if (done || !node.isTextblock) return !done
    const size = lettersBetween(doc, pos + 1, pos + 1 + node.content.size)
    found = pos + 1 + Math.min(left, node.content.size)
    done = left <= size
    left -= size
    return false
  })
  return found
}

const replaceSpan = (editor: Editor, span: Span, made: readonly ProseNode[]): void => {
  const { doc, tr, selection } = editor.state
  const letters = lettersBetween(doc, span.from, Math.max(span.from, Math.min(selection.to, span.to)))
  const shift = made.length === 1 && span.blocks.length === 1 && made[0]?.isTextblock && span.blocks[0]?.isTextblock ? lettersBetween(made[0], 0, made[0].content.size) - lettersBetween(span.blocks[0], 0, span.blocks[0].content.size) : 0
  tr.replaceWith(span.from, span.to, made)
  const end = span.from + made.reduce((size, node) => size + node.nodeSize, 0)
  // Below a box that ends the story one can always write on.
  const paragraph = tr.doc.type.schema.nodes['paragraph']
  if (paragraph && end === tr.doc.content.size && BOXES.has(tr.doc.lastChild?.type.name ?? '')) tr.insert(end, paragraph.create())
  tr.setSelection(TextSelection.near(tr.doc.resolve(afterLetters(tr.doc, span.from, end, Math.max(0, letters + shift)))))
  editor.view.dispatch(tr.scrollIntoView())
}

const spanAt = (doc: ProseNode, pos: number): Span | null => {
  const unit: Unit | null = unitAt(doc, pos)
  if (!unit) return null
  const $pos = doc.resolve(pos)
  if (unit.node.type.name === 'listItem') return spanAt(doc, $pos.before())
  const index = $pos.index()
  return { from: pos, to: pos + unit.node.nodeSize, blocks: [unit.node], fits: (nodes) => $pos.parent.canReplace(index, index + 1, Fragment.from(nodes)) }
}

/** What the block at a position can be turned into; an item speaks for its list. */
export const turnsOf = (doc: ProseNode, pos: number): Turn[] => {
  const span = spanAt(doc, pos)
  if (!span) return []
  return TURNS.filter((kind) => {
    const made = turned(span.blocks, kind, () => '')
    return made !== null && span.fits(made)
  })
}

/** Turns the block at a position into another kind. False where that cannot be. */
export const turnBlock = (editor: Editor, pos: number, kind: Turn, now: () => string): boolean => {
  const span = spanAt(editor.state.doc, pos)
  const made = span && turned(span.blocks, kind, now)
  if (!span || !made || !span.fits(made)) return false
  replaceSpan(editor, span, made)
  return true
}

/** Turns what is selected into a kind, or back where it is that kind already: a list into lines, a box into its blocks, a turn into a paragraph. */
export const turnSelection = (editor: Editor, kind: Turn, now: () => string): boolean => {
  const { selection } = editor.state
  const around = unitsOf(selection).find(({ node }) => node.type.name === kind)
  // Of a list only the chosen items go.
  if (around && LISTS.has(kind) && editor.commands.liftListItem('listItem')) return true
  if (around && kind !== 'paragraph') return turnBlock(editor, around.pos, 'paragraph', now)
  const list = LISTS.has(kind) ? unitsOf(selection).find(({ node }) => LISTS.has(node.type.name)) : undefined
  if (list) return turnBlock(editor, list.pos, kind, now)
  const span = spanOf(selection)
  const made = span && turned(span.blocks, kind, now)
  if (!span || !made || !span.fits(made)) return false
  replaceSpan(editor, span, made)
  return true
}
