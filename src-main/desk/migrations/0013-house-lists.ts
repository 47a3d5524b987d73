import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Versions of the house's lists, each in its signed envelope. */
export const houseLists: Migration = {
  up: async (db: Kysely<never>) => {
    await db.schema
      .createTable('house_lists')
      .ifNotExists()
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('seq', 'integer', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('envelope', 'text', (column) => column.notNull())
      .execute()
  },
}
