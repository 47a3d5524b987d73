import { appendFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { sqliteStore, type Store } from '../newsroom'
import { onPostgres } from '../on-postgres'
import { nothingLost } from './agree'
import { aDay } from './commands'
import { POLICIES } from './house'
import { newModel } from './model'
import { openWorld } from './world'

/** Days are the same in every run of the tests, so that nobody meets a failure they cannot repeat; STET_FAULTS_RUNS asks for so many new ones. */
const RUNS = Number(process.env['STET_FAULTS_RUNS'] ?? 0)
const SEED = Number(process.env['STET_FAULTS_SEED'] ?? (RUNS > 0 ? Date.now() % 0x7fffffff : 20_261_128))

/** What a day is counted by: things done; acts taken, refused, taken under a lent right and by another's hand; publications. */
const COUNTED = ['commands', 'taken', 'refused', 'lent', 'carried', 'published'] as const
const LONG = (Number(process.env['STET_FAULTS_MINUTES'] ?? 0) || 30) * 60_000

/** Lives days at a real desk until there were `runs` of them or the time is over; a failing one is then shortened. */
const live = async (store: Store, runs: number, milliseconds: number, longest: number): Promise<void> => {
  const until = Date.now() + milliseconds
  const lived = { days: 0, commands: 0, taken: 0, refused: 0, lent: 0, carried: 0, published: 0 }
  let failing = false
  const report = await fc.check(
    fc.asyncProperty(fc.nat(POLICIES.length - 1), aDay(longest), async (policy, day) => {
      if (!failing && Date.now() > until) return
      const rules = POLICIES[policy]!
      const world = await openWorld(store, rules)
      const model = newModel(rules, world.audit.lines(), () => world.room.clock.time)
      try {
        await fc.asyncModelRun(() => ({ model, real: world }), day)
        await nothingLost(world, model)
        lived.days += 1
        for (const key of COUNTED) lived[key] += world.done[key]
      } catch (error) {
        failing = true
        throw error
      } finally {
        await world.room.close()
      }
    }),
    { seed: SEED, numRuns: runs, unbiased: true, endOnFailure: process.env['STET_FAULTS_SHRINK'] === undefined },
  )
  const { STET_FAULTS_OUT: out } = process.env
  if (out !== undefined) await appendFile(out, `${JSON.stringify({ day: store.name, seed: SEED, ...lived })}\n`)
  console.log(`${store.name}: seed ${String(SEED)}: ${Object.entries(lived).map(([what, count]) => `${String(count)} ${what}`).join(', ')}`)
  if (report.failed) throw new Error(`A day at the desk went otherwise than its book says. STET_FAULTS_SEED=${String(SEED)}\n${[...(report.counterexample?.[1] ?? [])].map(String).join()}`, { cause: report.errorInstance })
  expect(lived.days).toBeGreaterThan(0)
}

describe('a day in a newsroom, as its own book predicts it', () => {
  test('on SQLite: every state, list and refusal is as foretold, and every promise is kept after each thing done', () => live(sqliteStore, RUNS || 40, RUNS ? LONG : 35_000, 120), RUNS ? LONG + 120_000 : 120_000)
})
onPostgres('a day in a newsroom on PostgreSQL', (store) => {
  test('goes as its own book predicts', () => live(store, RUNS ? Math.ceil(RUNS / 4) : 5, RUNS ? LONG : 15_000, 120), RUNS ? LONG + 120_000 : 120_000)
})
