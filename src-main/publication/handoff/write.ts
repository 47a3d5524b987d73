import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { HANDOFF } from '../../../src-shared/publication/handoff/layout'
import { HANDOFF_LIMITS, HANDOFF_TYPE, handoffStatementSchema, type HandoffStatement } from '../../../src-shared/publication/handoff/statement'
import { byPath } from '../../../src-shared/publication/package/layout'
import type { Envelope } from '../../../src-shared/signoff/envelope'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import type { Photo } from '../../../src-shared/story/story'
import { digestsOf } from '../file-digest'
import { zipBytes, zipSize, type ZipPart } from '../write-zip'

/** A photo to hand over: what the story says of it, and its original bytes when asked for. */
export type PhotoToHand = { photo: Photo; read: () => Promise<Uint8Array> }

/** What goes into a hand-off file besides its statement: text files by path, and photos. */
export type HandoffContent = { texts: ReadonlyMap<string, Uint8Array>; photos: readonly PhotoToHand[] }

/** Signs bytes as the sender. */
export type SignHandoff = (payloadType: string, payload: Uint8Array) => Outcome<Envelope>

const textPart = (path: string, bytes: Uint8Array): ZipPart & { sha256: string } => ({ path, size: bytes.length, ...digestsOf(bytes), read: () => Promise.resolve(bytes) })

/** Photos are read twice, once to be digested and once to be written, so that one at a time is held. */
const photoPart = async ({ photo, read }: PhotoToHand): Promise<Outcome<ZipPart & { sha256: string }>> => {
  const bytes = await read()
  const digests = digestsOf(bytes)
  if (digests.sha256 !== photo.sha256 || bytes.length !== photo.bytes) return failed('photo-damaged', `The photo ${photo.name} is not the one the story names.`, { digest: photo.sha256, name: photo.name })
  return ok({ path: HANDOFF.photo(photo.sha256, photo.mediaType), size: bytes.length, ...digests, read })
}

/**
 * Words and signs the statement of a hand-off over everything that goes into it; answers the zip as it is written, and its size in bytes. Refuses `photo-damaged`,
 * `handoff-too-large`, and as signing does.
 */
export const writeHandoff = async (head: Omit<HandoffStatement, 'type' | 'files'>, content: HandoffContent, sign: SignHandoff): Promise<Outcome<{ bytes: AsyncGenerator<Uint8Array>; size: number }>> => {
  const parts = [...content.texts].map(([path, bytes]) => textPart(path, bytes))
  for (const photo of content.photos) {
    const part = await photoPart(photo)
    if (!part.ok) return part
    parts.push(part.value)
  }
  parts.sort((a, b) => byPath(a.path, b.path))
  const tooLarge = (limit: number) => failed('handoff-too-large', 'This is more than one hand-off file can hold.', { limit })
  if (parts.length > HANDOFF_LIMITS.files) return tooLarge(HANDOFF_LIMITS.files)
  const statement: HandoffStatement = { type: 'stet.handoff/1', ...head, files: parts.map(({ path, size, sha256 }) => ({ path, bytes: size, sha256 })) }
  const bytes = canonicalBytes(handoffStatementSchema.parse(statement))
  const envelope = sign(HANDOFF_TYPE, bytes)
  if (!envelope.ok) return envelope
  const all = [...parts, textPart(HANDOFF.statement, bytes), textPart(HANDOFF.signature, canonicalBytes(envelope.value))].sort((a, b) => byPath(a.path, b.path))
  const size = zipSize(all)
  return size > HANDOFF_LIMITS.whole ? tooLarge(HANDOFF_LIMITS.whole) : ok({ bytes: zipBytes(all), size })
}
