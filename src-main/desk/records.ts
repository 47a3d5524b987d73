import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { DeskIdentity } from '../../src-shared/publication/piece'
import type { Crypto } from '../../src-shared/signoff/check'
import { fromBase64, preAuthBytes, readPayload, type Envelope } from '../../src-shared/signoff/envelope'
import { RECORD_TYPE, recordStatementSchema, type RecordStatement } from '../../src-shared/signoff/statement'

/** A record of the desk whose signature was checked; `id` is the SHA-256 of the statement's bytes. */
export type CheckedRecord = { id: string; statement: RecordStatement; envelope: Envelope }

/** Checks that this desk signed this record: `envelope-invalid`, `key-unknown`, `signature-invalid` or `wrong-desk` say why not. */
export const checkRecord = (envelope: Envelope, desk: DeskIdentity, crypto: Crypto): Outcome<CheckedRecord> => {
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
