import type { Parts } from '../parts'
import { readJob, type Job } from './jobs'
import { awaitsRecall } from './recall'

/** Milliseconds a person waits at most for the first try. */
const PATIENCE = 25_000
/** How often it is looked at besides when it is told of, for what is told may be lost. */
const LOOK = 1000

/** True where there is nothing to wait for: it ended, failed, or is not to go now, by the clock that is behind. */
const isSettled = (job: Job | null, now: string): boolean => {
  if (!job) return true
  if (job.state === 'running') return false
  return job.state !== 'waiting' || job.tries > 0 || job.code !== '' || job.due > now
}

/** Resolves when something has come to rest, in whichever process, or when that takes too long. `rests` is asked at every change of the story. Never rejects. */
const awaitRest = (parts: Parts, story: string, rests: () => Promise<boolean>): Promise<void> =>
  new Promise((resolve) => {
    let asking = false
    const end = (): void => {
      stop()
      clearInterval(looking)
      clearTimeout(patience)
      parts.closing.removeEventListener('abort', end)
      resolve()
    }
    const look = (): void => {
      if (asking) return
      asking = true
      rests()
        .catch(() => false)
        .then((settled) => {
          asking = false
          if (settled) end()
        })
        .catch(() => undefined)
    }
    const stop = parts.changes.listen((change) => {
      if (change.story === story || change.kind === 'everything') look()
    })
    const looking = setInterval(look, LOOK)
    const patience = setTimeout(end, PATIENCE)
    parts.closing.addEventListener('abort', end)
    if (parts.closing.aborted) end()
    else look()
  })

/** Resolves when a job's try has ended, or when that takes too long. */
export const awaitTry = (parts: Parts, { id, story }: Pick<Job, 'id' | 'story'>): Promise<void> =>
  awaitRest(parts, story, async () => isSettled(await readJob(parts.db, id), new Date(await parts.release.now()).toISOString()))

/** Resolves when what a destination is not to show any more was taken back, or could not be, or when that takes too long. */
export const awaitRecall = (parts: Parts, at: Pick<Job, 'story' | 'destination'>): Promise<void> => awaitRest(parts, at.story, async () => !(await awaitsRecall(parts, at)))
