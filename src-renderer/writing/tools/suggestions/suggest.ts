import { getChangedRanges, type ChangedRange } from '@tiptap/core'
import { Fragment, type Node as ProseNode } from '@tiptap/pm/model'
import { NodeSelection, Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Transform } from '@tiptap/pm/transform'

import { mergeRows } from './blocks'
import { idOf, isSuggestion, markOf, moveId, without } from './marks'
import { all, settleNodes } from './settle'
import { putBlock, strikeBlock } from './whole'
import type { Work } from './work'
import { writeChildren } from './write'

/** A change made a suggestion: the transaction to dispatch instead, and the ids of suggestions it brought in or went on with. */
export type Suggested = { transaction: Transaction; ids: string[] }

const textOf = (doc: ProseNode, { from, to }: { from: number; to: number }): string => doc.textBetween(from, to, '\n', '\ufffc')

/** Words typed amid struck-out ones come in alive. */
const alive = (before: ProseNode, after: ProseNode, ranges: readonly ChangedRange[]): ProseNode => {
  const transform = new Transform(after)
  for (const { oldRange, newRange } of ranges) {
    const mark = before.resolve(oldRange.from).marks().find(({ type }) => type.name === 'deletion')
    if (mark && newRange.to > newRange.from && textOf(before, oldRange) !== textOf(after, newRange)) transform.removeMark(newRange.from, newRange.to, mark)
  }
  return transform.doc
}

const bare = (nodes: readonly ProseNode[]): string =>
  JSON.stringify(nodes.map((node) => node.toJSON() as unknown), (key, value: unknown) => (key === 'blockId' ? undefined : value))

/** A tree in which some nodes are others. */
const exchanged = (node: ProseNode, others: ReadonlyMap<ProseNode, ProseNode>): ProseNode => {
  const other = others.get(node)
  if (node.isTextblock || node.isLeaf) return other ?? node
  const children = node.children.map((child) => exchanged(child, others))
  const frame = other ?? node
  return children.every((child, index) => child === node.child(index)) ? frame : frame.copy(Fragment.fromArray(children))
}

/** Blocks that went and came alike were moved: their suggestion says so, and the copies leave the ids to those that stand. */
const asMoves = (row: readonly ProseNode[], work: Work): ProseNode[] => {
  const moves = work.put.length > 0 && work.put.length === work.struck.length && work.put.every((node, index) => bare([node.mark([])]) === bare([(work.struck[index] ?? node).mark([])]))
  if (!moves) return [...row]
  const id = moveId(work.id)
  const others = new Map<ProseNode, ProseNode>()
  const copies = new Set(work.put)
  const visit = (node: ProseNode): void => {
    const mark = markOf(node, 'insertion') ?? markOf(node, 'deletion')
    if (mark && idOf(mark) === work.id) {
      const moved = node.mark(mark.type.create({ id }).addToSet(without(node, mark).marks))
      const now = copies.has(node) && 'blockId' in node.attrs ? moved.type.create({ ...moved.attrs, blockId: null }, moved.content, moved.marks) : moved
      others.set(node, now)
    } else if (!node.isTextblock) node.forEach(visit)
  }
  row.forEach(visit)
  for (const [fresh, place] of work.places) {
    const now = others.get(place.node)
    if (now) work.places.set(fresh, { ...place, node: now })
  }
  work.used.delete(work.id)
  work.used.add(id)
  return row.map((node) => exchanged(node, others))
}

const positionOf = (doc: ProseNode, wanted: ProseNode): number => {
  let found = -1
  doc.descendants((node, pos) => {
    if (found >= 0) return false
    if (node === wanted) found = pos
    return !node.isTextblock
  })
  return found
}

const selectionIn = (doc: ProseNode, after: Selection, places: Work['places']): Selection | null => {
  const follow = ($pos: Selection['$head']): number | null => {
    const place = places.get($pos.parent) ?? { node: $pos.parent, at: (offset: number) => offset }
    const pos = positionOf(doc, place.node)
    return pos < 0 ? null : pos + 1 + Math.min(place.at($pos.parentOffset), place.node.content.size)
  }
  if (after instanceof NodeSelection) {
    const pos = positionOf(doc, places.get(after.node)?.node ?? after.node)
    return pos < 0 ? null : NodeSelection.create(doc, pos)
  }
  if (!(after instanceof TextSelection)) return null
  const [anchor, head] = [follow(after.$anchor), follow(after.$head)]
  return anchor === null || head === null ? null : TextSelection.between(doc.resolve(anchor), doc.resolve(head))
}

