import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import type { Story } from '../../../src-shared/story/story'
import { valueOf } from '../../../src-shared/outcome'
import { lackingForGhost } from '../../servers/ghost/ghost'
import { serverThere } from '../../servers/required'
import { lackingForWordPress, startWordPress } from '../../servers/wordpress/start'
import type { Fault, Heard } from '../../support/faulty-proxy'
import { aMoment } from '../desk/suites/publishing-room'
import { missingFrom, type Room } from './conformance'
import { openFaultsRoom, type FaultsRoom, type Served } from './faults-room'
import { openGhostRoom } from './ghost/room'
import { roomOf } from './wordpress/room'

/** The requests of a connector that faults are put on. `back` is the last one of a first publishing. */
type Requests = Record<'find' | 'upload' | 'create' | 'back' | 'update', (heard: Heard) => boolean>
type Cms = Served & Pick<Room, 'page' | 'posts' | 'pictures' | 'close'> & { requests: Requests; /** Files that a doubled upload leaves there, unused. */ spare: number }

const asked = (method: string, path: RegExp) => (heard: Heard): boolean => heard.method === method && path.test(heard.path)

type Case = [what: string, which: keyof Requests, fault: Fault, code: string | null]
const CASES: Case[] = [
  ['the answer to its first question is lost', 'find', { kind: 'lose' }, 'destination-away'],
  ['the answer to an upload is lost', 'upload', { kind: 'lose' }, 'destination-away'],
  ['the answer to making the post is lost', 'create', { kind: 'lose' }, 'destination-away'],
  ['the last answer is lost', 'back', { kind: 'lose' }, 'destination-away'],
  ['an upload arrives twice', 'upload', { kind: 'twice', answer: 'second' }, null],
  ['the post is made twice, and the second answer comes', 'create', { kind: 'twice', answer: 'second' }, null],
  ['the post is made twice, and the first answer comes', 'create', { kind: 'twice', answer: 'first' }, null],
  ['the CMS fails when the post is made', 'create', { kind: 'status', status: 500 }, 'destination-broken'],
  ['the CMS asks to wait for half an hour', 'upload', { kind: 'status', status: 429, headers: { 'retry-after': '1800' } }, 'destination-busy'],
  ['making the post takes longer than anybody waits', 'create', { kind: 'slow' }, 'destination-timeout'],
  ['an upload arrives when nobody waits for it any more', 'upload', { kind: 'late' }, 'destination-timeout'],
  ['an upload is cut half way', 'upload', { kind: 'cut' }, 'destination-away'],
]

