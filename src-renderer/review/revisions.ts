import type { PieceEvent } from '../../src-shared/desk-api/pieces'

/** A revision of a piece: its number in the piece's life, its digest, and the act that brought it. */
export type Revision = { number: number; sha256: string; event: PieceEvent }

const BRINGS: ReadonlySet<string> = new Set(['submit', 'revise', 'correct'])

/** A piece's revisions, oldest first: each submission, edit at the desk and correction is one. */
export const revisionsOf = (events: readonly PieceEvent[]): Revision[] =>
  events.filter(({ decision }) => BRINGS.has(decision)).map((event, index) => ({ number: index + 1, sha256: event.revision, event }))

/** Something a piece can be compared by: a revision by its digest, the working copy, or a kept version of that. */
export type Side = 'working' | `kept:${string}` | `rev:${string}`
export const revisionSide = (sha256: string): Side => `rev:${sha256}`

/** What the changes are shown between, and whether to begin there: what this person read last against what there is. */
export const firstComparison = ({ current, seen, revisions, edited, signed }: { current: string; seen: string | null; revisions: readonly Revision[]; edited: boolean; signed: string | null }): { before: Side; after: Side; first: boolean } | null => {
  const now = revisionSide(current)
  // A broken seal is shown by what differs from what was signed.
  if (signed !== null && signed !== current) return { before: revisionSide(signed), after: now, first: true }
  if (seen !== null && seen !== current) return { before: revisionSide(seen), after: now, first: true }
  if (edited) return { before: now, after: 'working', first: false }
  const last = revisions.findLast(({ sha256 }) => sha256 !== current)
  return last ? { before: revisionSide(last.sha256), after: now, first: false } : null
}
