import { Fragment, type Mark, type Node as ProseNode } from '@tiptap/pm/model'

import { mergeInline } from './inline'
import { idOf, isSuggestion, markOf, modType, readShape, sameValue, shapeOf, suggestionMark } from './marks'
import { mergeSeam } from './seam'
import { putBlock, strikeBlock } from './whole'
import type { Work } from './work'

/** Blocks in order, with where they begin. */
export type Row = { nodes: readonly ProseNode[]; pos: number }

const idIn = (node: ProseNode): string | null => (typeof node.attrs['blockId'] === 'string' && node.attrs['blockId'] !== '' ? node.attrs['blockId'] : null)

const lastOf = (marks: readonly Mark[], fits: (mark: Mark) => boolean): Mark | undefined => marks.findLast((mark) => mark.type.name === 'modification' && fits(mark))

/** The marks of a block whose kind or attributes changed; a change that leads back to what was there leaves none. */
const kindMarks = (old: ProseNode, fresh: ProseNode, work: Work): readonly Mark[] => {
  let { marks } = old
  const change = (known: Mark | undefined, attrs: { type: string; attrName?: string; previousValue: unknown; newValue: unknown }): void => {
    if (known) marks = known.removeFromSet(marks)
    const mark = sameValue(attrs.previousValue, attrs.newValue) ? null : suggestionMark(old, 'modification', { ...attrs, id: known ? idOf(known) : work.id })
    if (!mark) return
    work.used.add(idOf(mark))
    marks = mark.addToSet(marks)
  }
  const kind = lastOf(marks, (mark) => modType(mark) === 'nodeType')
  const mine = kind && work.mine(idOf(kind)) ? kind : undefined
  if (old.type !== fresh.type || mine) {
    const base = mine ? readShape(mine.attrs['previousValue']) : shapeOf(old)
    change(mine, { type: 'nodeType', previousValue: base, newValue: shapeOf(fresh) })
    return marks
  }
  for (const [attrName, value] of Object.entries(fresh.attrs)) {
    if (attrName === 'blockId' || sameValue(value, old.attrs[attrName])) continue
    const known = lastOf(marks, (mark) => modType(mark) === 'attr' && mark.attrs['attrName'] === attrName)
    const own = known && work.mine(idOf(known)) ? known : undefined
    change(own, { type: 'attr', attrName, previousValue: own ? own.attrs['previousValue'] : old.attrs[attrName], newValue: value })
  }
  return marks
}

/** One block that became another; `within` where it stands in one the same person suggested. */
const mergeBlock = (old: ProseNode, oldPos: number, fresh: ProseNode, newPos: number, work: Work, within = false): ProseNode[] => {
  if (old.eq(fresh)) return [old]
  if (markOf(old, 'deletion')) {
    work.trusted = true
    work.places.set(fresh, { node: old, at: (offset) => Math.min(offset, old.content.size) })
    return [old]
  }
  const put = markOf(old, 'insertion')
  const own = put ? work.mine(idOf(put)) : within
  // One's own block changes at once, and what others suggest of it stays.
  const suggested = old.marks.filter(isSuggestion).reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), fresh.marks.filter((mark) => !isSuggestion(mark)))
  if (own && !(old.isTextblock && fresh.isTextblock)) {
    const content = old.type === fresh.type && old.childCount === fresh.childCount ? Fragment.fromArray(pairwise({ nodes: old.children, pos: oldPos + 1 }, { nodes: fresh.children, pos: newPos + 1 }, work, true)) : fresh.content
    const now = (fresh.type.validContent(content) ? fresh.copy(content) : fresh).mark(suggested)
    work.meant.set(fresh, now)
    work.places.set(fresh, { node: now, at: (offset) => offset })
    return [now]
  }
  const instead = (): ProseNode[] => [...strikeBlock(old, work), ...putBlock(fresh, work)]
  if (old.isTextblock !== fresh.isTextblock || old.isLeaf !== fresh.isLeaf) return instead()
  const line = old.isTextblock ? mergeInline(old, oldPos + 1, fresh, newPos + 1, work, own) : null
  const content = line?.content ?? (old.isLeaf ? Fragment.empty : Fragment.fromArray(mergeRows({ nodes: old.children, pos: oldPos + 1 }, { nodes: fresh.children, pos: newPos + 1 }, work)))
  if (!fresh.type.validContent(content)) return instead()
  const attrs = { ...fresh.attrs, ...('blockId' in old.attrs && 'blockId' in fresh.attrs ? { blockId: old.attrs['blockId'] as unknown } : {}) }
  const now = fresh.type.create(attrs, content, own ? suggested : kindMarks(old, fresh, work))
  work.meant.set(fresh, fresh.mark(now.marks.filter((mark) => !isSuggestion(mark) || old.marks.some((each) => each.eq(mark)))))
  if (line) work.places.set(fresh, { node: now, at: line.at })
  return [now]
}

