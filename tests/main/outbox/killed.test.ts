import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { makeAct, makeBench, makeItem, openBench, realSend, until } from './bench'
import type { QueuedAct } from '../../../src-main/outbox/outbox'
import { startDeskServer, type DeskServer } from './desk-server'

let program: string
let bundle: Awaited<ReturnType<typeof makeBench>>
let bench: Awaited<ReturnType<typeof makeBench>>
let desk: DeskServer

beforeAll(async () => {
  bundle = await makeBench()
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: join(import.meta.dirname, 'child.ts'), outDir: bundle.folder, target: 'node24', rolldownOptions: { output: { entryFileNames: 'child.mjs' } } },
  })
  program = join(bundle.folder, 'child.mjs')
  return () => bundle.clear()
})
beforeEach(async () => {
  bench = await makeBench()
  desk = await startDeskServer()
})
afterEach(async () => {
  await desk.close()
  await bench.clear()
})

/** Starts the child with a number of items; `added` fills as it says what it has added. */
const start = async (count: number, acts: readonly QueuedAct[] = []): Promise<{ child: ChildProcess; folder: string; ids: string[]; added: string[] }> => {
  const folder = join(bench.folder, 'outbox')
  const made = []
  for (let number = 1; number <= count; number += 1) made.push(await makeItem(bench.folder, 0, number))
  const list = join(bench.folder, 'items.json')
  await writeFile(list, JSON.stringify([...made.map(({ item, bytes }) => ({ item, text: new TextDecoder().decode(bytes) })), ...acts.map((item) => ({ item, text: '' }))]))
  const child = spawn(process.execPath, [program, folder, desk.base, list], { stdio: ['ignore', 'pipe', 'inherit'] })
  const added: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => added.push(line))
  return { child, folder, ids: [...made.map(({ item }) => item.id), ...acts.map(({ id }) => id)], added }
}

const kill = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  desk.plan.any.length = desk.plan.submit.length = desk.plan.review.length = 0
}

describe('a process killed with what it was sending', () => {
  it.each(['photo', 'statement'])('loses nothing in the middle of the %s; the desk has it once', async (moment) => {
    if (moment === 'photo') desk.plan.any.push('work', 'hang')
    else desk.plan.submit.push('hang')
    const { child, folder, ids } = await start(1)
    await until(() => (moment === 'photo' ? desk.requests.length === 2 : desk.submissions.length === 1))
    await kill(child)
    const { outbox, clock, sent } = await openBench(folder, realSend(desk.base))
    expect(outbox.list()).toMatchObject([{ id: ids[0], state: 'waiting' }])
    await until(clock.ring)
    await until(() => outbox.list().length === 0)
    expect(sent).toEqual(ids)
    expect(desk.submissions.map(({ id }) => id)).toEqual(ids)
    await outbox.close()
  })

  it('still has the acts of review it was sending, in their order, and the desk has each once', async () => {
    desk.plan.review.push('hang')
    const acts = [makeAct(0, 1, 'pass'), makeAct(1, 2, 'return'), makeAct(0, 3, 'hold')]
    const { child, folder, ids, added } = await start(0, acts)
    await until(() => added.length === 3 && desk.reviews.length === 1)
    await kill(child)
    const { outbox, clock, sent } = await openBench(folder, realSend(desk.base))
    expect(outbox.list().map(({ id, decision }) => [id, decision])).toEqual([[ids[0], 'pass'], [ids[1], 'return'], [ids[2], 'hold']])
    await until(clock.ring)
    await until(() => outbox.list().length === 0)
    expect([...sent].sort()).toEqual([...ids].sort())
    expect(desk.reviews.map(({ id }) => id)).toEqual([ids[0], ids[1], ids[2]])
    await outbox.close()
  })

  it.each([1, 3, 5, 8])('still has everything it said it had added, in order, when killed after %i of 12', async (enough) => {
    desk.plan.any.push('hang')
    const { child, folder, ids, added } = await start(12)
    await until(() => added.length >= enough)
    await kill(child)
    const { outbox, clock } = await openBench(folder, realSend(desk.base))
    const kept = outbox.list().map(({ id }) => id)
    expect(kept.slice(0, added.length)).toEqual(added)
    expect(kept).toEqual(ids.slice(0, kept.length))
    await until(clock.ring)
    await until(() => outbox.list().length === 0)
    expect(desk.submissions.map(({ id }) => id)).toEqual(kept)
    await outbox.close()
  })
})
