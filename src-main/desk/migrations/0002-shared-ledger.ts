import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The ledger's lines where it stands in the database (PostgreSQL); on SQLite the table stays empty beside the file. `envelope` is the line's own JSON text. */
export const sharedLedger: Migration = {
  up: async (db: Kysely<never>) => {
    await db.schema
      .createTable('ledger')
      .ifNotExists()
      .addColumn('seq', 'integer', (column) => column.primaryKey())
      .addColumn('previous', 'text')
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addColumn('envelope', 'text', (column) => column.notNull())
      .execute()
  },
}
