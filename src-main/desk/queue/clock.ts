import { sql } from 'kysely'
import { z } from 'zod'

import type { Database } from '../database'
import type { Report } from '../ledger'

/** Milliseconds that two clocks may differ by before it is said. */
const APART = 120_000

/** What time it is for what must not go out early. */
export type ReleaseClock = {
  /** The time by the clock that is behind: the desk's own, or the database's where several desks share one. Throws what the database throws. */
  now: () => Promise<number>
  /** How many seconds the desk's clock was ahead of the database's when they were last compared, where that was minutes; else null. */
  ahead: () => number | null
}

const answer = z.object({ time: z.coerce.number() })

/** Opens the clock; `report` hears once when the two begin to differ by more than two minutes. */
export const openReleaseClock = (options: { db: Database; postgres: boolean; now: () => string; report: Report }): ReleaseClock => {
  const { db, postgres, report } = options
  let ahead: number | null = null
  return {
    now: async () => {
      const own = Date.parse(options.now())
      if (!postgres) return own
      const { rows } = await sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as time`.execute(db)
      const theirs = answer.parse(rows[0]).time
      const before = ahead
      ahead = Math.abs(own - theirs) > APART ? Math.round((own - theirs) / 1000) : null
      if (ahead !== null && before === null) report('The clocks of this desk and of its database differ; what waits for an hour goes by the one that is behind', { seconds: ahead })
      return Math.min(own, theirs)
    },
    ahead: () => ahead,
  }
}
