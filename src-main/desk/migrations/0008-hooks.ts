import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Webhooks, each with how far along the ledger it has told. */
export const hooks: Migration = {
  up: async (db: Kysely<never>) => {
    await db.schema
      .createTable('hooks')
      .ifNotExists()
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('settings', 'text', (column) => column.notNull())
      .addColumn('salt', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('delivered', 'integer', (column) => column.notNull())
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addColumn('next', 'text')
      .addColumn('last_at', 'text')
      .addColumn('process', 'text')
      .addColumn('until', 'text')
      .execute()
  },
}
