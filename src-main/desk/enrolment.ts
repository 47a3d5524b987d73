import { createPublicKey } from 'node:crypto'

import { ENROL_TYPE } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import type { Crypto, EnrolledKey } from '../../src-shared/signoff/check'
import { fromBase64, preAuthBytes } from '../../src-shared/signoff/envelope'
import { recordKey, saysTheSame } from './credentials'
import { readKeys } from './keys'
import type { Parts } from './parts'

/** The key as everything names it: SPKI PEM, and the SHA-256 of its DER. Only a bare Ed25519 public key is one. */
const readPublicKey = (pem: string, crypto: Crypto): Outcome<{ id: string; publicKey: string }> => {
  const refusal = failed('key-unsuitable', 'This is not an Ed25519 public key in PEM.')
  // createPublicKey would also take a private key, and quietly hold a secret.
  if (!/^-----BEGIN PUBLIC KEY-----\s[A-Za-z0-9+/=\s]+-----END PUBLIC KEY-----\s*$/.test(pem)) return refusal
  try {
    const key = createPublicKey({ key: pem, format: 'pem', type: 'spki' })
    if (key.asymmetricKeyType !== 'ed25519') return refusal
    return ok({ id: crypto.sha256(key.export({ type: 'spki', format: 'der' })), publicKey: key.export({ type: 'spki', format: 'pem' }).toString() })
  } catch {
    return refusal
  }
}

/**
 * Puts a person's key on record. `proof` is their signature, made with it, over this desk's key id and their own id: nobody enrols a key
 * they do not hold, and a proof fits no other desk or person. Enrolling it again answers the same, or a fresh record where their rights have
 * changed since. Refuses `key-unsuitable`, `proof-invalid`, `key-taken`, `key-revoked`.
 */
export const enrolKey = (parts: Parts, person: Person, asked: { publicKey: string; proof: string; device?: string | undefined }): Promise<Outcome<EnrolledKey>> =>
  parts.journal.run(async () => {
    const key = readPublicKey(asked.publicKey, parts.crypto)
    if (!key.ok) return key
    const message = preAuthBytes(ENROL_TYPE, new TextEncoder().encode(`${parts.desk.key} ${person.id}`))
    if (!parts.crypto.verify(key.value.publicKey, message, fromBase64(asked.proof))) return failed('proof-invalid', 'The proof is not a signature by this key for this desk and person.')
    const known = (await readKeys(parts.db, { ids: [key.value.id] }, parts.desk, parts.crypto)).at(-1)?.key
    if (known && known.person !== person.id) return failed('key-taken', 'This key is already enrolled for somebody else.', { key: key.value.id })
    if (known?.revokedAt) return failed('key-revoked', `The key of ${known.name} was revoked at ${known.revokedAt}.`, { name: known.name, at: known.revokedAt })
    if (known && saysTheSame(known, person)) return ok(known)
    return ok(await recordKey(parts, person, { ...key.value, device: asked.device ?? known?.device }))
  })
