import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

import { valueOf } from '../../../src-shared/outcome'
import { lackingForGhost } from '../../servers/ghost/ghost'
import { serverThere } from '../../servers/required'
import { lackingForWordPress, startWordPress } from '../../servers/wordpress/start'
import type { Room } from './conformance'
import { openFaultsRoom, type FaultsRoom, type Served } from './faults-room'
import { openGhostRoom } from './ghost/room'
import { roomOf } from './wordpress/room'

/** `ahead`: milliseconds the soonest hour it takes for later lies ahead; `clock` lets its own clock do what is due. */
type Cms = Served & Pick<Room, 'page' | 'posts' | 'close'> & { ahead: number; clock: () => Promise<void> }

const bare = (text: string | null): string => (text ?? '').replace(/\s+/g, '')

/** The desk's clock is months behind the CMS's, so that an hour a moment ahead is far ahead for the desk, and is set when the desk opens again. */
const hours = (name: string, start: () => Promise<Cms>): void => {
  describe(`an hour left to ${name}`, () => {
    let cms: Cms
    let desk: FaultsRoom
    beforeAll(async () => {
      cms = await start()
      desk = await openFaultsRoom(cms, 'remote')
    }, 240_000)
    afterAll(async () => {
      await desk.close()
      await cms.close()
    })
    const morning = Date.parse('2026-05-04T09:00:00.000Z')
    beforeEach(async () => {
      await desk.proxy.reset()
      desk.clock.time = morning
    })
    const at = (story: string) => ({ params: { story, destination: 'web' } })
    const handOver = async (story: string, ahead: number) => {
      const hour = new Date(Date.now() + ahead).toISOString()
      const publication = valueOf(await desk.editor.client.call('publish', { params: { story }, body: { destination: 'web', when: hour } }))
      expect(publication).toMatchObject({ state: 'waiting', hour, code: '', stands: null, handed: { hour, recall: null } })
      return { hour, url: publication.handed?.url ?? '' }
    }
    const seen = async (url: string, { headline }: { headline: string }): Promise<boolean> => bare(await cms.page(url)).includes(bare(headline))

    test('is taken back when it is cancelled, and when the line was down it is as soon as it is up; nothing is on record, and it can be published after that', async () => {
      const story = await desk.story(1)
      const { url } = await handOver(story.id, 86_400_000)
      desk.proxy.plan(() => true, { kind: 'status', status: 503 }, { times: Infinity })
      expect(valueOf(await desk.editor.client.call('cancelPublication', at(story.id)))).toMatchObject({ doing: 'takeDown', handed: { recall: { tries: 1 } } })
      await desk.proxy.reset()
      desk.pass(90)
      await vi.waitFor(async () => expect(await desk.standing(story.id, 'web')).toBeUndefined(), { timeout: 30_000, interval: 200 })
      expect([await seen(url, story), await cms.posts(story.id), await desk.records(story.id, 'takenDown')]).toEqual([false, 1, 0])
      const published = await desk.publish(story.id)
      expect(published).toMatchObject({ state: 'published' })
      expect([await seen(published.receipt?.url ?? '', story), await cms.posts(story.id), await desk.records(story.id, 'published')]).toEqual([true, 1, 1])
    }, 120_000)

    test('is given another hour, put on hold, and let go: each time what is there is what was last said', async () => {
      const story = await desk.story(0)
      const { url } = await handOver(story.id, 86_400_000)
      const later = new Date(Date.now() + 2 * 86_400_000).toISOString()
      expect(valueOf(await desk.editor.client.call('reschedule', { ...at(story.id), body: { when: later } }))).toMatchObject({ hour: later, handed: { hour: later } })
      expect(valueOf(await desk.editor.client.call('holdPublication', { ...at(story.id), body: { held: true } }))).toMatchObject({ held: true, handed: null })
      expect(valueOf(await desk.editor.client.call('holdPublication', { ...at(story.id), body: { held: false } }))).toMatchObject({ state: 'waiting', handed: { hour: later, recall: null } })
      expect(await seen(url, story)).toBe(false)
      const now = valueOf(await desk.editor.client.call('retryPublication', { ...at(story.id), body: {} }))
      expect(now).toMatchObject({ state: 'published', lateBy: null })
      expect([await seen(now.receipt?.url ?? '', story), await cms.posts(story.id), await desk.records(story.id, 'published')]).toEqual([true, 1, 1])
    }, 120_000)

    test('comes though the desk is closed; the desk opens, puts it on record once, and not as late', async () => {
      // Without a picture: the hour is near, and a busy machine slow.
      const story = await desk.story(0)
      const { hour, url } = await handOver(story.id, cms.ahead)
      expect(await seen(url, story)).toBe(false)
      await desk.room.desk().close()
      await vi.waitFor(
        async () => {
          await cms.clock()
          expect(await seen(url, story)).toBe(true)
        },
        { timeout: cms.ahead + 60_000, interval: 1000 },
      )
      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(hour))
      desk.clock.time = Date.parse(hour) + 7_200_000
      valueOf(await desk.room.reopen())
      expect(await desk.comes(story.id, { state: 'published' }, 'web')).toMatchObject({ lateBy: null, handed: null, stands: { state: 'published', at: hour } })
      expect([await cms.posts(story.id), await desk.records(story.id, 'published'), await desk.records(story.id, 'takenDown')]).toEqual([1, 1, 0])
      const { receipt } = await desk.at(story.id)
      expect(await seen(receipt?.url ?? '', story)).toBe(true)
      expect(valueOf(await desk.editor.client.call('lookAt', at(story.id))).found).toMatchObject({ state: 'live', edited: null })
    }, 300_000)
  })
}

if (serverThere(test, 'WordPress', lackingForWordPress())) {
  hours('WordPress', async () => {
    const wordpress = await startWordPress()
    await wordpress.plugin(true)
    const { editor } = wordpress.people
    // WordPress looks at its clock when a page is asked for; the tests' one is looked at when it is told.
    return { ...roomOf(wordpress, editor), kind: 'wordpress', url: wordpress.url, ...editor, ahead: 90_000, clock: () => wordpress.inside("foreach (_get_cron_array() as $time => $hooks) if ($time <= time()) foreach ($hooks['publish_future_post'] ?? [] as $event) do_action_ref_array('publish_future_post', $event['args']);"), close: wordpress.close }
  })
}

if (serverThere(test, 'Ghost', await lackingForGhost())) {
  hours('Ghost', async () => {
    const room = await openGhostRoom()
    return { ...room, kind: 'ghost', url: room.ghost.url, account: '', secret: room.ghost.key, ahead: 25_000, clock: () => Promise.resolve() }
  })
}
