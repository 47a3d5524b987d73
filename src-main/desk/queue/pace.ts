import { askedToWait, goesLater } from '../../../src-shared/publication/connector-faults'
import type { Failure } from '../../../src-shared/outcome'

/** Tries before a job is parked; with the waits between them about a day. */
export const TRIES = 20

const FIRST = 15_000
const LONGEST = 3 * 3_600_000

/** Tries for which a destination is asked again just when it said; one that says the same to all of them is not taken at its word any longer. */
const HEEDED = 8

/** Failures of the desk's own stores, which come back by themselves. */
const OWN_LATER: ReadonlySet<string> = new Set(['database-unreachable', 'store-unreachable', 'desk-busy'])

/** True where the same sending may go by itself a little later. */
export const mayGoLater = (failure: Failure): boolean => goesLater(failure) || OWN_LATER.has(failure.code)

/** Milliseconds to wait after the given number of failed tries: 15 s doubling to 3 hours, the upper half of it by chance (`random` in 0..1). */
export const backoff = (tries: number, random: number): number => {
  const longest = Math.min(LONGEST, FIRST * 2 ** Math.min(tries - 1, 20))
  return Math.round(longest / 2 + (longest / 2) * random)
}

/**
 * Milliseconds until the next try after a failure: when the destination said, and a moment more by chance, where it said when; else `backoff`. Null where a person must do something
 * first, or it was tried often enough.
 */
export const nextTry = (failure: Failure, tries: number, random: number): number | null => {
  if (tries >= TRIES || !mayGoLater(failure)) return null
  const asked = askedToWait(failure)
  if (asked === null) return backoff(tries, random)
  const said = Math.round(asked + Math.min(asked / 10, 5000) * random)
  return tries < HEEDED ? said : Math.max(said, backoff(tries, random))
}
