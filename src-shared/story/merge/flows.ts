import { textOf } from '../count'
import type { BodyJson } from '../story'
import { lineText, piecesIn } from './sentences'
import { blockIdOf, holdsBlocks } from './work'

/** A block before and after one side's work, by the number both have; null where it was not there. In the order of that side, gone ones where they were. */
export type Became = { block: number; before: BodyJson | null; after: BodyJson | null }

/** What can be found again elsewhere: sentences with a letter, photos, and blocks by their ids. */
const traces = (node: BodyJson | null, found: Map<string, number> = new Map()): Map<string, number> => {
  if (!node) return found
  const put = (trace: string): void => void found.set(trace, (found.get(trace) ?? 0) + 1)
  const id = blockIdOf(node)
  if (id !== null) put(`#${id}`)
  if (typeof node.attrs?.['photo'] === 'string') put(`@${node.attrs['photo']}`)
  if (holdsBlocks(node)) for (const child of node.content ?? []) traces(child, found)
  else for (const piece of piecesIn(lineText(node.content ?? []))) if (/[\p{L}\p{N}]/u.test(piece)) put(`=${piece.trim()}`)
  return found
}

const minus = (some: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): string[] => [...some].filter(([trace, count]) => count > (others.get(trace) ?? 0)).map(([trace]) => trace)

/** How many characters in a row two sentences share where one is a part of the other, and not only about the same thing. */
const runOf = (sentence: string): number => (/\p{Script=Han}/u.test(sentence) ? 8 : 24)

const windows = (sentence: string, size: number): string[] => Array.from({ length: Math.max(0, sentence.length - size + 1) }, (_, at) => sentence.slice(at, at + size))

const sentencesOf = (found: readonly string[]): string[] => found.filter((trace) => trace.startsWith('=')).map((trace) => trace.slice(1))

type Change = { block: number; lost: string[]; gained: string[] }

const changeOf = ({ block, before, after }: Became): Change => {
  const [old, fresh] = [traces(before), traces(after)]
  return { block, lost: minus(old, fresh), gained: minus(fresh, old) }
}

/** Neighbours of which one lost what the other gained, though it is too short to be told by itself: a sentence split near its end. */
const besideEachOther = (one: Change, other: Change, line: (sentences: readonly string[]) => string): boolean => {
  const holds = (long: readonly string[], short: readonly string[]): boolean => short.some((piece) => piece.length < runOf(piece) && line(long).includes(piece))
  const [lost, gained] = [sentencesOf(one.lost), sentencesOf(other.gained)]
  return holds(lost, gained) || holds(gained, lost)
}

/**
 * Pairs of blocks between which one side moved text, a photo or a block: by a split, a join, a cut and paste, into or out of a box.
 * They must be taken from one copy, or what moved would be in the result twice, or not at all.
 */
export const flowsBetween = (became: readonly Became[]): [number, number][] => {
  const changes = became.map(changeOf)
  const active = changes.filter(({ lost, gained }) => lost.length + gained.length > 0)
  if (active.length < 2) return []
  const pairs: [number, number][] = []
  const where = new Map<string, Set<number>>()
  const note = (key: string, block: number): void => void where.set(key, (where.get(key) ?? new Set()).add(block))
  const link = (key: string, block: number): void => {
    for (const from of where.get(key) ?? []) if (from !== block) pairs.push([from, block])
  }
  for (const { block, lost } of active) {
    for (const trace of lost) note(trace, block)
    for (const sentence of sentencesOf(lost)) for (const part of windows(sentence, runOf(sentence))) note(`~${part}`, block)
  }
  for (const { block, gained } of active) {
    for (const trace of gained) link(trace, block)
    for (const sentence of sentencesOf(gained)) if (!where.has(`=${sentence}`)) for (const part of windows(sentence, runOf(sentence))) link(`~${part}`, block)
  }
  const line = (sentences: readonly string[]): string => sentences.join('\n')
  for (const [index, one] of changes.entries()) {
    const other = changes[index + 1]
    if (other && (besideEachOther(one, other, line) || besideEachOther(other, one, line))) pairs.push([one.block, other.block])
  }
  return pairs
}

/** True for a block that says or shows something. */
export const saysSomething = (node: BodyJson): boolean => textOf(node).trim() !== '' || typeof node.attrs?.['photo'] === 'string'
