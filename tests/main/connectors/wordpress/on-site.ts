import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { valueOf, type Outcome } from '../../../../src-shared/outcome'
import { compareCopies } from '../../../../src-shared/publication/compare-copies'
import type { Connector } from '../../../../src-shared/publication/connector'
import type { DestinationSettings } from '../../../../src-shared/publication/destination'
import { viewOf } from '../../../../src-shared/publication/view'
import type { Receipt } from '../../../../src-shared/signoff/statement'
import type { BodyJson, Story } from '../../../../src-shared/story/story'
import type { WordPress } from '../../../servers/wordpress/start'
import { anOrder } from '../../../support/order'
import { buildSignedPiece, type BuiltPiece } from '../../../support/signed-piece'
import { textOfPage } from '../page-text'
import { askSite, connectorTo, settingsFor } from './room'

type Post = { id: number; slug: string; author: number; status: string; tags: number[]; categories: number[]; modified_gmt: string; content: { raw: string }; title: { raw: string } }

let serial = 0
const paragraphs = (...texts: string[]): BodyJson => ({ type: 'doc', content: texts.map((text, index) => ({ type: 'paragraph', attrs: { blockId: `p${String(index)}` }, content: [{ type: 'text', text }] })) })
/** A short story without pictures, of its own id. */
const short = (story: Partial<Story> = {}): Promise<BuiltPiece> =>
  buildSignedPiece({ photos: [], story: { id: `5e7c0000-0000-4000-8000-1${String((serial += 1)).padStart(11, '0')}`, headline: `短稿第${String(serial)}则`, body: paragraphs('江上起了风。'), photos: {}, keywords: [], channel: [], dateline: '', ...story } })

const pageOf = async (url: string): Promise<string> => textOfPage(await (await fetch(url)).text()).replace(/\s+/g, '')
const limit = (): AbortSignal => AbortSignal.timeout(60_000)

