import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How much of earlier live sessions stands in a story's working copy; written with it, and kept when it goes, for windows that come back later. */
export const liveLineage: Migration = {
  up: async (db: Kysely<never>) => {
    await db.schema
      .createTable('live_lineage')
      .ifNotExists()
      .addColumn('story', 'text', (column) => column.primaryKey())
      .addColumn('lineage', 'text', (column) => column.notNull())
      .execute()
  },
}
