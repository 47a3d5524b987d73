import { envelopeSchema, type Envelope } from '../../src-shared/signoff/envelope'
import type { Parts } from './parts'

/** The desk's signed records of who holds which key and of every policy, in the ledger's order: what acts are checked against by who is away from the desk. */
export const readRecords = async ({ db }: Pick<Parts, 'db'>): Promise<Envelope[]> => {
  const rows = [
    ...(await db.selectFrom('enrolments').select(['seq', 'envelope']).execute()),
    ...(await db.selectFrom('revocations').select(['seq', 'envelope']).execute()),
    ...(await db.selectFrom('policies').select(['seq', 'envelope']).execute()),
  ]
  return rows.sort((a, b) => a.seq - b.seq).map(({ envelope }) => envelopeSchema.parse(JSON.parse(envelope)))
}
