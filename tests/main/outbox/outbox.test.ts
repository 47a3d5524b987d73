import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { backoff, isTransient } from '../../../src-main/outbox/backoff'
import type { Outbox, Send } from '../../../src-main/outbox/outbox'
import { outboxEntrySchema } from '../../../src-shared/bridge/contract'
import { failed, ok } from '../../../src-shared/outcome'
import { makeBench, makeClock, makeItem, openBench, realSend, until, valueOf } from './bench'
import { pieceOf, startDeskServer, type DeskServer, type Manner } from './desk-server'

let bench: Awaited<ReturnType<typeof makeBench>>
let folder: string
let desk: DeskServer
const open: Outbox[] = []
const opened = async (send: Send = realSend(desk.base), clock = makeClock()): ReturnType<typeof openBench> => {
  const made = await openBench(folder, send, clock)
  open.push(made.outbox)
  return made
}
const never: Send = () => new Promise(() => undefined)
const away: Send = () => Promise.resolve(failed('desk-unreachable', 'The desk did not answer.'))
const itemFiles = async (): Promise<string[]> => (await readdir(folder)).filter((name) => /^[0-9a-f]{64}\.(story\.)?json$/.test(name))

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

describe('adding', () => {
  it('answers after the frozen bytes and the item are on the disk', async () => {
    const { outbox } = await opened(never)
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    const entry = valueOf(await outbox.add(item, bytes))
    expect(outboxEntrySchema.safeParse(entry).success).toBe(true)
    expect(new Uint8Array(await readFile(join(folder, `${item.revision}.story.json`)))).toEqual(bytes)
    expect(JSON.parse(await readFile(join(folder, `${item.id}.json`), 'utf8'))).toMatchObject({ item, attempts: 0, parked: false })
  })

  it('keeps one item where the same one is added twice', async () => {
    const { outbox } = await opened(away)
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    await Promise.all([outbox.add(item, bytes), outbox.add(item, bytes)])
    expect(outbox.list()).toHaveLength(1)
  })

  it('rejects bytes that are not the revision that was signed', async () => {
    const { outbox } = await opened(away)
    const { item } = await makeItem(bench.folder, 0, 1)
    expect(await outbox.add(item, new TextEncoder().encode('{}'))).toMatchObject({ ok: false, code: 'story-altered' })
    expect(outbox.list()).toEqual([])
    expect(await itemFiles()).toEqual([])
  })

  it('rejects an item the disk will not take, and lists nothing', async () => {
    const { outbox } = await opened(away)
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    await bench.clear()
    await writeFile(bench.folder, 'a file where the folder was')
    expect(await outbox.add(item, bytes)).toMatchObject({ ok: false, code: 'write-failed' })
    expect(outbox.list()).toEqual([])
  })

  it('rejects everything once it is closed', async () => {
    const { outbox } = await opened(away)
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    await outbox.close()
    expect(await outbox.add(item, bytes)).toMatchObject({ ok: false, code: 'outbox-closed' })
  })
})

