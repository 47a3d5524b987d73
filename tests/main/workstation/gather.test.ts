import { expect, it } from 'vitest'

import { gather } from '../../../src-main/workstation/gather'

it('runs one at a time, and once more for however many asked meanwhile; a run that fails stops nothing', async () => {
  const failures: unknown[] = []
  let [running, most, runs] = [0, 0, 0]
  const ask = gather(async () => {
    runs += 1
    most = Math.max(most, (running += 1))
    await new Promise((done) => setTimeout(done, 5))
    running -= 1
    if (runs === 1) throw new Error('the first')
  }, (error) => failures.push(error))
  await Promise.all([ask(), ask(), ask(), ask()])
  expect([runs, most, failures.length]).toEqual([2, 1, 1])
  await ask()
  expect(runs).toBe(3)
})
