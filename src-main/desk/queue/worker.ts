import { failureOf } from '../../../src-shared/outcome'
import type { Change } from '../changes'
import type { Parts } from '../parts'
import { AT_ONCE, claimJob, nextTimes, type Job, type JobLease } from './jobs'
import { claimRecall, runRecall } from './recall'
import { runJob } from './run'

/** Publications and recalls that one process carries out at a time. */
const MOST = 4
/** The longest a process sleeps while anything waits: a machine that slept itself, or a clock that was set, is noticed by then. */
export const QUEUE_PACE = 60_000

/** What may let something go, or have it taken back: it was queued or changed, somebody decided on the piece, or something may have been missed. */
const WAKES: ReadonlySet<string> = new Set(['attempt', 'hold', 'release', 'spike', 'correct', 'return', 'submit', 'everything', 'published', 'takenDown'])

/** Carries out what is queued. */
export type Worker = { /** Resolves when what is being sent has ended; nothing more is begun. */ close: () => Promise<void> }

/**
 * Starts carrying out jobs, in this process and beside every other one on the same tables. It looks when something changes and when the next job is due, and
 * does not look at all while nothing waits. It stops beginning anything once the desk closes.
 */
export const startWorker = (parts: Parts, options: { process: string; pace: number; lease: JobLease }): Worker => {
  const { db, closing } = parts
  const { lasts } = options.lease
  const running = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> | null = null
  let again = false
  let troubled = false

  /** What may go at once, and what a process that died left, by this desk's own clock; hours that people asked for by the clock that is behind. */
  const claim = async (): Promise<{ job: Job } | { next: number | null }> => {
    const now = parts.now()
    const job = await claimJob(db, options.process, { due: AT_ONCE, now, lasts })
    if (job) return { job }
    const { due, lease } = await nextTimes(db, now)
    const leaseOver = lease === null ? null : Date.parse(lease === '' ? now : lease) - Date.parse(now)
    if (due === null) return { next: leaseOver }
    if (due > now) return { next: Math.min(Date.parse(due) - Date.parse(now), leaseOver ?? Infinity) }
    const time = await parts.release.now()
    const timed = await claimJob(db, options.process, { due: new Date(time).toISOString(), now, lasts })
    return timed ? { job: timed } : { next: Math.min(Date.parse(due) - time, leaseOver ?? Infinity) }
  }
  const begin = (run: Promise<void>): void => {
    running.add(run)
    void run.finally(() => {
      running.delete(run)
      wake()
    })
  }
  const look = async (): Promise<void> => {
    if (timer) clearTimeout(timer)
    timer = null
    let next = Infinity
    // What must not come out is taken back before anything else is sent.
    while (!closing.aborted && running.size < MOST) {
      const found = await claimRecall(parts)
      if ('next' in found) {
        next = found.next ?? Infinity
        break
      }
      begin(runRecall(parts, found.handover))
    }
    while (!closing.aborted && running.size < MOST) {
      const found = await claim()
      if ('next' in found) {
        next = Math.min(next, found.next ?? Infinity)
        break
      }
      begin(runJob(parts, found.job, options.lease))
    }
    troubled = false
    if (next !== Infinity) sleep(next)
  }
  const sleep = (next: number): void => {
    if (closing.aborted) return
    timer = setTimeout(wake, Math.min(Math.max(next, 50), options.pace))
    timer.unref()
  }
  const wake = (): void => {
    if (closing.aborted) return
    if (looking) {
      again = true
      return
    }
    looking = look()
      .catch((error: unknown) => {
        if (!troubled && !closing.aborted) parts.report('The queue cannot be read', { code: failureOf(error).code, reason: failureOf(error).message })
        troubled = true
        sleep(options.pace)
      })
      .finally(() => {
        looking = null
        if (!again) return
        again = false
        wake()
      })
  }
  const stop = parts.changes.listen(({ kind }: Change) => {
    if (WAKES.has(kind)) wake()
  })
  wake()
  return {
    close: async () => {
      stop()
      if (timer) clearTimeout(timer)
      // What is being looked at may still begin something.
      while (looking) await looking
      await Promise.all(running)
    },
  }
}
