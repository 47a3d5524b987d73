import { Fragment, type Mark, type Node as ProseNode } from '@tiptap/pm/model'

import { carrying, inserted, struck } from './leaf'
import { idOf, isBorder, isSuggestion, markOf, modType, sameValue, shapeOf, suggestionMark } from './marks'
import { putBlock, strikeBlock } from './whole'
import type { Work } from './work'

const sizeOf = (nodes: readonly ProseNode[]): number => nodes.reduce((sum, node) => sum + node.nodeSize, 0)
const sameShape = (one: ProseNode, other: ProseNode): boolean => sameValue(shapeOf(one), shapeOf(other))

/** How much two lines share at their beginning, and how much at their end. */
const headOf = (one: ProseNode, other: ProseNode): number => one.content.findDiffStart(other.content) ?? Math.min(one.content.size, other.content.size)
const tailOf = (one: ProseNode, other: ProseNode): number => one.content.size - (one.content.findDiffEnd(other.content)?.a ?? one.content.size - Math.min(one.content.size, other.content.size))

/** These marks with a new border. */
const bordered = (node: ProseNode, marks: readonly Mark[], type: 'split' | 'join', work: Work): readonly Mark[] => {
  const mark = suggestionMark(node, 'modification', { id: work.id, type })
  work.used.add(work.id)
  return mark ? mark.addToSet(marks) : marks
}

const isMine = (mark: Mark | undefined, work: Work): boolean => mark !== undefined && work.mine(idOf(mark))

/** A line cut in two or more: what was behind the cut carries the new border. */
const cut = (old: ProseNode, news: readonly ProseNode[], work: Work): ProseNode[] | null => {
  const [first, last] = [news[0], news.at(-1)]
  if (!first || !last || !sameShape(old, first)) return null
  const whole = markOf(old, 'insertion')
  // What others suggest of the whole is of each part; the border above it is the first one's.
  const shared = old.marks.filter((mark) => isSuggestion(mark) && !isBorder(mark))
  const own = isMine(whole, work)
  const head = headOf(old, first)
  const tail = Math.min(tailOf(old, last), old.content.size - head)
  const gone = struck(old.content.cut(head, old.content.size - tail), work.id, work.mine, own)
  if (gone.length > 0) work.used.add(work.id)
  if (own && gone.length === 0) {
    const all = news.map((node, index) => node.mark([...(index === 0 ? old.marks.filter(isSuggestion) : shared)].reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), node.marks.filter((mark) => !isSuggestion(mark)))))
    for (const [index, node] of news.entries()) {
      const now = all[index]
      if (!now) continue
      work.meant.set(node, now)
      work.places.set(node, { node: now, at: (offset) => offset })
    }
    return all
  }
  if (head + tail === 0 && old.content.size > 0) return null
  const rest = last.content.size - tail
  const came = inserted(first.content.cut(head), work.id)
  const front = inserted(last.content.cut(0, rest), work.id)
  const above = old.copy(Fragment.fromArray([...old.content.cut(0, head).content, ...gone, ...came]))
  const content = Fragment.fromArray([...front, ...old.content.cut(old.content.size - tail).content])
  if (!last.type.validContent(content)) return null
  const kept = sameShape(old, last) ? shared : whole ? [whole] : []
  const below = last.type.create(last.attrs, content, bordered(last, kept, 'split', work))
  for (const node of news.slice(1)) work.meant.set(node, node.mark(node.marks.filter((mark) => !isSuggestion(mark))))
  work.meant.set(first, first.mark(old.marks))
  work.places.set(first, { node: above, at: (offset) => (offset <= head ? offset : offset + sizeOf(gone)) })
  work.places.set(last, { node: below, at: (offset) => Math.max(0, offset - rest + sizeOf(front)) })
  return [above, ...news.slice(1, -1).flatMap((node) => putBlock(node, work)), below]
}

