import type { Publication } from '../../../src-shared/desk-api/pieces'
import type { When } from '../../../src-shared/desk-api/publishing-routes'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { embargoOf } from '../../../src-shared/publication/embargo'
import type { Person } from '../../../src-shared/review/people'
import type { Parts } from '../parts'
import { readPiece } from '../pieces'
import { checkEmbargo, prepare } from '../publishing'
import { awaitRecall, awaitTry } from './await-try'
import { forgetHandover, isThere, markRecaller, readHandover } from './handovers'
import { AT_ONCE, changeJob, dropJob, jobsOf, putJob, type Ask, type Job } from './jobs'
import { hurryRecall } from './recall'
import { firstDue } from './whose-clock'

/** Which revision goes, and at which hour (null for at once); until when it is under embargo. */
type Plan = Pick<Ask, 'revision' | 'hour'> & { embargo: string | null }

/** The hour that is meant, in UTC; null for at once, and for one that is over. */
const hourOf = (when: When, embargo: string | null, now: number): string | null => {
  if (when === 'now' || (when === 'embargo' && embargo === null)) return null
  const hour = Date.parse(when === 'embargo' ? String(embargo) : when)
  return hour > now ? new Date(hour).toISOString() : null
}

/** What would be sent, and when it may: checked as a whole, as it is again before it goes. Refuses as prepare does, `embargoed` {until} and `no-embargo`. */
const plan = async (parts: Parts, story: string, when: When): Promise<Outcome<Plan>> => {
  const prepared = await prepare(parts, story)
  if (!prepared.ok) return prepared
  const { piece } = prepared.value
  const embargo = embargoOf(piece.story)
  if (when === 'embargo' && embargo === null) return failed('no-embargo', 'The piece is under no embargo.')
  const hour = when === 'now' ? null : hourOf(when, embargo, await parts.release.now())
  if (hour === null || embargo === null || hour < embargo) {
    const free = await checkEmbargo(parts, piece)
    if (!free.ok) return free
  }
  return ok({ revision: piece.sha256, hour, embargo })
}

/** How a publication stands, or null where nothing is known of the destination. */
const publicationAt = async (parts: Parts, story: string, destination: string): Promise<Publication | null> => {
  const piece = await readPiece(parts, story)
  return piece.ok ? (piece.value.publications.find((each) => each.destination === destination) ?? null) : null
}

const nothing = (destination: string) => failed('nothing-waits', `Nothing is queued for ${destination}.`, { destination })
const running = (destination: string) => failed('publication-running', `It is being sent to ${destination} at this moment.`, { destination })

/** After something was queued: the worker is told, and whoever asked hears how it stands once the first try ended, if there is one now. */
const told = async (parts: Parts, job: Job): Promise<Outcome<Publication>> => {
  parts.changed({ kind: 'attempt', story: job.story })
  await awaitTry(parts, job)
  await awaitRecall(parts, job)
  const publication = await publicationAt(parts, job.story, job.destination)
  return publication ? ok(publication) : failed('unexpected', 'The publication was not kept.')
}

const put = (parts: Parts, asks: readonly Ask[]): Promise<Outcome<Job[]>> =>
  parts.journal.run(async () => {
    const jobs: Job[] = []
    for (const ask of asks) jobs.push(await putJob(parts.db, ask, parts.now()))
    return ok(jobs)
  })

/** Queues a signed piece for destinations. Refuses `destination-unknown`, and see plan. */
const publishTo = async (parts: Parts, story: string, person: Person, destinations: readonly string[], when: When, over: string | null): Promise<Outcome<Publication[]>> => {
  const known = await parts.book.ids()
  const strange = destinations.find((destination) => !known.has(destination))
  if (strange !== undefined) return failed('destination-unknown', `There is no destination ${strange}.`, { destination: strange })
  const planned = await plan(parts, story, when)
  if (!planned.ok) return planned
  const { revision, hour, embargo } = planned.value
  const asks = await Promise.all(destinations.map(async (destination) => ({ story, destination, doing: 'publish' as const, person: person.id, reason: '', over, revision, hour, due: await firstDue(parts, { story, destination, hour }, embargo) })))
  const jobs = await put(parts, asks)
  if (!jobs.ok) return jobs
  const answers = await Promise.all(jobs.value.map((job) => told(parts, job)))
  const publications: Publication[] = []
  for (const answer of answers) {
    if (!answer.ok) return answer
    publications.push(answer.value)
  }
  return ok(publications)
}

