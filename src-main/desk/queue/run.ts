import { failureOf, type Failure, type Outcome } from '../../../src-shared/outcome'
import { askedToWait } from '../../../src-shared/publication/connector-faults'
import type { Parts } from '../parts'
import { forgetHandover, keepHandover } from './handovers'
import { AT_ONCE, endJob, endRest, renewJob, restDestination, type Job, type JobLease, type Left } from './jobs'
import { nextTry } from './pace'
import { putOnRecord, recordLive } from './record'
import { send, type Done, type Sent } from './send'

/** Milliseconds one sending may take altogether. */
const LONGEST = 15 * 60_000
/** Milliseconds after its hour from which on a publication says that it was late. */
const LATE = 60_000

/** How late what was sent went out; nothing where it went live by itself at its hour. */
const lateness = ({ hour }: Job, { at, live }: Sent): { lateBy?: number; wentAt?: string } => {
  if (live) return { wentAt: live.hour }
  const late = hour === null ? 0 : at - Date.parse(hour)
  return late > LATE ? { lateBy: late } : {}
}

/** Puts on record what was sent. What the destination was given by its own clock is then no more than that. Inside journal.run. */
const recordSent = async (parts: Parts, job: Job, sent: Sent): Promise<void> => {
  const { story, destination, person, reason } = job
  const { receipt, revision, live } = sent
  const happened = { story, destination, person, revision, receipt }
  // Readers saw another revision before this one.
  const other = live !== null && live.revision !== revision.sha256
  if (other) await recordLive(parts, live)
  await putOnRecord(parts, job.doing === 'publish' ? { ...happened, kind: 'published', ...lateness(job, other ? { ...sent, live: null } : sent) } : { ...happened, kind: 'takenDown', reason })
  await forgetHandover(parts.db, job)
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
  const next = new Date(Date.parse(parts.now()) + wait).toISOString()
  // What could not be handed over goes at its hour all the same.
  const soonest = job.hour !== null && job.hour > parts.now() && job.hour < next ? job.hour : next
  return { state: 'waiting', due: soonest, tries: tries + 1, failure }
}

const leave = async (parts: Parts, job: Job, failure: Failure): Promise<void> => {
  const left = leftBy(parts, job, failure)
  await endJob(parts.db, job, left, parts.now())
  const asked = askedToWait(failure)
  if (asked !== null && left.failure !== null) await restDestination(parts.db, job.destination, new Date(Date.parse(parts.now()) + asked).toISOString())
}

/** Puts on record what came of a job, if it is still this process's to say. */
const settle = (parts: Parts, job: Job, lease: JobLease, outcome: Outcome<Done>): Promise<void> =>
  parts.journal.run(async () => {
    if (!(await renewJob(parts.db, job, parts.now(), lease.lasts))) {
      parts.report('A publication ended after its lease had run out; another process has it', { destination: job.destination })
      return
    }
    if (!outcome.ok) {
      await leave(parts, job, outcome)
      return
    }
    const done = outcome.value
    if ('why' in done) {
      await recordLive(parts, done.live)
      await forgetHandover(parts.db, job)
      await leave(parts, job, done.why)
      return
    }
    if ('sent' in done) await recordSent(parts, job, done.sent)
    if ('handed' in done) await keepHandover(parts.db, job, done.handed, parts.now())
    const due = 'later' in done ? done.later : 'handed' in done ? job.hour : null
    await endJob(parts.db, job, due === null ? null : { state: 'waiting', due, tries: 0, failure: null }, parts.now())
    if (!('later' in done)) await endRest(parts.db, job.destination, parts.now())
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
