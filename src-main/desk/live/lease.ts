import type { Kysely } from 'kysely'

import { failed, ok } from '../../../src-shared/outcome'
import type { Lease } from './ports'

/** One row a piece whose session is open: which process has it, where that process answers, until when (ISO 8601), and whether another asked for it (1). */
export type LiveLeasesTable = { story: string; process: string; url: string; until: string; asked: number }

/** Milliseconds a lease lasts from when it was taken or kept, and how often it is kept. */
export const LEASE = { lasts: 15_000, kept: 5_000 } as const

/** How often somebody who asked for a piece looks whether it was given, in milliseconds: sooner than a window that lost its line is back (20 and its greeting). */
const LOOK = 10

/**
 * Leases over the desk's own tables, on SQLite and PostgreSQL alike. A process that dies loses its pieces when their time is over. Processes' clocks
 * may differ by less than the time between two keepings; beyond that two may hold one piece, and the second to store is refused
 * `working-stale`: nothing is overwritten.
 */
export const openLease = (options: { db: Kysely<{ live_leases: LiveLeasesTable }>; process: string; /** Where this process takes live sessions, from the windows' side; asked once it listens. */ url: () => string; now: () => string; lasts?: number; kept?: number }): Lease => {
  const { db, process, url, now } = options
  const { lasts, kept } = { lasts: options.lasts ?? LEASE.lasts, kept: options.kept ?? LEASE.kept }
  const keptAt = new Map<string, number>()
  const time = (): number => Date.parse(now())
  const end = (): string => new Date(time() + lasts).toISOString()
  const holder = (story: string) => db.selectFrom('live_leases').selectAll().where('story', '=', story).executeTakeFirst()
  const isAnothers = (row: LiveLeasesTable | undefined): row is LiveLeasesTable => row !== undefined && row.process !== process && row.until >= now()
  return {
    take: async (story) => {
      for (let tries = 0; tries < 3; tries += 1) {
        const taken = await db
          .insertInto('live_leases')
          .values({ story, process, url: url(), until: end(), asked: 0 })
          .onConflict((conflict) =>
            conflict
              .column('story')
              .doUpdateSet({ process, url: url(), until: end(), asked: 0 })
              .where((where) => where.or([where('live_leases.process', '=', process), where('live_leases.until', '<', now())])),
          )
          .returning('story')
          .executeTakeFirst()
        if (taken) {
          keptAt.set(story, time())
          return ok({ owned: true })
        }
        const row = await holder(story)
        if (isAnothers(row)) return ok({ owned: false, url: row.url })
        // It was given back between the two looks.
      }
      return failed('live-elsewhere', 'The session of this piece changes hands; try again.', { url: '' })
    },
    keep: async (story) => {
      const last = keptAt.get(story)
      if (last !== undefined && time() - last < kept) return true
      const { numUpdatedRows } = await db.updateTable('live_leases').set({ until: end() }).where('story', '=', story).where('process', '=', process).executeTakeFirst()
      keptAt.set(story, time())
      return numUpdatedRows > 0n
    },
    release: async (story) => {
      keptAt.delete(story)
      await db.deleteFrom('live_leases').where('story', '=', story).where('process', '=', process).execute()
    },
    ask: async (story) => {
      const last = time() + lasts + 1000
      while (time() < last) {
        const row = await holder(story)
        if (!isAnothers(row)) return ok(null)
        if (row.asked === 0) await db.updateTable('live_leases').set({ asked: 1 }).where('story', '=', story).where('process', '=', row.process).execute()
        await new Promise((resolve) => setTimeout(resolve, LOOK))
      }
      return failed('live-elsewhere', 'Another process of this desk holds the session and does not give it up.', { url: (await holder(story))?.url ?? '' })
    },
    asked: async () => (await db.selectFrom('live_leases').select('story').where('process', '=', process).where('asked', '=', 1).execute()).map(({ story }) => story),
  }
}