type Cut = { from: number; old: number; fresh: number }

/** The top blocks a change touched, and those whose borders tie them to it: from where, and how many before and after. */
const cutOf = (before: readonly ProseNode[], after: readonly ProseNode[]): Cut => {
  const least = Math.min(before.length, after.length)
  let head = 0
  while (head < least && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  // A border reaches over blocks that may come or go.
  const tied = (node: ProseNode | undefined): boolean => node?.marks.some(isSuggestion) ?? false
  while (head > 0 && (tied(before[head]) || tied(after[head]) || tied(before[head - 1]))) head -= 1
  while (tail > 0 && tied(before[before.length - tail])) tail -= 1
  return { from: head, old: before.length - head - tail, fresh: after.length - head - tail }
}

const span = (nodes: readonly ProseNode[], from: number, count: number): ProseNode[] => nodes.slice(from, from + count)

/** The change as blocks taken out and put in whole: coarse, and always right. */
const coarse = (doc: ProseNode, before: readonly ProseNode[], after: readonly ProseNode[], cut: Cut, work: Work): ProseNode[] => {
  const was = settleNodes(doc, span(before, cut.from, cut.old), all('reject'))
  const now = settleNodes(doc, span(after, cut.from, cut.fresh), all('accept'))
  work.places.clear()
  return [...before.slice(0, cut.from), ...was.flatMap((node) => strikeBlock(node, work)), ...now.flatMap((node) => putBlock(node, work)), ...before.slice(cut.from + cut.old)]
}

const copyMeta = (from: Transaction, to: Transaction): void => {
  const meta: unknown = Reflect.get(from, 'meta')
  if (typeof meta === 'object' && meta !== null) for (const [key, value] of Object.entries(meta)) to.setMeta(key, value)
}

/**
 * Makes a change a suggestion, so that rejecting it gives the text as it was before and accepting it the text as it was changed. Both are
 * checked here, on the blocks the change touched; what cannot be told finely is told as blocks taken out and put in.
 */
export const suggest = (state: EditorState, transaction: Transaction, id: string, mine: (id: string) => boolean): Suggested => {
  const { doc, selection } = state
  const ranges = getChangedRanges(transaction)
  const changed = alive(doc, transaction.doc, ranges)
  const caret = selection.empty ? selection.head : -1
  const work: Work = { id, mine, ranges, caret, forward: selection.empty && selection.$head.parentOffset === selection.$head.parent.content.size, used: new Set(), places: new Map(), struck: [], put: [], meant: new Map(), trusted: false, unfit: false }
  const before = doc.children
  const merged = mergeRows({ nodes: before, pos: 0 }, { nodes: changed.children, pos: 0 }, work)
  let row = asMoves(merged, work)
  const wanted = changed.children.map((node) => exchanged(node, work.meant))
  const cut = cutOf(before, wanted)
  const result = cutOf(before, row)
  const from = Math.min(cut.from, result.from)
  const behind = Math.min(before.length - cut.from - cut.old, before.length - result.from - result.old)
  const within = (nodes: readonly ProseNode[]): ProseNode[] => nodes.slice(from, nodes.length - behind)
  const settled = (nodes: readonly ProseNode[], verdict: 'accept' | 'reject'): string => bare(settleNodes(doc, within(nodes), all(verdict)))
  const holds = (): boolean => settled(row, 'reject') === settled(before, 'reject') && (work.trusted || settled(row, 'accept') === settled(wanted, 'accept'))
  if (work.unfit || !holds()) {
    work.used.clear()
    row = coarse(doc, before, wanted, { from, old: before.length - from - behind, fresh: wanted.length - from - behind }, work)
  }
  const out = state.tr
  writeChildren(out, 0, before, row)
  if (transaction.selectionSet || out.docChanged || transaction.docChanged) {
    const size = out.doc.content.size
    const written = doc.type.create(null, Fragment.fromArray(row))
    const selected = selectionIn(written, transaction.selection, work.places)
    if (selected) out.setSelection(selected instanceof NodeSelection ? NodeSelection.create(out.doc, selected.from) : TextSelection.between(out.doc.resolve(selected.anchor), out.doc.resolve(selected.head)))
    else out.setSelection(Selection.near(out.doc.resolve(Math.min(out.mapping.map(selection.head), size))))
  }
  copyMeta(transaction, out)
  if (transaction.storedMarksSet) out.setStoredMarks(transaction.storedMarks)
  if (transaction.scrolledIntoView) out.scrollIntoView()
  return { transaction: out, ids: [...work.used] }
}
