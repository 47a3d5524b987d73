import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/**
 * When each piece first came to a milestone, and how much it then was. SQLite runs this outside a transaction, so each step may be met twice. What an older desk has on record is counted
 * when the desk opens, see adoptTallies.
 */
const up = async (db: Kysely<never>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('tallies')
    .ifNotExists()
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('milestone', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('characters', 'integer', (column) => column.notNull())
    .addColumn('photos', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('tallies_key', ['story', 'milestone'])
    .execute()
  await schema
    .createTable('tally_names')
    .ifNotExists()
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('milestone', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('tally_names_key', ['story', 'milestone', 'name'])
    .execute()
  await schema.createIndex('tallies_by_time').ifNotExists().on('tallies').column('at').execute()
  const stories = (await db.introspection.getTables()).find(({ name }) => name === 'stories')
  if (!stories?.columns.some(({ name }) => name === 'names')) await schema.alterTable('stories').addColumn('names', 'text').execute()
}

/** What the statistics count. */
export const statistics: Migration = { up }
