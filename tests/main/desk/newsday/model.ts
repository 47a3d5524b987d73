import type { Decision } from '../../../../src-shared/review/states'
import type { Role } from '../../../../src-shared/review/people'
import type { Rules } from '../../../../src-shared/review/policy'
import { PEOPLE, type Destination, type Text } from './house'

export type State = 'inReview' | 'returned' | 'signedOff' | 'published' | 'held' | 'spiked'

/** A piece as the day's own book has it. Written from docs/guide/review.md and the policy's words; it asks nothing of the product's deciding. */
export type Piece = {
  id: string
  author: string
  coauthors: string[]
  state: State
  before: State | null
  stage: number
  /** Revision n is texts[n - 1]. */
  texts: Text[]
  acted: { stage: string; person: string }[]
  proofs: string[]
  /** By id: true while it is open. */
  issues: Map<string, boolean>
  /** Everything on its record, oldest first. */
  record: { decision: string; person: string }[]
  /** How many acts of people it has; whoever signs must have seen them all. */
  acts: number
  live: number | null
  at: Map<Destination, { up: boolean; revision: number }>
  claim: { person: string; until: number } | null
  working: { text: Text; generation: number } | null
  /** Revisions that were ever signed off. */
  cleared: Set<number>
}

export type Loan = { from: string; to: string; role: Role; channel: readonly string[]; stages: readonly string[]; begins: number; ends: number; over: boolean; digest: string }

/** What somebody signs, in the day's own words; `seen` is how many acts they knew of. */
export type Act = {
  decision: Decision
  person: string
  story: string
  seen: number
  stage: string
  revision: number
  text: Text
  reason: string
  issues: string[]
  closes: string[]
  pass: number | null
  under: Loan | null
  at: number
}

export type Model = { rules: Rules; pieces: Map<string, Piece>; loans: Loan[]; away: Set<string>; lines: number; made: number; now: () => number }

export const newModel = (rules: Rules, lines: number, now: () => number): Model => ({ rules, pieces: new Map(), loans: [], away: new Set(), lines, made: 0, now })

export const current = (piece: Piece): Text => piece.texts[piece.texts.length - 1]!
export const runs = (loan: Loan, now: number): boolean => !loan.over && now >= loan.begins && now <= loan.ends
export const atDesk = (model: Model): string[] => PEOPLE.filter((person) => !model.away.has(person))
export const pieceAt = (model: Model, index: number): Piece | null => [...model.pieces.values()][index % Math.max(1, model.pieces.size)] ?? null
/** A name nobody used before. */
export const fresh = (model: Model): number => (model.made += 1)
