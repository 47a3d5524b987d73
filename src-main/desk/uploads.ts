import { z } from 'zod'

import { failed, Fault, ok, valueOf, type Outcome } from '../../src-shared/outcome'
import type { PhotoOf } from '../../src-shared/publication/connector'
import { sha256Schema } from '../../src-shared/story/story'
import type { Attachment, Parts } from './parts'

const photosSchema = z.array(sha256Schema)

const checkDigest = (parts: Parts, sha256: string, bytes: Uint8Array): Outcome<null> =>
  parts.crypto.sha256(bytes) === sha256 ? ok(null) : failed('digest-mismatch', 'The bytes are not the ones their name says.', { digest: sha256 })

/** Keeps a photo, if its bytes are the named ones and a picture. Sending it again changes nothing. */
export const putPhoto = async (parts: Parts, sha256: string, bytes: Uint8Array): Promise<Outcome<null>> => {
  const named = checkDigest(parts, sha256, bytes)
  if (!named.ok) return named
  const checked = await parts.checkPhoto(sha256, bytes)
  if (!checked.ok) return checked
  await parts.files.putPhoto({ ...checked.value.photo, sha256, bytes: bytes.length }, bytes)
  return ok(null)
}

/** Keeps a revision's bytes, if they are the named ones. What they say is read when they are submitted. */
export const putRevision = async (parts: Parts, sha256: string, bytes: Uint8Array): Promise<Outcome<null>> => {
  const named = checkDigest(parts, sha256, bytes)
  if (named.ok) await parts.files.putRevision(sha256, bytes)
  return named
}

/** `revision-unknown` unless it is one of that very story. */
const checkOwn = async (parts: Parts, story: string, sha256: string): Promise<Outcome<null>> => {
  const row = await parts.db.selectFrom('revisions').select('sha256').where('story', '=', story).where('sha256', '=', sha256).executeTakeFirst()
  return row ? ok(null) : failed('revision-unknown', 'The piece has no such revision.', { digest: sha256 })
}

const revisionAttachment = (story: string, bytes: Uint8Array | 'damaged' | null): Outcome<Attachment> =>
  bytes === null || bytes === 'damaged' ? failed('story-altered', 'The stored story is not the one that was signed.', { story }) : ok({ bytes, mediaType: 'application/json' })

/** A revision of that very story: `revision-unknown` for any other, `story-altered` when the stored bytes no longer are what was signed. */
export const getRevision = async (parts: Parts, story: string, sha256: string): Promise<Outcome<Attachment>> => {
  const own = await checkOwn(parts, story, sha256)
  return own.ok ? revisionAttachment(story, await parts.files.revision(sha256)) : own
}

/** What lies where a revision of that story should, signed or not: `revision-unknown` for any other story's, `story-altered` where there is nothing at all. */
export const getFoundRevision = async (parts: Parts, story: string, sha256: string): Promise<Outcome<Attachment>> => {
  const own = await checkOwn(parts, story, sha256)
  return own.ok ? revisionAttachment(story, await parts.files.foundRevision(sha256)) : own
}

/** A photo's stored bytes as they were signed, or `photo-damaged` {digest}. */
export const signedPhoto = async (parts: Parts, sha256: string): Promise<Outcome<Uint8Array>> => {
  const bytes = await parts.files.photo(sha256)
  if (bytes === null || bytes === 'damaged') return failed('photo-damaged', `The stored photo ${sha256.slice(0, 12)} is not the one that was signed.`, { digest: sha256 })
  return ok(bytes)
}

/** A photo of some revision of that very story, or of its working copy: `photo-unknown` for any other, `photo-damaged` when its bytes changed. */
export const getPhoto = async (parts: Parts, story: string, sha256: string): Promise<Outcome<Attachment>> => {
  const revisions = await parts.db.selectFrom('revisions').select('photos').where('story', '=', story).execute()
  const rows = [...revisions, ...(await parts.db.selectFrom('workings').select('photos').where('story', '=', story).execute())]
  if (!rows.some(({ photos }) => photosSchema.parse(JSON.parse(photos)).includes(sha256))) return failed('photo-unknown', 'The piece has no such photo.', { digest: sha256 })
  const bytes = await signedPhoto(parts, sha256)
  if (!bytes.ok) return bytes
  const facts = await parts.files.photoFacts(sha256)
  return ok({ bytes: bytes.value, mediaType: facts?.mediaType ?? 'application/octet-stream' })
}

/** Reads the photos of a signed piece, and of nothing else. */
export const photosOf = (parts: Parts, photos: Readonly<Record<string, unknown>>): PhotoOf => async (sha256) => {
  if (!Object.hasOwn(photos, sha256)) throw new Fault('photo-unknown', 'The piece has no such photo.', { digest: sha256 })
  return valueOf(await signedPhoto(parts, sha256))
}
