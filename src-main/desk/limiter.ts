import { failed, ok, type Outcome } from '../../src-shared/outcome'

/** Failures allowed for one login, and within how many minutes they are counted. */
const SIGN_IN_LIMIT = { failures: 10, minutes: 15 } as const

/** Counts tries at signing in, per login, known or not. */
export type Limiter = {
  /** Counts a try as failed until it is said to have succeeded, so that tries at the same moment count too. `too-many-attempts` when there were enough. */
  begin: (login: string) => Outcome<null>
  succeeded: (login: string) => void
}

const KEPT = 10_000

/** Keeps the counts in memory; `now` answers ISO 8601. */
export const createLimiter = (now: () => string): Limiter => {
  const tries = new Map<string, number[]>()
  const recent = (login: string, at: number): number[] => (tries.get(login) ?? []).filter((time) => time > at - SIGN_IN_LIMIT.minutes * 60_000)
  return {
    begin: (login) => {
      const at = Date.parse(now())
      const counted = recent(login, at)
      if (counted.length >= SIGN_IN_LIMIT.failures)
        return failed('too-many-attempts', `Too many failed sign-ins; try again in ${SIGN_IN_LIMIT.minutes} minutes.`, { minutes: SIGN_IN_LIMIT.minutes })
      // Invented logins must not fill the memory.
      if (tries.size >= KEPT) for (const known of [...tries.keys()]) if (recent(known, at).length === 0) tries.delete(known)
      tries.set(login, [...counted, at])
      return ok(null)
    },
    succeeded: (login) => {
      tries.delete(login)
    },
  }
}
