import { embargoOf } from '../../src-shared/publication/embargo'
import type { Database } from './database'
import type { Files } from './files'
import { readStanding } from './projection'
import { storedStory } from './stored-story'

/**
 * Rows an older desk made gain the embargo of their last revision. What is published is left out: no embargo held it back, and there may be very many. Safe to run
 * again, and goes on where it was cut off.
 */
export const adoptEmbargoes = async (db: Database, files: Files): Promise<void> => {
  for (const { id } of await db.selectFrom('stories').select('id').where('embargo', 'is', null).where('state', '!=', 'published').execute()) {
    const standing = await readStanding(db, id)
    const story = standing && (await storedStory(files, standing.revision.sha256))
    await db.updateTable('stories').set({ embargo: (story && embargoOf(story)) ?? '' }).where('id', '=', id).execute()
  }
}