describe('sending', () => {
  it('sends photos, revision and statement, then removes the item', async () => {
    const { outbox, sent } = await opened()
    const { item, bytes } = await makeItem(bench.folder, 0, 1, 3)
    const progress: number[] = []
    let total = 0
    outbox.onChange(() => {
      const entry = outbox.list()[0]
      if (entry?.state === 'sending') [total] = [entry.total, progress.push(entry.sent)]
    })
    valueOf(await outbox.add(item, bytes))
    await until(() => outbox.list().length === 0)
    expect(sent).toEqual([item.id])
    expect(desk.submissions).toEqual([{ id: item.id, story: item.story }])
    expect([...desk.photos.keys()].sort()).toEqual(item.photos.map((photo) => photo.sha256).sort())
    expect(desk.revisions.get(item.revision)).toEqual(bytes)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(Math.max(...progress)).toBe(total)
    expect(total).toBe(5000 + 5001 + 5002 + bytes.length)
    expect(await itemFiles()).toEqual([])
  })

  it('does not upload a photo the desk already has', async () => {
    const { outbox } = await opened()
    const { item, bytes } = await makeItem(bench.folder, 0, 1, 1)
    desk.photos.set(item.photos[0]?.sha256 ?? '', new Uint8Array())
    valueOf(await outbox.add(item, bytes))
    await until(() => desk.submissions.length === 1)
    expect(desk.requests.filter((request) => request.startsWith('PUT /api/photos'))).toEqual([])
  })

  it('tells its listeners while the item is still on the disk, and waits for them', async () => {
    const { outbox } = await opened()
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    const seen: boolean[] = []
    outbox.onSent(async () => {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push((await itemFiles()).includes(`${item.id}.json`))
    })
    valueOf(await outbox.add(item, bytes))
    await until(() => outbox.list().length === 0)
    expect(seen).toEqual([true])
  })

  it('keeps and sends again what a listener could not take down', async () => {
    const { outbox, clock, sent } = await opened()
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    let fails = 1
    outbox.onSent(() => (fails-- > 0 ? Promise.reject(new Error('the library was busy')) : Promise.resolve()))
    valueOf(await outbox.add(item, bytes))
    await until(() => outbox.list()[0]?.attempts === 1)
    expect(outbox.list()[0]).toMatchObject({ state: 'waiting', code: 'unexpected', message: 'the library was busy' })
    expect(await outbox.withdraw(item.id)).toMatchObject({ ok: false, code: 'already-sent' })
    await until(clock.ring)
    await until(() => outbox.list().length === 0)
    expect(sent).toEqual([item.id, item.id])
    expect(desk.submissions).toHaveLength(1)
  })

  it.each<[string, Manner[], string]>([
    ['refuses connections', ['refuse', 'refuse', 'refuse'], 'desk-unreachable'],
    ['answers 500', ['error', 'error'], 'unexpected'],
    ['answers HTML instead of JSON', ['html', 'html'], 'desk-unreachable'],
    ['says nobody is signed in', ['signedOut', 'signedOut'], 'not-signed-in'],
  ])('waits while the desk %s, then sends once', async (_, manners, code) => {
    const { outbox, clock } = await opened()
    desk.plan.any.push(...manners)
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await outbox.add(item, bytes))
    for (let attempt = 1; attempt <= manners.length; attempt += 1) {
      await until(() => outbox.list()[0]?.attempts === attempt && outbox.list()[0]?.state === 'waiting')
      expect(outbox.list()[0]).toMatchObject({ code })
      expect(desk.submissions).toEqual([])
      await until(clock.ring)
    }
    await until(() => outbox.list().length === 0)
    expect(desk.submissions).toHaveLength(1)
    expect(clock.waits.slice(0, 2)).toEqual([1500, 3000])
  })

  it('sends once in effect where the desk takes the statement and dies before it answers', async () => {
    const { outbox, clock, sent } = await opened()
    desk.plan.submit.push('hang', 'hang')
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await outbox.add(item, bytes))
    for (const attempt of [1, 2]) {
      await until(() => desk.requests.filter((request) => request.startsWith('POST')).length === attempt)
      desk.release()
      await until(() => outbox.list()[0]?.attempts === attempt)
      await until(clock.ring)
    }
    await until(() => outbox.list().length === 0)
    expect(desk.requests.filter((request) => request.startsWith('POST'))).toHaveLength(3)
    expect(desk.submissions).toHaveLength(1)
    expect(sent).toEqual([item.id])
  })

  it('sends once in effect where the answer comes after the client gave up', async () => {
    const { outbox, clock, sent } = await opened(realSend(desk.base, 150))
    desk.plan.submit.push('late')
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await outbox.add(item, bytes))
    await until(() => outbox.list()[0]?.attempts === 1)
    expect(outbox.list()[0]).toMatchObject({ state: 'waiting', code: 'desk-unreachable' })
    desk.release()
    await until(clock.ring)
    await until(() => outbox.list().length === 0)
    expect(desk.submissions).toHaveLength(1)
    expect(sent).toEqual([item.id])
  })

  it('keeps the order of one story and lets another pass', async () => {
    const { outbox, clock } = await opened()
    desk.plan.submit.push('error', 'work')
    const items = [await makeItem(bench.folder, 0, 1), await makeItem(bench.folder, 0, 2), await makeItem(bench.folder, 1, 3)]
    for (const { item, bytes } of items) valueOf(await outbox.add(item, bytes))
    await until(() => outbox.list().length === 2 && outbox.list()[0]?.attempts === 1)
    expect(desk.submissions[0]?.id).toBe(items[2]?.item.id)
    expect(outbox.list().map(({ state, nextAt }) => [state, nextAt === null])).toEqual([['waiting', false], ['waiting', true]])
    await until(clock.ring)
    await until(() => outbox.list().length === 0)
    expect(desk.submissions.map(({ id }) => id)).toEqual([items[2], items[0], items[1]].map((made) => made?.item.id))
  })

  it('goes at once when something changed for the better', async () => {
    let up = false
    const real = realSend(desk.base)
    const { outbox } = await opened((...sent) => (up ? real(...sent) : away(...sent)))
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await outbox.add(item, bytes))
    await until(() => outbox.list()[0]?.attempts === 1)
    up = true
    outbox.kick()
    await until(() => outbox.list().length === 0)
    expect(desk.submissions).toHaveLength(1)
  })

  it('treats a send that throws as a stumble, not as a refusal', async () => {
    const { outbox } = await opened(() => Promise.reject(new Error('broken')))
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await outbox.add(item, bytes))
    await until(() => outbox.list()[0]?.attempts === 1)
    expect(outbox.list()[0]).toMatchObject({ state: 'waiting', code: 'unexpected' })
  })
})

