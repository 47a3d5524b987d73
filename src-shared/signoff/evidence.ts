import type { z } from 'zod'

import { failed, ok, type Outcome } from '../outcome'
import { mayLend, type Delegation } from '../review/delegation'
import type { Grant, Role } from '../review/people'
import type { Policy } from '../review/policy'
import { canonicalBytes } from '../story/canonical'
import { fromBase64, preAuthBytes, readPayload, type Envelope } from './envelope'
import { DELEGATION_TYPE, delegationStatementSchema, type DelegationStatement } from './statement'

/** The two operations that need a cryptography library; injected so this stays pure. `sha256` answers lower-case hex. */
export type Crypto = { sha256: (bytes: Uint8Array) => string; verify: (publicKey: string, message: Uint8Array, signature: Uint8Array) => boolean }

/**
 * A key as the desk enrolled it. `publicKey` is SPKI PEM; `id` is the SHA-256 of the SPKI DER; `credential` the id of the desk's record that says so,
 * `at` when it was made. One key has as many of these as its person had roles; `revokedAt` is when the key was ended, if it was.
 */
export type EnrolledKey = { id: string; person: string; name: string; role: Role; grants?: readonly Grant[] | undefined; publicKey: string; credential?: string | undefined; device?: string | undefined; at?: string | undefined; revokedAt?: string | null | undefined }

/** Everything acts are checked against: keys by key id (as first enrolled) and by credential, policies by digest, delegations by id. */
export type Evidence = {
  desk: string
  keys: ReadonlyMap<string, EnrolledKey>
  credentials: ReadonlyMap<string, EnrolledKey>
  policies: ReadonlyMap<string, Policy>
  delegations: ReadonlyMap<string, Delegation>
  /** The key each delegation was signed with. */
  lenders: ReadonlyMap<string, EnrolledKey>
}

/** A delegation whose signature and signer were checked. */
export type CheckedDelegation = { id: string; statement: DelegationStatement; envelope: Envelope; key: EnrolledKey }

type Keys = Pick<Evidence, 'keys' | 'credentials'>

const signatureOf = (envelope: Envelope, key: EnrolledKey, crypto: Crypto): Outcome<null> =>
  crypto.verify(key.publicKey, preAuthBytes(envelope.payloadType, fromBase64(envelope.payload)), fromBase64(envelope.signatures[0]?.sig ?? ''))
    ? ok(null)
    : failed('signature-invalid', `The signature of ${key.name} does not match the statement.`, { name: key.name })

/**
 * The key an envelope is signed with, over exactly these bytes, as the credential its statement names says it; `key-unknown`, `signature-invalid`,
 * `credential-unknown` or `signer-mismatch` say why there is none.
 */
const signerOf = (envelope: Envelope, signer: { person: string; name: string; key: string; credential: string | null }, { keys, credentials }: Keys, crypto: Crypto): Outcome<EnrolledKey> => {
  const keyid = envelope.signatures[0]?.keyid ?? ''
  const first = keys.get(keyid)
  if (!first) return failed('key-unknown', `Key ${keyid.slice(0, 12)} is not enrolled.`, { key: keyid })
  const signed = signatureOf(envelope, first, crypto)
  if (!signed.ok) return signed
  const key = signer.credential === null ? first : credentials.get(signer.credential)
  if (!key) return failed('credential-unknown', `The desk has no such record of ${first.name}.`, { name: first.name })
  // The printed name too: nobody signs under somebody else's.
  if (key.id !== keyid || key.publicKey !== first.publicKey || signer.key !== key.id || signer.person !== key.person || signer.name !== key.name)
    return failed('signer-mismatch', `The statement names ${signer.name}, the key belongs to ${key.name}.`, { name: key.name })
  return ok(key)
}

/** What was signed with a key after it was ended does not hold; what it signed before stays. `key-revoked` {name, at}. */
const checkRevoked = (key: EnrolledKey, at: string): Outcome<null> =>
  key.revokedAt && Date.parse(at) >= Date.parse(key.revokedAt) ? failed('key-revoked', `The key of ${key.name} was revoked at ${key.revokedAt}.`, { name: key.name, at: key.revokedAt }) : ok(null)

type Signed = { signer: { person: string; name: string; key: string; credential: string | null }; at: string }

/** What an envelope says, once its type and form, its signer and signature, and that the key was not ended before are all as they should be. `id` is the SHA-256 of the statement's bytes. */
export const checkSigned = <T extends Signed>(envelope: Envelope, type: string, schema: z.ZodType<T>, keys: Keys, crypto: Crypto): Outcome<{ id: string; statement: T; envelope: Envelope; key: EnrolledKey }> => {
  const read = readPayload(envelope, type, schema)
  if (!read.ok) return read
  const statement = read.value
  const key = signerOf(envelope, statement.signer, keys, crypto)
  if (!key.ok) return key
  const ended = checkRevoked(key.value, statement.at)
  return ended.ok ? ok({ id: crypto.sha256(fromBase64(envelope.payload)), statement, envelope, key: key.value }) : ended
}

/** Checks a delegation, or the end of one: signature, signer, desk, and that the giver had what they lend. */
export const checkDelegation = (envelope: Envelope, evidence: Keys & { desk: string }, crypto: Crypto): Outcome<CheckedDelegation> => {
  const checked = checkSigned(envelope, DELEGATION_TYPE, delegationStatementSchema, evidence, crypto)
  if (!checked.ok) return checked
  const { statement, key } = checked.value
  if (statement.desk !== evidence.desk) return failed('wrong-desk', 'The statement was made for another desk.')
  if (statement.kind === 'given' && !mayLend(key, statement)) return failed('delegation-beyond', 'Nobody lends what they do not have.', { role: statement.role })
  return checked
}

/** Gathers evidence. Delegations that do not hold are left out: what was done under them then finds none. */
export const evidenceOf = (source: { desk: string; keys: readonly EnrolledKey[]; policies: readonly Policy[]; delegations: readonly Envelope[] }, crypto: Crypto): Evidence => {
  const keys = new Map<string, EnrolledKey>()
  const credentials = new Map<string, EnrolledKey>()
  for (const key of source.keys) {
    if (!keys.has(key.id)) keys.set(key.id, key)
    if (key.credential) credentials.set(key.credential, key)
  }
  const delegations = new Map<string, Delegation>()
  const lenders = new Map<string, EnrolledKey>()
  for (const envelope of source.delegations) {
    const checked = checkDelegation(envelope, { keys, credentials, desk: source.desk }, crypto)
    if (!checked.ok || checked.value.statement.kind !== 'given') continue
    const { to, role, channel, stages, notBefore, notAfter } = checked.value.statement
    lenders.set(checked.value.id, checked.value.key)
    delegations.set(checked.value.id, { id: checked.value.id, from: checked.value.key.person, to: to.person, role, channel, stages, notBefore, notAfter })
  }
  return { desk: source.desk, keys, credentials, policies: new Map(source.policies.map((policy) => [crypto.sha256(canonicalBytes(policy)), policy])), delegations, lenders }
}
