import { Fragment, type Mark, type Node as ProseNode } from '@tiptap/pm/model'

import { isFormat, suggestFormats } from './formats'
import { inserted, struck } from './leaf'
import { idOf, isMove, isSuggestion, markOf } from './marks'
import type { Work } from './work'

/** A changed stretch of a line: `a` to `b` of the old content became `c` to `d` of the new. */
type Span = { a: number; b: number; c: number; d: number }

const flat = (part: Fragment): string => part.textBetween(0, part.size, '\n', '\ufffc')
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff

/** A span without what is the same at its ends; null where it is the same all through. No sign outside the basic plane is cut in two. */
const trimmed = (old: ProseNode, fresh: ProseNode, { a, b, c, d }: Span): Span | null => {
  const [one, other] = [old.content.cut(a, b), fresh.content.cut(c, d)]
  let start = one.findDiffStart(other)
  const end = one.findDiffEnd(other)
  if (start === null || !end) return null
  const [mine, theirs] = [flat(one), flat(other)]
  if (isLow(mine.charCodeAt(start)) || isLow(theirs.charCodeAt(start))) start -= 1
  const lap = Math.max(0, start - Math.min(end.a, end.b))
  let [to, too] = [end.a + lap, end.b + lap]
  if (isLow(mine.charCodeAt(to)) || isLow(theirs.charCodeAt(too))) [to, too] = [to + 1, too + 1]
  return { a: a + start, b: a + to, c: c + start, d: c + too }
}

/** The changed stretches of a line, by where the transaction says it changed, or else as one. */
const spansOf = (old: ProseNode, oldStart: number, fresh: ProseNode, newStart: number, { ranges }: Work): Span[] => {
  const [size, length] = [old.content.size, fresh.content.size]
  const told = ranges
    .map(({ oldRange, newRange }): Span => ({ a: oldRange.from - oldStart, b: oldRange.to - oldStart, c: newRange.from - newStart, d: newRange.to - newStart }))
    .filter(({ a, b, c, d }) => a >= 0 && b <= size && c >= 0 && d <= length)
    .toSorted((x, y) => x.a - y.a || x.c - y.c)
  let [from, to] = [0, 0]
  const holds = [...told, { a: size, b: size, c: length, d: length }].every(({ a, b, c, d }) => {
    const same = a >= from && c >= to && old.content.cut(from, a).eq(fresh.content.cut(to, c))
    ;[from, to] = [b, d]
    return same
  })
  return (holds ? told : [{ a: 0, b: size, c: 0, d: length }]).flatMap((span) => trimmed(old, fresh, span) ?? [])
}

/** The suggestion a change goes on with: the same person's, right beside it. */
const goesOn = (old: ProseNode, from: number, to: number, work: Work): string => {
  for (const { node } of [old.childBefore(from), old.childAfter(to)]) {
    for (const mark of node ? [markOf(node, 'insertion'), markOf(node, 'deletion')] : []) {
      const id = mark ? idOf(mark) : undefined
      if (id !== undefined && work.mine(id) && !isMove(id)) return id
    }
  }
  return work.id
}

/** One piece of text under other formats. */
const reformatted = (old: ProseNode, fresh: ProseNode, work: Work, own: boolean): ProseNode => {
  if (markOf(old, 'deletion')) return old
  const plain = fresh.marks.filter((mark) => !isSuggestion(mark))
  const kept = fresh.mark(old.marks.filter(isSuggestion).reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), plain))
  const put = markOf(old, 'insertion')
  if (put ? work.mine(idOf(put)) : own) return kept
  // Comments are nobody's suggestion: those of the changed text are kept.
  const { node, used } = suggestFormats(kept.mark(old.marks.filter((mark) => isFormat(mark)).reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), kept.marks.filter((mark) => !isFormat(mark)))), plain.filter(isFormat), work.id, work.mine)
  for (const id of used) work.used.add(id)
  return node
}

