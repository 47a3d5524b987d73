import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { PhotoOf } from '../../src-shared/publication/connector'
import { embargoOf } from '../../src-shared/publication/embargo'
import { signedPiece, type SignedPiece } from '../../src-shared/publication/piece'
import { readChain } from './chain'
import type { Download, Parts } from './parts'
import { readPiece } from './pieces'
import { photosOf, signedPhoto } from './uploads'

/** A piece that was just checked, and where its photos are read. */
export type Prepared = { piece: SignedPiece; photo: PhotoOf }

/**
 * The piece as it may leave the house, made anew from the stored bytes: every signature, the policy, the story's digest and every
 * photo's digest are checked here, whatever the tables say. Refuses `piece-unknown`, `not-signed-off`, `piece-held`, `piece-spiked`, `story-altered`, `photo-damaged`, and
 * whatever of the chain does not hold.
 */
export const prepare = async (parts: Parts, story: string): Promise<Outcome<Prepared>> => {
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

/** Refuses `embargoed` {until} where the story's embargo has not ended by the clock that is behind. Nothing is sent anywhere without asking this just before. */
export const checkEmbargo = async (parts: Pick<Parts, 'release'>, { story }: Pick<SignedPiece, 'story'>): Promise<Outcome<null>> => {
  const until = embargoOf(story)
  if (until === null || (await parts.release.now()) >= Date.parse(until)) return ok(null)
  return failed('embargoed', `The piece is under embargo until ${until}.`, { until })
}

/** The publication package of a signed-off piece, made from the signed bytes alone; `signal` ends it. Refuses as publish does, and `cancelled`. */
export const exportPackage = async (parts: Parts, story: string, signal: AbortSignal): Promise<Outcome<Download>> => {
  const prepared = await prepare(parts, story)
  if (!prepared.ok) return prepared
  const made = await parts.makePackage(prepared.value.piece, prepared.value.photo, signal)
  return made.ok ? ok({ ...made.value, mediaType: 'application/zip' }) : made
}
