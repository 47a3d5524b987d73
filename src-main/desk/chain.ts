import { recordedSchema } from '../../src-shared/desk-api/pieces'
import type { Policy } from '../../src-shared/review/policy'
import { envelopeSchema, readPayload, type Envelope } from '../../src-shared/signoff/envelope'
import { evidenceOf, type Evidence } from '../../src-shared/signoff/evidence'
import { REVIEW_TYPE, reviewStatementSchema, type ReviewStatement } from '../../src-shared/signoff/statement'
import { readDelegations } from './delegation-table'
import { readKeys, type Enrolment } from './keys'
import type { Parts } from './parts'

/** Every review act on a piece, oldest first, and everything they are checked against: keys with their records, policies, delegations. */
export type Chain = { envelopes: Envelope[]; enrolments: Enrolment[]; policies: Policy[]; delegations: Envelope[]; evidence: Evidence }

const keyOf = (envelope: Envelope): string => envelope.signatures[0]?.keyid ?? ''

const statementOf = (envelope: Envelope): ReviewStatement[] => {
  const read = readPayload(envelope, REVIEW_TYPE, reviewStatementSchema)
  return read.ok ? [read.value] : []
}

/** Reads a piece's acts and their evidence. What `coming` acts need is read too; they are not put among the envelopes. */
export const readChain = async (parts: Pick<Parts, 'db' | 'desk' | 'crypto' | 'policies'>, story: string, coming: readonly Envelope[] = []): Promise<Chain> => {
  const { db, desk, crypto } = parts
  const rows = await db.selectFrom('events').select('envelope').where('story', '=', story).where('decision', 'not in', recordedSchema.options).orderBy('seq').execute()
  const envelopes = rows.map(({ envelope }) => envelopeSchema.parse(JSON.parse(envelope)))
  const signed = [...envelopes, ...coming]
  const statements = signed.flatMap(statementOf)
  const lent = await readDelegations(parts, { ids: [...new Set(statements.flatMap(({ delegation }) => delegation ?? []))] })
  const delegations = lent.map(({ envelope }) => envelope).reverse()
  const enrolments = await readKeys(db, { ids: [...new Set([...signed, ...delegations].map(keyOf))] }, desk, crypto)
  const known = await parts.policies.byDigest(db)
  const policies = [...new Set(statements.map(({ policy }) => policy))].flatMap((digest) => known.get(digest)?.policy ?? [])
  const evidence = evidenceOf({ desk: desk.key, keys: enrolments.map(({ key }) => key), policies, delegations }, crypto)
  return { envelopes, enrolments, policies, delegations, evidence }
}
