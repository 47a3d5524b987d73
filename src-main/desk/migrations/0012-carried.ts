import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Who brought an act that somebody else had signed away from the desk. Not evidence: the act is its signer's, whoever brought it. */
export const carried: Migration = {
  up: async (db: Kysely<never>) => {
    await db.schema
      .createTable('carried')
      .ifNotExists()
      .addColumn('event', 'text', (column) => column.primaryKey())
      .addColumn('story', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .execute()
  },
}
