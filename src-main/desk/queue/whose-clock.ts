import type { Opened } from '../destinations/book'
import type { Parts } from '../parts'
import { AT_ONCE, type Job } from './jobs'

/** Milliseconds: an hour nearer than this stays with the desk, which is running now. A CMS may take what is a minute ahead for now, and sending takes its time. */
const NEAR = 120_000

/**
 * True where an hour to come is kept by the destination: it can and is to, and readers see nothing of the piece there that the hour would change. `now` is by the clock
 * that is behind.
 */
export const keepsHour = async ({ db }: Pick<Parts, 'db'>, { remote }: Pick<Opened, 'remote'>, { story, destination, hour }: Pick<Job, 'story' | 'destination' | 'hour'>, now: number): Promise<boolean> => {
  if (!remote || hour === null || Date.parse(hour) - now < NEAR) return false
  const row = await db.selectFrom('publications').select('state').where('story', '=', story).where('destination', '=', destination).executeTakeFirst()
  return row?.state !== 'published'
}

/** When something asked for an hour is tried first: at once where the destination keeps that hour, but not before the embargo's end; else at the hour. */
export const firstDue = async (parts: Pick<Parts, 'db' | 'book' | 'release'>, asked: Pick<Job, 'story' | 'destination' | 'hour'>, embargo: string | null): Promise<string> => {
  if (asked.hour === null) return AT_ONCE
  const [opened, now] = [await parts.book.connectorOf(asked.destination), await parts.release.now()]
  if (!opened.ok || !(await keepsHour(parts, opened.value, asked, now))) return asked.hour
  return embargo !== null && Date.parse(embargo) > now ? embargo : AT_ONCE
}
