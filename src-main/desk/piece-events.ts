import { eventSchema, type PieceEvent } from '../../src-shared/desk-api/pieces'
import { envelopeSchema, readPayload, type Envelope } from '../../src-shared/signoff/envelope'
import { RECORD_TYPE, recordStatementSchema, REVIEW_TYPE, reviewStatementSchema, type RecordStatement, type ReviewStatement } from '../../src-shared/signoff/statement'
import type { Tables } from './database'
import { readDelegations } from './delegation-table'
import type { Parts } from './parts'

const decisionSchema = eventSchema.shape.decision

type Row = Tables['events'] & { person_name: string | null; carried_name: string | null; carried_at: string | null }

const statementOf = (envelope: Envelope): ReviewStatement | null => {
  const read = readPayload(envelope, REVIEW_TYPE, reviewStatementSchema)
  return read.ok ? read.value : null
}

/** What the desk said of a destination, of such an event; as nothing for an act. */
const sentIn = (envelope: Envelope): Pick<PieceEvent, 'destination' | 'receipt' | 'lateBy'> => {
  const read = readPayload(envelope, RECORD_TYPE, recordStatementSchema)
  const record: RecordStatement | null = read.ok ? read.value : null
  if (!record || !('receipt' in record)) return { destination: '', receipt: null, lateBy: null }
  return { destination: record.receipt.destination, receipt: record.receipt, lateBy: record.kind === 'published' ? (record.lateBy ?? null) : null }
}

/** Everything that happened to a piece, oldest first, as people read it; issues, proof passes and delegations come from what was signed. */
export const readEvents = async (parts: Pick<Parts, 'db' | 'desk' | 'crypto'>, story: string): Promise<PieceEvent[]> => {
  const rows: Row[] = await parts.db
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.person')
    .leftJoin('carried', 'carried.event', 'events.id')
    .selectAll('events')
    .select(['people.name as person_name', 'carried.name as carried_name', 'carried.at as carried_at'])
    .where('events.story', '=', story)
    .orderBy('events.seq')
    .execute()
  const told = rows.map((row) => {
    const envelope = envelopeSchema.parse(JSON.parse(row.envelope))
    return { row, envelope, statement: statementOf(envelope) }
  })
  const lent = await readDelegations(parts, { ids: [...new Set(told.flatMap(({ statement }) => statement?.delegation ?? []))] })
  const giver = new Map(lent.map(({ delegation, fromName }) => [delegation.id, fromName]))
  return told.map(({ row, envelope, statement }) => ({
    id: row.id,
    decision: decisionSchema.parse(row.decision),
    stage: row.stage,
    person: row.person,
    // A record of the desk names its person by id only.
    name: row.name === '' ? (row.person_name ?? row.person) : row.name,
    at: row.at,
    reason: row.reason,
    revision: row.revision,
    envelope,
    issues: statement?.issues ?? [],
    closes: statement?.closes ?? [],
    pass: statement?.pass ?? null,
    carried: row.carried_name !== null && row.carried_at !== null ? { name: row.carried_name, at: row.carried_at } : null,
    behalf: giver.get(statement?.delegation ?? '') ?? '',
    ...sentIn(envelope),
  }))
}
