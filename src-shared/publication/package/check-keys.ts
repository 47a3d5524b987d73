import { z } from 'zod'

import { failed, ok, type Outcome } from '../../outcome'
import { PACKAGE, packagedKeysSchema, type Finding } from '../manifest'
import type { DeskIdentity } from '../piece'
import type { Crypto, EnrolledKey } from '../../signoff/check'
import { envelopeSchema, fromBase64, preAuthBytes, readPayload, toBase64, type Envelope } from '../../signoff/envelope'
import { MANIFEST_TYPE, RECORD_TYPE, recordStatementSchema } from '../../signoff/statement'
import { sameBytes } from './bytes'
import { isEnrolmentOf } from './enrolment'
import { bad, badOf, good } from './finding'
import { enrolmentPath } from './layout'
import type { ReadFile } from './read-files'
import { readJson } from './read-json'
import { packagedKeyId } from './public-key'

/** The keys a package holds, as far as they could be read. */
export type Keys = { desk: DeskIdentity; people: EnrolledKey[]; enrolments: Envelope[] }

type Files = ReadonlyMap<string, ReadFile>

/** The seal's payload is the whole manifest, larger than any statement. */
const sealSchema = envelopeSchema.extend({ payload: z.base64().max(16_000_000) })

const short = (key: string): string => key.slice(0, 12)

/** A signature by the desk's key, over exactly these bytes and written in the one way there is. */
const signedByDesk = (envelope: Envelope, desk: DeskIdentity, crypto: Crypto): Outcome<null> => {
  const [signature] = envelope.signatures
  if (!signature || signature.keyid !== desk.key) return failed('seal-not-desk', `It is signed by key ${short(signature?.keyid ?? '')}, not by the desk's.`, { key: signature?.keyid ?? '' })
  const [payload, bytes] = [fromBase64(envelope.payload), fromBase64(signature.sig)]
  const written = toBase64(payload) === envelope.payload && toBase64(bytes) === signature.sig
  if (!written || !crypto.verify(desk.publicKey, preAuthBytes(envelope.payloadType, payload), bytes)) return failed('seal-invalid', "The desk's signature does not hold.")
  return ok(null)
}

const checkKeyFile = (files: Files, key: { id: string; publicKey: string }, crypto: Crypto): Finding[] => {
  const path = PACKAGE.pem(key.id)
  const id = packagedKeyId(key.publicKey, crypto)
  if (!id.ok) return [badOf(id, path)]
  if (id.value !== key.id) return [bad('key-mismatch', path, `The key's id is ${short(id.value)}, not ${short(key.id)}.`, { key: key.id })]
  const bytes = files.get(path)?.bytes
  if (!bytes) return [bad('file-missing', path, 'The key is not there.')]
  return sameBytes(bytes, new TextEncoder().encode(key.publicKey)) ? [] : [bad('key-mismatch', path, 'The key is not the one keys.json gives.', { key: key.id })]
}

const checkEnrolment = (files: Files, path: string, key: EnrolledKey, desk: DeskIdentity, crypto: Crypto): Outcome<{ envelope: Envelope; at: string }> => {
  const envelope = readJson(files, path, envelopeSchema)
  if (!envelope.ok) return envelope
  const signed = signedByDesk(envelope.value, desk, crypto)
  if (!signed.ok) return signed
  const record = readPayload(envelope.value, RECORD_TYPE, recordStatementSchema)
  if (!record.ok) return record
  const said = record.value
  const credential = crypto.sha256(fromBase64(envelope.value.payload))
  if (!isEnrolmentOf(said, key, desk.key) || (key.credential !== undefined && key.credential !== credential))
    return failed('enrolment-mismatch', `The desk's record is about another key, person or role than ${key.name} (${key.role}).`, { name: key.name })
  return ok({ envelope: envelope.value, at: said.at })
}

