import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { Fault, valueOf } from '../../../src-shared/outcome'
import type { Connector } from '../../../src-shared/publication/connector'
import { viewOf } from '../../../src-shared/publication/view'
import type { Receipt } from '../../../src-shared/signoff/statement'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { everyBlockStory } from '../../support/every-block'
import { anOrder } from '../../support/order'
import { buildSignedPiece, type BuildOptions, type BuiltPiece } from '../../support/signed-piece'

/** A CMS under test: the connector, and means to look at the CMS that do not go through it. */
export type Room = {
  /** The connector; `fetch` stands between it and the CMS where the connector asks over the network. */
  connector: (fetch?: typeof globalThis.fetch) => Connector
  /** What a reader sees at an address: the page's text, null where there is none. */
  page: (url: string) => Promise<string | null>
  /** How many posts of a story stand there, published or not, and how many pictures in all. */
  posts: (story: string) => Promise<number>
  pictures: () => Promise<number>
  /** Somebody changes the post's text in the CMS's own editor. Null where nobody can. */
  edit: ((receipt: Receipt, words: string) => Promise<void>) | null
  close: () => Promise<void>
}

let serial = 0
/** A story of its own for each test, so that tests do not meet. */
const ownId = (): string => `5e7c0000-0000-4000-8000-${String((serial += 1)).padStart(12, '0')}`

const build = (options: BuildOptions & { id: string }): Promise<BuiltPiece> => buildSignedPiece({ ...options, story: { ...options.story, id: options.id } })

const bare = (text: string): string => text.replace(/\s+/g, '')
/** The words of a story's text that must be read on its page, one run of them each. */
const wordsOf = (node: BodyJson, lost: ReadonlySet<string>): string[] => {
  if (lost.has(node.type) || node.marks?.some(({ type }) => lost.has(type))) return []
  return node.text === undefined ? (node.content ?? []).flatMap((child) => wordsOf(child, lost)) : [node.text]
}
/** Words of a story's text that its page does not show. */
export const missingFrom = (page: string, story: Pick<Story, 'body'>, lost: ReadonlySet<string> = new Set()): string[] => wordsOf(story.body, lost).filter((words) => words.trim() !== '' && !bare(page).includes(bare(words)))

/** A fetch whose nth request is done and whose answer is lost on the way back. */
const losing = (at: number): { fetch: typeof fetch; asked: () => number } => {
  let asked = 0
  return {
    asked: () => asked,
    fetch: async (...given) => {
      const mine = (asked += 1)
      const response = await fetch(...given)
      if (mine !== at) return response
      await response.arrayBuffer()
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) })
    },
  }
}

/**
 * What the desk relies on in any connector. `online` says that it asks over the network. Run it against the real CMS; see docs/guide/connectors.md.
 */
