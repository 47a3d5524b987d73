import type { Publication } from '../../src-shared/desk-api/pieces'
import { failed, failureOf, Fault, ok, type Outcome } from '../../src-shared/outcome'
import type { Connector, Order, PhotoOf } from '../../src-shared/publication/connector'
import { signedPiece, type SignedPiece } from '../../src-shared/publication/piece'
import type { Person } from '../../src-shared/review/people'
import { receiptSchema, type Receipt } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { readChain } from './chain'
import type { Attachment, Parts } from './parts'
import { readPiece } from './pieces'
import { lastEventOf, readStanding } from './projection'
import { photosOf, signedPhoto } from './uploads'

type Prepared = { piece: SignedPiece; photo: PhotoOf }

/**
 * The piece as it may leave the house, made anew from the stored bytes: every signature, the policy, the story's digest and every
 * photo's digest are checked here, whatever the tables say. Refuses `piece-unknown`, `not-signed-off`, `piece-held`, `piece-spiked`, `story-altered`, `photo-damaged`, and
 * whatever of the chain does not hold.
 */
const prepare = async (parts: Parts, story: string): Promise<Outcome<Prepared>> => {
  const known = await parts.journal.run(() => readPiece(parts, story))
  if (!known.ok) return known
  const { standing } = known.value
  if (standing.state === 'held') return failed('piece-held', 'The piece is held.', { state: standing.state })
  if (standing.state === 'spiked') return failed('piece-spiked', 'The piece is spiked.', { state: standing.state })
  if (standing.state !== 'signedOff' && standing.state !== 'published') return failed('not-signed-off', 'The piece has not been signed off.', { state: standing.state })
  const storyBytes = await parts.files.revision(standing.revision.sha256)
  if (storyBytes === null || storyBytes === 'damaged') return failed('story-altered', 'The stored story is not the one that was signed.', { story })
  const { envelopes, enrolments, policies, delegations } = await readChain(parts, story)
  const records = enrolments.flatMap(({ envelope, revocation }) => (revocation ? [envelope, revocation] : [envelope]))
  const piece = signedPiece({ storyBytes, envelopes, keys: enrolments.map(({ key }) => key), enrolments: records, policies, delegations, desk: parts.desk }, parts.crypto)
  if (!piece.ok) return piece
  // One photo at a time: together they may be larger than the memory.
  for (const sha256 of Object.keys(piece.value.story.photos)) {
    const photo = await signedPhoto(parts, sha256)
    if (!photo.ok) return photo
  }
  return ok({ piece: piece.value, photo: photosOf(parts, piece.value.story.photos) })
}

const send = async (parts: Parts, connector: Connector, { piece, photo }: Prepared, order: Order): Promise<Outcome<Receipt>> => {
  const { id: destination, kind } = connector.describe()
  try {
    // A site's listings are made anew with each piece.
    const answered = await (kind === 'site' ? parts.destinations.take(destination, () => connector.publish(piece, photo, order)) : connector.publish(piece, photo, order))
    if (!answered.ok) return answered
    const receipt = receiptSchema.safeParse(answered.value)
    if (receipt.success && receipt.data.destination === destination) return ok(receipt.data)
    return failed('receipt-invalid', `${destination} did not say what it holds.`, { destination })
  } catch (error) {
    const failure = failureOf(error)
    parts.report('A publication broke off', { destination, code: failure.code, reason: failure.message })
    return failure
  }
}

const sameReceipt = (left: Receipt | null, right: Receipt): boolean => left !== null && Buffer.from(canonicalBytes(left)).equals(canonicalBytes(right))

const publicationOf = async (parts: Parts, story: string, destination: string): Promise<Outcome<Publication>> => {
  const piece = await readPiece(parts, story)
  if (!piece.ok) return piece
  const found = piece.value.publications.find((publication) => publication.destination === destination)
  return found ? ok(found) : failed('unexpected', 'The publication was not kept.')
}

const keepFailure = async (parts: Parts, story: string, destination: string, revision: string, failure: { code: string; message: string }): Promise<void> => {
  const row = { at: parts.now(), revision, code: failure.code, message: failure.message.replaceAll('\0', '\uFFFD').slice(0, 2000) }
  await parts.db
    .insertInto('attempts')
    .values({ story, destination, ...row })
    .onConflict((conflict) => conflict.columns(['story', 'destination']).doUpdateSet(row))
    .execute()
}

const keepReceipt = async (parts: Parts, story: string, person: Person, sha256: string, receipt: Receipt): Promise<void> => {
  const standing = await readStanding(parts.db, story)
  if (!standing || standing.revision.sha256 !== sha256) throw new Fault('revision-changed', 'The piece changed while it was being published.')
  const row = await parts.db.selectFrom('publications').selectAll().where('story', '=', story).where('destination', '=', receipt.destination).executeTakeFirst()
  const unchanged = row?.revision === sha256 && sameReceipt(receiptSchema.parse(JSON.parse(row.receipt)), receipt)
  if (!unchanged) {
    const record = { type: 'stet.record/1', kind: 'published', desk: parts.desk.key, story, revision: standing.revision, receipt, person: person.id } as const
    await parts.journal.commit(parts.signRecord({ ...record, at: parts.now(), previous: (await lastEventOf(parts.db, story)) ?? standing.lastEvent }))
  }
  await parts.db.deleteFrom('attempts').where('story', '=', story).where('destination', '=', receipt.destination).execute()
}

/**
 * Sends a signed-off piece to a destination and puts the receipt on record. Again with the same answer changes nothing. What the
 * destination refuses is kept and answered as a failed publication, to be tried again; what may not be published at all is refused:
 * `destination-unknown`, or see prepare. The caller lets one story be published by one at a time.
 */
export const publish = async (parts: Parts, story: string, person: Person, destination: string): Promise<Outcome<Publication>> => {
  const connector = parts.connectors.find((each) => each.describe().id === destination)
  if (!connector) return failed('destination-unknown', `There is no destination ${destination}.`, { destination })
  const prepared = await prepare(parts, story)
  if (!prepared.ok) return prepared
  const { sha256 } = prepared.value.piece
  const known = await parts.db.selectFrom('publications').select('receipt').where('story', '=', story).where('destination', '=', destination).executeTakeFirst()
  const last = known ? receiptSchema.parse(JSON.parse(known.receipt)) : null
  const receipt = await send(parts, connector, prepared.value, { last, over: null, at: null, signal: parts.closing })
  const publication = await parts.journal.run(async () => {
    if (receipt.ok) await keepReceipt(parts, story, person, sha256, receipt.value)
    else await keepFailure(parts, story, destination, sha256, receipt)
    return publicationOf(parts, story, destination)
  })
  parts.changed({ kind: 'attempt', story })
  return publication
}

/** The publication package of a signed-off piece, made from the signed bytes alone. Refuses as publish does. */
export const exportPackage = async (parts: Parts, story: string): Promise<Outcome<Attachment>> => {
  const prepared = await prepare(parts, story)
  if (!prepared.ok) return prepared
  const made = await parts.makePackage(prepared.value.piece, prepared.value.photo)
  return made.ok ? ok({ bytes: made.value, mediaType: 'application/zip' }) : made
}
