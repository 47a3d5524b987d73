import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Kinds } from '../../../../src-main/desk/destinations/book'
import type { Publication } from '../../../../src-shared/desk-api/pieces'
import { ok, valueOf } from '../../../../src-shared/outcome'
import { PLAIN_TITLE, type DestinationSettings } from '../../../../src-shared/publication/destination'
import type { Story } from '../../../../src-shared/story/story'
import { codeOf, makeStory, type Member, type Store } from '../newsroom'
import { aMoment, idOf, openPublishingRoom, type PublishingRoom } from './publishing-room'
import { scriptedCms, type ScriptedCms } from './scripted-cms'

const SETTINGS: DestinationSettings = { id: 'blog', kind: 'paper', name: '江畔博客', address: 'https://blog.test/', account: 'desk', title: PLAIN_TITLE, channels: [], makeChannels: false, authors: [], author: null, schedule: 'remote' }

/** An hour left to the CMS's own clock: handed over, gone live without the desk, taken back; on one kind of store. */
export const remoteClockSuite = (store: Store): void => {
  let open: PublishingRoom
  let admin: Member
  let blog: ScriptedCms
  beforeEach(async () => {
    blog = scriptedCms('blog', { schedule: true })
    const kinds: Kinds = { kinds: [{ kind: 'paper', account: true }], open: () => ok(blog.connector) }
    open = await openPublishingRoom(store, { kinds, secret: 'a secret of the desk, long enough to be one' })
    admin = await open.room.join('xu', '许知行', 'admin')
    valueOf(await keep({}))
  })
  afterEach(() => open.close())
  const keep = (more: Partial<DestinationSettings>) => admin.client.call('keepDestination', { params: { destination: 'blog' }, body: { settings: { ...SETTINGS, ...more }, secret: 'a secret' } })
  const publish = (story: string, when: string) => open.editor.client.call('publish', { params: { story }, body: { destination: 'blog', when } })
  const there = (story: string) => ({ params: { story, destination: 'blog' } })
  const hold = (story: string, held: boolean) => open.editor.client.call('holdPublication', { ...there(story), body: { held } })
  const cancel = (story: string) => open.editor.client.call('cancelPublication', there(story))
  const reschedule = (story: string, when: string) => open.editor.client.call('reschedule', { ...there(story), body: { when } })
  const decisions = async (story: string) => valueOf(await open.editor.client.call('piece', { params: { story } })).events.map(({ decision }) => decision)
  const standingOf = async (story: string) => valueOf(await open.editor.client.call('piece', { params: { story } })).piece.standing
  const stateThere = (story: string) => blog.posts.get(story)?.state
  const becomes = (story: string, state: string) => vi.waitFor(() => expect(stateThere(story)).toBe(state), { timeout: 8000, interval: 20 })
  const comes = (story: string, to: Partial<Publication>) => open.comes(story, to, 'blog')
  const acts = () => blog.calls.map(({ act, at }) => (at === null ? act : `${act} at`))
  /** The editor decides on the piece, or its author corrects it. */
  const decide = async (number: number, decision: 'hold' | 'release' | 'spike') => valueOf(await open.room.review(open.editor, makeStory(idOf(number)), await standingOf(idOf(number)), { decision, ...(decision === 'release' ? {} : { reason: '等核实。' }) }))
  const correct = async (number: number, changes: Partial<Story>) => {
    const next = makeStory(idOf(number), [], { headline: '渡口新桥通车（更正）', ...changes })
    await open.room.upload(open.author, next)
    const { standing } = valueOf(await open.room.submit(open.author, next, await standingOf(idOf(number)), { decision: 'correct', reason: '改一处。' }))
    return () => open.room.review(open.editor, next, standing, { decision: 'signOff' })
  }
  /** A piece handed over for an hour from now. */
  const handed = async (number = 1): Promise<{ story: string; hour: string }> => {
    const [story, hour] = [await open.signed(number), open.iso(3600)]
    expect(valueOf(await publish(story, hour))).toMatchObject({ state: 'waiting', hour, due: hour, tries: 0, code: '', stands: null, handed: { hour, url: `http://paper.test/${story}`, recall: null } })
    expect(stateThere(story)).toBe('scheduled')
    return { story, hour }
  }
  /** The desk is closed while the CMS's clock goes on. */
  const overnight = async (seconds: number): Promise<void> => {
    await open.room.desk().close()
    open.pass(seconds)
    blog.clock(open.clock.time)
    valueOf(await open.room.reopen())
  }

  describe('an hour to come', () => {
    it('is handed over at once, goes live though the desk is closed, and is put on record once, as not late', async () => {
      const { story, hour } = await handed()
      expect(await decisions(story)).toEqual(['submit', 'signOff'])
      await overnight(3600 + 7200)
      expect(await comes(story, { state: 'published' })).toMatchObject({ lateBy: null, handed: null, at: hour, stands: { state: 'published', at: hour } })
      expect([blog.made(), acts()]).toEqual([1, ['publish at', 'publish']])
      const { events } = valueOf(await open.editor.client.call('piece', { params: { story } }))
      expect(events.map(({ decision }) => decision)).toEqual(['submit', 'signOff', 'published'])
      await open.room.desk().rebuild()
      expect(await open.standing(story, 'blog')).toMatchObject({ state: 'published', lateBy: null, at: hour })
    })

    it('that the CMS itself missed is late, and goes when the desk is back', async () => {
      const { story } = await handed()
      await open.room.desk().close()
      open.pass(3600 + 7200)
      valueOf(await open.room.reopen())
      expect(await comes(story, { state: 'published' })).toMatchObject({ lateBy: 7_200_000, handed: null })
      expect(stateThere(story)).toBe('live')
    })

    it('is on record once where the desk runs through it', async () => {
      const { story } = await handed()
      open.pass(3600)
      expect(await comes(story, { state: 'published' })).toMatchObject({ lateBy: null })
      await aMoment()
      expect(acts()).toEqual(['publish at', 'publish'])
    })

    it('is kept by the desk where that is set, where it is near, and where readers see something there already', async () => {
      const [first, second] = [await open.signed(1), await open.signed(2)]
      expect(valueOf(await publish(first, open.iso(60)))).toMatchObject({ state: 'waiting', handed: null })
      expect(valueOf(await publish(second, 'now')).state).toBe('published')
      const signOff = await correct(2, {})
      valueOf(await signOff())
      expect(valueOf(await publish(second, open.iso(3600)))).toMatchObject({ state: 'waiting', handed: null, due: open.iso(3600), stands: { state: 'published' } })
      valueOf(await keep({ schedule: 'desk' }))
      expect(valueOf(await publish(await open.signed(3), open.iso(3600)))).toMatchObject({ state: 'waiting', handed: null, due: open.iso(3600) })
      await aMoment()
      expect(acts()).toEqual(['publish'])
    })

    it('of a piece under embargo is the desk\'s until that ends, and handed over then', async () => {
      const until = open.iso(1800)
      const story = await open.signed(1, { embargo: until })
      const hour = open.iso(7200)
      expect(valueOf(await publish(story, hour))).toMatchObject({ state: 'waiting', hour, due: hour, handed: null })
      open.pass(1799)
      await aMoment()
      expect(acts()).toEqual([])
      open.pass(1)
      await becomes(story, 'scheduled')
      expect(await comes(story, { state: 'waiting' })).toMatchObject({ handed: { hour } })
      const other = await open.signed(2, { embargo: open.iso(600) })
      expect(valueOf(await publish(other, 'embargo'))).toMatchObject({ handed: null })
      await aMoment()
      expect(stateThere(other)).toBeUndefined()
    })

    it('that could not be handed over goes at its hour all the same, and says how often it was tried', async () => {
      const story = await open.signed(1)
      blog.away(true)
      expect(valueOf(await publish(story, open.iso(300)))).toMatchObject({ state: 'waiting', tries: 1, code: 'destination-away', handed: { url: null, recall: null } })
      for (const seconds of [60, 60, 60, 60]) {
        open.pass(seconds)
        await aMoment()
      }
      blog.away(false)
      open.pass(60)
      expect(await comes(story, { state: 'published' })).toMatchObject({ lateBy: null, handed: null })
      expect(blog.made()).toBe(1)
    })

    it('of which the answer was lost, and the process killed, ends in one post and one record', async () => {
      const story = await open.signed(1)
      blog.then({ lose: true })
      expect(valueOf(await publish(story, open.iso(3600)))).toMatchObject({ state: 'waiting', tries: 1, handed: { url: null } })
      // As a process leaves it that is killed between the hand-over and its keeping.
      await open.room.desk().close()
      await open.withTables((db) => db.updateTable('jobs').set({ state: 'running', holder: 'a process that died', until: open.iso(-1), tries: 0, code: '', message: '', due: '' }).execute())
      valueOf(await open.room.reopen())
      await vi.waitFor(async () => expect((await open.standing(story, 'blog'))?.handed?.url).toBe(`http://paper.test/${story}`), { timeout: 8000 })
      await overnight(3700)
      await comes(story, { state: 'published' })
      expect([blog.made(), blog.posts.size, await decisions(story)]).toEqual([1, 1, ['submit', 'signOff', 'published']])
    })

    it('of which the desk never heard, and that came while it was closed, is found and was not late', async () => {
      const story = await open.signed(1)
      blog.then({ lose: true })
      valueOf(await publish(story, open.iso(3600)))
      await overnight(3600 + 7200)
      expect(await comes(story, { state: 'published' })).toMatchObject({ lateBy: null })
      expect([blog.made(), await decisions(story)]).toEqual([1, ['submit', 'signOff', 'published']])
    })

    it('at which somebody had edited it there is on record, and the edit is theirs to choose', async () => {
      const { story } = await handed()
      blog.edit(story)
      await overnight(3700)
      expect(await comes(story, { state: 'failed' })).toMatchObject({ code: 'remote-edited', stands: { state: 'published' }, handed: null })
      expect(valueOf(await cancel(story))).toMatchObject({ state: 'published' })
      await aMoment()
      expect([stateThere(story), await decisions(story)]).toEqual(['live', ['submit', 'signOff', 'published']])
    })
  })

  describe('what was handed over is taken back', () => {
    it('when it is cancelled, and nothing is on record of what nobody saw', async () => {
      const { story } = await handed()
      expect(valueOf(await cancel(story))).toBeNull()
      expect([stateThere(story), await decisions(story)]).toEqual(['hidden', ['submit', 'signOff']])
      await overnight(3700)
      await aMoment()
      expect(stateThere(story)).toBe('hidden')
      // And can be published afterwards, by what was last heard.
      expect(valueOf(await publish(story, 'now'))).toMatchObject({ state: 'published' })
    })

    it('when it is put on hold, and handed over again when it is let go', async () => {
      const { story, hour } = await handed()
      expect(valueOf(await hold(story, true))).toMatchObject({ held: true, handed: null })
      expect(stateThere(story)).toBe('hidden')
      expect(valueOf(await hold(story, false))).toMatchObject({ state: 'waiting', hour, due: hour, handed: { hour, recall: null } })
      expect(stateThere(story)).toBe('scheduled')
      await overnight(3700)
      await comes(story, { state: 'published', lateBy: null })
      expect(blog.made()).toBe(1)
    })

    it('when the piece is held, and handed over again when it is released', async () => {
      const { story } = await handed()
      await decide(1, 'hold')
      await becomes(story, 'hidden')
      expect(await comes(story, { handed: null })).toMatchObject({ state: 'waiting' })
      await decide(1, 'release')
      await becomes(story, 'scheduled')
    })

    it('when the piece is spiked or corrected, and a new embargo keeps it with the desk', async () => {
      const { story } = await handed(1)
      await decide(1, 'spike')
      await becomes(story, 'hidden')
      expect(await comes(story, { state: 'failed' })).toMatchObject({ code: 'piece-spiked', handed: null })
      const other = await handed(2)
      const later = open.iso(7200)
      const signOff = await correct(2, { embargo: later })
      await becomes(other.story, 'hidden')
      valueOf(await signOff())
      expect(valueOf(await publish(other.story, 'embargo'))).toMatchObject({ state: 'waiting', due: later, handed: null })
      await overnight(3700)
      await aMoment()
      expect([stateThere(story), stateThere(other.story)]).toEqual(['hidden', 'hidden'])
    })

    it('or given its other hour, or sent now', async () => {
      const { story } = await handed()
      const later = open.iso(7200)
      expect(valueOf(await reschedule(story, later))).toMatchObject({ state: 'waiting', hour: later, handed: { hour: later } })
      expect(blog.posts.get(story)).toMatchObject({ state: 'scheduled', at: later })
      expect(valueOf(await open.editor.client.call('retryPublication', { ...there(story), body: {} }))).toMatchObject({ state: 'published', lateBy: null, handed: null })
      expect([blog.made(), await decisions(story)]).toEqual([1, ['submit', 'signOff', 'published']])
    })

    it('where taking down is asked for: readers saw nothing of it', async () => {
      const { story } = await handed()
      expect(codeOf(await open.editor.client.call('takeDown', { ...there(story), body: { reason: '不发了。' } }))).toBe('not-published')
      expect([stateThere(story), await decisions(story)]).toEqual(['hidden', ['submit', 'signOff']])
    })

    it('and the hour is the desk\'s once the destination was set back to it', async () => {
      const { story } = await handed()
      valueOf(await keep({ schedule: 'desk' }))
      await aMoment()
      expect(stateThere(story)).toBe('scheduled')
      const later = open.iso(7200)
      expect(valueOf(await reschedule(story, later))).toMatchObject({ hour: later, due: later, handed: null })
      expect(stateThere(story)).toBe('hidden')
    })

    it('as soon as the CMS can be reached again; until then it is said that it would go live by itself', async () => {
      const { story, hour } = await handed()
      blog.away(true)
      expect(valueOf(await cancel(story))).toMatchObject({ state: 'waiting', doing: 'takeDown', stands: null, handed: { hour, recall: { tries: 1, code: 'destination-away' } } })
      expect(open.room.reports.filter((report) => report.includes('cannot be taken back'))).toHaveLength(1)
      expect(codeOf(await cancel(story))).toBe('publication-handed-over')
      expect(codeOf(await keep({ address: 'https://elsewhere.test/' }))).toBe('destination-handed-over')
      for (const anyway of ['0', '1'] as const) expect(codeOf(await admin.client.call('removeDestination', { params: { destination: 'blog' }, query: { anyway } }))).toBe('destination-handed-over')
      blog.away(false)
      open.pass(20)
      await becomes(story, 'hidden')
      await vi.waitFor(async () => expect(await open.standing(story, 'blog')).toBeUndefined(), { timeout: 8000 })
      valueOf(await admin.client.call('removeDestination', { params: { destination: 'blog' }, query: { anyway: '0' } }))
      expect(await decisions(story)).toEqual(['submit', 'signOff'])
    })

    it('by a person who tries again', async () => {
      const { story } = await handed()
      blog.away(true)
      valueOf(await hold(story, true))
      expect(await open.standing(story, 'blog')).toMatchObject({ held: true, handed: { recall: { tries: 1, code: 'destination-away' } } })
      valueOf(await cancel(story))
      blog.away(false)
      expect(codeOf(await open.editor.client.call('retryPublication', { ...there(story), body: {} }))).toBe('nothing-waits')
      expect(stateThere(story)).toBe('hidden')
    })

    it('too late: what readers saw meanwhile is on record, and that it was taken down', async () => {
      const { story, hour } = await handed()
      blog.away(true)
      await decide(1, 'spike')
      await vi.waitFor(async () => expect((await open.standing(story, 'blog'))?.handed?.recall?.tries).toBe(1), { timeout: 8000 })
      open.pass(3700)
      blog.clock(open.clock.time)
      blog.away(false)
      await vi.waitFor(async () => expect(await open.standing(story, 'blog')).toMatchObject({ code: 'piece-spiked', stands: { state: 'takenDown' } }), { timeout: 8000 })
      const { events, piece } = valueOf(await open.editor.client.call('piece', { params: { story } }))
      expect(events.map(({ decision }) => decision)).toEqual(['submit', 'signOff', 'spike', 'published', 'takenDown'])
      expect(events.at(-1)).toMatchObject({ person: 'gu', reason: '等核实。' })
      expect([piece.standing.state, piece.standing.live, stateThere(story)]).toEqual(['spiked', null, 'hidden'])
      expect((await open.standing(story, 'blog'))?.handed).toBeNull()
      expect(hour < open.iso()).toBe(true)
    })

    it('or is forgotten by a person once its hour is over and it still cannot be reached', async () => {
      const { story } = await handed()
      blog.away(true)
      valueOf(await cancel(story))
      open.pass(3700)
      await vi.waitFor(async () => expect((await open.standing(story, 'blog'))?.tries).toBeGreaterThan(1), { timeout: 8000 })
      expect(valueOf(await cancel(story))).toBeNull()
    })

    it('also where the answer to handing it over was lost', async () => {
      const story = await open.signed(1)
      blog.then({ lose: true })
      valueOf(await publish(story, open.iso(3600)))
      expect(valueOf(await cancel(story))).toBeNull()
      expect(stateThere(story)).toBe('hidden')
    })

    it('also where the desk was closed in between', async () => {
      const { story } = await handed()
      blog.away(true)
      valueOf(await cancel(story))
      await open.room.desk().close()
      blog.away(false)
      open.pass(400)
      valueOf(await open.room.reopen())
      await becomes(story, 'hidden')
    })
  })
}
