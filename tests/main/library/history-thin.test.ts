import fc from 'fast-check'
import { expect, test } from 'vitest'

import { thin, type Thinned } from '../../../src-main/library/history/thin'
import type { VersionCause } from '../../../src-shared/story/version'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FIRST = Date.UTC(2026, 10, 22, 8)
const FOR_EVER: readonly VersionCause[] = ['submitted', 'returned', 'restored', 'imported', 'named']

type Kept = Thinned & { moment: number }
const causes = fc.oneof({ weight: 8, arbitrary: fc.constantFrom<VersionCause>('working', 'opened') }, { weight: 1, arbitrary: fc.constantFrom<VersionCause>(...FOR_EVER) })
/** How far the clock goes between two versions: minutes mostly, sometimes days, sometimes back. */
const step = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 40 }).map((minutes) => minutes * 60_000) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 60 }).map((hours) => hours * HOUR) }, { weight: 1, arbitrary: fc.integer({ min: -2000, max: -1 }).map((hours) => hours * HOUR) })
const history = fc.array(fc.record({ step, cause: causes, label: fc.constantFrom('', '', '', '采访前'), shares: fc.boolean() }), { minLength: 1, maxLength: 120 }).map((steps) => {
  let moment = FIRST
  const versions: Kept[] = []
  for (const [index, { step: ms, cause, label, shares }] of steps.entries()) {
    moment += ms
    const last = versions.at(-1)
    versions.push({ id: `${String(index + 1).padStart(6, '0')}-00000000`, at: new Date(moment).toISOString(), moment, cause, label, of: shares && last && FOR_EVER.includes(cause) ? (last.of ?? last.id) : null })
  }
  return { versions, now: moment }
})
const later = fc.integer({ min: 0, max: 90 * 24 }).map((hours) => hours * HOUR)
const left = (versions: readonly Kept[], now: number): Kept[] => {
  const gone = new Set(thin(versions, now))
  return versions.filter(({ id }) => !gone.has(id))
}

test('the newest, the last 24 hours, and what stays for ever are never thinned, nor what another version needs', () => {
  fc.assert(
    fc.property(history, later, ({ versions, now }, wait) => {
      const kept = new Set(left(versions, now + wait).map(({ id }) => id))
      expect(kept.has(versions.at(-1)!.id)).toBe(true)
      for (const version of versions) {
        const mustStay = now + wait - version.moment < DAY || FOR_EVER.includes(version.cause) || version.label !== ''
        if (mustStay) expect(kept.has(version.id)).toBe(true)
        if (kept.has(version.id) && version.of !== null) expect(kept.has(version.of)).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})

test('each hour of the last week and each day before it keeps its last version, and no others by themselves', () => {
  fc.assert(
    fc.property(history, later, ({ versions, now }, wait) => {
      const at = now + wait
      const kept = left(versions, at)
      const ordinary = (version: Kept): boolean => !FOR_EVER.includes(version.cause) && version.label === '' && at - version.moment >= DAY && version !== versions.at(-1)
      const spare = (version: Kept): boolean => ordinary(version) && !versions.some(({ of }) => of === version.id)
      const bucket = ({ moment }: Kept): string => (at - moment < 7 * DAY ? `h${Math.floor(moment / HOUR)}` : `d${Math.floor(moment / DAY)}`)
      for (const [, all] of Map.groupBy(versions.filter(ordinary), bucket)) {
        const mine = all.filter((version) => kept.includes(version))
        expect(mine).toContain(all.at(-1))
        expect(mine.filter(spare).length).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 300 },
  )
})

test('thinning again, or now and again on the way, leaves at least what thinning once leaves of each day', () => {
  fc.assert(
    fc.property(history, fc.array(later, { minLength: 1, maxLength: 5 }), ({ versions, now }, waits) => {
      let rest = versions
      for (const wait of waits.sort((a, b) => a - b)) {
        rest = left(rest, now + wait)
        expect(left(rest, now + wait)).toEqual(rest)
      }
      const days = (some: readonly Kept[]): Set<number> => new Set(some.map(({ moment }) => Math.floor(moment / DAY)))
      expect(days(rest)).toEqual(days(versions))
    }),
    { numRuns: 300 },
  )
})

test('a long piece of work is thinned to a bounded number', () => {
  const versions: Kept[] = Array.from({ length: 12 * 24 * 30 }, (_, index) => ({ id: `${String(index + 1).padStart(6, '0')}-00000000`, at: new Date(FIRST + index * 300_000).toISOString(), moment: FIRST + index * 300_000, cause: 'working', label: '', of: null }))
  const kept = left(versions, versions.at(-1)!.moment)
  // A day of every five minutes, six days of hours, three weeks of days.
  expect(kept.length).toBeLessThanOrEqual(288 + 6 * 24 + 24 + 2)
  expect(kept.length).toBeGreaterThan(288 + 5 * 24 + 20)
})