/** Queues a signed piece for one destination. */
export const publish = async (parts: Parts, story: string, person: Person, asked: { destination: string; when: When; over: string | null }): Promise<Outcome<Publication>> => {
  const published = await publishTo(parts, story, person, [asked.destination], asked.when, asked.over)
  if (!published.ok) return published
  const [publication] = published.value
  return publication ? ok(publication) : failed('unexpected', 'The publication was not kept.')
}

/** Queues a signed piece for several destinations, or for wherever readers see it: `not-published` where that is nowhere. */
export const publishAll = async (parts: Parts, story: string, person: Person, destinations: 'live' | readonly string[], when: When): Promise<Outcome<Publication[]>> => {
  if (destinations !== 'live') return publishTo(parts, story, person, [...new Set(destinations)], when, null)
  const known = await parts.book.ids()
  const rows = await parts.db.selectFrom('publications').select('destination').where('story', '=', story).where('state', '=', 'published').orderBy('destination').execute()
  const live = rows.map(({ destination }) => destination).filter((destination) => known.has(destination))
  return live.length === 0 ? failed('not-published', 'The piece is live nowhere.') : publishTo(parts, story, person, live, when, null)
}

/** Queues taking a piece down. What may have arrived though its answer was lost is taken down too. Refuses `not-published`. */
export const takeDown = async (parts: Parts, story: string, person: Person, destination: string, asked: { reason: string; over: string | null }): Promise<Outcome<Publication>> => {
  const { db } = parts
  if (!(await parts.book.ids()).has(destination)) return failed('destination-unknown', `There is no destination ${destination}.`, { destination })
  const row = await db.selectFrom('publications').select(['revision', 'state']).where('story', '=', story).where('destination', '=', destination).executeTakeFirst()
  const jobs = await jobsOf(db, { story, destination })
  const handover = await readHandover(db, { story, destination })
  // What readers never saw is not taken down but taken back; its hour may have come meanwhile, and then that is put on record.
  if (isThere(handover) && row?.state !== 'published' && !jobs.running) {
    const recalled = await cancel(parts, story, person, destination)
    if (!recalled.ok) return recalled
    return recalled.value ? ok(recalled.value) : failed('not-published', 'Nothing of this piece stands there.', { destination })
  }
  const tried = jobs.running ?? (jobs.other && jobs.other.tries > 0 ? jobs.other : null)
  const revision = row?.revision ?? tried?.revision
  if (revision === undefined || (row?.state === 'takenDown' && tried === null)) {
    const publication = row ? await publicationAt(parts, story, destination) : null
    return publication ? ok(publication) : failed('not-published', 'Nothing of this piece stands there.', { destination })
  }
  const queued = await put(parts, [{ story, destination, doing: 'takeDown', revision, person: person.id, reason: asked.reason, over: asked.over, hour: null, due: AT_ONCE }])
  const [job] = queued.ok ? queued.value : []
  return job ? told(parts, job) : failed('unexpected', 'The publication was not kept.')
}

type Change = Parameters<typeof changeJob>[2]

/** Changes what waits. `change` says how, or why not; null is what may not be changed. */
const changing = async (parts: Parts, story: string, { id: person }: Person, destination: string, change: (job: Job) => Promise<Outcome<Change>>): Promise<Outcome<Publication>> => {
  const { other, running: sending } = await jobsOf(parts.db, { story, destination })
  if (!other) return sending ? running(destination) : nothing(destination)
  const wanted = await change(other)
  if (!wanted.ok) return wanted
  const done = await parts.journal.run(async () => {
    const changed = await changeJob(parts.db, other.id, { ...wanted.value, at: parts.now() })
    if (changed) await markRecaller(parts.db, other, person)
    return changed
  })
  if (!done) return running(destination)
  return told(parts, { ...other, ...wanted.value })
}

const FRESH = { state: 'waiting', tries: 0, code: '', message: '', details: '{}' } as const

