import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'

import { failed, failureSchema, type Failure } from '../../../src-shared/outcome'
import type { Database, Tables } from '../database'

/** Something to be sent to a destination, as it stands in the queue. */
export type Job = Selectable<Tables['jobs']>
/** What somebody asks for. */
export type Ask = Pick<Job, 'story' | 'destination' | 'doing' | 'revision' | 'person' | 'reason' | 'over' | 'hour' | 'due'>

/** Milliseconds a sender's lease lasts, and how often it is renewed. */
export type JobLease = { lasts: number; renewed: number }
export const LEASE: JobLease = { lasts: 60_000, renewed: 15_000 }

/** The due time of what goes at once. */
export const AT_ONCE = ''

/** The next job's place in the order they were asked for. */
const nextSeq = async (db: Database): Promise<number> => ((await db.selectFrom('jobs').select(({ fn }) => fn.max('seq').as('seq')).executeTakeFirst())?.seq ?? 0) + 1

/** What is asked of a story at a destination: the one being sent, and the one that waits behind it or by itself. */
export const jobsOf = async (db: Database, { story, destination }: Pick<Job, 'story' | 'destination'>): Promise<{ running: Job | null; other: Job | null }> => {
  const rows = await db.selectFrom('jobs').selectAll().where('story', '=', story).where('destination', '=', destination).orderBy('seq').execute()
  return { running: rows.find(({ state }) => state === 'running') ?? null, other: rows.findLast(({ state }) => state !== 'running') ?? null }
}

export const readJob = async (db: Database, id: string): Promise<Job | null> => (await db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()) ?? null

/** True where the job is already what is asked for, so that both get one answer. */
const isSame = (job: Job, ask: Ask): boolean => job.doing === ask.doing && job.revision === ask.revision && job.over === ask.over && job.hour === null && ask.hour === null

/**
 * Puts a job into the queue, in the place of what waited for the same story and destination; one that is being sent and is the same is answered as it is. Inside
 * journal.run, so that numbers follow each other.
 */
export const putJob = async (db: Database, ask: Ask, at: string): Promise<Job> => {
  const { running, other } = await jobsOf(db, ask)
  if (running && !other && isSame(running, ask)) return running
  if (other && other.state === 'waiting' && other.tries === 0 && other.code === '' && isSame(other, ask)) return other
  const rest = await db.selectFrom('destination_rests').select('until').where('destination', '=', ask.destination).executeTakeFirst()
  const resting = rest !== undefined && rest.until > at && rest.until > ask.due
  const job: Job = { ...ask, due: resting ? rest.until : ask.due, id: randomUUID(), seq: await nextSeq(db), state: 'waiting', tries: 0, at, code: resting ? 'destination-busy' : '', message: '', details: '{}', holder: null, until: '', fence: 0 }
  await db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('jobs').where('story', '=', ask.story).where('destination', '=', ask.destination).where('state', '!=', 'running').execute()
    await transaction.insertInto('jobs').values(job).execute()
  })
  return job
}

/**
 * Jobs that could go if their time had come: nothing of the same story and destination is before them, nothing else of the story is being sent (it would only keep a
 * place while it waits its turn), and no publication of a piece that is held. A destination that asked to wait gets one at a time until one arrived: several at once that are all
 * refused half way would get nowhere.
 */
const ready = (db: Database, now: string) =>
  db
    .selectFrom('jobs')
    .where((where) =>
      where.and([
        where.or([where('jobs.state', '=', 'waiting'), where('jobs.state', '=', 'running')]),
        where.not(where.exists(where.selectFrom('jobs as earlier').select('earlier.id').whereRef('earlier.story', '=', 'jobs.story').whereRef('earlier.destination', '=', 'jobs.destination').whereRef('earlier.seq', '<', 'jobs.seq').where('earlier.state', 'in', ['waiting', 'running']))),
        where.not(where.exists(where.selectFrom('jobs as beside').select('beside.id').whereRef('beside.story', '=', 'jobs.story').whereRef('beside.id', '!=', 'jobs.id').where('beside.state', '=', 'running').where('beside.until', '>=', now))),
        where.not(
          where.exists(
            where
              .selectFrom('jobs as there')
              .innerJoin('destination_rests', 'destination_rests.destination', 'there.destination')
              .select('there.id')
              .whereRef('there.destination', '=', 'jobs.destination')
              .whereRef('there.id', '!=', 'jobs.id')
              .where('there.state', '=', 'running')
              .where('there.until', '>=', now),
          ),
        ),
        where.or([where('jobs.doing', '=', 'takeDown'), where('jobs.state', '=', 'running'), where.not(where.exists(where.selectFrom('stories').select('stories.id').whereRef('stories.id', '=', 'jobs.story').where('stories.state', '=', 'held')))]),
      ]),
    )

/** When there is next something to do: the earliest time a job is due, and the earliest a lease runs out; null where there is none. */
export const nextTimes = async (db: Database, now: string): Promise<{ due: string | null; lease: string | null }> => {
  const due = await ready(db, now).where('jobs.state', '=', 'waiting').select(({ fn }) => fn.min('jobs.due').as('due')).executeTakeFirst()
  const lease = await ready(db, now).where('jobs.state', '=', 'running').select(({ fn }) => fn.min('jobs.until').as('until')).executeTakeFirst()
  return { due: due?.due ?? null, lease: lease?.until ?? null }
}

/**
 * Takes the job that is due longest for this process alone, or null where none is. `due` is what time it is for hours people asked for, `now` for leases. One
 * conditional update decides between processes; each taking raises the fence, so that who held it before cannot record anything any more.
 */
