import { failed, failureOf, ok, type Outcome } from '../../../src-shared/outcome'
import type { Order } from '../../../src-shared/publication/connector'
import type { RevisionRef } from '../../../src-shared/review/states'
import { receiptSchema, type Receipt } from '../../../src-shared/signoff/statement'
import type { Opened } from '../destinations/book'
import type { Parts } from '../parts'
import { checkEmbargo, prepare } from '../publishing'
import type { Job } from './jobs'

/** What a destination answered, of which revision, and when it was asked. */
export type Sent = { receipt: Receipt; revision: RevisionRef; at: number }

const ask = async (parts: Parts, { connector, hide }: Opened, { signal }: Order, act: () => Promise<Outcome<Receipt>>): Promise<Outcome<Receipt>> => {
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

const lastReceipt = async (parts: Parts, { story, destination }: Job): Promise<Receipt | null> => {
  const row = await parts.db.selectFrom('publications').select('receipt').where('story', '=', story).where('destination', '=', destination).executeTakeFirst()
  return row ? receiptSchema.parse(JSON.parse(row.receipt)) : null
}

const orderOf = async (parts: Parts, job: Job, signal: AbortSignal): Promise<Order> => ({ last: await lastReceipt(parts, job), over: job.over, at: null, signal })

/** Sends a piece, checked anew: signatures, policy, digests, that it is still the revision somebody asked to send, and that no embargo is on it. */
const sendPiece = async (parts: Parts, job: Job, signal: AbortSignal): Promise<Outcome<Sent>> => {
  const prepared = await prepare(parts, job.story)
  if (!prepared.ok) return prepared
  const { piece, photo } = prepared.value
  if (piece.sha256 !== job.revision) return failed('revision-changed', 'The piece has changed since somebody asked to publish it.')
  const opened = await parts.book.connectorOf(job.destination)
  if (!opened.ok) return opened
  const order = await orderOf(parts, job, signal)
  const free = await checkEmbargo(parts, piece)
  if (!free.ok) return free
  const at = Date.parse(parts.now())
  const receipt = await ask(parts, opened.value, order, () => opened.value.connector.publish(piece, photo, order))
  return receipt.ok ? ok({ receipt: receipt.value, revision: piece.signOff.statement.revision, at }) : receipt
}

const revisionOf = async (parts: Parts, { story, revision }: Job): Promise<RevisionRef | null> => {
  const row = await parts.db.selectFrom('revisions').select(['number', 'sha256']).where('story', '=', story).where('sha256', '=', revision).executeTakeFirst()
  return row ?? null
}

const sendDown = async (parts: Parts, job: Job, signal: AbortSignal): Promise<Outcome<Sent>> => {
  const revision = await revisionOf(parts, job)
  if (!revision) return failed('revision-unknown', 'The desk has no such revision.', { story: job.story })
  const opened = await parts.book.connectorOf(job.destination)
  if (!opened.ok) return opened
  const order = await orderOf(parts, job, signal)
  const at = Date.parse(parts.now())
  const receipt = await ask(parts, opened.value, order, () => opened.value.connector.takeDown(job.story, order))
  return receipt.ok ? ok({ receipt: receipt.value, revision, at }) : receipt
}

/** Does what a job asks for, once. Nothing is put on record here. */
export const send = (parts: Parts, job: Job, signal: AbortSignal): Promise<Outcome<Sent>> => (job.doing === 'publish' ? sendPiece(parts, job, signal) : sendDown(parts, job, signal))
