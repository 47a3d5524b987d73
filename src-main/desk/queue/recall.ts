import { recordedSchema } from '../../../src-shared/desk-api/pieces'
import { failed, failureOf, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import { askedToWait } from '../../../src-shared/publication/connector-faults'
import type { Receipt } from '../../../src-shared/signoff/statement'
import type { Database } from '../database'
import { whileAsked } from '../destinations/handlers'
import type { Parts } from '../parts'
import { readStanding } from '../projection'
import { answerOf, forgetHandover, isThere, readHandover, type Handover } from './handovers'
import { plain, type Job } from './jobs'
import { backoff } from './pace'
import { putOnRecord, recordLive } from './record'
import { askDestination, lastReceipt, lookAtHanded, revisionOf } from './send'

/** Milliseconds between two tries at most: it would go live by itself. */
const LONGEST = 300_000
/** Milliseconds a process has it for itself. */
const LEASE = 120_000
/** The reason on record where it had gone live before it could be taken back, and nobody gave another. */
const TOO_LATE = '撤回前已按网站时钟刊出 / It went live by the site’s own clock before it could be taken back'

const place = ({ story, destination }: Pick<Handover, 'story' | 'destination'>) => ({ story, destination })

/** True where a job stands by what was handed over: it waits for that hour, or is about to bring the destination to another. */
const standsBy = (job: Job, handover: Handover, now: string): boolean => {
  if (job.doing !== 'publish' || job.revision !== handover.revision) return false
  // Of a restored desk nobody has decided yet.
  if (job.state === 'held') return job.code === 'desk-restored'
  // What failed is no wish that it should not go, unless it was to go later than it now would.
  if (job.state === 'parked') return job.hour === null || job.hour <= handover.hour || handover.hour <= now
  return job.hour === handover.hour || job.hour === null || job.due !== job.hour || job.tries > 0
}

/** True where it may stay: it is the revision that is signed, the piece is not held, and a job stands by it. Everything else takes it back, whatever led to it. */
const isWanted = async ({ db, now }: Pick<Parts, 'db' | 'now'>, handover: Handover): Promise<boolean> => {
  const standing = await readStanding(db, handover.story)
  const signed = standing?.state === 'signedOff' || standing?.state === 'published'
  if (!signed || standing.revision.sha256 !== handover.revision) return false
  const jobs = await db.selectFrom('jobs').selectAll().where('story', '=', handover.story).where('destination', '=', handover.destination).execute()
  return jobs.some((job) => standsBy(job, handover, now()))
}

/** True where something there is to be taken back and was not tried yet. */
export const awaitsRecall = async (parts: Pick<Parts, 'db' | 'now'>, at: Pick<Handover, 'story' | 'destination'>): Promise<boolean> => {
  const handover = await readHandover(parts.db, at)
  return isThere(handover) && handover.tries === 0 && handover.code === '' && !(await isWanted(parts, handover))
}

/**
 * Takes the next handover that is to be taken back, for this process alone; else when there may be one (milliseconds), null where nothing is to be taken back. A job that waited by it
 * is due at once from then on, so that it is handed over anew as soon as it may be.
 */
export const claimRecall = async (parts: Pick<Parts, 'db' | 'now'>): Promise<{ handover: Handover } | { next: number | null }> => {
  const { db } = parts
  const now = parts.now()
  let next: number | null = null
  for (const handover of await db.selectFrom('handovers').selectAll().where('state', '!=', 'back').orderBy('hour').execute()) {
    if (await isWanted(parts, handover)) continue
    const { story, destination, hour, fence, state } = handover
    const free = handover.due > handover.until ? handover.due : handover.until
    if (free > now) {
      next = Math.min(next ?? Infinity, Date.parse(free) - Date.parse(now))
      continue
    }
    const until = new Date(Date.parse(now) + LEASE).toISOString()
    const fresh = state === 'recalling' ? {} : { at: now, tries: 0, code: '', message: '', details: '{}' }
    const taken = await db
      .updateTable('handovers')
      .set({ ...fresh, state: 'recalling', until, fence: fence + 1 })
      .where('story', '=', story)
      .where('destination', '=', destination)
      .where('fence', '=', fence)
      .where('state', '=', state)
      .returningAll()
      .executeTakeFirst()
    if (!taken) continue
    await db.updateTable('jobs').set({ due: '' }).where('story', '=', story).where('destination', '=', destination).where('doing', '=', 'publish').where('state', 'in', ['waiting', 'held']).where('hour', '=', hour).where('due', '=', hour).execute()
    return { handover: taken }
  }
  return { next }
}

/** What came of taking it back: the destination's answer (null where nothing of it is there), and whether readers had seen it. */
type Back = { receipt: Receipt | null; seen: boolean }

const takeBack = async (parts: Parts, handover: Handover): Promise<Outcome<Back>> => {
  const opened = await parts.book.connectorOf(handover.destination)
  if (!opened.ok) return opened
  const signal = whileAsked(parts)
  const found = await lookAtHanded(opened.value, handover, signal)
  // Before its hour nobody can have seen it; after it that must be known, to be put on record.
  if (!found.ok && Date.parse(handover.hour) <= Date.parse(parts.now())) return found
  const seen = found.ok && found.value === 'live'
  if (found.ok && found.value === 'gone') return ok({ receipt: null, seen })
  // On record at once: it may be long before it can be taken down.
  if (seen) await parts.journal.run(() => recordLive(parts, handover))
  const order = { last: await lastReceipt(parts, handover, handover), over: null, at: null, signal }
  const receipt = await askDestination(parts, opened.value, order, () => opened.value.connector.takeDown(handover.story, order))
  if (receipt.ok) return ok({ receipt: receipt.value, seen })
  return receipt.code === 'not-published' ? ok({ receipt: null, seen }) : receipt
}

/** Who had it taken back, and why, for the record: whoever did that here, else whoever decided on the piece. */
const recalledBy = async (db: Database, { story, recaller, person }: Handover): Promise<{ person: string; reason: string }> => {
  const row = await db.selectFrom('events').select(['person', 'reason']).where('story', '=', story).where('decision', 'not in', recordedSchema.options).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  if (recaller !== '') return { person: recaller, reason: TOO_LATE }
  return { person: row?.person ?? person, reason: row?.reason === undefined || row.reason.trim() === '' ? TOO_LATE : row.reason.slice(0, 1000) }
}

const keepBack = async (parts: Parts, handover: Handover, { receipt, seen }: Back): Promise<void> => {
  const { db } = parts
  const revision = await revisionOf(parts, handover)
  if (seen && revision && receipt) {
    await recordLive(parts, handover, answerOf(handover) ?? { ...receipt, remoteVersion: '' })
    await putOnRecord(parts, { kind: 'takenDown', ...place(handover), revision, receipt, ...(await recalledBy(db, handover)) })
  }
  if (receipt === null || seen) await forgetHandover(db, handover)
  else await db.updateTable('handovers').set({ state: 'back', receipt: JSON.stringify(receipt), at: parts.now(), tries: 0, due: '', code: '', message: '', details: '{}', until: '', recaller: '' }).where('story', '=', handover.story).where('destination', '=', handover.destination).execute()
}

const keepTrying = async (parts: Parts, handover: Handover, failure: Failure): Promise<void> => {
  const { story, destination, hour } = handover
  const tries = handover.tries + (parts.closing.aborted ? 0 : 1)
  if (tries === 1 && handover.tries === 0) parts.report('What a destination would show by its own clock cannot be taken back', { destination, hour, code: failure.code, reason: failure.message })
  const wait = Math.max(Math.min(backoff(Math.max(tries, 1), Math.random()), LONGEST), askedToWait(failure) ?? 0)
  const due = new Date(Date.parse(parts.now()) + wait).toISOString()
  await parts.db.updateTable('handovers').set({ tries, due, code: failure.code, message: plain(failure.message), details: plain(JSON.stringify(failure.details)), until: '' }).where('story', '=', story).where('destination', '=', destination).execute()
}

/** Takes back, in the story's turn, what this process has claimed. Never rejects. It is tried until it is done; a job that wants it again hands it over anew. */
export const runRecall = async (parts: Parts, claimed: Handover): Promise<void> => {
  try {
    await parts.stories.take(claimed.story, async () => {
      const current = async (): Promise<Handover | null> => {
        const handover = await readHandover(parts.db, claimed)
        return handover?.state === 'recalling' && handover.fence === claimed.fence ? handover : null
      }
      const handover = await current()
      if (!handover) return
      if (await isWanted(parts, handover)) {
        await parts.db.updateTable('handovers').set({ until: '' }).where('story', '=', handover.story).where('destination', '=', handover.destination).where('fence', '=', handover.fence).execute()
        return
      }
      const outcome = await takeBack(parts, handover).catch((error: unknown) => failureOf(error))
      await parts.journal.run(async () => {
        const still = await current()
        if (!still) return
        if (outcome.ok) await keepBack(parts, still, outcome.value)
        else await keepTrying(parts, still, outcome)
      })
    })
  } catch (error) {
    // Its lease runs out, and it is taken again.
    const failure = failureOf(error)
    parts.report('What was handed over could not be taken back', { destination: claimed.destination, code: failure.code, reason: failure.message })
  } finally {
    parts.changed({ kind: 'attempt', story: claimed.story })
  }
}

/** Tries again now to take something back, for a person. Refuses `nothing-waits`. */
export const hurryRecall = async ({ db }: Pick<Parts, 'db'>, at: Pick<Handover, 'story' | 'destination'>, recaller: string | null): Promise<Outcome<null>> => {
  const handover = await readHandover(db, at)
  if (!isThere(handover)) return failed('nothing-waits', `Nothing is queued for ${at.destination}.`, { destination: at.destination })
  await db.updateTable('handovers').set({ due: '', code: '', tries: 0, ...(recaller === null ? {} : { recaller }) }).where('story', '=', at.story).where('destination', '=', at.destination).execute()
  return ok(null)
}
