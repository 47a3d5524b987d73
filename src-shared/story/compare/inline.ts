import type { BodyJson } from '../story'
import type { Budget } from './steps'
import { wayBetween, type Reading } from './way'
import { compareText, sentencesIn, wordsIn, type TextRun } from './words'

/**
 * One stretch of a compared line of text, as nodes of both sides. `same`: nothing changed. `marked`: the same words, set or linked
 * otherwise. `noted`: a footnote in its place with other words (`words`). `added` has no `before`, `removed` no `after`.
 */
export type InlineRun = { op: 'same' | 'marked' | 'noted' | 'added' | 'removed'; before: BodyJson[]; after: BodyJson[]; words?: TextRun[] }

/** Any JSON as text, keys in order: two values are the same where these are. */
export const stable = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (typeof value !== 'object' || value === null) return value === undefined ? 'null' : JSON.stringify(value)
  const record = value as Record<string, unknown>
  return `{${Object.keys(record).sort().filter((key) => record[key] !== undefined).map((key) => `${JSON.stringify(key)}:${stable(record[key])}`).join(',')}}`
}

/** Marks that tell; comments are about the words, not of them. */
export const marksOf = (node: BodyJson): string => {
  const marks = (node.marks ?? []).filter(({ type }) => type !== 'comment')
  return marks.length === 0 ? '' : stable(marks)
}

type Item = { text: string; atom: BodyJson | null }

/** A node that is no text counts as one sign, and is too long to be taken into a change as a crumb. */
const ATOM_TEXT = '\ufffc'.repeat(8)

const cutInline = (nodes: readonly BodyJson[]): Item[] => {
  const items: Item[] = []
  let text = ''
  const flush = (): void => {
    // Cut as one text, so that a bold half of a word does not make two of it.
    for (const each of sentencesIn(text)) items.push({ text: each, atom: null })
    text = ''
  }
  for (const node of nodes) {
    if (node.text !== undefined) {
      text += node.text
      continue
    }
    flush()
    items.push({ text: ATOM_TEXT, atom: node })
  }
  flush()
  return items
}

// A footnote stands for its place: its words are compared on their own.
const keyOf = ({ text, atom }: Item): string => (atom === null ? `t${text}` : atom.type === 'footnote' ? 'footnote' : `n${stable({ ...atom, marks: undefined })}`)

const asText = (text: string): Item => ({ text, atom: null })
const reading: Reading<Item> = { textOf: ({ text }) => text, keyOf, split: (item) => (item.atom ? [item] : wordsIn(item.text).map(asText)), ofText: asText, solid: ({ atom }) => atom !== null }

const sizeOf = ({ text, atom }: Item): number => (atom ? 1 : text.length)

/** Walks along nodes, giving them away in pieces; a text node is cut where a piece ends inside it. */
const makeWalk = (nodes: readonly BodyJson[]) => {
  let [index, offset] = [0, 0]
  /** The next piece of one node, at most `size` long. */
  const next = (size: number): { node: BodyJson; size: number } | null => {
    const node = nodes[index]
    if (!node) return null
    const length = node.text === undefined ? 1 : node.text.length
    const taken = Math.min(size, length - offset)
    const piece = node.text === undefined || taken === length ? node : { ...node, text: node.text.slice(offset, offset + taken) }
    offset += taken
    if (offset === length) [index, offset] = [index + 1, 0]
    return { node: piece, size: taken }
  }
  const rest = (): number => {
    const node = nodes[index]
    return node ? (node.text === undefined ? 1 : node.text.length - offset) : 0
  }
  const take = (size: number): BodyJson[] => {
    const taken: BodyJson[] = []
    for (let left = size; left > 0; ) {
      const piece = next(left)
      if (!piece) break
      taken.push(piece.node)
      left -= piece.size
    }
    return taken
  }
  return { rest, take }
}

const opOf = (before: BodyJson, after: BodyJson): InlineRun['op'] => {
  if (before.type === 'footnote' && stable(before.attrs) !== stable(after.attrs)) return 'noted'
  return marksOf(before) === marksOf(after) ? 'same' : 'marked'
}

const textAttr = (node: BodyJson): string => (typeof node.attrs?.['text'] === 'string' ? node.attrs['text'] : '')

const add = (runs: InlineRun[], run: InlineRun): void => {
  const last = runs.at(-1)
  if (last?.op === run.op && run.op !== 'noted') {
    last.before.push(...run.before)
    last.after.push(...run.after)
  } else runs.push(run)
}

/** Compares two lines of text with their marks, footnotes and breaks. The runs' `before` joined are the old line, their `after` the new one. */
export const compareInline = (before: readonly BodyJson[], after: readonly BodyJson[], budget: Budget): InlineRun[] => {
  const runs: InlineRun[] = []
  const way = wayBetween(cutInline(before), cutInline(after), reading, budget)
  const [old, fresh] = [makeWalk(before), makeWalk(after)]
  let [from, to] = [0, 0]
  for (const { op, count } of way.steps) {
    const items = op === 'added' ? way.after.slice(to, to + count) : way.before.slice(from, from + count)
    let left = items.reduce((sum, item) => sum + sizeOf(item), 0)
    if (op !== 'added') from += count
    if (op !== 'removed') to += count
    if (op === 'removed') add(runs, { op, before: old.take(left), after: [] })
    else if (op === 'added') add(runs, { op, before: [], after: fresh.take(left) })
    else
      // The words are the same; the marks on them may change anywhere.
      while (left > 0) {
        const size = Math.min(left, old.rest(), fresh.rest())
        const [mine, theirs] = [old.take(size), fresh.take(size)]
        const [one, other] = [mine[0], theirs[0]]
        if (!one || !other) break
        const run: InlineRun = { op: opOf(one, other), before: mine, after: theirs }
        if (run.op === 'noted') run.words = compareText(textAttr(one), textAttr(other), budget)
        add(runs, run)
        left -= size
      }
  }
  return runs
}
