import { Fault } from '../../src-shared/outcome'
import type { DeskIdentity } from '../../src-shared/publication/piece'
import type { Crypto, EnrolledKey } from '../../src-shared/signoff/check'
import { envelopeSchema } from '../../src-shared/signoff/envelope'
import { evidenceOf } from '../../src-shared/signoff/evidence'
import { checkLists, type CheckedLists } from '../../src-shared/signoff/lists'
import type { Database } from './database'
import { readKeys } from './keys'

type Reading = { db: Database; desk: DeskIdentity; crypto: Crypto }

/** A version with the keys its signature was checked against. */
export type KnownLists = { checked: CheckedLists; keys: EnrolledKey[] }

/**
 * Reads versions of the house's lists, newest first, each with its signature and its signer's right checked again: whoever writes into the tables can lose one, but cannot make one.
 * Throws Fault `lists-record-damaged` {line}.
 */
export const readListsVersions = async ({ db, desk, crypto }: Reading, most: number): Promise<KnownLists[]> => {
  const rows = await db.selectFrom('house_lists').selectAll().orderBy('seq', 'desc').limit(most).execute()
  const keys = (await readKeys(db, { ids: [...new Set(rows.map(({ key }) => key))] }, desk, crypto)).map(({ key }) => key)
  const evidence = evidenceOf({ desk: desk.key, keys, policies: [], delegations: [] }, crypto)
  return rows.map((row) => {
    const checked = checkLists(envelopeSchema.parse(JSON.parse(row.envelope)), evidence, crypto)
    if (!checked.ok || checked.value.id !== row.id) throw new Fault('lists-record-damaged', `The record of the house's lists at line ${String(row.seq)} does not hold.`, { line: row.seq })
    return { checked: checked.value, keys: keys.filter(({ id }) => id === row.key) }
  })
}

/** Puts a version into the table. */
export const projectLists = async (db: Database, seq: number, { id, statement, envelope, key }: CheckedLists): Promise<void> => {
  const { number, sha256, at } = statement
  await db.insertInto('house_lists').values({ id, seq, number, sha256, key: key.id, at, envelope: JSON.stringify(envelope) }).execute()
}