/** Lines drawn into one: what was behind their borders keeps its place, and its border is struck out. */
const draw = (olds: readonly ProseNode[], fresh: ProseNode, work: Work): ProseNode[] | null => {
  const [first, last] = [olds[0], olds.at(-1)]
  if (!first || !last) return null
  const [ghost, dropped] = [markOf(first, 'deletion'), markOf(last, 'deletion')]
  if (dropped && !ghost) {
    const kept = headOf(first, fresh)
    const above = first.copy(Fragment.fromArray([...first.content.cut(0, kept).content, ...struck(first.content.cut(kept), work.id, work.mine, isMine(markOf(first, 'insertion'), work))]))
    work.used.add(work.id)
    work.trusted = true
    work.places.set(fresh, { node: above, at: (offset) => Math.min(offset, kept) })
    return [above, ...olds.slice(1, -1).flatMap((node) => strikeBlock(node, work)), last]
  }
  if (dropped) {
    work.trusted = true
    work.places.set(fresh, { node: first, at: (offset) => Math.min(offset, first.content.size) })
    return [...olds]
  }
  if (!ghost && !sameShape(first, fresh)) return null
  const [put, tip] = [isMine(markOf(first, 'insertion'), work), markOf(last, 'insertion')]
  const head = headOf(first, fresh)
  const tail = Math.min(tailOf(last, fresh), fresh.content.size - head)
  if (head + tail === 0 && fresh.content.size > 0) return null
  const end = last.content.cut(last.content.size - tail)
  const gone = struck(first.content.cut(head), work.id, work.mine, put)
  const came = fresh.content.cut(head, fresh.content.size - tail)
  const start = [...first.content.cut(0, head).content, ...gone, ...(put ? came.content : inserted(came, work.id))]
  work.meant.set(fresh, fresh.mark(first.marks))
  const one = (content: readonly ProseNode[]): ProseNode[] | null => {
    const all = Fragment.fromArray([...content])
    if (!first.type.validContent(all)) return null
    const now = first.copy(all)
    const before = sizeOf(start)
    work.places.set(fresh, { node: now, at: (offset) => (offset <= head ? offset : Math.min(all.size, offset <= head + came.size ? offset + sizeOf(gone) : before + offset - head - came.size)) })
    return [now, ...olds.slice(1, -1).flatMap((node) => strikeBlock(node, work))]
  }
  const borders = last.marks.filter(isBorder)
  const left = struck(last.content.cut(0, last.content.size - tail), work.id, work.mine, isMine(tip, work))
  if (gone.length + came.childCount + left.length > 0) work.used.add(work.id)
  // The border was only suggested by the same person: it goes at once.
  if (tip && isMine(tip, work)) return one([...start, ...left, ...(put ? end : carrying(end, tip)).content])
  if (olds.length === 2 && borders.some((border) => modType(border) === 'split' && isMine(border, work))) return one([...start, ...left, ...end.content])
  const below = last.type.create(last.attrs, Fragment.fromArray([...left, ...end.content]), borders.some((border) => modType(border) === 'join') ? last.marks : bordered(last, last.marks, 'join', work))
  if (ghost) work.trusted = true
  const above = ghost ? first : first.copy(Fragment.fromArray(start))
  const forward = work.caret >= 0 && tail === fresh.content.size - head && work.forward
  const goes = forward ? { node: below, at: (offset: number) => Math.max(0, offset - head) + sizeOf(left) } : { node: above, at: (offset: number) => (ghost ? first.content.size : offset <= head ? offset : Math.min(above.content.size, offset + sizeOf(gone))) }
  work.places.set(fresh, goes)
  return [above, ...olds.slice(1, -1).flatMap((node) => strikeBlock(node, work)), below]
}

/** Lines that were split or joined; null where that is not what happened to them. */
export const mergeSeam = (olds: readonly ProseNode[], news: readonly ProseNode[], work: Work): ProseNode[] | null => {
  const [old, fresh] = [olds[0], news[0]]
  if (!old || !fresh || ![...olds, ...news].every((node) => node.isTextblock)) return null
  if (olds.length === 1 && markOf(old, 'deletion')) {
    work.trusted = true
    return [old]
  }
  if (olds.length === 1) return cut(old, news, work)
  return news.length === 1 ? draw(olds, fresh, work) : null
}
