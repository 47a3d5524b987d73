import { detailsSchema } from '../../../src-shared/outcome'
import { hookSettingsSchema, type Hook, type HookEvent, type HookSettings } from '../../../src-shared/desk-api/hooks'
import type { Database, HooksTable, Tables } from '../database'

export type { HooksTable }

/** The decisions of the projection that become an event, and what they are called to others. `corrected` is a `published` too: see payload.ts. */
const DECISIONS = { submit: 'submitted', return: 'returned', signOff: 'signed', published: 'published', takenDown: 'takenDown' } as const
export type Told = keyof typeof DECISIONS
export const toldAs = (decision: string): (typeof DECISIONS)[Told] | null => (decision in DECISIONS ? DECISIONS[decision as Told] : null)
const ALL = Object.keys(DECISIONS)

const decisionsOf = (events: readonly HookEvent[]): string[] => (events.length === 0 ? ALL : ALL.filter((decision) => events.some((event) => DECISIONS[decision as Told] === event || (event === 'corrected' && decision === 'published'))))

export const settingsOf = (row: Pick<HooksTable, 'settings'>): HookSettings => hookSettingsSchema.parse(JSON.parse(row.settings))

const following = (db: Database, row: HooksTable) => db.selectFrom('events').where('seq', '>', row.delivered).where('decision', 'in', decisionsOf(settingsOf(row).events))

/** The next thing of the ledger a hook may have to tell; null where there is none. */
export const nextFor = async (db: Database, row: HooksTable): Promise<Tables['events'] | null> => (await following(db, row).selectAll().orderBy('seq').limit(1).executeTakeFirst()) ?? null

/** A hook as it is shown. */
export const shownHook = async (db: Database, row: HooksTable): Promise<Hook> => {
  const { waiting } = await following(db, row).select((select) => select.fn.countAll<number | bigint | string>().as('waiting')).executeTakeFirstOrThrow()
  const { id, state, delivered, tries, code, message, next, last_at: lastAt } = row
  const details = detailsSchema.safeParse(JSON.parse(row.details)).data ?? {}
  return { id, settings: settingsOf(row), state, delivered, waiting: Number(waiting), tries, code, message, details, next, lastAt }
}
