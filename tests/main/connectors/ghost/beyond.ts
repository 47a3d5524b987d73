import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { valueOf } from '../../../../src-shared/outcome'
import { compareCopies } from '../../../../src-shared/publication/compare-copies'
import { viewOf } from '../../../../src-shared/publication/view'
import { everyBlockStory } from '../../../support/every-block'
import { anOrder } from '../../../support/order'
import { buildSignedPiece, type BuildOptions } from '../../../support/signed-piece'
import type { GhostRoom } from './room'

let serial = 0
const build = (options: BuildOptions = {}) => buildSignedPiece({ ...options, story: { ...options.story, id: `5e7c0001-0000-4000-8000-${String((serial += 1)).padStart(12, '0')}` } })
const signal = (): AbortSignal => AbortSignal.timeout(60_000)
const tagsSchema = z.object({ tags: z.array(z.object({ id: z.string(), name: z.string() })) })
const postTagsSchema = z.object({ posts: z.array(z.object({ tags: z.array(z.object({ name: z.string() })), primary_tag: z.object({ name: z.string() }).nullable(), codeinjection_foot: z.string().nullable(), custom_excerpt: z.string().nullable(), title: z.string() })) })

/** What is Ghost's own, tried on a real one. */
export const beyondConformance = (open: () => Promise<GhostRoom>): void => {
  describe('Ghost itself', () => {
    let room: GhostRoom
    beforeAll(async () => {
      room = await open()
    }, 240_000)
    const fieldsOf = async (id: string) => postTagsSchema.parse(await room.ghost.asOwner('GET', `posts/${id}/`)).posts[0]!

    test('keeps every kind of block: nothing is said to be stripped', async () => {
      const built = await build({ base: everyBlockStory, story: { headline: '一样不少' } })
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder()))
      expect(receipt.stripped).toBeUndefined()
    })

    test('an answer lost on the way from an upload makes no second picture, and months later it is found through the post', async () => {
      const built = await build({ story: { headline: '照片只一份' } })
      const before = await room.pictures()
      const kept: string[] = []
      const lossy: typeof fetch = async (input, init) => {
        const response = await fetch(input, init)
        if (!(input instanceof URL) || !input.pathname.endsWith('/images/upload/')) return response
        kept.push(await response.text())
        throw new TypeError('fetch failed')
      }
      for (let tries = 0; tries < 3; tries += 1) expect(await room.connector(lossy).publish(built.piece, built.photo, anOrder())).toMatchObject({ ok: false, code: 'destination-away' })
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder()))
      expect(kept).toHaveLength(3)
      expect(await room.pictures()).toBe(before + 3)
      // A piece of the same text, sent for the first time from another desk: nothing but the post says where the pictures are.
      const later = room.connectorWith({ now: new Date(Date.now() + 90 * 86_400_000).toISOString() })
      expect(await later.publish(built.piece, built.photo, anOrder())).toEqual({ ok: true, value: receipt })
      expect(await room.pictures()).toBe(before + 3)
      expect(valueOf(await room.connector().look(built.story.id, receipt, signal())).copy?.photos).toEqual(valueOf(await room.connector().preview(viewOf(built.piece), signal())).copy.photos)
    })

    test('a dry run and a look say a mapped channel and author by the names Ghost has', async () => {
      const { tags } = tagsSchema.parse(await room.ghost.asOwner('POST', 'tags/', { tags: [{ name: '江上新闻' }] }))
      const choices = valueOf(await room.connector().choices(signal()))
      const connector = room.connectorWith({ settings: { channels: [{ channel: ['要闻'], remote: tags[0]!.id }], author: choices.authors[0]!.remote } })
      const built = await build({ story: { headline: '名称以那边为准', channel: ['要闻'], keywords: ['渡轮'] } })
      const receipt = valueOf(await connector.publish(built.piece, built.photo, anOrder()))
      const { copy } = valueOf(await connector.preview(viewOf(built.piece), signal()))
      expect(copy).toMatchObject({ channels: ['江上新闻'], authors: [choices.authors[0]!.name] })
      expect(compareCopies(copy, valueOf(await connector.look(built.story.id, receipt, signal())).copy!)).toMatchObject({ fields: [], changed: false })
    })

    test('two desks at once make one post', async () => {
      const built = await build({ story: { headline: '两处同时发' } })
      let made = 0
      const counting: typeof fetch = async (input, init) => {
        const response = await fetch(input, init)
        if (response.status === 201 && input instanceof URL && input.pathname.endsWith('/posts/')) made += 1
        return response
      }
      const answers = await Promise.all([1, 2, 3].map(() => room.connector(counting).publish(built.piece, built.photo, anOrder())))
      // Else there was nothing to see.
      expect(made).toBeGreaterThan(1)
      expect(answers.some(({ ok }) => ok)).toBe(true)
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder()))
      expect(await room.posts(built.story.id)).toBe(1)
      expect(receipt.url).toContain(built.story.id)
    })

    test('an edit within the same second as ours is noticed', async () => {
      const built = await build({ story: { headline: '同一秒里' } })
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder()))
      await room.edit?.(receipt, '紧跟着的一句。')
      expect(await room.connector().publish(built.piece, built.photo, anOrder({ last: receipt }))).toMatchObject({ ok: false, code: 'remote-edited', details: { at: expect.stringMatching(/^\d{4}-/) as unknown } })
    })

    test('a piece that went live by Ghost\'s clock was edited by nobody', async () => {
      const built = await build({ story: { headline: '到点见报' } })
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder({ at: new Date(Date.now() + 4000).toISOString() })))
      let state = 'scheduled'
      for (let tries = 0; tries < 80 && state !== 'live'; tries += 1) {
        await pause(250)
        state = valueOf(await room.connector().look(built.story.id, receipt, signal())).state
      }
      const found = valueOf(await room.connector().look(built.story.id, receipt, signal()))
      expect(found).toMatchObject({ state: 'live', version: receipt.remoteVersion, edited: null, url: receipt.url })
      expect((await room.connector().publish(built.piece, built.photo, anOrder({ last: receipt }))).ok).toBe(true)
    })

    test('an hour that would be over when Ghost hears of it is refused, and nothing is made', async () => {
      const built = await build({ story: { headline: '来不及了' } })
      // Ghost keeps whole seconds: half a second before one, so that the hour that is sent is half a second away.
      const now = Math.floor(Date.now() / 1000) * 1000 + 500
      const connector = room.connectorWith({ now: new Date(now).toISOString() })
      expect(await connector.publish(built.piece, built.photo, anOrder({ at: new Date(now + 500).toISOString() }))).toMatchObject({ ok: false, code: 'hour-near' })
      expect(await room.posts(built.story.id)).toBe(0)
    })

    test('channels are tags, the innermost first: mapped ones by their id, others made where that is wanted; keywords follow', async () => {
      await room.ghost.asOwner('POST', 'tags/', { tags: [{ name: '工人之家', slug: 'workers' }] })
      const { tags } = tagsSchema.parse(await room.ghost.asOwner('GET', 'tags/?limit=100'))
      const mapped = tags.find(({ name }) => name === '工人之家')!
      const built = await build({ story: { headline: '栏目对应', channel: ['工会', '职工之家'], keywords: ['临江', '#话题'] } })
      const channels = [{ channel: ['工会', '职工之家'], remote: mapped.id }]
      const receipt = valueOf(await room.connectorWith({ settings: { channels, makeChannels: false } }).publish(built.piece, built.photo, anOrder()))
      const post = await fieldsOf(receipt.remoteId)
      expect(post.primary_tag?.name).toBe('工人之家')
      expect(post.tags.map(({ name }) => name)).toEqual(['工人之家', '临江', '话题', `#stet-${built.story.id}`])
      const made = valueOf(await room.connectorWith({ settings: { channels } }).publish(built.piece, built.photo, anOrder({ last: receipt })))
      expect((await fieldsOf(made.remoteId)).tags.map(({ name }) => name)).toEqual(['工人之家', '工会', '临江', '话题', `#stet-${built.story.id}`])
      expect(tagsSchema.parse(await room.ghost.asOwner('GET', `tags/?limit=100&filter=${encodeURIComponent("name:'工会'")}`)).tags).toHaveLength(1)
      const choices = valueOf(await room.connector().choices(signal()))
      expect(choices.channels).toContainEqual({ remote: mapped.id, path: ['工人之家'] })
      expect(choices.authors).toEqual([{ remote: expect.stringMatching(/^[0-9a-f]{24}$/) as unknown, name: '编辑' }])
    })

    test('an author Ghost does not know is replaced by it in silence, and said to be lost', async () => {
      const built = await build({ story: { headline: '作者对应', contributors: [{ name: '沈牧', role: 'reporter', from: '' }] } })
      const receipt = valueOf(await room.connectorWith({ settings: { authors: [{ name: '沈牧', remote: 'no-such-author' }] } }).publish(built.piece, built.photo, anOrder()))
      expect(receipt.stripped).toEqual(['沈牧'])
      const [author] = valueOf(await room.connector().choices(signal())).authors
      const mapped = valueOf(await room.connectorWith({ settings: { authors: [{ name: '沈牧', remote: author!.remote }] } }).publish(built.piece, built.photo, anOrder({ last: receipt })))
      expect(mapped.stripped).toBeUndefined()
    })

    test('a title and a summary that are too long are shortened, and the title is said in full in the text', async () => {
      const headline = '长'.repeat(300)
      const built = await build({ story: { headline, summary: '要'.repeat(400) } })
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder()))
      const post = await fieldsOf(receipt.remoteId)
      expect([Array.from(post.title).length, Array.from(post.custom_excerpt ?? '').length]).toEqual([255, 300])
      expect(await room.page(receipt.url)).toContain(headline)
      expect(receipt.stripped).toBeUndefined()
    })

    test('what somebody put into the post\'s foot stays', async () => {
      const built = await build({ story: { headline: '脚注代码' } })
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder()))
      const { updated_at, ...post } = await room.held(receipt.remoteId)
      await room.ghost.asOwner('PUT', `posts/${post.id}/`, { posts: [{ updated_at, codeinjection_foot: '<!-- 统计 -->' }] })
      const again = valueOf(await room.connector().publish(built.piece, built.photo, anOrder({ last: receipt })))
      expect(again.remoteVersion).toBe(receipt.remoteVersion)
      expect((await fieldsOf(receipt.remoteId)).codeinjection_foot).toMatch(/^<!-- 统计 -->\n<!-- stet \{"revision":1,/)
    })

    test('what somebody else made a draft is not put back unasked', async () => {
      const built = await build({ story: { headline: '被人撤下' } })
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder()))
      const { updated_at } = await room.held(receipt.remoteId)
      await room.ghost.asOwner('PUT', `posts/${receipt.remoteId}/`, { posts: [{ updated_at, status: 'draft' }] })
      expect(await room.connector().publish(built.piece, built.photo, anOrder({ last: receipt }))).toMatchObject({ ok: false, code: 'remote-edited' })
    })

    test('a piece that is live cannot be changed at a later time', async () => {
      const built = await build({ story: { headline: '已经见报' } })
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder()))
      expect(await room.connector().publish(built.piece, built.photo, anOrder({ last: receipt, at: new Date(Date.now() + 3_600_000).toISOString() }))).toMatchObject({ ok: false, code: 'destination-refused' })
    })

    test('a post deleted there is gone, and is made again', async () => {
      const built = await build({ story: { headline: '被人删去' } })
      const receipt = valueOf(await room.connector().publish(built.piece, built.photo, anOrder()))
      await room.ghost.asOwner('DELETE', `posts/${receipt.remoteId}/`)
      expect(valueOf(await room.connector().look(built.story.id, receipt, signal())).state).toBe('gone')
      expect(await room.connector().takeDown(built.story.id, anOrder({ last: receipt }))).toMatchObject({ ok: false, code: 'not-published' })
      const again = valueOf(await room.connector().publish(built.piece, built.photo, anOrder({ last: receipt })))
      expect(again.url).toBe(receipt.url)
    })

    test('a key Ghost does not know fails its test at the key', async () => {
      const checks = valueOf(await room.connectorWith({ key: `${'a'.repeat(24)}:${'b'.repeat(64)}` }).test(signal()))
      expect(checks.map(({ what, ok, code }) => [what, ok, code])).toEqual([['ghostSite', true, ''], ['ghostKey', false, 'destination-credentials']])
      const [id] = room.ghost.key.split(':')
      expect(await room.connectorWith({ key: `${id!}:${'b'.repeat(64)}` }).choices(signal())).toMatchObject({ ok: false, code: 'destination-credentials' })
    })

    test('the token of somebody who may not publish fails its test at the posts; an author\'s own holds where it writes for its owner', async () => {
      const failing = async (key: string, author: string | null) => valueOf(await room.connectorWith({ key, settings: { author } }).test(signal())).filter(({ ok }) => !ok).map(({ what, code }) => [what, code])
      const [contributor, author, editor] = [await room.ghost.hire('Contributor', room.ghost.content), await room.ghost.hire('Author', room.ghost.content), await room.ghost.hire('Editor', room.ghost.content)]
      expect(await failing(contributor.key, contributor.id)).toEqual([['ghostPosts', 'destination-permission']])
      expect(await failing(author.key, null)).toEqual([['ghostPosts', 'destination-permission']])
      expect(await failing(author.key, author.id)).toEqual([])
      expect(await failing(editor.key, null)).toEqual([])
      const built = await build({ story: { headline: '作者自己发' } })
      const own = room.connectorWith({ key: author.key, settings: { author: author.id } })
      const receipt = valueOf(await own.publish(built.piece, built.photo, anOrder()))
      expect((await own.takeDown(built.story.id, anOrder({ last: receipt }))).ok).toBe(true)
      expect(await room.connectorWith({ key: contributor.key }).publish(built.piece, built.photo, anOrder({ last: receipt, over: 'x' }))).toMatchObject({ ok: false })
    })
  })
}
