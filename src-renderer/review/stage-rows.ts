import type { PieceEvent } from '../../src-shared/desk-api/pieces'
import { passesAsked } from '../../src-shared/review/proofs'
import type { Rules, Stage } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'

/** A stage as it stands: passed, where the piece is, or ahead. `by` is the act that passed it, or passed it once and no longer counts. */
export type StageRow = { stage: Stage; state: 'passed' | 'here' | 'ahead'; by: PieceEvent | null }

const isOver = ({ state, from }: Standing): boolean => state === 'signedOff' || state === 'published' || ((state === 'held' || state === 'spiked') && (from === 'signedOff' || from === 'published'))

/** Every stage of the policy, in order. */
export const stageRows = (rules: Rules, standing: Standing, events: readonly PieceEvent[]): StageRow[] => {
  const over = isOver(standing)
  // A correction begins a round of its own: what was passed before it is no pass of this one.
  const round = events.slice(events.findLastIndex(({ decision }) => decision === 'correct') + 1)
  return rules.stages.map((stage, index) => ({
    stage,
    state: over || index < standing.stage ? 'passed' : index === standing.stage ? 'here' : 'ahead',
    by: round.findLast((event) => event.stage === stage.id && (event.decision === 'pass' || event.decision === 'signOff')) ?? null,
  }))
}

/** A proof pass as it stands; `by` is the act that did it and still holds. */
export type ProofRow = { pass: number; readThrough: boolean; by: PieceEvent | null }

/** Every proof pass the policy asks for, in order, the read-through last. */
export const proofRows = (rules: Rules, standing: Standing, events: readonly PieceEvent[]): ProofRow[] =>
  Array.from({ length: passesAsked(rules) }, (_, index) => {
    const pass = index + 1
    const proof = standing.proofs.find((each) => each.pass === pass)
    return { pass, readThrough: pass > rules.proofreading.passes, by: proof ? (events.findLast((event) => event.decision === 'proof' && event.pass === pass && event.person === proof.person) ?? null) : null }
  })

/** An issue with its words, from the act that raised it; `closedBy` is the act that closed it. */
export type IssueRow = { id: string; text: string; raised: PieceEvent; closedBy: PieceEvent | null }

/** Every issue anybody raised, in the order they were raised. */
export const issueRows = (events: readonly PieceEvent[]): IssueRow[] =>
  events.flatMap((raised) => raised.issues.map(({ id, text }) => ({ id, text, raised, closedBy: events.find((event) => event.closes.includes(id)) ?? null })))