export const claimJob = async (db: Database, holder: string, { due, now, lasts }: { due: string; now: string; lasts: number }): Promise<Job | null> => {
  const until = new Date(Date.parse(now) + lasts).toISOString()
  for (;;) {
    const found = await ready(db, now)
      .where((where) => where.or([where.and([where('jobs.state', '=', 'waiting'), where('jobs.due', '<=', due)]), where.and([where('jobs.state', '=', 'running'), where('jobs.until', '<', now)])]))
      .select(['jobs.id', 'jobs.fence', 'jobs.state'])
      .orderBy('jobs.due')
      .orderBy('jobs.seq')
      .limit(1)
      .executeTakeFirst()
    if (!found) return null
    const taken = await db
      .updateTable('jobs')
      .set({ state: 'running', holder, until, fence: found.fence + 1 })
      .where('id', '=', found.id)
      .where('fence', '=', found.fence)
      .where('state', '=', found.state)
      .returningAll()
      .executeTakeFirst()
    if (taken) return taken
  }
}

const own = ({ id, fence }: Job) => ({ id, fence, state: 'running' as const })

/** Keeps the lease; false where another process has the job, or somebody took it away. */
export const renewJob = async (db: Database, job: Job, now: string, lasts: number): Promise<boolean> => {
  const { id, fence, state } = own(job)
  const { numUpdatedRows } = await db.updateTable('jobs').set({ until: new Date(Date.parse(now) + lasts).toISOString() }).where('id', '=', id).where('fence', '=', fence).where('state', '=', state).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What becomes of a job that was not done. */
export type Left = { state: 'waiting' | 'parked'; due: string; tries: number; failure: Failure | null }

/** Ends a taking: the job is done (null) or left. One that is left while something else was asked of the same destination gives way. */
export const endJob = async (db: Database, job: Job, left: Left | null, at: string): Promise<void> => {
  const { id, fence, state } = own(job)
  const replaced = left !== null && (await jobsOf(db, job)).other !== null
  if (left === null || replaced) {
    await db.deleteFrom('jobs').where('id', '=', id).where('fence', '=', fence).where('state', '=', state).execute()
    return
  }
  const words = left.failure ?? failed('', '')
  await db
    .updateTable('jobs')
    .set({ state: left.state, due: left.due, tries: left.tries, at, code: words.code, message: plain(words.message), details: plain(JSON.stringify(words.details)), holder: null, until: '' })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .where('state', '=', state)
    .execute()
}

/** PostgreSQL keeps no zero character, and a remote's words may be a page. */
export const plain = (text: string): string => text.replaceAll('\0', '\uFFFD').replaceAll('\\u0000', '\\ufffd').slice(0, 4000)

/** Changes a job that is not being sent; false where it is, or is gone. */
export const changeJob = async (db: Database, id: string, change: Partial<Pick<Job, 'state' | 'due' | 'hour' | 'tries' | 'over' | 'code' | 'message' | 'details' | 'at' | 'person'>>): Promise<boolean> =>
  (await db.updateTable('jobs').set(change).where('id', '=', id).where('state', '!=', 'running').executeTakeFirst()).numUpdatedRows > 0n

/** False where it is being sent, or is gone. */
export const dropJob = async (db: Database, id: string): Promise<boolean> => (await db.deleteFrom('jobs').where('id', '=', id).where('state', '!=', 'running').executeTakeFirst()).numDeletedRows > 0n

/** A destination asked to be left alone until then: whatever waits for it waits at least as long, and goes one at a time until one arrived (see ready). */
export const restDestination = async (db: Database, destination: string, until: string): Promise<void> => {
  await db
    .insertInto('destination_rests')
    .values({ destination, until })
    .onConflict((conflict) => conflict.column('destination').doUpdateSet({ until }).where('destination_rests.until', '<', until))
    .execute()
  const waits = db.updateTable('jobs').where('destination', '=', destination).where('state', '=', 'waiting').where('due', '<', until)
  // What has not failed itself says why it waits.
  await waits.where('code', '=', '').set({ code: 'destination-busy' }).execute()
  await waits.set({ due: until }).execute()
}

/** Something arrived: a destination whose rest is over takes as much as ever. */
export const endRest = async (db: Database, destination: string, now: string): Promise<void> => {
  await db.deleteFrom('destination_rests').where('destination', '=', destination).where('until', '<=', now).execute()
}

/** The details a job's failure had. */
export const detailsOf = (job: Pick<Job, 'details'>): Failure['details'] => {
  try {
    return failureSchema.shape.details.parse(JSON.parse(job.details))
  } catch {
    return {}
  }
}

/** Publications that failed at an older desk stand in the queue as parked from now on. Safe to run again. */
export const adoptAttempts = async (db: Database): Promise<void> => {
  for (const { story, destination, at, revision, code, message } of await db.selectFrom('attempts').selectAll().execute())
    await db.transaction().execute(async (transaction) => {
      const words = { code, message, details: '{}', at }
      const job: Job = { id: randomUUID(), seq: await nextSeq(transaction), story, destination, doing: 'publish', revision, person: '', reason: '', over: null, hour: null, due: AT_ONCE, state: 'parked', tries: 1, holder: null, until: '', fence: 0, ...words }
      await transaction.insertInto('jobs').values(job).execute()
      await transaction.deleteFrom('attempts').where('story', '=', story).where('destination', '=', destination).execute()
    })
}

/** Where nobody else is at the database: what a process that died was sending is free at once. */
export const freeJobs = async (db: Database): Promise<void> => {
  await db.updateTable('jobs').set({ until: '' }).where('state', '=', 'running').execute()
}
