import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createHash } from 'node:crypto'
import { z } from 'zod'

type Old = { keys: { id: string; person: string; seq: number; envelope: string }; enrolments: { id: string; key: string; person: string; seq: number; envelope: string } }

const payloadOf = z.object({ payload: z.base64() })

/**
 * What review at the desk needs. The keys' table gives way to one row a record, for a key may have been enrolled more than once. SQLite runs this
 * outside a transaction, so each step may be met twice.
 */
const up = async (db: Kysely<Old>): Promise<void> => {
  const { schema } = db
  const table = (name: string) => schema.createTable(name).ifNotExists()
  // Projections of the ledger.
  await table('policies')
    .addColumn('seq', 'integer', (column) => column.primaryKey())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('envelope', 'text', (column) => column.notNull())
    .execute()
  await table('enrolments')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull().unique())
    .addColumn('envelope', 'text', (column) => column.notNull())
    .execute()
  await table('revocations')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('seq', 'integer', (column) => column.notNull().unique())
    .addColumn('envelope', 'text', (column) => column.notNull())
    .execute()
  await table('delegations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('seq', 'integer', (column) => column.notNull().unique())
    .addColumn('giver', 'text', (column) => column.notNull())
    .addColumn('receiver', 'text', (column) => column.notNull())
    .addColumn('not_before', 'text', (column) => column.notNull())
    .addColumn('not_after', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('envelope', 'text', (column) => column.notNull())
    .execute()
  // Not evidence: who has a piece in hand, and what is done to it between two revisions.
  await table('claims')
    .addColumn('story', 'text', (column) => column.primaryKey())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .execute()
  const working = (name: string) =>
    table(name)
      .addColumn('base', 'text', (column) => column.notNull())
      .addColumn('generation', 'integer', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('document', 'text', (column) => column.notNull())
  await working('workings')
    .addColumn('story', 'text', (column) => column.primaryKey())
    .addColumn('edited', 'integer', (column) => column.notNull())
    .addColumn('photos', 'text', (column) => column.notNull())
    .execute()
  await working('kept_workings')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('kept_at', 'text', (column) => column.notNull())
    .addColumn('kept_by', 'text', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .execute()
  const index = (name: string) => schema.createIndex(name).ifNotExists()
  await index('policies_by_digest').on('policies').column('digest').execute()
  await index('enrolments_by_key').on('enrolments').columns(['key', 'seq']).execute()
  await index('enrolments_by_person').on('enrolments').column('person').execute()
  await index('delegations_by_receiver').on('delegations').column('receiver').execute()
  await index('delegations_by_giver').on('delegations').column('giver').execute()
  await index('events_by_key').on('events').columns(['key', 'seq']).execute()
  await index('kept_workings_by_story').on('kept_workings').columns(['story', 'kept_at']).execute()

  if (!(await db.introspection.getTables()).some(({ name }) => name === 'keys')) return
  for (const row of await db.selectFrom('keys').selectAll().execute()) {
    const id = createHash('sha256').update(Buffer.from(payloadOf.parse(JSON.parse(row.envelope)).payload, 'base64')).digest('hex')
    await db
      .insertInto('enrolments')
      .values({ id, key: row.id, person: row.person, seq: row.seq, envelope: row.envelope })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await schema.dropTable('keys').execute()
}

/** Policies, credentials, delegations, claims and working copies. */
export const review: Migration = { up }
