import { z } from 'zod'

import type { Milestone } from '../../../src-shared/desk-api/statistics'
import { envelopeSchema, readPayload } from '../../../src-shared/signoff/envelope'
import { REVIEW_TYPE, reviewStatementSchema, type ReviewStatement } from '../../../src-shared/signoff/statement'
import type { Database } from '../database'
import { namesOf } from './names'

/** A statement that says how much a revision is. */
export type Measured = Pick<ReviewStatement, 'story' | 'at' | 'characters' | 'photos' | 'channel'>

const namesSchema = z.array(z.string())

/** What a signed statement says, of an envelope whose signature was checked when it came in. */
export const statementIn = (envelope: string): ReviewStatement | null => {
  const read = readPayload(envelopeSchema.parse(JSON.parse(envelope)), REVIEW_TYPE, reviewStatementSchema)
  return read.ok ? read.value : null
}

/** Counts a piece at a milestone, unless it was counted there before. The byline and, where an old statement says none, the channel are those the piece has in the tables. */
export const tally = async (db: Database, milestone: Milestone, { story, at, characters, photos, channel }: Measured): Promise<void> => {
  const counted = await db.selectFrom('tallies').select('story').where('story', '=', story).where('milestone', '=', milestone).executeTakeFirst()
  if (counted) return
  const now = await db.selectFrom('stories').select(['channel', 'byline', 'names']).where('id', '=', story).executeTakeFirst()
  if (!now) return
  const names = now.names === null ? namesOf({ contributors: [], byline: now.byline }) : namesSchema.parse(JSON.parse(now.names))
  await db.insertInto('tallies').values({ story, milestone, at: new Date(at).toISOString(), channel: channel === null ? now.channel : JSON.stringify(channel), characters, photos: photos.length }).execute()
  if (names.length > 0) await db.insertInto('tally_names').values(names.map((name) => ({ story, milestone, name }))).execute()
}

/** The same for a publication: what went out is what was signed off under that digest. */
export const tallyPublished = async (db: Database, { story, revision, at }: { story: string; revision: string; at: string }): Promise<void> => {
  const signed = await db.selectFrom('events').select('envelope').where('story', '=', story).where('decision', '=', 'signOff').where('revision', '=', revision).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  const statement = signed ? statementIn(signed.envelope) : null
  if (statement) await tally(db, 'published', { ...statement, at })
}
