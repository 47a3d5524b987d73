import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a webhook's last failure names (JSON), so that it can be said in everybody's language. SQLite runs this outside a transaction, so it may be met twice. */
export const hookDetails: Migration = {
  up: async (db: Kysely<never>) => {
    const there = (await db.introspection.getTables()).find(({ name }) => name === 'hooks')?.columns.some(({ name }) => name === 'details')
    if (!there) await db.schema.alterTable('hooks').addColumn('details', 'text', (column) => column.notNull().defaultTo('{}')).execute()
  },
}
