import { failureOf, type Failure, type Outcome } from '../../../src-shared/outcome'
import { receiptSchema, type Receipt, type RecordStatement } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import type { Parts } from '../parts'
import { lastEventOf, readStanding } from '../projection'
import { AT_ONCE, endJob, endRest, renewJob, restDestination, type Job, type JobLease, type Left } from './jobs'
import { nextTry } from './pace'
import { send, type Sent } from './send'
import { askedToWait } from '../../../src-shared/publication/connector-faults'

/** Milliseconds one sending may take altogether. */
const LONGEST = 15 * 60_000
/** Milliseconds after its hour from which on a publication says that it was late. */
const LATE = 60_000

const sameReceipt = (left: Receipt, right: Receipt): boolean => Buffer.from(canonicalBytes(left)).equals(canonicalBytes(right))

/** The desk's record of what was sent, or null where the ledger says it already: an answer that was lost on its way is not recorded twice. */
const recordOf = async (parts: Parts, job: Job, { receipt, revision, at: sentAt }: Sent): Promise<RecordStatement | null> => {
  const { db, desk } = parts
  const { story, destination, person, reason } = job
  const standing = await readStanding(db, story)
  if (!standing) return null
  const row = await db.selectFrom('publications').selectAll().where('story', '=', story).where('destination', '=', destination).executeTakeFirst()
  const kind = job.doing === 'publish' ? ('published' as const) : ('takenDown' as const)
  if (row?.state === kind && row.revision === revision.sha256 && sameReceipt(receiptSchema.parse(JSON.parse(row.receipt)), receipt)) return null
  const record = { type: 'stet.record/1' as const, desk: desk.key, at: parts.now(), story, revision, receipt, person, previous: (await lastEventOf(db, story)) ?? standing.lastEvent }
  if (kind === 'takenDown') return { ...record, kind, destination, reason }
  const late = job.hour === null ? 0 : sentAt - Date.parse(job.hour)
  return { ...record, kind, ...(late > LATE ? { lateBy: late } : {}) }
}

/** What becomes of a job that failed. */
const leftBy = (parts: Parts, job: Job, failure: Failure): Left => {
  const { tries, due } = job
  // Whoever opens the desk next, or another process, goes on.
  if (parts.closing.aborted) return { state: 'waiting', due, tries, failure: null }
  // It is taken again when the piece is released.
  if (failure.code === 'piece-held') return { state: 'waiting', due, tries, failure }
  const until = failure.code === 'embargoed' ? String(failure.details['until']) : ''
  if (until !== '' && job.hour !== null && job.hour >= until) return { state: 'waiting', due: job.hour, tries, failure }
  const wait = nextTry(failure, tries + 1, Math.random())
  if (wait === null) return { state: 'parked', due: AT_ONCE, tries: tries + 1, failure }
  return { state: 'waiting', due: new Date(Date.parse(parts.now()) + wait).toISOString(), tries: tries + 1, failure }
}

/** Puts on record what came of a job, if it is still this process's to say. */
const settle = (parts: Parts, job: Job, lease: JobLease, outcome: Outcome<Sent>): Promise<void> =>
  parts.journal.run(async () => {
    if (!(await renewJob(parts.db, job, parts.now(), lease.lasts))) {
      parts.report('A publication ended after its lease had run out; another process has it', { destination: job.destination })
      return
    }
    if (outcome.ok) {
      const record = await recordOf(parts, job, outcome.value)
      if (record) await parts.journal.commit(parts.signRecord(record))
      await endJob(parts.db, job, null, parts.now())
      await endRest(parts.db, job.destination, parts.now())
      return
    }
    const left = leftBy(parts, job, outcome)
    await endJob(parts.db, job, left, parts.now())
    const asked = askedToWait(outcome)
    if (asked !== null && left.failure !== null) await restDestination(parts.db, job.destination, new Date(Date.parse(parts.now()) + asked).toISOString())
  })

/**
 * Carries out a job this process has claimed: one at a time by story, the lease renewed while it runs. Never rejects. Whoever lost the lease records nothing; what
 * it may have sent is found again by who took over.
 */
export const runJob = async (parts: Parts, job: Job, lease: JobLease): Promise<void> => {
  // Held by the timers and the desk's own signal, so that it is heard however long the destination says nothing.
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const tooLong = setTimeout(stop, LONGEST)
  tooLong.unref()
  parts.closing.addEventListener('abort', stop)
  if (parts.closing.aborted) stop()
  const renewing = setInterval(() => {
    renewJob(parts.db, job, parts.now(), lease.lasts).then(
      (kept) => (kept ? undefined : stop()),
      // The database does not answer; the lease says by itself when it is over.
      () => undefined,
    )
  }, lease.renewed)
  renewing.unref()
  try {
    await parts.stories.take(job.story, async () => {
      if (!(await renewJob(parts.db, job, parts.now(), lease.lasts))) return
      const outcome = await send(parts, job, stopping.signal).catch((error: unknown) => failureOf(error))
      await settle(parts, job, lease, outcome)
    })
  } catch (error) {
    const failure = failureOf(error)
    parts.report('A publication could not be carried out', { destination: job.destination, code: failure.code, reason: failure.message })
    // Where even this fails, the lease runs out.
    await endJob(parts.db, job, leftBy(parts, job, failure), parts.now()).catch(() => undefined)
  } finally {
    clearInterval(renewing)
    clearTimeout(tooLong)
    parts.closing.removeEventListener('abort', stop)
    parts.changed({ kind: 'attempt', story: job.story })
  }
}