const faults = (name: string, start: () => Promise<Cms>): void => {
  describe(`a desk that publishes to ${name} over a bad line`, () => {
    let cms: Cms
    let desk: FaultsRoom
    beforeAll(async () => {
      cms = await start()
      desk = await openFaultsRoom(cms)
    }, 240_000)
    afterAll(async () => {
      await desk.close()
      await cms.close()
    })
    beforeEach(() => desk.proxy.reset())

    const imagesOn = async (url: string): Promise<string[]> => [...new Set([...(await (await fetch(url)).text()).matchAll(/<img[^>]*\ssrc="([^"]+)"/g)].map(([, src]) => src ?? ''))].filter((src) => /[0-9a-f]{64}/.test(src))
    /** What must hold in the end, whatever happened. */
    const isOnce = async (story: Story): Promise<void> => {
      const { receipt, ...standing } = await desk.at(story.id)
      expect(standing).toMatchObject({ state: 'published', code: '', tries: 0, due: null, stands: { state: 'published' } })
      const url = receipt?.url ?? ''
      expect(url.startsWith(`${cms.url}/`)).toBe(true)
      expect(receipt?.stripped).toBeUndefined()
      expect(await cms.posts(story.id)).toBe(1)
      expect(missingFrom((await cms.page(url)) ?? '', story)).toEqual([])
      const images = await imagesOn(url)
      expect(images).toHaveLength(Object.keys(story.photos).length)
      for (const src of images) {
        // Where readers are, not by the desk's own way to the CMS.
        expect(src.startsWith(`${cms.url}/`)).toBe(true)
        expect((await fetch(src)).headers.get('content-type')).toBe('image/jpeg')
      }
    }

    test.each(CASES)('%s: it ends as one post, its pictures once and one record, and says how it stands all the while', async (_what, which, fault, code) => {
      const story = await desk.story(2)
      const before = await cms.pictures()
      const slow = fault.kind === 'slow' || fault.kind === 'late'
      Object.assign(desk.patience, slow ? { ask: 3000, upload: 3000 } : {})
      let seen = ''
      desk.proxy.plan(cms.requests[which], fault, { meanwhile: async () => (seen = (await desk.at(story.id)).state) })
      const first = await desk.publish(story.id)
      Object.assign(desk.patience, { ask: 60_000, upload: 60_000 })
      expect([seen, desk.proxy.spoilt()]).toEqual(['sending', 1])
      if (code !== null) {
        expect(first).toMatchObject({ state: 'waiting', doing: 'publish', code, tries: 1, held: false, receipt: null, stands: null })
        expect(await desk.records(story.id, 'published')).toBe(0)
        const wait = Date.parse(first.due ?? '') - desk.clock.time
        const [least, most] = code === 'destination-busy' ? [1_795_000, 1_805_000] : [7_400, 15_000]
        expect([wait >= least, wait <= most]).toEqual([true, true])
        await desk.proxy.idle()
        const requests = desk.proxy.heard().length
        desk.clock.time += wait - 1000
        await aMoment()
        expect(desk.proxy.heard()).toHaveLength(requests)
        expect(await desk.at(story.id)).toMatchObject({ state: 'waiting', code, tries: 1, due: first.due })
        desk.clock.time += 1000
        await desk.settled([story.id])
      }
      await desk.proxy.idle()
      await isOnce(story)
      expect(await cms.pictures()).toBe(before + 2 + (which === 'upload' && fault.kind === 'twice' ? cms.spare : 0))
      expect(await desk.records(story.id, 'published')).toBe(1)
    })

    test.each<[string, Fault]>([
      ['is lost', { kind: 'lose' }],
      // Some count versions by the second.
      ['comes after the change arrived twice', { kind: 'twice', answer: 'second', apart: 1100 }],
    ])('the answer to taking down, and to bringing back, %s: each is done once and on record once', async (_what, fault) => {
      const story = await desk.story(1)
      await desk.publish(story.id)
      const pictures = await cms.pictures()
      const goOn = async (): Promise<void> => {
        const [{ due, state } = { due: null, state: '' }] = await desk.settled([story.id])
        if (state === 'waiting') desk.clock.time = Date.parse(due ?? '')
        await desk.settled([story.id])
      }
      desk.proxy.plan(cms.requests.update, fault)
      const down = valueOf(await desk.editor.client.call('takeDown', { params: { story: story.id, destination: 'web' }, body: { reason: '核实中。' } }))
      expect(down).toMatchObject(fault.kind === 'lose' ? { state: 'waiting', doing: 'takeDown', code: 'destination-away', tries: 1, stands: { state: 'published' } } : { state: 'takenDown' })
      await goOn()
      expect(await desk.at(story.id)).toMatchObject({ state: 'takenDown', code: '', tries: 0 })
      expect(desk.proxy.spoilt()).toBe(1)
      desk.proxy.plan(cms.requests.update, fault)
      await desk.publish(story.id)
      await goOn()
      expect(desk.proxy.spoilt()).toBe(2)
      await isOnce(story)
      expect(await cms.pictures()).toBe(pictures)
      expect([await desk.records(story.id, 'published'), await desk.records(story.id, 'takenDown')]).toEqual([2, 1])
    })

    test('the answer to taking down is lost, and it is published again before anybody heard: it is our own doing, and it is back', async () => {
      const story = await desk.story(1)
      await desk.publish(story.id)
      desk.proxy.plan(cms.requests.update, { kind: 'lose' })
      expect(valueOf(await desk.editor.client.call('takeDown', { params: { story: story.id, destination: 'web' }, body: { reason: '核实中。' } }))).toMatchObject({ state: 'waiting', code: 'destination-away' })
      await desk.proxy.idle()
      expect(desk.proxy.spoilt()).toBe(1)
      expect((await cms.page((await desk.at(story.id)).receipt?.url ?? '')) ?? '').not.toContain(story.headline)
      expect(await desk.publish(story.id)).toMatchObject({ state: 'published', code: '' })
      await isOnce(story)
      expect([await desk.records(story.id, 'published'), await desk.records(story.id, 'takenDown')]).toEqual([1, 0])
    })

    test('twenty stories at once, and a server that takes a few requests a second: all are published once, and none is left to a person', async () => {
      const stories: Story[] = []
      for (let number = 0; number < 20; number += 1) stories.push(await desk.story(0))
      const ids = stories.map(({ id }) => id)
      desk.proxy.limit({ most: 8, seconds: 2, now: () => desk.clock.time })
      const begun = desk.clock.time
      await Promise.all(ids.map((id) => desk.editor.client.call('publish', { params: { story: id }, body: { destination: 'web' } })))
      let rounds = 0
      let most = 0
      for (;;) {
        const all = await desk.settled(ids)
        expect(all.filter(({ state }) => state !== 'published' && state !== 'waiting')).toEqual([])
        for (const { state, code } of all) if (state === 'waiting') expect(code).toBe('destination-busy')
        most = Math.max(most, ...all.map(({ tries }) => tries))
        const due = all.flatMap(({ state, due }) => (state === 'waiting' && due !== null ? [Date.parse(due)] : []))
        if (due.length === 0) break
        const asked = desk.proxy.heard().length
        // The two seconds it asked for are kept by everything.
        expect(Math.min(...due) - desk.clock.time).toBeGreaterThan(0)
        desk.clock.time = Math.min(...due) - 1
        if (rounds < 2) await aMoment()
        expect(desk.proxy.heard()).toHaveLength(asked)
        desk.clock.time += 1
        rounds += 1
      }
      expect(desk.proxy.spoilt()).toBeGreaterThan(5)
      // Within minutes, for a newsroom waits for it.
      expect([most < 8, desk.clock.time - begun < 600_000]).toEqual([true, true])
      desk.proxy.limit(null)
      for (const story of stories) {
        await isOnce(story)
        expect(await desk.records(story.id, 'published')).toBe(1)
      }
    }, 120_000)
  })
}

if (serverThere(test, 'WordPress', lackingForWordPress()))
  faults('WordPress', async () => {
    const site = await startWordPress()
    await site.plugin(true)
    const { account, secret } = site.people.editor
    const [post, update] = [/^\/wp-json\/wp\/v2\/posts(?:\?|$)/, asked('POST', /^\/wp-json\/wp\/v2\/posts\/\d+/)]
    const requests: Requests = { find: asked('GET', post), upload: asked('POST', /^\/wp-json\/wp\/v2\/media(?:\?|$)/), create: asked('POST', post), back: update, update }
    return { ...roomOf(site, site.people.editor), kind: 'wordpress', url: site.url, account, secret, requests, spare: 0, close: () => site.close() }
  })

if (serverThere(test, 'Ghost', await lackingForGhost()))
  faults('Ghost', async () => {
    const { ghost, page, posts, pictures, close } = await openGhostRoom()
    const post = /^\/ghost\/api\/admin\/posts\/(?:\?|$)/
    const one = /^\/ghost\/api\/admin\/posts\/[0-9a-f]{24}\//
    const requests: Requests = { find: asked('GET', post), upload: asked('POST', /\/images\/upload\//), create: asked('POST', post), back: asked('GET', one), update: asked('PUT', one) }
    return { page, posts, pictures, close, kind: 'ghost', url: ghost.url, account: '', secret: ghost.key, requests, spare: 1 }
  })
