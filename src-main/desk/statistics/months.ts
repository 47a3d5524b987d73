import { monthsBetween } from '../../../src-shared/desk-api/statistics'

/** A month and the moments (ISO 8601, UTC) it begins and the next one does. */
export type MonthSpan = { month: string; begins: string; ends: string }

/** The wall clock of a zone at a moment, as milliseconds of a clock in UTC that reads the same. */
const wallAt = (at: number, zone: string): number => {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(parts['year'] ?? 0, (parts['month'] ?? 1) - 1, parts['day'] ?? 1, parts['hour'] ?? 0, parts['minute'] ?? 0, parts['second'] ?? 0)
}

/** When a zone's clock shows the first midnight of a month. */
const beginningOf = (month: string, zone: string): string => {
  const wanted = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1, 1)
  let at = wanted
  // The second look is for a clock that is put on or back between the guess and the answer.
  for (let look = 0; look < 2; look += 1) at = wanted - (wallAt(at, zone) - at)
  return new Date(at).toISOString()
}

const after = (month: string): string => (month.endsWith('-12') ? `${String(Number(month.slice(0, 4)) + 1).padStart(4, '0')}-01` : `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}`)

/** The months from one to another by a zone's clock. */
export const monthSpans = (from: string, to: string, zone: string): MonthSpan[] =>
  monthsBetween(from, to).map((month) => ({ month, begins: beginningOf(month, zone), ends: beginningOf(after(month), zone) }))

/** The year a zone's clock shows. */
export const yearAt = (iso: string, zone: string): string => new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(Date.parse(iso))