/** The plan for a job that exists: only of the very revision it was asked for. */
const planAgain = async (parts: Parts, job: Job, when: When): Promise<Outcome<Pick<Ask, 'hour' | 'due'>>> => {
  if (job.doing === 'takeDown') {
    const hour = when === 'now' ? null : hourOf(when, null, await parts.release.now())
    return ok({ hour, due: hour ?? AT_ONCE })
  }
  const planned = await plan(parts, job.story, when)
  if (!planned.ok) return planned
  const { revision, hour, embargo } = planned.value
  return revision === job.revision ? ok({ hour, due: await firstDue(parts, { ...job, hour }, embargo) }) : failed('revision-changed', 'The piece has changed since somebody asked to publish it.')
}

/** Tries again now what failed, waits or is held; what was to go at an hour that is over still says how late it was. */
export const retry = async (parts: Parts, story: string, person: Person, destination: string, over: string | null): Promise<Outcome<Publication>> => {
  const { running: sending, other } = await jobsOf(parts.db, { story, destination })
  if (sending && !other) return told(parts, sending)
  const at = { story, destination }
  if (!other && isThere(await readHandover(parts.db, at))) return hurried(parts, at, null)
  return changing(parts, story, person, destination, async (job) => {
    const planned = await planAgain(parts, job, 'now')
    if (!planned.ok) return planned
    const hour = job.hour !== null && job.hour <= parts.now() ? job.hour : null
    const rest = await parts.db.selectFrom('destination_rests').select('until').where('destination', '=', destination).executeTakeFirst()
    return ok({ ...FRESH, hour, due: rest && rest.until > parts.now() ? rest.until : AT_ONCE, person: person.id, ...(over === null ? {} : { over }) })
  })
}

/** Keeps what waits from going, or lets it go. */
export const hold = (parts: Parts, story: string, person: Person, destination: string, held: boolean): Promise<Outcome<Publication>> =>
  changing(parts, story, person, destination, ({ state }) => {
    if (state === 'parked') return Promise.resolve(nothing(destination))
    return Promise.resolve(ok(held ? { state: 'held' } : { state: 'waiting', code: '', message: '' }))
  })

/** Gives what waits, is held or failed another hour. */
export const reschedule = (parts: Parts, story: string, person: Person, destination: string, when: When): Promise<Outcome<Publication>> =>
  changing(parts, story, person, destination, async (job) => {
    const planned = await planAgain(parts, job, when)
    return planned.ok ? ok({ ...FRESH, ...planned.value, person: person.id }) : planned
  })

/** Something is to be taken back, at once; whoever asked hears how it stands once that was tried. */
const hurried = async (parts: Parts, at: { story: string; destination: string }, recaller: string | null): Promise<Outcome<Publication>> => {
  const asked = await parts.journal.run(() => hurryRecall(parts, at, recaller))
  if (!asked.ok) return asked
  parts.changed({ kind: 'attempt', story: at.story })
  await awaitRecall(parts, at)
  const publication = await publicationAt(parts, at.story, at.destination)
  return publication ? ok(publication) : nothing(at.destination)
}

/**
 * Forgets what waits, is held or failed; what was handed over for it is taken back. Where nothing else is asked, what could not be taken back may be forgotten once its hour is over:
 * until then the desk goes on trying (`publication-handed-over`).
 */
export const cancel = async (parts: Parts, story: string, person: Person, destination: string): Promise<Outcome<Publication | null>> => {
  const at = { story, destination }
  const { other, running: sending } = await jobsOf(parts.db, at)
  if (!other) {
    const handover = sending ? null : await readHandover(parts.db, at)
    if (!isThere(handover)) return sending ? running(destination) : nothing(destination)
    if (handover.hour > parts.now() || handover.tries === 0) return failed('publication-handed-over', `${destination} would still show it by its own clock.`, { destination, hour: handover.hour })
    await parts.journal.run(() => forgetHandover(parts.db, at))
  } else {
    const dropped = await parts.journal.run(async () => {
      const gone = await dropJob(parts.db, other.id)
      if (gone) await markRecaller(parts.db, at, person.id)
      return gone
    })
    if (!dropped) return running(destination)
  }
  parts.changed({ kind: 'attempt', story })
  await awaitRecall(parts, at)
  return ok(await publicationAt(parts, story, destination))
}
