import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Which process holds the live session of a piece. Not evidence; empty whenever nobody edits. */
export const liveLeases: Migration = {
  up: async (db: Kysely<never>) => {
    await db.schema
      .createTable('live_leases')
      .ifNotExists()
      .addColumn('story', 'text', (column) => column.primaryKey())
      .addColumn('process', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('until', 'text', (column) => column.notNull())
      .addColumn('asked', 'integer', (column) => column.notNull())
      .execute()
  },
}
