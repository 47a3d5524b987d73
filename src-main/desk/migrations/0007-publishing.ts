import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * Destinations, what is queued for them, and what of a publication was not kept in its row before. SQLite runs this outside a transaction, so each step may be met
 * twice. What an older desk kept in `attempts` is taken over when the desk opens, for it may come with a backup too.
 */
const up = async (db: Kysely<never>): Promise<void> => {
  const { schema } = db
  const table = (name: string) => schema.createTable(name).ifNotExists()
  await table('destinations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('version', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .execute()
  await table('destination_rests')
    .addColumn('destination', 'text', (column) => column.primaryKey())
    .addColumn('until', 'text', (column) => column.notNull())
    .execute()
  await table('jobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('seq', 'integer', (column) => column.notNull().unique())
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('destination', 'text', (column) => column.notNull())
    .addColumn('doing', 'text', (column) => column.notNull())
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('over', 'text')
    .addColumn('hour', 'text')
    .addColumn('due', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('holder', 'text')
    .addColumn('until', 'text', (column) => column.notNull())
    .addColumn('fence', 'integer', (column) => column.notNull())
    .execute()
  const index = (name: string) => schema.createIndex(name).ifNotExists()
  await index('jobs_by_story').on('jobs').columns(['story', 'destination', 'seq']).execute()
  await index('jobs_by_due').on('jobs').columns(['state', 'due']).execute()

  const there = new Set((await db.introspection.getTables()).find(({ name }) => name === 'publications')?.columns.map(({ name }) => name))
  const publications = () => schema.alterTable('publications')
  if (!there.has('state')) await publications().addColumn('state', 'text', (column) => column.notNull().defaultTo('published')).execute()
  if (!there.has('reason')) await publications().addColumn('reason', 'text', (column) => column.notNull().defaultTo('')).execute()
  if (!there.has('late')) await publications().addColumn('late', 'integer').execute()
}

/** Destinations kept at the desk and the publishing queue. */
export const publishing: Migration = { up }