export const conformance = (name: string, open: () => Promise<Room>, { online }: { online: boolean }): void => {
  describe(`${name} as a destination`, () => {
    let room: Room
    let opened = false
    beforeAll(async () => {
      room = await open()
      opened = true
    }, 240_000)
    afterAll(() => (opened ? room.close() : undefined))
    const publish = async (built: BuiltPiece, order = anOrder(), connector = room.connector()): Promise<Receipt> => valueOf(await connector.publish(built.piece, built.photo, order))

    test('says what it is and what it carries', () => {
      const { id, name: called, kind, address, carries } = room.connector().describe()
      expect([id, called, kind].every((word) => word !== '')).toBe(true)
      expect(new URL(address).protocol).toMatch(/^https?:$/)
      expect(Object.keys(carries.blocks)).not.toContain('paragraph')
    })

    test('passes its own connection test, and offers what channels and authors can be mapped to', async () => {
      const checks = valueOf(await room.connector().test(AbortSignal.timeout(60_000)))
      expect(checks.length).toBeGreaterThan(0)
      expect(checks.filter(({ ok }) => !ok)).toEqual([])
      const choices = valueOf(await room.connector().choices(AbortSignal.timeout(60_000)))
      expect(choices.channels.every(({ path, remote }) => path.length > 0 && remote !== '')).toBe(true)
    })

    test('publishes a Chinese story: headline, every sentence, captions and credits on the reader\'s page, pictures once', async () => {
      const before = await room.pictures()
      const built = await build({ id: ownId(), story: { headline: '江城新桥今晨通车' } })
      const receipt = await publish(built)
      expect(receipt.destination).toBe(room.connector().describe().id)
      expect(receipt.sent).toMatch(/^[0-9a-f]{64}$/)
      const page = await room.page(receipt.url)
      expect(page).not.toBeNull()
      expect(bare(page ?? '')).toContain('江城新桥今晨通车')
      expect(missingFrom(page ?? '', built.story)).toEqual([])
      for (const credit of creditsOf(built.story.body)) expect(bare(page ?? '')).toContain(bare(credit))
      expect(await room.posts(built.story.id)).toBe(1)
      expect(await room.pictures()).toBeGreaterThan(before)
    })

    test('the same piece again is the same post, the same pictures and the same receipt', async () => {
      const built = await build({ id: ownId(), story: { headline: '再发一次的稿件' } })
      const first = await publish(built)
      const pictures = await room.pictures()
      expect(await publish(built, anOrder({ last: first }))).toEqual(first)
      // Another process of the desk that knows nothing of the first.
      expect(await publish(built, anOrder(), room.connector())).toEqual(first)
      expect(await room.posts(built.story.id)).toBe(1)
      expect(await room.pictures()).toBe(pictures)
    })

    test('carries every kind of block, but what it says it loses', async () => {
      const built = await build({ id: ownId(), base: everyBlockStory, story: { headline: '样样俱全' } })
      const receipt = await publish(built)
      const { blocks } = room.connector().describe().carries
      const lost = new Set(Object.keys(blocks).filter((block) => blocks[block] === 'lost'))
      const page = (await room.page(receipt.url)) ?? ''
      expect(missingFrom(page, built.story, lost)).toEqual([])
    })

    test('a dry run sends nothing and says what publishing then puts there', async () => {
      const built = await build({ id: ownId(), story: { headline: '先看一眼' } })
      const preview = valueOf(await room.connector().preview(viewOf(built.piece), AbortSignal.timeout(60_000)))
      expect(await room.posts(built.story.id)).toBe(0)
      const receipt = await publish(built)
      const found = valueOf(await room.connector().look(built.story.id, receipt, AbortSignal.timeout(60_000)))
      expect(found.state).toBe('live')
      expect(found.version).toBe(receipt.remoteVersion)
      expect(found.url).toBe(receipt.url)
      expect(found.copy?.title).toBe(preview.copy.title)
      expect(found.copy?.lines).toEqual(preview.copy.lines)
      expect(bare(preview.copy.title)).toContain('先看一眼')
      expect(preview.copy.lines.length).toBeGreaterThan(3)
    })

    test('a correction takes the place of what is live, at the same address, without a moment away', async () => {
      const id = ownId()
      const old = await build({ id, story: { headline: '通车时间有误' } })
      const first = await publish(old)
      const text: BodyJson = { type: 'doc', content: [{ type: 'paragraph', attrs: { blockId: 'c1' }, content: [{ type: 'text', text: '桥在上午九时通车。' }] }] }
      const right = await build({ id, before: old.story, story: { headline: '更正后的时间', body: text, photos: {}, correction: { story: null, headline: '通车时间有误', printedOn: '', text: '通车时间应为上午九时。' } }, photos: [] })
      let away = 0
      const done = new AbortController()
      const watch = (async () => {
        while (!done.signal.aborted) {
          if ((await room.page(first.url)) === null) away += 1
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      })()
      const second = await publish(right, anOrder({ last: first }))
      done.abort()
      await watch
      expect(away).toBe(0)
      expect(second.url).toBe(first.url)
      expect(second.remoteId).toBe(first.remoteId)
      expect(second.remoteVersion).not.toBe(first.remoteVersion)
      const page = bare((await room.page(second.url)) ?? '')
      expect(page).toContain('桥在上午九时通车。')
      expect(page).toContain('通车时间应为上午九时。')
      expect(await room.posts(id)).toBe(1)
      const late = await room.connector().publish(old.piece, old.photo, anOrder({ last: second }))
      expect(late).toMatchObject({ ok: false, code: 'newer-published' })
    })

    test('taken down, nobody reads it; taken down twice is taken down; published again it is back at its address', async () => {
      const built = await build({ id: ownId(), story: { headline: '先撤后复' } })
      const first = await publish(built)
      const down = valueOf(await room.connector().takeDown(built.story.id, anOrder({ last: first })))
      expect(bare((await room.page(first.url)) ?? '')).not.toContain('先撤后复')
      expect(valueOf(await room.connector().look(built.story.id, down, AbortSignal.timeout(60_000))).state).toBe('hidden')
      expect(valueOf(await room.connector().takeDown(built.story.id, anOrder({ last: down }))).remoteVersion).toBe(down.remoteVersion)
      const again = await publish(built, anOrder({ last: down }))
      expect(again.url).toBe(first.url)
      expect(missingFrom((await room.page(again.url)) ?? '', built.story)).toEqual([])
      expect(await room.posts(built.story.id)).toBe(1)
    })

    test('nothing of a story that never stood there can be taken down', async () => {
      const answer = await room.connector().takeDown(ownId(), anOrder())
      expect(answer).toMatchObject({ ok: false, code: 'not-published' })
    })

    test('somebody\'s edit in the CMS is noticed before it is overwritten, and overwritten only where a person chose that', async (context) => {
      if (!room.edit) return context.skip()
      const id = ownId()
      const built = await build({ id, story: { headline: '有人动过' } })
      const first = await publish(built)
      // The version of some has a resolution of one second.
      await new Promise((resolve) => setTimeout(resolve, 1100))
      await room.edit(first, '网站编辑另加的一句。')
      const refused = await room.connector().publish(built.piece, built.photo, anOrder({ last: first }))
      expect(refused).toMatchObject({ ok: false, code: 'remote-edited' })
      expect(bare((await room.page(first.url)) ?? '')).toContain('网站编辑另加的一句。')
      const found = valueOf(await room.connector().look(id, first, AbortSignal.timeout(60_000)))
      expect(found.version).not.toBe(first.remoteVersion)
      expect(found.copy?.lines.join('')).toContain('网站编辑另加的一句。')
      const replaced = await publish(built, anOrder({ last: first, over: found.version }))
      expect(bare((await room.page(replaced.url)) ?? '')).not.toContain('网站编辑另加的一句。')
    })

    test('a photo that is not the one that was signed stops it, and nothing appears', async () => {
      const built = await build({ id: ownId(), story: { headline: '照片被换' } })
      const answer = await room.connector().publish(built.piece, () => Promise.resolve(new Uint8Array([1, 2, 3])), anOrder())
      expect(answer.ok).toBe(false)
      expect(await room.posts(built.story.id)).toBe(0)
    })

    test('a time that is left to the CMS\'s clock: it waits there unseen', async (context) => {
      if (!room.connector().describe().carries.schedule) return context.skip()
      const built = await build({ id: ownId(), story: { headline: '明天见报' } })
      const receipt = await publish(built, anOrder({ at: new Date(Date.now() + 86_400_000).toISOString() }))
      expect(bare((await room.page(receipt.url)) ?? '')).not.toContain('明天见报')
      expect(valueOf(await room.connector().look(built.story.id, receipt, AbortSignal.timeout(60_000))).state).toBe('scheduled')
      const now = await publish(built, anOrder({ last: receipt }))
      expect(bare((await room.page(now.url)) ?? '')).toContain('明天见报')
      expect(await room.posts(built.story.id)).toBe(1)
    })

    test('stopped by the desk, it says so and is finished by the next try', async () => {
      const built = await build({ id: ownId(), story: { headline: '中途停下' } })
      const stopped = await room.connector().publish(built.piece, built.photo, anOrder({ signal: AbortSignal.abort(new Fault('desk-closed', 'The desk is closed.')) })).catch(() => null)
      if (online) expect(stopped).toMatchObject({ ok: false, code: 'desk-closed' })
      const receipt = await publish(built)
      expect(missingFrom((await room.page(receipt.url)) ?? '', built.story)).toEqual([])
      expect(await room.posts(built.story.id)).toBe(1)
    })

    test('an answer lost at any of its requests: tried again, it is one post with its pictures once', async (context) => {
      if (!online) return context.skip()
      const whole = losing(-1)
      const first = await build({ id: ownId(), story: { headline: '应答丢失' } })
      await publish(first, anOrder(), room.connector(whole.fetch))
      const requests = whole.asked()
      expect(requests).toBeGreaterThan(2)
      for (let at = 1; at <= requests; at += 1) {
        const built = await build({ id: ownId(), story: { headline: `应答丢失第${String(at)}次` } })
        const lossy = losing(at)
        const answer = await room.connector(lossy.fetch).publish(built.piece, built.photo, anOrder())
        if (!answer.ok) expect(answer.code).toBe('destination-away')
        const receipt = await publish(built)
        expect(await room.posts(built.story.id)).toBe(1)
        expect(missingFrom((await room.page(receipt.url)) ?? '', built.story)).toEqual([])
      }
    }, 180_000)

    test('an answer lost at any request of a correction is no stranger\'s edit: tried again, the correction stands', async (context) => {
      if (!online) return context.skip()
      const line = (text: string): BodyJson => ({ type: 'doc', content: [{ type: 'paragraph', attrs: { blockId: 'c1' }, content: [{ type: 'text', text }] }] })
      const plain = { photos: {}, headline: '改了又丢' }
      for (let at = 1, requests = 1; at <= requests; at += 1) {
        const id = ownId()
        const old = await build({ id, story: { ...plain, body: line('原来的话。') }, photos: [] })
        const first = await publish(old)
        const right = await build({ id, before: old.story, story: { ...plain, body: line('改正的话。') }, photos: [] })
        const lossy = losing(at)
        const answer = await room.connector(lossy.fetch).publish(right.piece, right.photo, anOrder({ last: first }))
        if (!answer.ok) expect(answer.code).toBe('destination-away')
        requests = Math.max(requests, lossy.asked())
        const second = await publish(right, anOrder({ last: first }))
        expect(bare((await room.page(second.url)) ?? '')).toContain('改正的话。')
        expect(second.url).toBe(first.url)
        expect(await room.posts(id)).toBe(1)
      }
    }, 180_000)
  })
}

const creditsOf = (node: BodyJson): string[] => [...(node.type === 'photo' && typeof node.attrs?.['credit'] === 'string' ? [node.attrs['credit']] : []), ...(node.content ?? []).flatMap(creditsOf)].filter((credit) => credit !== '')
