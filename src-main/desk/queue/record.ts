import { receiptSchema, type Receipt } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import type { RevisionRef } from '../../../src-shared/review/states'
import type { Parts } from '../parts'
import { lastEventOf, readStanding } from '../projection'
import { answerOf, type Handover } from './handovers'
import { revisionOf } from './send'

/** What happened at a destination: a revision stands there (late, or by the destination's own clock), or was taken down for a reason. */
export type Happened = { story: string; destination: string; person: string; revision: RevisionRef; receipt: Receipt } & (
  | { kind: 'published'; lateBy?: number; wentAt?: string }
  | { kind: 'takenDown'; reason: string }
)

const sameReceipt = (left: Receipt, right: Receipt): boolean => Buffer.from(canonicalBytes(left)).equals(canonicalBytes(right))

/** Puts on record what happened, unless the ledger says it already: an answer that was lost on its way is not recorded twice. Inside journal.run. */
export const putOnRecord = async (parts: Parts, happened: Happened): Promise<void> => {
  const { db, desk } = parts
  const { story, destination, kind, revision, receipt, person } = happened
  const standing = await readStanding(db, story)
  if (!standing) return
  const row = await db.selectFrom('publications').selectAll().where('story', '=', story).where('destination', '=', destination).executeTakeFirst()
  if (row?.state === kind && row.revision === revision.sha256 && sameReceipt(receiptSchema.parse(JSON.parse(row.receipt)), receipt)) return
  const record = { type: 'stet.record/1' as const, desk: desk.key, at: parts.now(), story, revision, receipt, person, previous: (await lastEventOf(db, story)) ?? standing.lastEvent }
  if (kind === 'takenDown') {
    await parts.journal.commit(parts.signRecord({ ...record, kind, destination, reason: happened.reason }))
    return
  }
  const { lateBy, wentAt } = happened
  await parts.journal.commit(parts.signRecord({ ...record, kind, ...(lateBy === undefined ? {} : { lateBy }), ...(wentAt === undefined ? {} : { wentAt }) }))
}

/** Puts on record that what was handed over went live by the destination's own clock, where its answer is known. Inside journal.run. */
export const recordLive = async (parts: Parts, handover: Handover, receipt = answerOf(handover)): Promise<void> => {
  const { story, destination, person, hour } = handover
  const revision = await revisionOf(parts, handover)
  if (revision && receipt) await putOnRecord(parts, { kind: 'published', story, destination, person, revision, receipt, wentAt: hour })
}
