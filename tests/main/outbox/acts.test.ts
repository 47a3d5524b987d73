import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Outbox, Renew } from '../../../src-main/outbox/outbox'
import { failed, ok } from '../../../src-shared/outcome'
import { makeAct, makeBench, makeClock, makeItem, openBench, realSend, until, valueOf } from './bench'
import { startDeskServer, type DeskServer } from './desk-server'

let bench: Awaited<ReturnType<typeof makeBench>>
let folder: string
let desk: DeskServer
const open: Outbox[] = []
const opened = async (renew?: Renew, clock = makeClock()): ReturnType<typeof openBench> => {
  const made = await openBench(folder, realSend(desk.base), clock, renew)
  open.push(made.outbox)
  return made
}
const files = async (): Promise<string[]> => (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.(story\.)?json$/.test(name)).sort()

beforeEach(async () => {
  bench = await makeBench()
  folder = join(bench.folder, 'outbox')
  desk = await startDeskServer()
})
afterEach(async () => {
  for (const outbox of open.splice(0)) await outbox.close()
  desk.release()
  await desk.close()
  await bench.clear()
})

describe('an act of review', () => {
  it('waits with nothing but its envelope, and goes to the desk as a review, after what waits of the same piece', async () => {
    const { outbox, sent } = await opened()
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    const act = makeAct(0, 2, 'pass')
    desk.plan.submit.push('late')
    valueOf(await outbox.add(item, bytes))
    expect(valueOf(await outbox.add(act))).toMatchObject({ id: act.id, decision: 'pass' })
    expect(await files()).toEqual([`${act.id}.json`, `${item.id}.json`, `${item.revision}.story.json`].sort())
    await until(() => desk.submissions.length === 1)
    expect(desk.reviews).toEqual([])
    desk.release()
    await until(() => outbox.list().length === 0)
    expect(sent).toEqual([item.id, act.id])
    expect(desk.reviews).toEqual([{ id: act.id, story: act.story }])
    expect(await files()).toEqual([])
  })

  it('does not take away the frozen bytes a submission of the same revision needs', async () => {
    desk.plan.submit.push('stale')
    const { outbox } = await opened()
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await outbox.add(item, bytes))
    await until(() => outbox.list()[0]?.state === 'parked')
    const act = { ...makeAct(1, 2), revision: item.revision }
    valueOf(await outbox.add(act))
    await until(() => outbox.list().length === 1)
    expect(await files()).toEqual([`${item.id}.json`, `${item.revision}.story.json`].sort())
  })

  it('that came too late is parked with the desk’s code and words, and can be withdrawn', async () => {
    desk.plan.review.push('stale')
    const { outbox } = await opened()
    const act = makeAct(0, 1)
    valueOf(await outbox.add(act))
    await until(() => outbox.list()[0]?.state === 'parked')
    expect(outbox.list()).toMatchObject([{ decision: 'pass', code: 'stale', message: 'Something happened to the piece since you last saw it.', nextAt: null }])
    expect(valueOf(await outbox.withdraw(act.id))).toMatchObject({ kind: 'act', decision: 'pass' })
    expect([outbox.list(), await files()]).toEqual([[], []])
  })
})

describe('a statement whose credential the desk no longer takes', () => {
  const fresh = makeAct(0, 9).envelope

  it('is signed again once and sent; the new envelope was on the disk before it left', async () => {
    desk.plan.review.push('oldCredential', 'hang')
    const { outbox } = await opened(() => Promise.resolve(ok(fresh)))
    const act = makeAct(0, 1)
    valueOf(await outbox.add(act))
    await until(() => desk.reviews.length === 1)
    expect(JSON.parse(await readFile(join(folder, `${act.id}.json`), 'utf8'))).toMatchObject({ item: { id: act.id, envelope: fresh } })
    desk.release()
  })

  it('is parked with that reason where the key is not open, and where it is refused again', async () => {
    desk.plan.review.push('oldCredential', 'oldCredential', 'oldCredential')
    const { outbox } = await opened()
    const act = makeAct(0, 1)
    valueOf(await outbox.add(act))
    await until(() => outbox.list()[0]?.state === 'parked')
    expect(outbox.list()).toMatchObject([{ code: 'credential-stale', attempts: 1 }])
    await outbox.close()
    const again = await opened(() => Promise.resolve(ok(fresh)))
    valueOf(await again.outbox.retry(act.id))
    await until(() => again.outbox.list()[0]?.state === 'parked')
    expect(again.outbox.list()).toMatchObject([{ code: 'credential-stale', attempts: 1 }])
    expect(desk.requests.filter((request) => request.endsWith('/reviews'))).toHaveLength(3)
  })

  it('waits where the desk went away before it could be signed again', async () => {
    desk.plan.review.push('oldCredential')
    const { outbox } = await opened(() => Promise.resolve(failed('desk-unreachable', 'The desk did not answer.')))
    valueOf(await outbox.add(makeAct(0, 1)))
    await until(() => outbox.list()[0]?.attempts === 1)
    expect(outbox.list()).toMatchObject([{ state: 'waiting', code: 'desk-unreachable' }])
  })
})

describe('an item of an older Stet', () => {
  it('is read as the submission it is, sent, and written in today’s form where it stays', async () => {
    desk.plan.submit.push('stale')
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    const { kind: _kind, decision: _decision, ...old } = item
    const first = await opened()
    await first.outbox.close()
    await writeFile(join(folder, `${item.revision}.story.json`), bytes)
    await writeFile(join(folder, `${item.id}.json`), JSON.stringify({ schema: 1, sequence: 0, item: old, attempts: 2, nextAt: null, parked: false, code: 'desk-unreachable', message: '' }))
    const { outbox, clock } = await opened()
    expect(outbox.list()).toMatchObject([{ id: item.id, decision: 'submit', attempts: 2, state: 'waiting' }])
    await until(clock.ring)
    await until(() => outbox.list()[0]?.state === 'parked')
    await outbox.close()
    expect(JSON.parse(await readFile(join(folder, `${item.id}.json`), 'utf8'))).toMatchObject({ schema: 2, item, parked: true })
    const again = await opened()
    valueOf(await again.outbox.retry(item.id))
    await until(() => again.outbox.list().length === 0)
    expect(desk.submissions).toEqual([{ id: item.id, story: item.story }])
  })

  it.each([
    ['of an act nobody may queue', { kind: 'act', decision: 'revise' }],
    ['with a field of its own', { kind: 'act', decision: 'pass', extra: true }],
    ['of no kind', { kind: 'letter', decision: 'pass' }],
  ])('rejects a file %s, and keeps it', async (_what, change) => {
    const first = await opened()
    await first.outbox.close()
    const act = makeAct(0, 1)
    await writeFile(join(folder, `${act.id}.json`), JSON.stringify({ schema: 2, sequence: 0, item: { ...act, ...change }, attempts: 0, nextAt: null, parked: false, code: '', message: '' }))
    const { outbox } = await opened()
    expect(outbox.list()).toMatchObject([{ code: 'outbox-damaged', state: 'parked' }])
  })
})
