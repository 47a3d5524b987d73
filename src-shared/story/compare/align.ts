import { textOf } from '../count'
import type { BodyJson } from '../story'
import { stable } from './inline'

/** Which child of the old side became which of the new, by index, ordered by the new side. */
export type Pair = { from: number; to: number }

/** Blocks of one kind of shape, whose words can be compared whichever of them they are. */
const FAMILIES: readonly ReadonlySet<string>[] = [
  new Set(['paragraph', 'crosshead', 'pullQuote', 'question', 'answer']),
  new Set(['bulletList', 'orderedList', 'briefList']),
  new Set(['tableCell', 'tableHeader']),
]

/** True where a block of one kind can be shown as having become one of the other. */
export const isKin = (one: BodyJson, other: BodyJson): boolean => one.type === other.type || FAMILIES.some((family) => family.has(one.type) && family.has(other.type))

const bare = (node: BodyJson): unknown => {
  const { blockId: _id, ...attrs } = node.attrs ?? {}
  const marks = (node.marks ?? []).filter(({ type }) => type !== 'comment')
  return { type: node.type, text: node.text, attrs, marks: marks.length > 0 ? marks : undefined, content: node.content?.map(bare) }
}

/** A node as text that is equal for what says and shows the same: without ids and comments. */
export const faceOf = (node: BodyJson): string => stable(bare(node))

const idOf = (node: BodyJson): string | null => (typeof node.attrs?.['blockId'] === 'string' && node.attrs['blockId'] !== '' ? node.attrs['blockId'] : null)

/** Lines of which a box has one. */
const SINGLE: ReadonlySet<string> = new Set(['boxTitle', 'subHeadline', 'subByline'])
const singleOf = (node: BodyJson): string | null => (SINGLE.has(node.type) ? node.type : null)

const once = (nodes: readonly BodyJson[], name: (node: BodyJson) => string | null, taken: ReadonlySet<number>): Map<string, number> => {
  const found = new Map<string, number>()
  const twice = new Set<string>()
  nodes.forEach((node, index) => {
    const key = taken.has(index) ? null : name(node)
    if (key === null) return
    if (found.has(key)) twice.add(key)
    found.set(key, index)
  })
  for (const key of twice) found.delete(key)
  return found
}

/** How much of a text is looked at to tell whether it is kin, in UTF-16 units. */
const LOOKED_AT = 600

type Sketch = { node: BodyJson; pairs: Map<number, number>; size: number }

/** Its pairs of neighbouring characters: words need not be found to see that two texts are alike. */
const sketch = (node: BodyJson): Sketch => {
  const text = ` ${textOf(node).replaceAll(/\s+/g, ' ').trim().slice(0, LOOKED_AT)}`
  const pairs = new Map<number, number>()
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return { node, pairs, size: text.length - 1 }
}

/** The least likeness at which a block is shown as an edit of another. */
const KINDRED = 0.4

const pictureOf = (node: BodyJson): unknown => (node.type === 'photo' ? (node.attrs?.['photo'] ?? null) : null)

/** From 0 (nothing in common) to 1. */
const likeness = (one: Sketch, other: Sketch): number => {
  if (!isKin(one.node, other.node)) return 0
  const picture = pictureOf(one.node)
  if (picture !== null && picture === pictureOf(other.node)) return 1
  if (one.size + other.size === 0) return one.node.type === other.node.type ? 0.6 : 0
  if ((2 * Math.min(one.size, other.size)) / (one.size + other.size) < KINDRED) return 0
  let shared = 0
  for (const [pair, count] of one.pairs) shared += Math.min(count, other.pairs.get(pair) ?? 0)
  return (2 * shared) / (one.size + other.size)
}

/** The largest gap, in pairs to weigh, that is searched for the best way to match it. */
const SEARCHED = 2500