/** The piece an offset is in or begins, and where it begins. */
const pieceAt = (part: Fragment, offset: number): { node: ProseNode; start: number } | null => {
  let start = 0
  for (const node of part.content) {
    if (offset < start + node.nodeSize) return { node, start }
    start += node.nodeSize
  }
  return null
}

const reformat = (old: Fragment, fresh: Fragment, work: Work, own: boolean): ProseNode[] => {
  const out: ProseNode[] = []
  let pos = 0
  while (pos < old.size) {
    const [mine, theirs] = [pieceAt(old, pos), pieceAt(fresh, pos)]
    if (!mine || !theirs) return out
    const to = Math.min(mine.start + mine.node.nodeSize, theirs.start + theirs.node.nodeSize)
    const cut = ({ node, start }: { node: ProseNode; start: number }): ProseNode => (node.isText ? node.cut(pos - start, to - start) : node)
    out.push(reformatted(cut(mine), cut(theirs), work, own))
    pos = to
  }
  return out
}

// Only words can be under other formats; another note or break is another.
const sameWords = (one: Fragment, other: Fragment): boolean => {
  if (one.size !== other.size || flat(one) !== flat(other)) return false
  for (let pos = 0; pos < one.size; ) {
    const [mine, theirs] = [pieceAt(one, pos), pieceAt(other, pos)]
    if (!mine || !theirs || mine.node.isText !== theirs.node.isText || (!mine.node.isText && !mine.node.mark([]).eq(theirs.node.mark([])))) return false
    pos = Math.min(mine.start + mine.node.nodeSize, theirs.start + theirs.node.nodeSize)
  }
  return true
}

const plainOf = (part: Fragment): ProseNode[] => part.content.filter((node) => !markOf(node, 'deletion')).map((node) => node.mark(node.marks.filter((mark) => !isSuggestion(mark))))

const sizeOf = (nodes: readonly ProseNode[]): number => nodes.reduce((sum, node) => sum + node.nodeSize, 0)

/**
 * A line's content with its change suggested. `at` leads from an offset of the changed line to the one in the result. Positions are where
 * the contents begin in their documents. In a line of the same person's, `own`, words that nobody else suggests come and go at once.
 */
export const mergeInline = (old: ProseNode, oldStart: number, fresh: ProseNode, newStart: number, work: Work, own = false): { content: Fragment; at: (offset: number) => number } => {
  const out: ProseNode[] = []
  const stops: { c: number; d: number; start: number; gone: number; end: number }[] = []
  let from = 0
  for (const span of spansOf(old, oldStart, fresh, newStart, work)) {
    out.push(...old.content.cut(from, span.a).content)
    const [one, other] = [old.content.cut(span.a, span.b), fresh.content.cut(span.c, span.d)]
    const start = sizeOf(out)
    if (sameWords(one, other)) out.push(...reformat(one, other, work, own))
    else {
      const id = goesOn(old, span.a, span.b, work)
      const gone = struck(one, id, work.mine, own)
      const came = own ? plainOf(other) : inserted(other, id)
      out.push(...gone, ...came)
      if ([...gone, ...came].some((node) => node.marks.some((mark) => isSuggestion(mark) && idOf(mark) === id))) work.used.add(id)
      // Delete goes on behind what it struck out, Backspace before it.
      const forward = work.caret === oldStart + span.a && span.c === span.d
      stops.push({ c: span.c, d: span.d, start: start + (forward ? sizeOf(gone) : 0), gone: forward ? 0 : sizeOf(gone), end: sizeOf(out) })
    }
    from = span.b
  }
  out.push(...old.content.cut(from).content)
  const at = (offset: number): number => {
    const stop = stops.findLast(({ c }) => c <= offset)
    if (!stop) return offset
    if (offset > stop.d) return stop.end + offset - stop.d
    return stop.c === stop.d ? stop.start : Math.min(stop.end, stop.start + stop.gone + offset - stop.c)
  }
  return { content: Fragment.fromArray(out), at }
}
