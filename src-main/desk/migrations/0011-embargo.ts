import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Until when a story may not be published. Null in rows that are older: what they lack is read from the stored stories when the desk opens, see adoptEmbargoes. */
export const embargo: Migration = {
  up: async (db: Kysely<never>) => {
    // SQLite runs this outside a transaction, so it may be met twice.
    const stories = (await db.introspection.getTables()).find(({ name }) => name === 'stories')
    if (stories?.columns.some(({ name }) => name === 'embargo')) return
    await db.schema.alterTable('stories').addColumn('embargo', 'text').execute()
  },
}
