import { Fault } from '../../src-shared/outcome'
import type { DeskIdentity } from '../../src-shared/publication/piece'
import type { Crypto, EnrolledKey } from '../../src-shared/signoff/check'
import { envelopeSchema, type Envelope } from '../../src-shared/signoff/envelope'
import type { Database } from './database'
import { checkRecord } from './records'

/** A key and the desk's own record that enrolled it. */
export type Enrolment = { key: EnrolledKey; envelope: Envelope }

/** How keys are looked up: by id, by whose they are, or all that a story's events were signed with. Oldest first. */
export type KeyFilter = { id: string } | { person: string } | { story: string }

/**
 * Reads keys from the desk's signed records, each record checked again: whoever writes into the tables can lose a key, but
 * cannot make one. Throws Fault `key-record-damaged` {key}.
 */
export const readKeys = async (db: Database, filter: KeyFilter, desk: DeskIdentity, crypto: Crypto): Promise<Enrolment[]> => {
  const all = db.selectFrom('keys').select(['id', 'envelope']).orderBy('seq')
  const query =
    'id' in filter
      ? all.where('id', '=', filter.id)
      : 'person' in filter
        ? all.where('person', '=', filter.person)
        : all.where('id', 'in', db.selectFrom('events').select('key').where('story', '=', filter.story))
  return (await query.execute()).map((row) => {
    const checked = checkRecord(envelopeSchema.parse(JSON.parse(row.envelope)), desk, crypto)
    if (!checked.ok || checked.value.statement.kind !== 'keyEnrolled' || checked.value.statement.key !== row.id)
      throw new Fault('key-record-damaged', `The record of key ${row.id.slice(0, 12)} does not hold.`, { key: row.id })
    const { key: id, person, name, role, publicKey } = checked.value.statement
    return { key: { id, person, name, role, publicKey }, envelope: checked.value.envelope }
  })
}
