import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { valueOf } from '../../../../src-shared/outcome'
import { codeOf, makeStory, sqliteStore, type Store } from '../newsroom'
import { aMoment, idOf, openPublishingRoom, type PublishingRoom } from './publishing-room'

/** Nothing of a piece under embargo leaves the desk before its end, whichever way it is tried, on one kind of store. */
export const embargoSuite = (store: Store): void => {
  let open: PublishingRoom
  let story = ''
  let until = ''
  beforeEach(async () => {
    open = await openPublishingRoom(store)
    until = open.iso(3600)
    story = await open.signed(1, { embargo: until })
  })
  afterEach(() => open.close())
  const publish = (when?: string) => open.editor.client.call('publish', { params: { story }, body: { destination: 'paper', ...(when === undefined ? {} : { when }) } })
  const there = () => ({ params: { story, destination: 'paper' } })
  const embargoed = () => ({ ok: false, code: 'embargoed', details: { until } })
  const nothingSent = async () => {
    await aMoment()
    expect(open.paper.calls).toHaveLength(0)
  }
  /** Puts a job where the queue is, as somebody would who may write there, or a desk of a time when there was no embargo. */
  const forge = (more: Partial<{ state: 'waiting' | 'running'; hour: string | null; due: string; until: string; holder: string }>) =>
    open.withTables(async (db) => {
      const { standing } = valueOf(await open.editor.client.call('piece', { params: { story } })).piece
      const job = { id: randomUUID(), seq: 900, story, destination: 'paper', doing: 'publish', revision: standing.revision.sha256, person: 'gu', reason: '', over: null, hour: null, due: '', state: 'waiting', tries: 0, at: open.iso(), code: '', message: '', details: '{}', holder: null, until: '', fence: 0 } as const
      await db.insertInto('jobs').values({ ...job, ...more }).execute()
    })

  it('is refused at once, at an earlier hour, and wherever it is live', async () => {
    expect(await publish()).toMatchObject(embargoed())
    expect(await publish(open.iso(3599))).toMatchObject(embargoed())
    expect(await open.editor.client.call('publishAll', { params: { story }, body: { destinations: ['paper', 'wire'] } })).toMatchObject(embargoed())
    expect((await open.room.request('POST', `/api/stories/${story}/publications`, { token: open.editor.token, body: JSON.stringify({ destination: 'paper' }) })).status).toBe(409)
    await nothingSent()
    expect(await open.standing(story)).toBeUndefined()
  })

  it('waits where somebody asked for its end, or for later, and goes then', async () => {
    expect(valueOf(await publish('embargo'))).toMatchObject({ state: 'waiting', hour: until, due: until })
    expect(valueOf(await open.editor.client.call('publish', { params: { story }, body: { destination: 'wire', when: open.iso(3700) } }))).toMatchObject({ state: 'waiting', due: open.iso(3700) })
    open.pass(3599)
    await nothingSent()
    open.pass(1)
    expect(await open.comes(story, { state: 'published' })).toMatchObject({ lateBy: null })
    expect(open.wire.calls).toHaveLength(0)
    open.pass(100)
    await open.comes(story, { state: 'published' }, 'wire')
  })

  it('is not let out by trying again, another hour, or being let go', async () => {
    valueOf(await publish('embargo'))
    expect(await open.editor.client.call('retryPublication', { ...there(), body: {} })).toMatchObject(embargoed())
    expect(await open.editor.client.call('reschedule', { ...there(), body: { when: open.iso(60) } })).toMatchObject(embargoed())
    expect(await open.editor.client.call('reschedule', { ...there(), body: { when: 'now' } })).toMatchObject(embargoed())
    for (const held of [true, false]) expect(valueOf(await open.editor.client.call('holdPublication', { ...there(), body: { held } }))).toMatchObject({ state: 'waiting', held })
    await nothingSent()
  })

  it('is not let out by a job from before it, which is parked', async () => {
    await forge({})
    valueOf(await open.room.reopen())
    expect(await open.comes(story, { state: 'failed' })).toMatchObject({ code: 'embargoed', details: { until } })
    await nothingSent()
    expect(await open.editor.client.call('retryPublication', { ...there(), body: {} })).toMatchObject(embargoed())
    open.pass(3600)
    await nothingSent()
    expect(valueOf(await open.editor.client.call('retryPublication', { ...there(), body: {} })).state).toBe('published')
  })

  it('is not let out by a job whose time was set forward, which waits for its hour', async () => {
    await forge({ hour: until, due: open.iso(-10) })
    valueOf(await open.room.reopen())
    expect(await open.comes(story, { state: 'waiting', code: 'embargoed' })).toMatchObject({ due: until })
    await nothingSent()
    open.pass(3600)
    await open.comes(story, { state: 'published' })
  })

  it('is not let out by who takes over from a process that died, nor by opening the desk again', async () => {
    await forge({ state: 'running', holder: 'a process that died', until: open.iso(-1) })
    valueOf(await open.room.reopen())
    expect(await open.comes(story, { state: 'failed' })).toMatchObject({ code: 'embargoed' })
    valueOf(await open.room.reopen())
    await nothingSent()
  })

  it('is nothing a piece without one can wait for', async () => {
    const free = await open.signed(2)
    expect(codeOf(await open.editor.client.call('publish', { params: { story: free }, body: { destination: 'paper', when: 'embargo' } }))).toBe('no-embargo')
  })

  it('that is over goes at once, and a desk that slept through it says how late', async () => {
    valueOf(await publish('embargo'))
    await open.room.desk().close()
    open.pass(3600 + 600)
    valueOf(await open.room.reopen())
    expect(await open.comes(story, { state: 'published' })).toMatchObject({ lateBy: 600_000 })
    expect(open.paper.calls).toHaveLength(1)
    const other = await open.signed(2, { embargo: open.iso(-1) })
    expect(valueOf(await open.editor.client.call('publish', { params: { story: other }, body: { destination: 'paper', when: 'embargo' } }))).toMatchObject({ state: 'published', lateBy: null })
  })

  it('does not keep a piece from being packaged for the house', async () => {
    expect(codeOf(await open.editor.client.call('exportPackage', { params: { story } }))).toBe('ok')
  })

  describe.skipIf(store === sqliteStore)('a desk whose clock is ahead', () => {
    it('releases nothing early by it, and says that the clocks differ', async () => {
      // The desk's clock is set an hour before the database's, which is the machine's.
      open.clock.time = Date.now() + 3_600_000
      const end = new Date(Date.now() + 1_800_000).toISOString()
      const other = await open.signed(3, { embargo: end })
      const asked = (when: string) => open.editor.client.call('publish', { params: { story: other }, body: { destination: 'paper', when } })
      expect(await asked('now')).toMatchObject({ code: 'embargoed', details: { until: end } })
      expect(valueOf(await asked('embargo'))).toMatchObject({ state: 'waiting', due: end })
      await nothingSent()
      await nothingSent()
      expect(open.room.reports.filter((report) => report.includes('clocks'))).toHaveLength(1)
      const ahead = (await open.room.desk().figures()).clockAhead
      expect([ahead > 3000, ahead < 3700]).toEqual([true, true])
      // The machine's clock goes on while the desk's stands still.
      expect(Math.abs((valueOf(await open.editor.client.call('health', {})).clockAhead ?? 0) - ahead)).toBeLessThan(60)
    })
  })

  it('ends with the revision that had it: a piece held back is corrected, not released', async () => {
    valueOf(await publish('embargo'))
    const later = open.iso(7200)
    const next = makeStory(idOf(1), [], { headline: '另一个标题', embargo: later })
    await open.room.upload(open.author, next)
    const { standing } = valueOf(await open.editor.client.call('piece', { params: { story } })).piece
    const corrected = valueOf(await open.room.submit(open.author, next, standing, { decision: 'correct', reason: '推迟。' }))
    valueOf(await open.room.review(open.editor, next, corrected.standing, { decision: 'signOff' }))
    open.pass(3600)
    expect(await open.comes(story, { state: 'failed' })).toMatchObject({ code: 'revision-changed' })
    expect(await publish()).toMatchObject({ code: 'embargoed', details: { until: later } })
    await nothingSent()
  })
}
