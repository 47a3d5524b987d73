import { getChangedRanges, type ChangedRange } from '@tiptap/core'
import { Fragment, type Node as ProseNode } from '@tiptap/pm/model'
import { NodeSelection, Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Transform } from '@tiptap/pm/transform'

import { mergeRows } from './blocks'
import { all, undoing, type Decide } from './leaf'
import { isBorder, isSuggestion, moveId } from './marks'
import { asMoves } from './moves'
import { selectionIn } from './selection'
import { settleNodes } from './settle'
import { bare, exchanged } from './tree'
import { putBlock, strikeBlock } from './whole'
import type { Work } from './work'
import { writeChildren } from './write'

/** A change made a suggestion: the transaction to dispatch instead, and the ids of suggestions it brought in or went on with. */
export type Suggested = { transaction: Transaction; ids: string[] }

const textOf = (doc: ProseNode, { from, to }: { from: number; to: number }): string => doc.textBetween(from, to, '\n', '\ufffc')

/** A line that was cut has its upper border once: the editor gave it to the lower part too. */
const bordersOnce = (transform: Transform, { from, to }: { from: number; to: number }): void => {
  transform.doc.nodesBetween(from, Math.min(to, transform.doc.content.size), (node, pos, parent, index) => {
    const above = pos >= from && index > 0 ? parent?.child(index - 1) : undefined
    for (const mark of node.marks.filter(isBorder)) if (above && mark.isInSet(above.marks)) transform.removeNodeMark(pos, mark)
    return !node.isTextblock
  })
}

/** Words typed amid struck-out ones come in alive. */
const alive = (before: ProseNode, after: ProseNode, ranges: readonly ChangedRange[]): ProseNode => {
  const transform = new Transform(after)
  for (const { oldRange, newRange } of ranges) {
    const mark = before.resolve(oldRange.from).marks().find(({ type }) => type.name === 'deletion')
    if (mark && newRange.to > newRange.from && textOf(before, oldRange) !== textOf(after, newRange)) transform.removeMark(newRange.from, newRange.to, mark)
    if (newRange.to > newRange.from) bordersOnce(transform, newRange)
  }
  return transform.doc
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
  const was = settleNodes(doc, span(before, cut.from, cut.old), undoing(work.mine))
  const now = settleNodes(doc, span(after, cut.from, cut.fresh), all('accept'))
  work.places.clear()
  return [...before.slice(0, cut.from), ...was.flatMap((node) => strikeBlock(node, work)), ...now.flatMap((node) => putBlock(node, work)), ...before.slice(cut.from + cut.old)]
}

const copyMeta = (from: Transaction, to: Transaction): void => {
  const meta: unknown = Reflect.get(from, 'meta')
  if (typeof meta === 'object' && meta !== null) for (const [key, value] of Object.entries(meta)) to.setMeta(key, value)
}

/**
 * Makes a change a suggestion, so that rejecting it gives the text as it was before, with all that others suggest, and accepting it the text as it was
 * changed. `earlier` is true for what the same person suggested before. Both are checked here, on the blocks the change touched; what cannot be told finely is told as blocks taken out and put in.
 */
export const suggest = (state: EditorState, transaction: Transaction, id: string, earlier: (id: string) => boolean): Suggested => {
  const { doc, selection } = state
  const ranges = getChangedRanges(transaction)
  const changed = alive(doc, transaction.doc, ranges)
  const caret = selection.empty ? selection.head : -1
  const mine = (each: string): boolean => each === id || each === moveId(id) || earlier(each)
  const work: Work = { id, mine, ranges, caret, forward: selection.empty && selection.$head.parentOffset === selection.$head.parent.content.size, used: new Set(), places: new Map(), struck: [], put: [], meant: new Map(), trusted: false }
  const before = doc.children
  const merged = mergeRows({ nodes: before, pos: 0 }, { nodes: changed.children, pos: 0 }, work)
  let row = asMoves(merged, work)
  const wanted = changed.children.map((node) => exchanged(node, work.meant))
  const cut = cutOf(before, wanted)
  const result = cutOf(before, row)
  const from = Math.min(cut.from, result.from)
  const behind = Math.min(before.length - cut.from - cut.old, before.length - result.from - result.old)
  const within = (nodes: readonly ProseNode[]): ProseNode[] => nodes.slice(from, nodes.length - behind)
  const settled = (nodes: readonly ProseNode[], decide: Decide): string => bare(settleNodes(doc, within(nodes), decide))
  const same = (one: readonly ProseNode[], other: readonly ProseNode[], decide: Decide): boolean => settled(one, decide) === settled(other, decide)
  const holds = (): boolean => [undoing(mine), all('reject')].every((decide) => same(row, before, decide)) && (work.trusted || same(row, wanted, all('accept')))
  if (!holds()) {
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
