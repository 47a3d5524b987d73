import { failed, ok, type Outcome } from '../outcome'
import { advance, decide } from '../review/decide'
import type { Role } from '../review/people'
import type { Policy } from '../review/policy'
import type { Standing } from '../review/states'
import { canonicalBytes } from '../story/canonical'
import { countStory } from '../story/count'
import { readStory } from '../story/migrations'
import type { Story } from '../story/story'
import { fromBase64, preAuthBytes, readPayload, type Envelope } from './envelope'
import { REVIEW_TYPE, reviewStatementSchema, type ReviewStatement } from './statement'

/** The two operations that need a cryptography library; injected so this stays pure. `sha256` answers lower-case hex. */
export type Crypto = { sha256: (bytes: Uint8Array) => string; verify: (publicKey: string, message: Uint8Array, signature: Uint8Array) => boolean }

/** A key as the desk enrolled it. `publicKey` is SPKI PEM; `id` is the SHA-256 of the SPKI DER. */
export type EnrolledKey = { id: string; person: string; name: string; role: Role; publicKey: string }

/** A statement whose signature and signer were checked, and its id (SHA-256 of the statement's bytes). */
export type CheckedStatement = { id: string; statement: ReviewStatement; envelope: Envelope; key: EnrolledKey }

/** Checks one envelope's signature: known key, signature over exactly these bytes, signer named inside the statement. */
export const checkEnvelope = (envelope: Envelope, keys: ReadonlyMap<string, EnrolledKey>, crypto: Crypto): Outcome<CheckedStatement> => {
  const read = readPayload(envelope, REVIEW_TYPE, reviewStatementSchema)
  if (!read.ok) return read
  const statement = read.value
  const signature = envelope.signatures[0]
  const key = signature && keys.get(signature.keyid)
  if (!signature || !key) return failed('key-unknown', `Key ${signature?.keyid.slice(0, 12) ?? ''} is not enrolled.`, { key: signature?.keyid ?? '' })
  const payload = fromBase64(envelope.payload)
  if (!crypto.verify(key.publicKey, preAuthBytes(envelope.payloadType, payload), fromBase64(signature.sig)))
    return failed('signature-invalid', `The signature of ${key.name} does not match the statement.`, { name: key.name })
  // The printed name too: nobody signs under somebody else's.
  if (statement.signer.key !== key.id || statement.signer.person !== key.person || statement.signer.name !== key.name)
    return failed('signer-mismatch', `The statement names ${statement.signer.name}, the key belongs to ${key.name}.`, { name: key.name })
  return ok({ id: crypto.sha256(payload), statement, envelope, key })
}

/** A statement against the stored bytes it claims: digest, headline, length and photos all as signed. */
export const checkContent = (statement: ReviewStatement, storyBytes: Uint8Array, crypto: Crypto): Outcome<Story> => {
  if (crypto.sha256(storyBytes) !== statement.revision.sha256) return failed('story-altered', 'The story is not the one that was signed.', { story: statement.story })
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(storyBytes))
  } catch {
    return failed('story-invalid', 'The story is not JSON.', { place: '' })
  }
  const story = readStory(json)
  if (!story.ok) return story
  // Two JSON texts can read alike; only the canonical one may carry a signature.
  if (crypto.sha256(canonicalBytes(json)) !== statement.revision.sha256) return failed('story-not-canonical', 'The story is not in canonical form.', { story: statement.story })
  if (story.value.id !== statement.story) return failed('wrong-story', 'The statement is about another story.', { story: statement.story })
  const photos = Object.keys(story.value.photos).sort()
  if (photos.join() !== [...statement.photos].sort().join()) return failed('photos-mismatch', 'The photos are not the ones that were signed.')
  if (countStory(story.value).characters !== statement.characters || story.value.headline !== statement.headline)
    return failed('summary-mismatch', 'The statement describes another text.')
  return ok(story.value)
}

/** The whole chain of a piece, replayed through the policy from the first submission. Refuses at the first event that does not hold. */
export const checkChain = (
  envelopes: readonly Envelope[],
  keys: ReadonlyMap<string, EnrolledKey>,
  policy: Policy,
  desk: string,
  crypto: Crypto,
): Outcome<{ standing: Standing; statements: CheckedStatement[] }> => {
  const policyDigest = crypto.sha256(canonicalBytes(policy))
  let standing: Standing | null = null
  const statements: CheckedStatement[] = []
  for (const [index, envelope] of envelopes.entries()) {
    const place = { event: index + 1 }
    const checked = checkEnvelope(envelope, keys, crypto)
    if (!checked.ok) return failed(checked.code, checked.message, { ...checked.details, ...place })
    const { id, statement, key } = checked.value
    if (statement.desk !== desk) return failed('wrong-desk', 'The statement was made for another desk.', place)
    if (statement.policy !== policyDigest) return failed('policy-changed', 'The statement was made under another policy.', place)
    const allowed = decide(standing, statement, { id: key.person, role: key.role, key: key.id }, policy)
    if (!allowed.ok) return failed(allowed.code, allowed.message, { ...allowed.details, ...place })
    standing = advance(standing, { ...statement, id, person: key.person, key: key.id }, policy)
    statements.push(checked.value)
  }
  if (!standing) return failed('not-submitted', 'There is no event.')
  return ok({ standing, statements })
}