/** The matches of a gap, in order, that have most in common. */
const matchGap = (old: readonly { node: BodyJson; at: number }[], fresh: readonly { node: BodyJson; at: number }[]): Pair[] => {
  if (old.length === 0 || fresh.length === 0) return []
  // Long stretches of new text: only blocks in about the same place are looked at.
  if (old.length * fresh.length > SEARCHED) {
    const [half, middle] = [Math.ceil(old.length / 2), Math.ceil(fresh.length / 2)]
    return [...matchGap(old.slice(0, half), fresh.slice(0, middle)), ...matchGap(old.slice(half), fresh.slice(middle))]
  }
  const [from, to] = [old.map(({ node }) => sketch(node)), fresh.map(({ node }) => sketch(node))]
  const width = to.length + 1
  const best = new Float64Array((from.length + 1) * width)
  const like = new Float64Array(from.length * to.length)
  const bestAt = (i: number, j: number): number => best[i * width + j] ?? 0
  for (let i = from.length - 1; i >= 0; i -= 1)
    for (let j = to.length - 1; j >= 0; j -= 1) {
      const [one, other] = [from[i], to[j]]
      const score = one && other ? likeness(one, other) : 0
      like[i * to.length + j] = score
      best[i * width + j] = Math.max(bestAt(i + 1, j), bestAt(i, j + 1), score >= KINDRED ? score + bestAt(i + 1, j + 1) : 0)
    }
  const pairs: Pair[] = []
  for (let [i, j] = [0, 0]; i < from.length && j < to.length; ) {
    const score = like[i * to.length + j] ?? 0
    if (score >= KINDRED && bestAt(i, j) === score + bestAt(i + 1, j + 1)) {
      pairs.push({ from: old[i]?.at ?? 0, to: fresh[j]?.at ?? 0 })
      i += 1
      j += 1
    } else if (bestAt(i, j) === bestAt(i + 1, j)) i += 1
    else j += 1
  }
  return pairs
}

/** The longest run of pairs that keep their order; the others have moved. Pairs must be ordered by `to`. */
export const inOrder = (pairs: readonly Pair[]): ReadonlySet<Pair> => {
  const tails: Pair[] = []
  const before = new Map<Pair, Pair | undefined>()
  for (const pair of pairs) {
    let [low, high] = [0, tails.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((tails[middle]?.from ?? 0) < pair.from) low = middle + 1
      else high = middle
    }
    before.set(pair, tails[low - 1])
    tails[low] = pair
  }
  const kept = new Set<Pair>()
  for (let pair = tails.at(-1); pair; pair = before.get(pair)) kept.add(pair)
  return kept
}

/** Matches children of one parent: by block id, then what is the same, then, between those, what is alike. */
export const align = (before: readonly BodyJson[], after: readonly BodyJson[]): Pair[] => {
  const pairs: Pair[] = []
  const taken = { from: new Set<number>(), to: new Set<number>() }
  const take = (from: number, to: number): void => {
    const [one, other] = [before[from], after[to]]
    if (!one || !other || !isKin(one, other)) return
    pairs.push({ from, to })
    taken.from.add(from)
    taken.to.add(to)
  }
  const faces = (node: BodyJson): string | null => (textOf(node).trim() === '' && pictureOf(node) === null ? null : faceOf(node))
  for (const name of [idOf, singleOf, faces]) {
    const known = once(before, name, taken.from)
    for (const [key, to] of once(after, name, taken.to)) {
      const from = known.get(key)
      if (from !== undefined) take(from, to)
    }
  }
  pairs.sort((a, b) => a.to - b.to)
  const gaps = [...inOrder(pairs)].sort((a, b) => a.to - b.to)
  let last: Pair = { from: -1, to: -1 }
  for (const next of [...gaps, { from: before.length, to: after.length }]) {
    const free = (nodes: readonly BodyJson[], start: number, end: number, used: ReadonlySet<number>) => nodes.slice(start + 1, end).map((node, index) => ({ node, at: start + 1 + index })).filter(({ at }) => !used.has(at))
    for (const { from, to } of matchGap(free(before, last.from, next.from, taken.from), free(after, last.to, next.to, taken.to))) take(from, to)
    last = next
  }
  return pairs.sort((a, b) => a.to - b.to)
}
