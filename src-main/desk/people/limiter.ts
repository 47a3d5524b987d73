import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'

import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Database } from '../database'

/** What is counted, how many tries are allowed, and within how many minutes. A newsroom shares one address, so that one is generous. */
const LIMITS = { login: { tries: 10, minutes: 15 }, address: { tries: 100, minutes: 15 }, code: { tries: 20, minutes: 15 } } as const
type Kind = keyof typeof LIMITS

/** Counts tries at getting in, in the database, so that every process of a desk counts them together. */
export type Limiter = {
  /**
   * Counts a try as failed until it is said to have succeeded, so that tries at the same moment count too. `too-many-attempts`
   * {minutes} when there were enough of any; a refused try is not counted. Empty subjects are not counted.
   */
  begin: (subjects: Partial<Record<Kind, string>>) => Promise<Outcome<Attempt>>
}

/** One counted try. */
export type Attempt = { /** Forgets all earlier failures of the login, and this try alone of the rest. */ succeeded: () => Promise<void> }

/** Keeps the counts in the table `tries`, under hashes of what is counted; `now` answers ISO 8601. */
export const createLimiter = ({ db, postgres, sha256, now }: { db: Database; postgres: boolean; sha256: (bytes: Uint8Array) => string; now: () => string }): Limiter => {
  const nameOf = (kind: Kind, subject: string): string => `${kind}:${sha256(new TextEncoder().encode(subject))}`
  return {
    begin: async (subjects) => {
      const at = Date.parse(now())
      const counted = (Object.keys(LIMITS) as Kind[]).flatMap((kind) => (subjects[kind] ? [{ kind, id: randomUUID(), name: nameOf(kind, subjects[kind]) }] : []))
      const since = ({ kind }: { kind: Kind }): string => new Date(at - LIMITS[kind].minutes * 60_000).toISOString()
      const forget = () => db.deleteFrom('tries').where('id', 'in', counted.map(({ id }) => id)).execute()
      if (counted.length === 0) return ok({ succeeded: () => Promise.resolve() })
      await db.deleteFrom('tries').where('at', '<', new Date(at - 3_600_000).toISOString()).execute()
      // Counted and written in one: of tries at the same moment, in whichever process, no more than allowed find room.
      const full = await db.transaction().execute(async (rows) => {
        for (const { kind, name } of counted) {
          if (postgres) await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(rows)
          const { count } = await rows.selectFrom('tries').select((select) => select.fn.countAll().as('count')).where('name', '=', name).where('at', '>', since({ kind })).executeTakeFirstOrThrow()
          if (Number(count) >= LIMITS[kind].tries) return kind
        }
        await rows.insertInto('tries').values(counted.map(({ id, name }) => ({ id, name, at: new Date(at).toISOString() }))).execute()
        return null
      })
      if (full !== null) return failed('too-many-attempts', `Too many failed tries; try again in ${String(LIMITS[full].minutes)} minutes.`, { minutes: LIMITS[full].minutes })
      return ok({
        succeeded: async () => {
          await forget()
          const login = counted.find(({ kind }) => kind === 'login')
          if (login) await db.deleteFrom('tries').where('name', '=', login.name).execute()
        },
      })
    },
  }
}