describe('a submission the desk refuses', () => {
  const park = async () => {
    const made = await opened()
    desk.plan.submit.push('stale')
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await made.outbox.add(item, bytes))
    await until(() => made.outbox.list()[0]?.state === 'parked')
    return { ...made, item, bytes }
  }

  it('is parked with the desk\'s code and words, and stays so when Stet is opened again', async () => {
    const { outbox, clock } = await park()
    const parked = { state: 'parked', code: 'stale', message: 'Something happened to the piece since you last saw it.', nextAt: null }
    expect(outbox.list()[0]).toMatchObject(parked)
    outbox.kick()
    while (clock.ring());
    await outbox.close()
    const again = await opened()
    again.outbox.kick()
    while (again.clock.ring());
    expect(again.outbox.list()).toMatchObject([parked])
    expect(desk.requests.filter((request) => request.startsWith('POST'))).toHaveLength(1)
  })

  it('goes when the person tries again', async () => {
    const { outbox, item } = await park()
    valueOf(await outbox.retry(item.id))
    await until(() => outbox.list().length === 0)
    expect(desk.submissions.map(({ id }) => id)).toEqual([item.id])
  })

  it('holds back what follows it of the same story only', async () => {
    const { outbox } = await park()
    const [same, other] = [await makeItem(bench.folder, 0, 2), await makeItem(bench.folder, 1, 3)]
    valueOf(await outbox.add(same.item, same.bytes))
    valueOf(await outbox.add(other.item, other.bytes))
    await until(() => outbox.list().length === 2)
    expect(desk.submissions[0]?.id).toBe(other.item.id)
    expect(outbox.list().map(({ state }) => state)).toEqual(['parked', 'waiting'])
  })

  it('comes back whole when it is withdrawn, and leaves nothing behind', async () => {
    const { outbox, item } = await park()
    expect(valueOf(await outbox.withdraw(item.id))).toMatchObject(item)
    expect(outbox.list()).toEqual([])
    expect(await readdir(folder)).toEqual([])
  })

  it('is parked where one of its photos is gone from the disk', async () => {
    const { outbox } = await opened()
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    const missing = { ...item, photos: item.photos.map((photo) => ({ ...photo, file: `${photo.file}.gone` })) }
    valueOf(await outbox.add(missing, bytes))
    await until(() => outbox.list()[0]?.state === 'parked')
    expect(outbox.list()[0]).toMatchObject({ code: 'outbox-file-missing' })
  })
})

