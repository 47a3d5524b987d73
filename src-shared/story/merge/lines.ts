import type { BodyJson } from '../story'
import { marksKey, mergeMarks, withMarks } from './marks'
import { cutAt, inlineSize, joined, pieces, type Piece } from './sentences'
import { mergeShells, shellOf, type Shell } from './shell'
import { layBeside } from './three-way'

/** A block of one line of text and which block it is: the same number on all three sides. */
export type Line = { block: number; node: BodyJson }

/** A piece of a line, or (with `block`) the place where a block begins. */
type Item = Piece & { block: number | null }

/** The least a sentence must have, in UTF-16 units, to stand between what two people changed. */
const APART = 6

const itemsOf = (lines: readonly Line[]): Item[] =>
  lines.flatMap(({ block, node }) => [{ block, key: `\u0000${String(block)}`, text: '', nodes: [] }, ...pieces(node.content ?? []).map((piece) => ({ ...piece, block: null }))])

const lookOf = ({ key, nodes }: Item): string => `${key} ${joined(nodes).map((node) => `${marksKey(node.marks?.filter(({ type }) => type !== 'comment'))} ${String(inlineSize(node))}`).join(' ')}`
const sameItems = (one: readonly Item[], other: readonly Item[]): boolean => one.length === other.length && one.every((item, index) => item === other[index] || lookOf(item) === lookOf(other[index] ?? item))

const endsOf = (nodes: readonly BodyJson[]): number[] => {
  let at = 0
  return nodes.map((node) => (at += inlineSize(node)))
}

/** Words all three sides have, each stretch set as the side that set it otherwise has it. Null where two ways of setting them shut each other out. */
const mergeSetting = (base: Item, mine: Item, theirs: Item): Item | null => {
  const sides = [base, mine, theirs].map(({ nodes }) => nodes)
  const ends = [...new Set(sides.flatMap(endsOf))].sort((a, b) => a - b)
  const [old = [], ours = [], desk = []] = sides.map((nodes) => cutAt(nodes, ends).map(([node]) => node))
  const nodes: BodyJson[] = []
  for (const [index, node] of desk.entries()) {
    if (!node) continue
    const marks = mergeMarks(old[index]?.marks, ours[index]?.marks, node.marks)
    if (!marks) return null
    nodes.push(withMarks(node, marks))
  }
  return { ...theirs, nodes }
}

const countsOf = (items: readonly Item[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { key, text } of items) if (/[\p{L}\p{N}]/u.test(text)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** True where a sentence would stand more often than the work of both sides comes to: put elsewhere by both, or by one and taken out by the other. */
const standsTooOften = (items: readonly Item[], base: readonly Item[], mine: readonly Item[], theirs: readonly Item[]): boolean => {
  const [old, ours, desk] = [base, mine, theirs].map(countsOf)
  return [...countsOf(items)].some(([key, count]) => {
    const [was, one, other] = [old?.get(key) ?? 0, ours?.get(key) ?? 0, desk?.get(key) ?? 0]
    return count > (was === 0 ? Math.max(one, other) : Math.max(one + other - was, Math.min(one, other)))
  })
}

/** One stretch of items out of three lists of them; null where both changed it, or too close to each other. */
const mergeItems = (base: readonly Item[], mine: readonly Item[], theirs: readonly Item[]): Item[] | null => {
  const stretches = layBeside(base, mine, theirs, ({ key }) => key)
  if (!stretches) return null
  const out: Item[] = []
  // Who changed the last stretch, and whether anything of weight stands between it and here.
  let last: 'mine' | 'theirs' | null = null
  for (const stretch of stretches) {
    if (stretch.kept) {
      const { base: was, mine: ours, theirs: desk } = stretch.kept
      const item = mergeSetting(was, ours, desk)
      if (!item) return null
      out.push(item)
      if (item.block !== null || item.text.length >= APART) last = null
      continue
    }
    const [byMine, byTheirs] = [!sameItems(stretch.base, stretch.mine), !sameItems(stretch.base, stretch.theirs)]
    if (byMine && byTheirs && !sameItems(stretch.mine, stretch.theirs)) return null
    const by = byMine && byTheirs ? null : byMine ? 'mine' : 'theirs'
    if (by && last && by !== last) return null
    if (by) last = by
    out.push(...(by === 'mine' ? stretch.mine : stretch.theirs))
  }
  return standsTooOften(out, base, mine, theirs) ? null : out
}

const shellFor = (block: number, sides: readonly (readonly Line[])[]): Shell | null => {
  const [base, mine, theirs] = sides.map((lines) => lines.find((line) => line.block === block)?.node)
  if (base && mine && theirs) return mergeShells(base, mine, theirs)
  const only = mine && theirs ? null : (mine ?? theirs)
  return only ? shellOf(only) : null
}

/**
 * Merges blocks of text as one text, sentence by sentence, so that a paragraph split or joined on one side takes what the other
 * changed elsewhere in it. Null where both changed one sentence or two that touch. Blocks that are not in the result were joined
 * to another or taken out.
 */
export const mergeLines = (base: readonly Line[], mine: readonly Line[], theirs: readonly Line[]): Map<number, BodyJson> | null => {
  const items = mergeItems(itemsOf(base), itemsOf(mine), itemsOf(theirs))
  if (!items) return null
  const merged = new Map<number, BodyJson>()
  let open: { shell: Shell; block: number; content: BodyJson[] } | null = null
  const close = (): void => {
    if (!open) return
    const content = joined(open.content)
    merged.set(open.block, { ...open.shell, ...(content.length > 0 ? { content } : {}) })
  }
  for (const { block, nodes } of items) {
    if (block === null) {
      if (!open) return null
      open.content.push(...nodes)
      continue
    }
    close()
    const shell = shellFor(block, [base, mine, theirs])
    if (!shell || merged.has(block)) return null
    open = { shell, block, content: [] }
  }
  close()
  return merged
}
