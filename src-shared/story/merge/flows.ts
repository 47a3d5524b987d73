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
const RUN = { han: 8, other: 24 } as const
const runOf = (sentence: string): number => (/\p{Script=Han}/u.test(sentence) ? RUN.han : RUN.other)

const windows = (sentence: string, size: number): string[] => Array.from({ length: Math.max(0, sentence.length - size + 1) }, (_, at) => sentence.slice(at, at + size))

const sentencesOf = (found: readonly string[]): string[] => found.filter((trace) => trace.startsWith('=')).map((trace) => trace.slice(1))

type Change = { block: number; lost: string[]; gained: string[] }

const changeOf = ({ block, before, after }: Became): Change => {
  const [old, fresh] = [traces(before), traces(after)]
  return { block, lost: minus(old, fresh), gained: minus(fresh, old) }
}

/** How far apart, in blocks, neighbours may stand: an empty line may come between. */
const NEAR = 3

/** Neighbours of which one lost what the other gained, though it is too short to be told by itself: a sentence split near its end. */
const besideEachOther = (one: Change, other: Change, line: (sentences: readonly string[]) => string): boolean => {
  const holds = (long: readonly string[], short: readonly string[]): boolean => short.some((piece) => piece.length < runOf(piece) && line(long).includes(piece))
  const [lost, gained] = [sentencesOf(one.lost), sentencesOf(other.gained)]
  return holds(lost, gained) || holds(gained, lost)
}

type Pairs = [number, number][]

/** Blocks of which one gained, whole, what another lost. */
const wholeFlows = (changes: readonly Change[]): Pairs => {
  const where = new Map<string, number[]>()
  for (const { block, lost } of changes) for (const trace of lost) where.set(trace, [...(where.get(trace) ?? []), block])
  return changes.flatMap(({ block, gained }) => gained.flatMap((trace) => (where.get(trace) ?? []).filter((from) => from !== block).map((from): [number, number] => [from, block])))
}

/** The least share of the shorter of two sentences that must be in the other for it to have come from there. */
const SHARE = 0.5

/** In how many lost sentences a part may be and still say where it comes from. */
const TELLING = 16

/** Blocks of which one gained a part of a sentence another lost, or one that holds it. */
const partFlows = (changes: readonly Change[]): Pairs => {
  const known = new Set(changes.flatMap(({ gained }) => sentencesOf(gained)))
  // A sentence that is whole elsewhere went there.
  const lost = changes.flatMap(({ block, lost: traced }) => sentencesOf(traced).filter((text) => !known.has(text)).map((text) => ({ block, text })))
  const sizes = new Set(lost.map(({ text }) => runOf(text)))
  const where = new Map<string, number[]>()
  lost.forEach(({ text }, at) => {
    for (const part of new Set(windows(text, runOf(text)))) {
      const places = where.get(part)
      if (places) places.push(at)
      else where.set(part, [at])
    }
  })
  const pairs: Pairs = []
  for (const { block, gained } of changes)
    for (const text of sentencesOf(gained)) {
      const counts = new Map<number, number>()
      for (const size of sizes)
        for (const part of windows(text, size)) {
          const places = where.get(part) ?? []
          if (places.length <= TELLING) for (const at of places) counts.set(at, (counts.get(at) ?? size - 1) + 1)
        }
      for (const [at, shared] of counts) {
        const from = lost[at]
        if (from && from.block !== block && shared >= SHARE * Math.min(text.length, from.text.length)) pairs.push([from.block, block])
      }
    }
  return pairs
}

/**
 * Pairs of blocks between which one side moved text, a photo or a block: by a split, a join, a cut and paste, into or out of a box.
 * They must be taken from one copy, or what moved would be in the result twice, or not at all.
 */
export const flowsBetween = (became: readonly Became[]): Pairs => {
  const changes = became.map(changeOf)
  const active = changes.filter(({ lost, gained }) => lost.length + gained.length > 0)
  if (active.length < 2) return []
  const line = (sentences: readonly string[]): string => sentences.join('\n')
  const beside = changes.flatMap((one, index) => changes.slice(index + 1, index + 1 + NEAR).filter((other) => besideEachOther(one, other, line) || besideEachOther(other, one, line)).map((other): [number, number] => [one.block, other.block]))
  return [...wholeFlows(active), ...partFlows(active), ...beside]
}

/** True for a block that says or shows something. */
export const saysSomething = (node: BodyJson): boolean => textOf(node).trim() !== '' || typeof node.attrs?.['photo'] === 'string'