describe('withdrawing', () => {
  it('stops an upload under way', async () => {
    const { outbox } = await opened()
    desk.plan.any.push('hang')
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await outbox.add(item, bytes))
    await until(() => desk.requests.length === 1)
    expect(valueOf(await outbox.withdraw(item.id)).id).toBe(item.id)
    expect(outbox.list()).toEqual([])
    expect(desk.submissions).toEqual([])
  })

  it('waits for the desk\'s word once the statement is on its way', async () => {
    const { outbox, sent } = await opened()
    desk.plan.submit.push('late')
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await outbox.add(item, bytes))
    await until(() => desk.submissions.length === 1)
    const withdrawn = outbox.withdraw(item.id)
    desk.release()
    expect(await withdrawn).toMatchObject({ ok: false, code: 'already-sent' })
    expect(sent).toEqual([item.id])
  })

  it('rejects what is not there', async () => {
    const { outbox } = await opened(away)
    expect(await outbox.withdraw('f'.repeat(64))).toMatchObject({ ok: false, code: 'outbox-unknown' })
    expect(await outbox.retry('f'.repeat(64))).toMatchObject({ ok: false, code: 'outbox-unknown' })
  })
})

describe('closing and opening again', () => {
  it('closes though the desk never answers, and sends what was on its way', async () => {
    const first = await opened(never)
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await first.outbox.add(item, bytes))
    await until(() => first.outbox.list()[0]?.state === 'sending')
    await first.outbox.close()
    const { outbox, clock, sent } = await opened()
    expect(outbox.list()).toMatchObject([{ id: item.id, state: 'waiting' }])
    expect(desk.requests).toEqual([])
    await until(clock.ring)
    await until(() => outbox.list().length === 0)
    expect(sent).toEqual([item.id])
  })

  it('keeps the number of attempts and the time of the next', async () => {
    const first = await opened(away)
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await first.outbox.add(item, bytes))
    await until(() => first.outbox.list()[0]?.attempts === 1)
    await until(first.clock.ring)
    await until(() => first.outbox.list()[0]?.attempts === 2)
    const [before] = first.outbox.list()
    await first.outbox.close()
    const second = await opened(never)
    expect(second.outbox.list()).toEqual([before])
  })

  it('sweeps what cut-off writes left and revisions nobody waits with, and nothing else', async () => {
    const first = await opened(away)
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await first.outbox.add(item, bytes))
    await first.outbox.close()
    for (const name of [`${item.id}.json.0f8fad5b-d9cb-469f-a165-70867728950e.tmp`, `${'e'.repeat(64)}.story.json`, `${item.revision}.story.json.x.tmp`, 'notes.txt']) await writeFile(join(folder, name), 'x')
    await opened(never)
    expect((await readdir(folder)).filter((name) => !name.endsWith('.previous')).sort()).toEqual([`${item.id}.json`, `${item.revision}.story.json`, 'notes.txt'].sort())
  })
})

