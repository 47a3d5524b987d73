import { failed, ok, type Outcome } from '../../src-shared/outcome'

/** How far ahead of the desk's clock a statement's time may be, in minutes. Behind is no matter: deadlines count from when the desk received it. */
const AHEAD_MINUTES = 10

/** Refuses what is dated in the future: `clock-ahead` {at, now, minutes}, both times as ISO 8601. */
export const checkClock = (at: string, now: string): Outcome<null> =>
  Date.parse(at) > Date.parse(now) + AHEAD_MINUTES * 60_000 ? failed('clock-ahead', `The statement is dated ${at}; the desk's clock says ${now}.`, { at, now, minutes: AHEAD_MINUTES }) : ok(null)
