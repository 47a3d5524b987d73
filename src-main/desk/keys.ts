import { Fault } from '../../src-shared/outcome'
import type { DeskIdentity } from '../../src-shared/publication/piece'
import type { Crypto, EnrolledKey } from '../../src-shared/signoff/check'
import { envelopeSchema, type Envelope } from '../../src-shared/signoff/envelope'
import { checkRecord, enrolledKeyOf, type CheckedRecord } from '../../src-shared/signoff/records'
import type { Database } from './database'

/** A key as one of the desk's records says it, that record, and the one that ended the key, if it was ended. */
export type Enrolment = { key: EnrolledKey; envelope: Envelope; revocation: Envelope | null }

/** A key as it goes out to whoever asks. */
export const shownKey = ({ grants, ...key }: EnrolledKey) => ({ ...key, ...(grants ? { grants: [...grants] } : {}) })

/** How keys are looked up: by ids, by whose they are, or every one. */
export type KeyFilter = { ids: readonly string[] } | { person: string } | 'all'

/**
 * Reads keys from the desk's signed records, one a record, oldest first, each record checked again: whoever writes into the tables can lose a key,
 * but cannot make one, give one other rights, or end one. Throws Fault `key-record-damaged` {key}.
 */
export const readKeys = async (db: Database, filter: KeyFilter, desk: DeskIdentity, crypto: Crypto): Promise<Enrolment[]> => {
  if (filter !== 'all' && 'ids' in filter && filter.ids.length === 0) return []
  const rows = await db
    .selectFrom('enrolments')
    .leftJoin('revocations', 'revocations.key', 'enrolments.key')
    .select(['enrolments.id', 'enrolments.key', 'enrolments.envelope', 'revocations.envelope as revocation'])
    .orderBy('enrolments.seq')
    .$if(filter !== 'all' && 'ids' in filter, (query) => query.where('enrolments.key', 'in', filter !== 'all' && 'ids' in filter ? [...filter.ids] : []))
    .$if(filter !== 'all' && 'person' in filter, (query) => query.where('enrolments.person', '=', filter !== 'all' && 'person' in filter ? filter.person : ''))
    .execute()
  const damaged = (key: string): Fault => new Fault('key-record-damaged', `The record of key ${key.slice(0, 12)} does not hold.`, { key })
  const read = (envelope: string, key: string): CheckedRecord => {
    const checked = checkRecord(envelopeSchema.parse(JSON.parse(envelope)), desk, crypto)
    if (!checked.ok) throw damaged(key)
    return checked.value
  }
  return rows.map((row) => {
    const enrolled = read(row.envelope, row.key)
    if (enrolled.statement.kind !== 'keyEnrolled' || enrolled.statement.key !== row.key || enrolled.id !== row.id) throw damaged(row.key)
    const ended = row.revocation === null ? null : read(row.revocation, row.key)
    if (ended && (ended.statement.kind !== 'keyRevoked' || ended.statement.key !== row.key)) throw damaged(row.key)
    const key = enrolledKeyOf(enrolled, ended?.statement.at ?? null)
    if (!key) throw damaged(row.key)
    return { key, envelope: enrolled.envelope, revocation: ended?.envelope ?? null }
  })
}