describe('a damaged item', () => {
  /** An item that failed once; `before` leaves the generation before it in place. */
  const damage = async (before: boolean, text: string) => {
    const first = await opened(away)
    const { item, bytes } = await makeItem(bench.folder, 0, 1)
    valueOf(await first.outbox.add(item, bytes))
    await until(() => first.outbox.list()[0]?.attempts === 1)
    await first.outbox.close()
    if (!before) await rm(join(folder, `${item.id}.json.previous`), { force: true })
    await writeFile(join(folder, `${item.id}.json`), text)
    return item
  }
  const torn = '{"schema":1,"item":{"story":"11111111-1111-4111-8111-111111111111","headline":"半句'

  it.each(['', '{}', torn, '\0\0\0'])('is kept aside and reported as parked, every time (%j)', async (text) => {
    const item = await damage(false, text)
    for (let time = 0; time < 2; time += 1) {
      const { outbox, clock } = await opened()
      while (clock.ring());
      expect(outbox.list()).toMatchObject([{ id: item.id, state: 'parked', code: 'outbox-damaged' }])
      expect(outbox.list().every((entry) => outboxEntrySchema.safeParse(entry).success)).toBe(true)
      expect(await readFile(join(folder, `${item.id}.json.damaged`), 'utf8')).toBe(text)
      expect(await readdir(folder)).toContain(`${item.revision}.story.json`)
      await outbox.close()
    }
    expect(desk.requests).toEqual([])
  })

  it('says which story it was, where the file still shows it', async () => {
    const item = await damage(false, torn)
    const { outbox } = await opened()
    expect(outbox.list()).toMatchObject([{ story: item.story }])
  })

  it('is sent from the generation before when the person tries again', async () => {
    const item = await damage(true, torn)
    const { outbox } = await opened()
    expect(outbox.list()).toMatchObject([{ state: 'parked', headline: item.headline }])
    valueOf(await outbox.retry(item.id))
    await until(() => outbox.list().length === 0)
    expect(desk.submissions.map(({ id }) => id)).toEqual([item.id])
  })

  it('rejects a retry that nothing is left for, and keeps the file when it is withdrawn', async () => {
    const item = await damage(false, torn)
    const { outbox } = await opened()
    expect(await outbox.retry(item.id)).toMatchObject({ ok: false, code: 'outbox-damaged' })
    expect(await outbox.withdraw(item.id)).toMatchObject({ ok: false, code: 'outbox-damaged' })
    expect(outbox.list()).toEqual([])
    expect(await readFile(join(folder, `${item.id}.json.dismissed`), 'utf8')).toBe(torn)
  })
})

describe('the wait between attempts', () => {
  it('doubles from 2 seconds to 5 minutes, the upper half by chance', () => {
    expect([1, 2, 3, 7, 8, 9, 500].map((attempts) => backoff(attempts, 1))).toEqual([2000, 4000, 8000, 128_000, 256_000, 300_000, 300_000])
    expect([1, 9].map((attempts) => backoff(attempts, 0))).toEqual([1000, 150_000])
  })

  it('is for failures that say nothing against the submission', () => {
    expect(['desk-unreachable', 'timeout', 'unexpected', 'not-signed-in', 'key-locked', 'desk-closed'].every(isTransient)).toBe(true)
    expect(['stale', 'already-submitted', 'own-piece', 'signature-invalid', 'wrong-desk', 'not-allowed', 'too-heavy', 'outbox-file-missing', ''].some(isTransient)).toBe(false)
  })

  it('is forgotten by no success of another', async () => {
    const { outbox } = await opened((item) => Promise.resolve(item.headline === '第1稿' ? failed('timeout', 'slow') : ok(pieceOf(item.story, item.id))))
    const [slow, quick] = [await makeItem(bench.folder, 0, 1), await makeItem(bench.folder, 1, 2)]
    valueOf(await outbox.add(slow.item, slow.bytes))
    valueOf(await outbox.add(quick.item, quick.bytes))
    await until(() => outbox.list().length === 1 && outbox.list()[0]?.attempts === 1)
    expect(outbox.list()[0]).toMatchObject({ id: slow.item.id, state: 'waiting', code: 'timeout' })
  })
})
