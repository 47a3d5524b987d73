import { Client } from 'pg'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { openDesk, type Desk, type DeskOptions } from '../../../../src-main/desk/desk'
import { deskClient } from '../../../../src-shared/desk-api/client'
import { ok, valueOf } from '../../../../src-shared/outcome'
import { connectorFault } from '../../../../src-shared/publication/connector-faults'
import { PLAIN_TITLE } from '../../../../src-shared/publication/destination'
import type { Store } from '../newsroom'
import { aMoment, openPublishingRoom, type PublishingRoom } from './publishing-room'
import { scriptedCms } from './scripted-cms'

/** Two desk processes on one database and one queue. */
export const manyDesksSuite = (store: Store): void => {
  let open: PublishingRoom
  let second: Desk
  const others: Desk[] = []
  beforeEach(async () => {
    open = await openPublishingRoom(store)
    second = await another({})
  })
  afterEach(async () => {
    await Promise.all(others.splice(0).map((desk) => desk.close()))
    await open.close()
  })
  const another = async (changes: Partial<DeskOptions>): Promise<Desk> => {
    const desk = valueOf(await openDesk({ ...open.room.options, databaseUrl: open.room.databaseUrl, ...changes }))
    others.push(desk)
    return desk
  }
  const publish = (story: string, when?: string) => open.editor.client.call('publish', { params: { story }, body: { destination: 'paper', ...(when === undefined ? {} : { when }) } })
  const records = async (story: string) => valueOf(await open.editor.client.call('piece', { params: { story } })).events.filter(({ decision }) => decision === 'published').length
  /** Cuts the connections by which somebody holds a turn, as a process that stalled is cut off. */
  const cutTurns = async (): Promise<number> => {
    const client = new Client({ connectionString: open.room.databaseUrl ?? '' })
    await client.connect()
    const { rowCount } = await client.query(`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`)
    await client.end()
    return rowCount ?? 0
  }

  it('send each of many pieces once, whoever takes it, through lost answers and failures', async () => {
    const stories: string[] = []
    for (let number = 1; number <= 12; number += 1) stories.push(await open.signed(number))
    const slow = () => ({ gate: new Promise<void>((resolve) => setTimeout(resolve, 30)) })
    open.paper.then(slow(), { ...slow(), lose: true }, slow(), { fail: connectorFault('destination-away', 'Away.', {}) }, slow(), { ...slow(), lose: true }, slow())
    for (const story of stories) valueOf(await publish(story, open.iso(600)))
    open.pass(601)
    await vi.waitFor(
      async () => {
        open.pass(1)
        for (const story of stories) expect(await records(story)).toBe(1)
      },
      { timeout: 20_000, interval: 200 },
    )
    await aMoment()
    expect([open.paper.made(), open.paper.posts.size, open.paper.calls.length]).toEqual([12, 12, 15])
    for (const story of stories) expect(await records(story)).toBe(1)
  }, 60_000)

  it('share one sending of a piece that both are asked for', async () => {
    const story = await open.signed(1)
    const there = deskClient({ base: 'http://desk.local', fetch: (request) => second.fetch(request), token: () => open.editor.token })
    open.paper.then({ gate: new Promise((resolve) => setTimeout(resolve, 200)) })
    const answers = await Promise.all([publish(story), there.call('publish', { params: { story }, body: { destination: 'paper' } })])
    expect(answers.map((answer) => valueOf(answer).state)).toEqual(['published', 'published'])
    expect([open.paper.atOnce(), open.paper.made(), await records(story)]).toEqual([1, 1, 1])
  })

  it('take over from a process that stalled in the middle, which can record nothing when it wakes', async () => {
    await second.close()
    others.splice(0)
    const story = await open.signed(1)
    let wake = (): void => undefined
    // The post is made when it wakes, after the other has made it.
    open.paper.then({ gate: new Promise<void>((resolve) => (wake = resolve)), deaf: true })
    const asked = publish(story)
    await open.comes(story, { state: 'sending' })
    const reports: string[] = []
    const clock = { time: open.clock.time + 120_000 }
    await another({ now: () => new Date(clock.time).toISOString(), report: (message) => reports.push(message) })
    await aMoment()
    // It still holds its turn, and is not overtaken.
    expect(open.paper.calls).toHaveLength(1)
    expect(await cutTurns()).toBeGreaterThan(0)
    await vi.waitFor(async () => expect(await records(story)).toBe(1), { timeout: 8000 })
    const ledger = await open.room.ledgerLines()
    wake()
    expect(valueOf(await asked).state).toBe('published')
    await vi.waitFor(() => expect(open.room.reports.join()).toContain('lease'), { timeout: 8000 })
    expect([open.paper.calls.length, open.paper.made(), open.paper.posts.size]).toEqual([2, 1, 1])
    expect(await open.room.ledgerLines()).toEqual(ledger)
  }, 40_000)

  it('hand each of several pieces over once, take each back once, and put what went live by itself on record once', async () => {
    await Promise.all(others.splice(0).map((desk) => desk.close()))
    const blog = scriptedCms('blog', { schedule: true })
    const kinds = { kinds: [{ kind: 'paper', account: true }], open: () => ok(blog.connector) }
    const settings = { id: 'blog', kind: 'paper', name: '江畔博客', address: 'https://blog.test/', account: 'desk', title: PLAIN_TITLE, channels: [], makeChannels: false, authors: [], author: null, schedule: 'remote' as const }
    await open.close()
    open = await openPublishingRoom(store, { kinds })
    await another({})
    valueOf(await (await open.room.join('xu', '许知行', 'admin')).client.call('keepDestination', { params: { destination: 'blog' }, body: { settings, secret: 'a secret' } }))
    const stories: string[] = []
    for (let number = 1; number <= 6; number += 1) stories.push(await open.signed(number))
    for (const story of stories) valueOf(await open.editor.client.call('publish', { params: { story }, body: { destination: 'blog', when: open.iso(3600) } }))
    const [back, gone] = [stories.slice(0, 3), stories.slice(3)]
    for (const story of back) valueOf(await open.editor.client.call('cancelPublication', { params: { story, destination: 'blog' } }))
    await aMoment()
    open.pass(3600)
    blog.clock(open.clock.time)
    for (const story of gone) await open.comes(story, { state: 'published', lateBy: null }, 'blog')
    await aMoment()
    const acts = (story: string) => blog.calls.filter((call) => call.story === story).map(({ act, at }) => (at === null ? act : 'handed'))
    for (const story of back) expect([acts(story), await records(story), blog.posts.get(story)?.state]).toEqual([['handed', 'takeDown'], 0, 'hidden'])
    for (const story of gone) expect([acts(story), await records(story), blog.posts.get(story)?.state]).toEqual([['handed', 'publish'], 1, 'live'])
  }, 60_000)

  it('do not send what is under embargo when one takes over from the other, and send it once at its end', async () => {
    const story = await open.signed(1, { embargo: open.iso(3600) })
    valueOf(await publish(story, 'embargo'))
    open.pass(3590)
    await aMoment()
    expect(open.paper.calls).toHaveLength(0)
    await open.room.desk().close()
    open.pass(20)
    await vi.waitFor(() => expect(open.paper.calls).toHaveLength(1), { timeout: 8000 })
    valueOf(await open.room.reopen())
    await open.comes(story, { state: 'published' })
    expect([open.paper.calls.length, await records(story)]).toEqual([1, 1])
  })
}