const startsOf = ({ nodes, pos }: Row): number[] => {
  let at = pos
  return nodes.map((node) => {
    const start = at
    at += node.nodeSize
    return start
  })
}

/** As many blocks as before, each the same one. */
const pairwise = (old: Row, fresh: Row, work: Work, within = false): ProseNode[] => {
  const [from, to] = [startsOf(old), startsOf(fresh)]
  return old.nodes.flatMap((node, index) => mergeBlock(node, from[index] ?? 0, fresh.nodes[index] ?? node, to[index] ?? 0, work, within))
}

const part = (row: Row, from: number, to: number): Row => ({ nodes: row.nodes.slice(from, to), pos: row.nodes.slice(0, from).reduce((sum, node) => sum + node.nodeSize, row.pos) })

// What the same person suggested before weighs least, so that it is what moves once more.
const weight = (old: ProseNode, fresh: ProseNode, work: Work): number => {
  const put = markOf(old, 'insertion')
  const size = put && work.mine(idOf(put)) ? 1 : fresh.nodeSize
  if (old.eq(fresh)) return size + 2
  return idIn(old) !== null && idIn(old) === idIn(fresh) ? size + 1 : 0
}

const CELLS = 40_000

/** Which blocks are the same in both rows: pairs of indexes, as much of the text as can keep its order. */
const alignment = (olds: readonly ProseNode[], news: readonly ProseNode[], work: Work): [number, number][] => {
  if (olds.length * news.length > CELLS) return []
  const best = Array.from({ length: olds.length + 1 }, () => new Array<number>(news.length + 1).fill(0))
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0
  const weights = olds.map((old) => news.map((fresh) => weight(old, fresh, work)))
  for (let i = olds.length - 1; i >= 0; i -= 1)
    for (let j = news.length - 1; j >= 0; j -= 1) {
      const both = weights[i]?.[j] ?? 0
      const row = best[i]
      if (row) row[j] = Math.max(at(i + 1, j), at(i, j + 1), both > 0 ? both + at(i + 1, j + 1) : 0)
    }
  const pairs: [number, number][] = []
  let [i, j] = [0, 0]
  while (i < olds.length && j < news.length) {
    const both = weights[i]?.[j] ?? 0
    if (both > 0 && at(i, j) === both + at(i + 1, j + 1)) {
      pairs.push([i, j])
      i += 1
      j += 1
    } else if (at(i, j) === at(i + 1, j)) i += 1
    else j += 1
  }
  return pairs
}

const mergeGap = (old: Row, fresh: Row, work: Work, aligned: boolean): ProseNode[] => {
  const [olds, news] = [old.nodes, fresh.nodes]
  const [one, other] = [olds[0], news[0]]
  if (one && other && olds.length === 1 && news.length === 1) return mergeBlock(one, old.pos, other, fresh.pos, work)
  if (!one || !other) return [...olds.flatMap((node) => strikeBlock(node, work)), ...news.flatMap((node) => putBlock(node, work))]
  const seam = mergeSeam(olds, news, work)
  if (seam) return seam
  const pairs = aligned ? [] : alignment(olds, news, work)
  if (pairs.length > 0) {
    const out: ProseNode[] = []
    let [i, j] = [0, 0]
    for (const [x, y] of [...pairs, [olds.length, news.length] as const]) {
      if (x > i || y > j) out.push(...mergeGap(part(old, i, x), part(fresh, j, y), work, true))
      const [mine, theirs] = [olds[x], news[y]]
      if (mine && theirs) out.push(...mergeBlock(mine, startsOf(old)[x] ?? 0, theirs, startsOf(fresh)[y] ?? 0, work))
      ;[i, j] = [x + 1, y + 1]
    }
    return out
  }
  // Rows and cells have no ids: as many as before are the same ones.
  if (olds.length === news.length && olds.every((node, index) => node.type === news[index]?.type && idIn(node) === null))
    return pairwise(old, fresh, work)
  return [...olds.flatMap((node) => strikeBlock(node, work)), ...news.flatMap((node) => putBlock(node, work))]
}

/** A row of blocks that became another. */
export const mergeRows = (old: Row, fresh: Row, work: Work): ProseNode[] => {
  const [olds, news] = [old.nodes, fresh.nodes]
  const same = (one: ProseNode | undefined, other: ProseNode | undefined): boolean => one !== undefined && other !== undefined && (one === other || one.eq(other))
  let head = 0
  while (head < Math.min(olds.length, news.length) && same(olds[head], news[head])) head += 1
  let tail = 0
  while (tail < Math.min(olds.length, news.length) - head && same(olds.at(-1 - tail), news.at(-1 - tail))) tail += 1
  const middle = mergeGap(part(old, head, olds.length - tail), part(fresh, head, news.length - tail), work, false)
  return [...olds.slice(0, head), ...middle, ...olds.slice(olds.length - tail)]
}
