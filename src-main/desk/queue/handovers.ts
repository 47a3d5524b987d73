import type { Selectable } from 'kysely'

import { receiptSchema, type Receipt } from '../../../src-shared/signoff/statement'
import type { Database, Tables } from '../database'
import type { Job } from './jobs'

/** What of a piece a destination was given to show at an hour by its own clock. */
export type Handover = Selectable<Tables['handovers']>
type Place = Pick<Handover, 'story' | 'destination'>

/** The due time of what waits until a person says so. */
export const NEVER = '9999-12-31T23:59:59.000Z'

/** What a destination was given of a story, or null. */
export const readHandover = async (db: Database, { story, destination }: Place): Promise<Handover | null> =>
  (await db.selectFrom('handovers').selectAll().where('story', '=', story).where('destination', '=', destination).executeTakeFirst()) ?? null

/** True while it may go live there by itself, as far as the desk knows. */
export const isThere = (handover: Handover | null): handover is Handover => handover !== null && handover.state !== 'back'

/** True where the destination said that it has what the job wants of it. */
export const isGiven = (handover: Handover | null, { revision, hour }: Pick<Job, 'revision' | 'hour'>): boolean =>
  handover?.state === 'given' && handover.revision === revision && handover.hour === hour

/** The destination's last answer, or null. */
export const answerOf = ({ receipt }: Pick<Handover, 'receipt'>): Receipt | null => (receipt === '' ? null : receiptSchema.parse(JSON.parse(receipt)))

/** What a connector finds its own post by where the answer was lost: the story alone. */
export const answerOr = (handover: Handover): Receipt => answerOf(handover) ?? { destination: handover.destination, remoteId: '', url: '', remoteVersion: '', sent: handover.revision }

const QUIET = { tries: 0, due: '', code: '', message: '', details: '{}', recaller: '', until: '' } as const

/** Says before it is sent that it may be there from now on, so that no crash forgets it. Answers what was known before. */
export const beginHandover = async (db: Database, { story, destination, revision, hour, person }: Job, at: string): Promise<Handover | null> => {
  const before = await readHandover(db, { story, destination })
  if (hour === null || (before !== null && before.state !== 'back')) return before
  const sent = { revision, hour, state: 'sent' as const, person, at, ...QUIET }
  if (before) await db.updateTable('handovers').set(sent).where('story', '=', story).where('destination', '=', destination).execute()
  else await db.insertInto('handovers').values({ story, destination, receipt: '', fence: 0, ...sent }).execute()
  return before
}

/** Puts back what was known before a sending that certainly left nothing there. */
export const undoHandover = async (db: Database, place: Place, before: Handover | null): Promise<void> => {
  if (before === null) await forgetHandover(db, place)
  else await db.updateTable('handovers').set(before).where('story', '=', place.story).where('destination', '=', place.destination).execute()
}

/** Keeps the destination's answer: it has the revision and shows it at the hour. */
export const keepHandover = async (db: Database, { story, destination, revision, hour, person }: Job, receipt: Receipt, at: string): Promise<void> => {
  if (hour === null) return
  await db.updateTable('handovers').set({ revision, hour, person, at, receipt: JSON.stringify(receipt), state: 'given', ...QUIET }).where('story', '=', story).where('destination', '=', destination).execute()
}

/** Keeps who changed what the destination was given for: whoever has it taken back, where it comes to that. */
export const markRecaller = async (db: Database, { story, destination }: Place, recaller: string): Promise<void> => {
  await db.updateTable('handovers').set({ recaller }).where('story', '=', story).where('destination', '=', destination).execute()
}

/** What stands there is on record now, or nothing does. */
export const forgetHandover = async (db: Database, { story, destination }: Place): Promise<void> => {
  await db.deleteFrom('handovers').where('story', '=', story).where('destination', '=', destination).execute()
}

/** How many pieces may go live at a destination by its own clock. */
export const countHandovers = async (db: Database, destination: string): Promise<number> =>
  Number((await db.selectFrom('handovers').select(({ fn }) => fn.countAll().as('count')).where('destination', '=', destination).where('state', '!=', 'back').executeTakeFirstOrThrow()).count)
