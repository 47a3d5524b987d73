import { failed, failureOf, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import type { Order } from '../../../src-shared/publication/connector'
import type { RevisionRef } from '../../../src-shared/review/states'
import { receiptSchema, type Receipt } from '../../../src-shared/signoff/statement'
import type { Opened } from '../destinations/book'
import type { Parts } from '../parts'
import { checkEmbargo, prepare, type Prepared } from '../publishing'
import { answerOf, answerOr, beginHandover, isGiven, isThere, readHandover, undoHandover, type Handover } from './handovers'
import type { Job } from './jobs'
import { mayGoLater } from './pace'
import { keepsHour } from './whose-clock'

/** What a destination answered, of which revision, and when it was asked. `live` is what was found to have gone live by its own clock before that. */
export type Sent = { receipt: Receipt; revision: RevisionRef; at: number; live: Handover | null }

/**
 * What came of doing a job once: it was sent; it was handed over, for its hour to come; it is to be tried at another time (`later`), nothing being wrong; or it had gone live by itself
 * and could not be brought to what the desk has (`why`).
 */
export type Done = { sent: Sent } | { handed: Receipt } | { later: string } | { live: Handover; why: Failure }

/** Asks a destination to act, and takes its secret out of what it says. Never throws. */
export const askDestination = async (parts: Pick<Parts, 'report' | 'destinations'>, { connector, hide }: Opened, { signal }: Pick<Order, 'signal'>, act: () => Promise<Outcome<Receipt>>): Promise<Outcome<Receipt>> => {
  // The desk stops, or another process has it: nothing is begun.
  if (signal.aborted) return failed('unexpected', 'It was stopped before it began.')
  const { id: destination, kind } = connector.describe()
  try {
    // A site's listings are made anew with each piece.
    const answered = await (kind === 'site' ? parts.destinations.take(destination, act) : act())
    if (!answered.ok) return hide(answered)
    const receipt = receiptSchema.safeParse(answered.value)
    if (receipt.success && receipt.data.destination === destination) return ok(hide(receipt.data))
    return failed('receipt-invalid', `${destination} did not say what it holds.`, { destination })
  } catch (error) {
    const failure = hide(failureOf(error))
    parts.report('A publication broke off', { destination, code: failure.code, reason: failure.message })
    return failure
  }
}

/** What the destination last answered about a story: of what it was given by its own clock, else of what is on record. */
export const lastReceipt = async ({ db }: Pick<Parts, 'db'>, { story, destination }: Pick<Job, 'story' | 'destination'>, handover: Handover | null): Promise<Receipt | null> => {
  const answer = handover && answerOf(handover)
  if (answer) return answer
  const row = await db.selectFrom('publications').select('receipt').where('story', '=', story).where('destination', '=', destination).executeTakeFirst()
  return row ? receiptSchema.parse(JSON.parse(row.receipt)) : null
}

/** How what was handed over stands there now; the answer's `state`. */
export const lookAtHanded = async ({ connector, hide }: Opened, handover: Handover, signal: AbortSignal): Promise<Outcome<'live' | 'scheduled' | 'hidden' | 'gone'>> => {
  try {
    const found = await connector.look(handover.story, answerOr(handover), signal)
    return found.ok ? ok(found.value.state) : hide(found)
  } catch (error) {
    return hide(failureOf(error))
  }
}

type Sending = Prepared & { opened: Opened; handover: Handover | null; order: Order }

/** Hands the piece over for an hour to come. That it may be there is kept before it is asked, and only taken back where the destination certainly refused. */
const handOver = async (parts: Parts, job: Job, { piece, photo, opened, order }: Sending): Promise<Outcome<Done>> => {
  const before = await beginHandover(parts.db, job, parts.now())
  const receipt = await askDestination(parts, opened, order, () => opened.connector.publish(piece, photo, { ...order, at: job.hour }))
  if (receipt.ok) return ok({ handed: receipt.value })
  if (!isThere(before) && !mayGoLater(receipt)) await undoHandover(parts.db, job, before)
  // It would come out before its hour there; the desk runs, and sends it then.
  return receipt.code === 'hour-near' && job.hour !== null ? ok({ later: job.hour }) : receipt
}

/** Publishes the piece; what went live by itself at its hour is looked for first, for it was not late. */
const publishNow = async (parts: Parts, { piece, photo, opened, handover, order }: Sending): Promise<Outcome<Done>> => {
  const found = isThere(handover) ? await lookAtHanded(opened, handover, order.signal) : ok('gone' as const)
  if (!found.ok) return found
  const live = found.value === 'live' ? handover : null
  const at = Date.parse(parts.now())
  const receipt = await askDestination(parts, opened, order, () => opened.connector.publish(piece, photo, order))
  if (receipt.ok) return ok({ sent: { receipt: receipt.value, revision: piece.signOff.statement.revision, at, live } })
  return live && receipt.code === 'remote-edited' ? ok({ live, why: receipt }) : receipt
}

/** Sends a piece, checked anew: signatures, policy, digests, that it is still the revision somebody asked to send, and that no embargo is on it. */
const sendPiece = async (parts: Parts, job: Job, signal: AbortSignal): Promise<Outcome<Done>> => {
  const prepared = await prepare(parts, job.story)
  if (!prepared.ok) return prepared
  const { piece } = prepared.value
  if (piece.sha256 !== job.revision) return failed('revision-changed', 'The piece has changed since somebody asked to publish it.')
  const opened = await parts.book.connectorOf(job.destination)
  if (!opened.ok) return opened
  const handover = await readHandover(parts.db, job)
  const order = { last: await lastReceipt(parts, job, handover), over: job.over, at: null, signal }
  const sending = { ...prepared.value, opened: opened.value, handover, order }
  const now = await parts.release.now()
  const free = await checkEmbargo(parts, piece)
  if (!free.ok) return free
  if (job.hour === null || Date.parse(job.hour) <= now) return publishNow(parts, sending)
  if (isGiven(handover, job) || !(await keepsHour(parts, opened.value, job, now))) return ok({ later: job.hour })
  return handOver(parts, job, sending)
}

/** A revision by its digest, as the desk has it on record; null where it has not. */
export const revisionOf = async ({ db }: Pick<Parts, 'db'>, { story, revision }: Pick<Job, 'story' | 'revision'>): Promise<RevisionRef | null> => {
  const row = await db.selectFrom('revisions').select(['number', 'sha256']).where('story', '=', story).where('sha256', '=', revision).executeTakeFirst()
  return row ?? null
}

const sendDown = async (parts: Parts, job: Job, signal: AbortSignal): Promise<Outcome<Done>> => {
  const revision = await revisionOf(parts, job)
  if (!revision) return failed('revision-unknown', 'The desk has no such revision.', { story: job.story })
  const opened = await parts.book.connectorOf(job.destination)
  if (!opened.ok) return opened
  const order = { last: await lastReceipt(parts, job, await readHandover(parts.db, job)), over: job.over, at: null, signal }
  const at = Date.parse(parts.now())
  const receipt = await askDestination(parts, opened.value, order, () => opened.value.connector.takeDown(job.story, order))
  return receipt.ok ? ok({ sent: { receipt: receipt.value, revision, at, live: null } }) : receipt
}

/** Does what a job asks for, once. Nothing is put on record here. */
export const send = (parts: Parts, job: Job, signal: AbortSignal): Promise<Outcome<Done>> => (job.doing === 'publish' ? sendPiece(parts, job, signal) : sendDown(parts, job, signal))