/** The desk's record that a key was ended, where keys.json says it was. */
const checkRevocation = (files: Files, key: EnrolledKey, desk: DeskIdentity, crypto: Crypto): Outcome<Envelope> => {
  const envelope = readJson(files, PACKAGE.revocation(key.id), envelopeSchema)
  if (!envelope.ok) return envelope
  const signed = signedByDesk(envelope.value, desk, crypto)
  if (!signed.ok) return signed
  const record = readPayload(envelope.value, RECORD_TYPE, recordStatementSchema)
  if (!record.ok) return record
  const said = record.value
  return said.kind === 'keyRevoked' && said.desk === desk.key && said.key === key.id && said.at === key.revokedAt ? envelope : failed('enrolment-mismatch', `The desk's record is about another key, person or role than ${key.name} (${key.role}).`, { name: key.name })
}

/** keys/: the desk's key, and each person's key with the desk's own record that it is theirs. */
export const checkKeys = (files: Files, crypto: Crypto): { keys: Keys | null; findings: Finding[] } => {
  const read = readJson(files, PACKAGE.keys, packagedKeysSchema)
  if (!read.ok) return { keys: null, findings: [badOf(read, PACKAGE.keys)] }
  const { desk, people } = read.value
  const findings = checkKeyFile(files, { id: desk.key, publicKey: desk.publicKey }, crypto)
  const keys: Keys = { desk, people, enrolments: [] }
  if (findings.length > 0) return { keys: null, findings }
  const seen = new Set<string>([desk.key])
  for (const person of people) {
    const wrong = checkKeyFile(files, person, crypto)
    const known = person.credential === undefined ? person.id : `${person.id} ${person.credential}`
    if (seen.has(known)) wrong.push(bad('key-mismatch', PACKAGE.keys, `Key ${short(person.id)} stands there twice.`, { key: person.id }))
    seen.add(known)
    const path = enrolmentPath(people, person)
    const enrolled = checkEnrolment(files, path, person, desk, crypto)
    if (!enrolled.ok) wrong.push(badOf(enrolled, path))
    else keys.enrolments.push(enrolled.value.envelope)
    if (enrolled.ok && wrong.length === 0)
      wrong.push(good('key-enrolled', path, `Key ${short(person.id)} is ${person.name}'s (${person.role}); the desk enrolled it at ${enrolled.value.at}.`, { key: short(person.id), name: person.name, role: person.role, at: enrolled.value.at }))
    const revoked = person.revokedAt === undefined ? null : checkRevocation(files, person, desk, crypto)
    if (revoked && !revoked.ok) wrong.push(badOf(revoked, PACKAGE.revocation(person.id)))
    else if (revoked && !keys.enrolments.includes(revoked.value)) {
      keys.enrolments.push(revoked.value)
      wrong.push(good('key-ended', PACKAGE.revocation(person.id), `Key ${short(person.id)} of ${person.name} was ended at ${person.revokedAt ?? ''}; what it signed before stays signed.`, { key: short(person.id), name: person.name, at: person.revokedAt ?? '' }))
    }
    findings.push(...wrong)
  }
  return { keys, findings }
}

/** manifest.dsse.json: the desk's signature over manifest.json, byte for byte. */
export const checkSeal = (files: Files, desk: DeskIdentity, crypto: Crypto): Finding => {
  const seal = readJson(files, PACKAGE.seal, sealSchema)
  if (!seal.ok) return badOf(seal, PACKAGE.seal)
  if (seal.value.payloadType !== MANIFEST_TYPE) return bad('seal-invalid', PACKAGE.seal, `The seal is of type ${seal.value.payloadType}.`)
  if (!sameBytes(files.get(PACKAGE.manifest)?.bytes, fromBase64(seal.value.payload))) return bad('seal-other-manifest', PACKAGE.seal, 'The seal is over another manifest than this one.')
  const signed = signedByDesk(seal.value, desk, crypto)
  return signed.ok ? good('sealed', PACKAGE.seal, `Sealed by the desk, key ${short(desk.key)}.`, { key: short(desk.key) }) : badOf(signed, PACKAGE.seal)
}
