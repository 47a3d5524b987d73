import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What was handed over to destinations that keep the hour themselves. */
export const handovers: Migration = {
  up: async (db: Kysely<never>) => {
    await db.schema
      .createTable('handovers')
      .ifNotExists()
      .addColumn('story', 'text', (column) => column.notNull())
      .addColumn('destination', 'text', (column) => column.notNull())
      .addColumn('revision', 'text', (column) => column.notNull())
      .addColumn('hour', 'text', (column) => column.notNull())
      .addColumn('receipt', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('recaller', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('due', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addColumn('details', 'text', (column) => column.notNull())
      .addColumn('until', 'text', (column) => column.notNull())
      .addColumn('fence', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('handovers_key', ['story', 'destination'])
      .execute()
  },
}
