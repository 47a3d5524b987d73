import type { Piece } from '../../src-shared/desk-api/pieces'
import { isUnder } from '../../src-shared/review/people'
import { isMine, type House } from './house'

/** Whose pieces are shown: those that wait for this person, all in review, or those held and spiked. */
export type Scope = 'mine' | 'all' | 'stopped'
export const SCOPES = ['mine', 'all', 'stopped'] as const

/** How the queue is put in order. */
export type Order = 'waiting' | 'due' | 'newest' | 'headline' | 'length'
export const ORDERS = ['waiting', 'due', 'newest', 'headline', 'length'] as const

/** What the queue is narrowed to. `stage` is a stage's id, `channel` the beginning of a path; empty narrows nothing. */
export type QueueView = { scope: Scope; stage: string; channel: readonly string[]; text: string; order: Order }
export const firstView: QueueView = { scope: 'mine', stage: '', channel: [], text: '', order: 'waiting' }

/** True where it hides something of its scope. */
export const isNarrowed = ({ stage, channel, text }: QueueView): boolean => stage !== '' || channel.length > 0 || text.trim() !== ''

/** The id of the stage a piece stands at; empty where its policy is not known. */
export const stageOf = ({ standing }: Pick<Piece, 'standing'>, house: House): string => house.policyOf(standing)?.stages[standing.stage]?.id ?? ''

const saidOf = ({ headline, slugline, byline, authorName, channel, claim }: Piece): string => [headline, slugline, byline, authorName, channel.join(' / '), claim?.name ?? ''].join('\n').toLowerCase()

const time = (iso: string | null): number => (iso === null || Number.isNaN(Date.parse(iso)) ? Infinity : Date.parse(iso))
const COMPARE: Record<Order, (a: Piece, b: Piece) => number> = {
  waiting: (a, b) => time(a.waitingSince) - time(b.waitingSince),
  // A piece without a limit comes after those that have one. Infinity less itself is not a number.
  due: (a, b) => (time(a.dueAt) === time(b.dueAt) ? COMPARE.waiting(a, b) : time(a.dueAt) - time(b.dueAt)),
  newest: (a, b) => time(b.waitingSince) - time(a.waitingSince),
  headline: (a, b) => (a.headline || a.slugline).localeCompare(b.headline || b.slugline),
  length: (a, b) => b.characters - a.characters,
}

/** The pieces of a scope: `queue` is what is in review, `stopped` what is held and spiked. */
export const inScope = (scope: Scope, queue: readonly Piece[], stopped: readonly Piece[], house: House): readonly Piece[] =>
  scope === 'stopped' ? stopped : scope === 'all' ? queue : queue.filter((piece) => isMine(piece, house.askerFor(piece.standing)))

/** Narrows and orders them. Every word of the text must be somewhere in a piece's headline, slug, byline, author, channel or who has it. */
export const arrange = (pieces: readonly Piece[], { stage, channel, text, order }: QueueView, house: House): Piece[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (piece: Piece): boolean => {
    if (stage !== '' && stageOf(piece, house) !== stage) return false
    if (channel.length > 0 && !isUnder(piece.channel, channel)) return false
    const said = words.length > 0 ? saidOf(piece) : ''
    return words.every((word) => said.includes(word))
  }
  return pieces.filter(fits).sort(COMPARE[order])
}