/** What only a real WordPress can answer, besides the conformance suite. */
export const onSite = (open: () => Promise<WordPress>): void => {
  describe('on a real WordPress', () => {
    let site: WordPress
    let editor: Connector
    beforeAll(async () => {
      site = await open()
      await site.plugin(true)
      editor = as('editor')
    }, 240_000)
    afterAll(() => site.plugin(false))
    const as = (who: keyof WordPress['people'], settings: Partial<DestinationSettings> = {}): Connector => connectorTo(settingsFor(site.url, site.people[who].account, settings), site.people[who].secret)
    const publish = async (built: BuiltPiece, connector = editor, order = anOrder()): Promise<Receipt> => valueOf(await connector.publish(built.piece, built.photo, order))
    const refused = async (built: BuiltPiece, connector = editor, order = anOrder()): Promise<Outcome<Receipt>> => connector.publish(built.piece, built.photo, order)
    const postOf = async ({ remoteId }: Receipt): Promise<Post> => (await askSite(site, site.people.keeper, `wp/v2/posts/${remoteId}?context=edit`)).json as Post
    const change = (receipt: Receipt, json: unknown) => askSite(site, site.people.keeper, `wp/v2/posts/${receipt.remoteId}`, { method: 'POST', json })
    const namesOf = async (kind: 'categories' | 'tags', ids: number[]): Promise<string[]> => ((await askSite(site, site.people.keeper, `wp/v2/${kind}?include=${ids.join(',')}`)).json as { name: string }[]).map(({ name }) => name)
    const found = async (built: BuiltPiece, receipt: Receipt, connector = editor) => valueOf(await connector.look(built.story.id, receipt, limit()))

    test('a channel leads to the category of its path; one that is not there is made only where that is wanted, and told where not', async () => {
      const known = await publish(await short({ channel: ['工会', '职工之家'] }))
      expect(await namesOf('categories', (await postOf(known)).categories)).toEqual(['职工之家'])
      const without = await publish(await short({ channel: ['文化', '江边'] }))
      expect(without.stripped).toEqual(['文化 / 江边'])
      const built = await short({ channel: ['文化', '江边'] })
      const made = await publish(built, as('editor', { makeChannels: true }))
      expect(made.stripped).toBeUndefined()
      expect((await found(built, made)).copy?.channels).toEqual(['文化 / 江边'])
      const mapped = await publish(await short({ channel: ['随便'] }), as('editor', { channels: [{ channel: ['随便'], remote: '2' }] }))
      expect((await postOf(mapped)).categories).toEqual([2])
      const refusal = await refused(await short({ channel: ['没有', '的'] }), as('author', { makeChannels: true }))
      expect(refusal).toMatchObject({ ok: false, code: 'destination-permission', details: { what: 'manage_categories' } })
    })

    test('a correction into a channel that has no counterpart leaves the category it was in for the site\'s default one, and says so; that is no edit', async () => {
      const correctionOf = async (old: BuiltPiece, channel: string[]) => buildSignedPiece({ photos: [], before: old.story, story: { ...old.story, headline: `${old.story.headline}（更正）`, channel } })
      const old = await short({ channel: ['工会', '职工之家'] })
      const first = await publish(old)
      expect(await namesOf('categories', (await postOf(first)).categories)).toEqual(['职工之家'])
      const right = await correctionOf(old, ['文化', '没有的'])
      const second = await publish(right, editor, anOrder({ last: first }))
      expect(second.stripped).toEqual(['文化 / 没有的'])
      const { categories, modified_gmt: modified } = await postOf(second)
      expect(categories).toEqual([1])
      const { copy } = valueOf(await editor.preview(viewOf(right.piece), limit()))
      const there = await found(right, second)
      expect([there.edited, compareCopies(copy, there.copy!)]).toMatchObject([null, { fields: [], changed: false }])
      await new Promise((resolve) => setTimeout(resolve, 1100))
      expect(await publish(right, editor, anOrder({ last: second }))).toEqual(second)
      expect((await postOf(second)).modified_gmt).toBe(modified)
      // Somebody saves it there without changing anything.
      await change(second, { status: 'publish' })
      expect((await found(right, second)).edited).toBeNull()
    })

    test('an answer lost at any request of such a correction: tried again, it stands, in the default category', async () => {
      for (let at = 1, requests = 1; at <= requests; at += 1) {
        const old = await short({ channel: ['工会', '职工之家'] })
        const first = await publish(old)
        const right = await buildSignedPiece({ photos: [], before: old.story, story: { ...old.story, headline: '改到没有的栏目', channel: ['文化', '没有的'] } })
        let asked = 0
        const lossy = connectorTo(settingsFor(site.url, site.people.editor.account), site.people.editor.secret, async (...given) => {
          const mine = (asked += 1)
          const answer = await fetch(...given)
          if (mine === at) throw new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) })
          return answer
        })
        await refused(right, lossy, anOrder({ last: first }))
        requests = Math.max(requests, asked)
        const second = await publish(right, editor, anOrder({ last: first }))
        expect([(await postOf(second)).categories, second.remoteId]).toEqual([[1], first.remoteId])
      }
    }, 60_000)

    test('keywords are tags, one each however they are spelt', async () => {
      const words = ['甲 & 乙', 'Ferry Line', '职工夜校']
      const [first, second] = [await publish(await short({ keywords: words })), await publish(await short({ keywords: words.map((word) => word.toLowerCase()) }))]
      expect((await postOf(first)).tags.length).toBe(3)
      expect((await postOf(second)).tags.sort()).toEqual((await postOf(first)).tags.sort())
    })

    test('a name of the byline that is mapped stands as author, else whom the settings say; who may not write for others is told so', async () => {
      const authors = [{ name: '沈牧', remote: String(site.people.author.id) }]
      const contributors: Story['contributors'] = [{ name: '何雨晴', role: 'correspondent', from: '' }, { name: '沈牧', role: 'reporter', from: '' }]
      expect((await postOf(await publish(await short({ contributors }), as('editor', { authors })))).author).toBe(site.people.author.id)
      expect((await postOf(await publish(await short(), as('editor', { authors, author: String(site.people.contributor.id) })))).author).toBe(site.people.contributor.id)
      expect((await postOf(await publish(await short()))).author).toBe(site.people.editor.id)
      // The dry run says both by the names they have there, as a copy that is found does.
      const mapped = await short({ contributors, channel: ['随便'], keywords: ['乙', '甲'] })
      const settings = { authors, channels: [{ channel: ['随便'], remote: '2' }] }
      const receipt = await publish(mapped, as('editor', settings))
      const { copy } = valueOf(await as('editor', settings).preview(viewOf(mapped.piece), limit()))
      expect(compareCopies(copy, (await found(mapped, receipt, as('editor', settings))).copy!)).toMatchObject({ fields: [], changed: false })
      expect(copy).toMatchObject({ authors: ['Author'], channels: ['工会'] })
      const other = as('author', { author: String(site.people.editor.id) })
      expect(await refused(await short(), other)).toMatchObject({ ok: false, code: 'destination-permission', details: { what: 'edit_others_posts' } })
      expect(valueOf(await other.test(limit())).filter(({ ok }) => !ok)).toMatchObject([{ what: 'editOthers', code: 'destination-permission' }])
    })

    test('who may not publish is told which permission is lacking, and a wrong password is noticed', async () => {
      const built = await short()
      expect(await refused(built, as('contributor'))).toMatchObject({ ok: false, code: 'destination-permission' })
      expect((await askSite(site, site.people.keeper, `wp/v2/posts?search=stet-id-${built.story.id}&status=any,trash`)).total).toBe(0)
      expect(valueOf(await as('contributor').test(limit())).filter(({ ok }) => !ok).map(({ what, details }) => [what, details['what']])).toEqual([['upload', 'upload_files'], ['publish', 'publish_posts']])
      const wrong = connectorTo(settingsFor(site.url, 'editor'), 'not the password')
      expect(await refused(await short(), wrong)).toMatchObject({ ok: false, code: 'destination-credentials' })
      expect(valueOf(await wrong.test(limit())).map(({ what, ok }) => [what, ok])).toEqual([['api', true], ['credentials', false]])
    })

    test('two processes that publish the same piece at once make one post', async () => {
      const built = await short()
      vi.resetModules()
      const { wordpress } = await import('../../../../src-main/connectors/wordpress/wordpress')
      const other = valueOf(wordpress.open(settingsFor(site.url, 'editor'), site.people.editor.secret, { fetch, now: () => new Date().toISOString(), webRendition: () => Promise.reject(new Error('no pictures')) }))
      const [one, two] = await Promise.all([publish(built), publish(built, other)])
      expect(two).toEqual(one)
      expect((await askSite(site, site.people.keeper, `wp/v2/posts?search=stet-id-${built.story.id}&status=any,trash`)).total).toBe(1)
    })

    test.each(['editor', 'author'] as const)('words WordPress would act on are read as they were written (%s)', async (who) => {
      const texts = ['他说“[gallery]”和[audio src="x"]都只是字。', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'a < b & c > d，<b>不是粗体</b>。', '<!-- wp:html -->也是字<!-- /wp:html -->', '用 Wordpress 写：“三种人生”……']
      const built = await short({ headline: '甲 & 乙 <i>丙</i> 与 [丁]', summary: '摘要 & <b>粗</b>', body: paragraphs(...texts) })
      const receipt = await publish(built, as(who))
      expect(receipt.stripped).toBeUndefined()
      const html = await (await fetch(receipt.url)).text()
      expect(html).not.toMatch(/<iframe|youtube\.com\/embed|<b>不是粗体|class="gallery/)
      const page = textOfPage(html).replace(/\s+/g, '')
      for (const words of ['[gallery]', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', 'a<b&c>d', '<b>不是粗体</b>', '也是字', '甲&乙<i>丙</i>']) expect(page).toContain(words)
      const { copy } = await found(built, receipt, as(who))
      expect(copy?.title).toBe('甲 & 乙 <i>丙</i> 与 [丁]')
      expect(copy?.summary).toBe('摘要 & <b>粗</b>')
      expect(copy?.lines).toEqual(expect.arrayContaining(texts))
      const before = await postOf(receipt)
      await new Promise((resolve) => setTimeout(resolve, 1100))
      expect(await publish(built, as(who))).toEqual(receipt)
      expect((await postOf(receipt)).modified_gmt).toBe(before.modified_gmt)
    })

    test('what an editor leaves unsaved is no edit; a tag more, or another slug, is', async () => {
      const built = await short()
      const receipt = await publish(built)
      await askSite(site, site.people.keeper, `wp/v2/posts/${receipt.remoteId}/autosaves`, { method: 'POST', json: { content: '半句' } })
      expect(await found(built, receipt)).toMatchObject({ state: 'live', version: receipt.remoteVersion, edited: null })
      await change(receipt, { sticky: true, featured_media: 0 })
      expect((await found(built, receipt)).version).toBe(receipt.remoteVersion)
      const tag = (await askSite(site, site.people.keeper, 'wp/v2/tags', { method: 'POST', json: { name: '编辑加的' } })).json as { id: number }
      await change(receipt, { tags: [tag.id] })
      expect((await found(built, receipt)).edited).toMatch(/^\d{4}-.*Z$/)
      expect(await refused(built, editor, anOrder({ last: receipt }))).toMatchObject({ ok: false, code: 'remote-edited' })
    })

    test('a post is found again under another slug: by the plugin, or by the number of the last receipt', async () => {
      const built = await short()
      const receipt = await publish(built)
      await change(receipt, { slug: 'ling-yi-ge' })
      const { version, url } = await found(built, receipt)
      expect(url).toContain('ling-yi-ge')
      expect((await publish(built)).remoteId).toBe(receipt.remoteId)
      await site.plugin(false)
      expect((await publish(built, editor, anOrder({ last: receipt, over: version }))).remoteId).toBe(receipt.remoteId)
      await site.plugin(true)
    })

    test('what lies in the bin is not put back unasked, and comes back at its address where somebody chose that', async () => {
      const built = await short()
      const receipt = await publish(built)
      await askSite(site, site.people.keeper, `wp/v2/posts/${receipt.remoteId}`, { method: 'DELETE' })
      expect(await refused(built)).toMatchObject({ ok: false, code: 'remote-edited' })
      const { state, version } = await found(built, receipt)
      expect(state).toBe('hidden')
      const back = await publish(built, editor, anOrder({ last: receipt, over: version }))
      expect(back).toEqual(receipt)
      await askSite(site, site.people.keeper, `wp/v2/posts/${receipt.remoteId}?force=true`, { method: 'DELETE' })
      expect(await found(built, receipt)).toMatchObject({ state: 'gone', copy: null })
      expect(await editor.takeDown(built.story.id, anOrder({ last: receipt }))).toMatchObject({ ok: false, code: 'not-published' })
    })

    test('taking down what somebody edited takes it down, and does not forget the edit', async () => {
      const built = await short()
      const receipt = await publish(built)
      await change(receipt, { content: `${(await postOf(receipt)).content.raw}\n\n<p>另加一句</p>` })
      const down = valueOf(await editor.takeDown(built.story.id, anOrder({ last: receipt })))
      expect((await postOf(receipt)).status).toBe('draft')
      expect(await refused(built, editor, anOrder({ last: down }))).toMatchObject({ ok: false, code: 'remote-edited' })
    })

    test('what somebody else took out of readers\' sight is not put back unasked; nor is what was changed after we took it down', async () => {
      const [one, other] = [await short(), await short()]
      const receipt = await publish(one)
      await change(receipt, { status: 'draft' })
      expect(await refused(one, editor, anOrder({ last: receipt }))).toMatchObject({ ok: false, code: 'remote-edited' })
      const last = await publish(other)
      valueOf(await editor.takeDown(other.story.id, anOrder({ last })))
      await change(last, { title: '改过的题' })
      expect(await refused(other, editor, anOrder({ last }))).toMatchObject({ ok: false, code: 'remote-edited' })
    })

    test('a scheduled post goes live by WordPress\'s clock under the address and version its receipt named', async () => {
      const built = await short()
      const receipt = await publish(built, editor, anOrder({ at: new Date(Date.now() + 86_400_000).toISOString() }))
      expect((await found(built, receipt)).state).toBe('scheduled')
      // What its cron does once the time has come.
      await site.inside(`wp_publish_post(${receipt.remoteId});`)
      expect(await found(built, receipt)).toMatchObject({ state: 'live', version: receipt.remoteVersion, url: receipt.url })
      expect(await pageOf(receipt.url)).toContain('江上起了风')
      expect(await refused(built, editor, anOrder({ last: receipt, at: new Date(Date.now() + 86_400_000).toISOString() }))).toMatchObject({ ok: false, code: 'destination-refused' })
    })

    test('an hour that WordPress would take for now is refused, and nothing is made', async () => {
      const built = await short()
      expect(await refused(built, editor, anOrder({ at: new Date(Date.now() + 45_000).toISOString() }))).toMatchObject({ ok: false, code: 'hour-near' })
      expect(await editor.takeDown(built.story.id, anOrder())).toMatchObject({ ok: false, code: 'not-published' })
    })

    test('a printed time still to come does not keep a story back that is published now', async () => {
      const built = await short({ publishTime: '2099-01-01T08:00:00+08:00' })
      const receipt = await publish(built)
      expect((await postOf(receipt)).status).toBe('publish')
      expect(await publish(built, editor, anOrder({ last: receipt }))).toEqual(receipt)
    })

    test('the title is by the destination\'s template, and what it holds is not printed twice', async () => {
      const built = await short({ kicker: '引题在此', headline: '主题在此', deck: '副题在此', columnTag: '深读' })
      const receipt = await publish(built, as('editor', { title: '{columnTag}｜{kicker} {headline}' }))
      expect((await postOf(receipt)).title.raw).toBe('深读｜引题在此 主题在此')
      const { raw } = (await postOf(receipt)).content
      expect(raw).toContain('副题在此')
      expect(raw).not.toMatch(/引题在此|深读/)
    })

    test.each([
      ['over PHP\'s limit for a file', 9_000_000, 'destination-too-large'],
      ['over PHP\'s limit for a request', 17_000_000, 'destination-too-large'],
      ['no picture at all', 2000, 'destination-refused'],
    ])('a picture that is %s stops it', async (_what, size, code) => {
      const built = await buildSignedPiece({ story: { id: `5e7c0000-0000-4000-8000-1${String((serial += 1)).padStart(11, '0')}` } })
      const heavy = connectorTo(settingsFor(site.url, 'editor'), site.people.editor.secret, fetch, { ok: true, value: new Uint8Array(size).fill(65) })
      const { json } = await askSite(site, site.people.keeper, 'wp/v2/media?per_page=100&_fields=id')
      for (const { id } of json as { id: number }[]) await askSite(site, site.people.keeper, `wp/v2/media/${String(id)}?force=true`, { method: 'DELETE' })
      expect(await refused(built, heavy)).toMatchObject({ ok: false, code, ...(code === 'destination-too-large' ? { details: { bytes: size } } : {}) })
    })

    test('without the plugin the connection test says so, and holds', async () => {
      expect(valueOf(await editor.test(limit())).find(({ what }) => what === 'plugin')).toMatchObject({ ok: true, code: '' })
      await site.plugin(false)
      expect(valueOf(await editor.test(limit())).find(({ what }) => what === 'plugin')).toMatchObject({ ok: true, code: 'wordpress-plugin-absent' })
      await site.plugin(true)
    })

    test('readers of the API see nothing of our marks but class names', async () => {
      const receipt = await publish(await short())
      const seen = await (await fetch(`${site.url}/wp-json/wp/v2/posts/${receipt.remoteId}`)).text()
      expect(seen).not.toMatch(/stet_(?:id|revision|sha256)/)
    })
  })
}
