import { failed, ok, type Outcome } from '../outcome'
import type { Policy } from '../review/policy'
import { fromBase64, preAuthBytes, readPayload, type Envelope } from './envelope'
import type { Crypto, EnrolledKey } from './evidence'
import { RECORD_TYPE, recordStatementSchema, type RecordStatement } from './statement'

/** A desk by its key: the id, and SPKI PEM. */
type Desk = { key: string; publicKey: string }

/** A record of the desk whose signature was checked; `id` is the SHA-256 of the statement's bytes. */
export type CheckedRecord = { id: string; statement: RecordStatement; envelope: Envelope }

/** Checks that this desk signed this record: `envelope-invalid`, `key-unknown`, `signature-invalid` or `wrong-desk` say why not. */
export const checkRecord = (envelope: Envelope, desk: Desk, crypto: Crypto): Outcome<CheckedRecord> => {
  const read = readPayload(envelope, RECORD_TYPE, recordStatementSchema)
  if (!read.ok) return read
  const signature = envelope.signatures[0]
  if (signature?.keyid !== desk.key) return failed('key-unknown', 'The record is not signed by this desk.', { key: signature?.keyid ?? '' })
  const payload = fromBase64(envelope.payload)
  if (!crypto.verify(desk.publicKey, preAuthBytes(RECORD_TYPE, payload), fromBase64(signature.sig)))
    return failed('signature-invalid', 'The signature of the desk does not match the record.', { name: 'desk' })
  if (read.value.desk !== desk.key) return failed('wrong-desk', 'The record was made for another desk.')
  return ok({ id: crypto.sha256(payload), statement: read.value, envelope })
}

/** Records of the desk, each checked, the same one once; the first that does not hold is the refusal. */
export const checkRecords = (envelopes: readonly Envelope[], desk: Desk, crypto: Crypto): Outcome<CheckedRecord[]> => {
  const checked = new Map<string, CheckedRecord>()
  for (const envelope of envelopes) {
    const record = checkRecord(envelope, desk, crypto)
    if (!record.ok) return record
    if (!checked.has(record.value.id)) checked.set(record.value.id, record.value)
  }
  return ok([...checked.values()])
}

/** A key as one of the desk's records says it; null for a record of something else. `revokedAt` is when the key was ended. */
export const enrolledKeyOf = ({ id: credential, statement }: CheckedRecord, revokedAt: string | null): EnrolledKey | null => {
  if (statement.kind !== 'keyEnrolled') return null
  const { key: id, person, name, role, grants, publicKey, device, at } = statement
  return { id, person, name, role, ...(grants ? { grants } : {}), publicKey, credential, ...(device === undefined ? {} : { device }), at, revokedAt }
}

/** Every key of some records, one a record, oldest first, each with the end another of them puts to it. */
export const keysIn = (records: readonly CheckedRecord[]): EnrolledKey[] => {
  const ended = new Map(records.flatMap(({ statement }) => (statement.kind === 'keyRevoked' ? [[statement.key, statement.at] as const] : [])))
  return records
    .flatMap((record) => (record.statement.kind === 'keyEnrolled' ? (enrolledKeyOf(record, ended.get(record.statement.key) ?? null) ?? []) : []))
    .sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''))
}

/** The policies some records put in force. */
export const policiesIn = (records: readonly CheckedRecord[]): Policy[] => records.flatMap(({ statement }) => (statement.kind === 'policySet' ? [statement.policy] : []))

/** The newest record of each key of a person that was not ended: what they sign with now, and what is encrypted to them. */
export const currentKeys = (keys: readonly EnrolledKey[], person: string): EnrolledKey[] => [...new Map(keys.filter((key) => key.person === person).map((key) => [key.id, key])).values()].filter(({ revokedAt }) => !revokedAt)
