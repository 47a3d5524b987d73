import { envelopeSchema, readPayload } from '../../../src-shared/signoff/envelope'
import { RECORD_TYPE, recordStatementSchema } from '../../../src-shared/signoff/statement'
import type { Database } from '../database'
import { statementIn, tally, tallyPublished } from './tally'

/** Pieces counted in one transaction. */
const AT_ONCE = 200

const wentAt = (envelope: string, at: string): string => {
  const read = readPayload(envelopeSchema.parse(JSON.parse(envelope)), RECORD_TYPE, recordStatementSchema)
  return read.ok && read.value.kind === 'published' ? (read.value.wentAt ?? at) : at
}

const adopt = async (db: Database, story: string): Promise<void> => {
  // What this build put there since it opened may not have been the first.
  await db.deleteFrom('tally_names').where('story', '=', story).execute()
  await db.deleteFrom('tallies').where('story', '=', story).execute()
  const events = await db.selectFrom('events').select(['decision', 'at', 'revision', 'envelope']).where('story', '=', story).where('decision', 'in', ['submit', 'signOff', 'published']).orderBy('seq').execute()
  for (const { decision, at, revision, envelope } of events) {
    if (decision === 'published') {
      await tallyPublished(db, { story, revision, at: wentAt(envelope, at) })
      continue
    }
    const statement = statementIn(envelope)
    if (statement) await tally(db, decision === 'submit' ? 'submitted' : 'signedOff', statement)
  }
}

/** Counts the pieces an older desk has on record, from its signed events; every piece was submitted once, which tells those that are lacking. Safe to run again, and goes on where it was cut off. */
export const adoptTallies = async (db: Database): Promise<void> => {
  const lacking = await db
    .selectFrom('stories')
    .select('id')
    .where((where) => where.not(where.exists(where.selectFrom('tallies').select('tallies.story').whereRef('tallies.story', '=', 'stories.id').where('tallies.milestone', '=', 'submitted'))))
    .execute()
  for (let first = 0; first < lacking.length; first += AT_ONCE)
    await db.transaction().execute(async (transaction) => {
      for (const { id } of lacking.slice(first, first + AT_ONCE)) await adopt(transaction, id)
    })
}
