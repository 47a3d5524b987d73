import { Window } from 'happy-dom'
import { XMLParser } from 'fast-xml-parser'
import { createHash } from 'node:crypto'
import { access, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { channelSlug } from '../../../../src-main/connectors/site/paths'
import { siteConnector, siteSettingsSchema, type SiteSettings, type WebRendition } from '../../../../src-main/connectors/site/site'
import { failed, ok } from '../../../../src-shared/outcome'
import type { Story } from '../../../../src-shared/story/story'
import { bit, block, englishStory } from '../../../support/sample-story'
import { anOrder } from '../../../support/order'
import { buildSignedPiece, type BuiltPiece } from '../../../support/signed-piece'

const settings: SiteSettings = {
  id: 'site',
  name: '临江日报',
  tagline: '一座城与一条江的每日记录',
  language: 'zh-CN',
  baseUrl: 'https://news.example.org/',
  organiser: '临江日报社',
  address: '沿江东路18号',
  telephone: '0999-5550100',
  email: 'desk@example.org',
  licences: ['示例备00000000号'],
  copyright: '© 临江日报社',
}

const webRendition: WebRendition = async (bytes) => ok(new Uint8Array(await sharp(bytes).resize({ width: 600, withoutEnlargement: true }).jpeg().toBuffer()))

let home: string
let made = 0
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stet-site-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))
const freshFolder = (): string => join(home, `room-${(made += 1)}`, 'site')

type SiteOptions = Partial<Parameters<typeof siteConnector>[0]>
const siteIn = (folder: string, options: SiteOptions = {}) => siteConnector({ folder, settings, webRendition, now: () => '2026-03-12T02:00:00.000Z', ...options })
const publishTo = (folder: string, built: BuiltPiece, options: SiteOptions = {}) => siteIn(folder, options).publish(built.piece, built.photo, anOrder())

const treeOf = async (folder: string): Promise<Map<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const tree = new Map<string, string>()
  for (const file of files.sort()) tree.set(file.slice(folder.length + 1), createHash('sha256').update(await readFile(file)).digest('hex'))
  return tree
}
const stampsOf = async (folder: string): Promise<string[]> => Promise.all([...(await treeOf(folder)).keys()].map(async (file) => [file, (await stat(join(folder, file), { bigint: true })).mtimeNs, (await stat(join(folder, file), { bigint: true })).ino].join()))

const read = (folder: string, file: string): Promise<string> => readFile(join(folder, file), 'utf8')
const parse = (html: string): Document => new new Window({ settings: { disableJavaScriptEvaluation: true } }).DOMParser().parseFromString(html, 'text/html') as unknown as Document
/** XML parsed strictly: not well formed, or with characters XML forbids, throws. */
const xmlOf = (text: string, options: ConstructorParameters<typeof XMLParser>[0] = {}): unknown => {
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the package that replaces this check is not one of ours
  return new XMLParser(options).parse(text, true)
}
const pagesOf = async (folder: string): Promise<[string, Document][]> => Promise.all([...(await treeOf(folder)).keys()].filter((file) => file.endsWith('.html')).map(async (file) => [file, parse(await read(folder, file))] as [string, Document]))

const ARTICLE = 'articles/2026/03/6f1c2a9e-4b7d-4c55-9e0a-2d8f3b1c7a10.html'
const ENGLISH = 'articles/2026/03/0b8e7d52-93c4-4f16-8a7b-5c2d1e0f9a34.html'
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

/** A short piece without photos. */
const brief = (n: number, story: Partial<Story> = {}, revision = 1) =>
  buildSignedPiece({
    photos: [],
    revision,
    base: () => ({
      ...englishStory([]),
      id: id(n),
      language: 'zh-CN',
      headline: `第${n}条`,
      deck: '',
      dateline: '',
      summary: '',
      channel: ['城事'],
      publishTime: `2026-03-${String(n).padStart(2, '0')}T08:00:00+08:00`,
      body: { type: 'doc', content: [block.paragraph('a', `这是第${n}条消息。`)] },
    }),
    story,
  })

let chinese: BuiltPiece
let english: BuiltPiece
beforeAll(async () => {
  chinese = await buildSignedPiece()
  english = await buildSignedPiece({ base: englishStory })
})

const expectLinksToResolve = async (folder: string, base: URL): Promise<number> => {
  let links = 0
  for (const [file, document] of await pagesOf(folder)) {
    const page = new URL(file, base)
    for (const element of document.querySelectorAll('a[href], link[href], img[src]')) {
      const target = new URL(element.getAttribute('href') ?? element.getAttribute('src') ?? '', page)
      if (target.origin !== base.origin) continue
      expect(target.pathname.startsWith(base.pathname), `${file} -> ${target.href}`).toBe(true)
      const path = decodeURIComponent(target.pathname.slice(base.pathname.length))
      await expect(access(join(folder, path === '' || path.endsWith('/') ? `${path}index.html` : path)), `${file} -> ${target.href}`).resolves.toBeUndefined()
      links += 1
    }
  }
  return links
}

describe('publishing a piece', () => {
  test('writes the article, its photos, listings, feeds, theme and record, and answers with a receipt of them', async () => {
    const folder = freshFolder()
    const receipt = await publishTo(folder, chinese)
    const tree = await treeOf(folder)
    expect(receipt).toEqual(
      ok({ destination: 'site', remoteId: chinese.story.id, url: `https://news.example.org/${ARTICLE}`, remoteVersion: tree.get(`.stet/articles/${chinese.story.id}.json`), sent: chinese.piece.sha256 }),
    )
    const photos = [...chinese.photos.keys()].map((sha256) => `photos/${sha256}.jpg`)
    const channels = [['工会'], ['工会', '职工之家']].map((channel) => `channels/${channelSlug(channel)}/index.html`)
    const theme = [...tree.keys()].filter((file) => file.startsWith('theme/'))
    expect([...tree.keys()].sort()).toEqual(
      [ARTICLE, ...photos, ...channels, ...theme, `.stet/articles/${chinese.story.id}.json`, '.stet/pages.sha256', '404.html', 'index.html', 'robots.txt', 'rss.xml', 'sitemap.xml'].sort(),
    )
    expect(theme).toHaveLength(1)
    const css = await read(folder, theme[0]!)
    expect(css).toContain('@media print')
    expect(theme[0]).toContain(createHash('sha256').update(css).digest('hex').slice(0, 16))
  })

  test('prints the whole article with its furniture', async () => {
    const folder = freshFolder()
    await publishTo(folder, chinese)
    const page = parse(await read(folder, ARTICLE))
    const text = (selector: string): string | undefined => page.querySelector(selector)?.textContent
    expect(page.documentElement.lang).toBe('zh-CN')
    expect([...page.querySelectorAll('.crumbs li')].map((item) => item.textContent)).toEqual(['首页', '工会', '职工之家'])
    expect([text('.kicker'), text('article h1'), text('.deck')]).toEqual([chinese.story.kicker, '江畔夜校亮灯一百天', '——临江市职工夜校里的三种人生'])
    expect([text('.facts time'), text('.source'), text('.editor')]).toEqual(['2026-03-12 09:10', '来源:临江日报', '责任编辑:许知行'])
    expect([...page.querySelectorAll('.body h2 .marker')].map((marker) => marker.textContent)).toEqual(['A', 'B', 'C'])
    expect(page.querySelectorAll('figure img')).toHaveLength(3)
    const first = page.querySelector('figure img')!
    expect([first.getAttribute('width'), first.getAttribute('height'), first.getAttribute('alt')]).toEqual(['600', '400', '江边的小楼与远山，夕阳低垂'])
    expect(text('figcaption .credit')).toBe('沈牧 摄')
    expect(text('footer')).toContain('主办：临江日报社')
    expect(text('footer')).toContain('示例备00000000号')
    expect(page.querySelector('.skip')!.getAttribute('href')).toBe(`#${page.querySelector('main')!.id}`)
    expect(page.querySelector('link[rel=canonical]')!.getAttribute('href')).toBe(`https://news.example.org/${ARTICLE}`)
  })

  test('asks for web renditions with each photo’s own words', async () => {
    const asked: unknown[] = []
    await publishTo(freshFolder(), chinese, {
      webRendition: (bytes, meta) => {
        asked.push(meta)
        return webRendition(bytes, meta)
      },
    })
    expect(asked).toHaveLength(3)
    expect(asked[0]).toEqual({ caption: '傍晚的老码头，灰砖小楼是夜校所在地。', credit: '沈牧 摄', alt: '江边的小楼与远山，夕阳低垂', headline: '江畔夜校亮灯一百天', source: '临江日报' })
  })

  test('twice writes nothing and gives the same receipt', async () => {
    const folder = freshFolder()
    const first = await publishTo(folder, chinese)
    const before = await stampsOf(folder)
    const site = siteIn(folder, { now: () => '2030-01-01T00:00:00.000Z' })
    expect(await site.publish(chinese.piece, chinese.photo, anOrder())).toEqual(first)
    expect(await site.publish(chinese.piece, chinese.photo, anOrder())).toEqual(first)
    expect(await stampsOf(folder)).toEqual(before)
  })

  test('gives the same bytes in another folder and time zone', async () => {
    const before = process.env['TZ']
    const trees: Map<string, string>[] = []
    for (const zone of ['America/Los_Angeles', 'Asia/Shanghai', 'Pacific/Kiritimati']) {
      process.env['TZ'] = zone
      const folder = freshFolder()
      await publishTo(folder, chinese)
      await publishTo(folder, english)
      trees.push(await treeOf(folder))
    }
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
    expect(trees[1]).toEqual(trees[0])
    expect(trees[2]).toEqual(trees[0])
  })

  test('several at once leaves all of them listed', async () => {
    const folder = freshFolder()
    const site = siteIn(folder)
    const pieces = await Promise.all([1, 2, 3, 4].map((n) => brief(n)))
    const outcomes = await Promise.all(pieces.map(({ piece, photo }) => site.publish(piece, photo, anOrder())))
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true)
    const front = parse(await read(folder, 'index.html'))
    for (const n of [1, 2, 3, 4]) expect(front.body.textContent).toContain(`第${n}条`)
  })
})

describe('listings', () => {
  test('the front page leads with the newest picture and links everything newest first', async () => {
    const folder = freshFolder()
    for (const built of [await brief(13), chinese, english, await brief(2)]) await publishTo(folder, built)
    const front = parse(await read(folder, 'index.html'))
    expect([...front.querySelectorAll('main h2')].map((heading) => heading.textContent)).toEqual(['江畔夜校亮灯一百天', '第13条', english.story.headline, '第2条'])
    expect(front.querySelector('.lead .teaser')!.textContent).toBe(chinese.story.summary)
    expect(front.querySelector('.lead img')!.getAttribute('src')).toBe(`photos/${Object.keys(chinese.story.photos).find((sha256) => chinese.story.photos[sha256]!.name === 'DSC_2041.JPG')!}.jpg`)
    expect(front.body.textContent, 'without a summary the text opens the story').toContain('这是第13条消息。')
    expect([...front.querySelectorAll('.masthead nav a')].map((link) => link.textContent)).toEqual(['City', '城事', '工会'])
  })

  test('settings order the channels they name', async () => {
    const folder = freshFolder()
    for (const built of [chinese, english, await brief(2)]) await publishTo(folder, built, { settings: { ...settings, channels: ['工会', '体育', 'City'] } })
    expect([...parse(await read(folder, 'index.html')).querySelectorAll('.masthead nav a')].map((link) => link.textContent)).toEqual(['工会', 'City', '城事'])
  })

  test('a parent channel lists what stands in the channels inside it', async () => {
    const folder = freshFolder()
    await publishTo(folder, chinese)
    const parent = parse(await read(folder, `channels/${channelSlug(['工会'])}/index.html`))
    expect(parent.querySelector('.stories h2')!.textContent).toBe('江畔夜校亮灯一百天')
    expect(parent.querySelector('.channel ul')!.textContent).toBe('职工之家')
  })

  test('each article links the newer and the older one, whichever was published first', async () => {
    const folder = freshFolder()
    for (const n of [5, 1, 3]) await publishTo(folder, await brief(n))
    const links = parse(await read(folder, `articles/2026/03/${id(3)}.html`)).querySelectorAll('.neighbours a')
    expect([...links].map((link) => [link.getAttribute('rel'), link.getAttribute('href')!.split('/').at(-1)])).toEqual([['prev', `${id(5)}.html`], ['next', `${id(1)}.html`]])
    expect(parse(await read(folder, `articles/2026/03/${id(5)}.html`)).querySelectorAll('.neighbours a')).toHaveLength(1)
  })

  test('every internal link on every page leads to a file', async () => {
    const folder = freshFolder()
    for (const built of [chinese, english, await brief(1), await brief(2, { channel: [] })]) await publishTo(folder, built)
    expect(await expectLinksToResolve(folder, new URL(settings.baseUrl))).toBeGreaterThan(100)
  })

  test('a site under a path keeps its links, canonical addresses and error page inside it', async () => {
    const folder = freshFolder()
    await publishTo(folder, english, { settings: { ...settings, baseUrl: 'https://example.org/news?x=1' } })
    expect(await expectLinksToResolve(folder, new URL('https://example.org/news/'))).toBeGreaterThan(20)
    expect(parse(await read(folder, ENGLISH)).querySelector('link[rel=canonical]')!.getAttribute('href')).toBe(`https://example.org/news/${ENGLISH}`)
    expect(parse(await read(folder, '404.html')).querySelector('link[rel=stylesheet]')!.getAttribute('href')).toMatch(/^\/news\/theme\//)
    expect(await read(folder, 'robots.txt')).toContain('Sitemap: https://example.org/news/sitemap.xml')
  })

  test('an English site speaks English around a Chinese piece', async () => {
    const folder = freshFolder()
    await publishTo(folder, chinese, { settings: { ...settings, language: 'en', name: 'Linjiang Daily' } })
    const page = parse(await read(folder, ARTICLE))
    expect([page.documentElement.lang, page.querySelector('main')!.getAttribute('lang'), page.querySelector('.crumbs a')!.textContent]).toEqual(['en', 'zh-CN', 'Home'])
  })
})

describe('for machines', () => {
  test('the feed is RSS 2.0 whose dates come from the stories', async () => {
    const folder = freshFolder()
    for (const built of [chinese, english]) await publishTo(folder, built)
    const rss = await read(folder, 'rss.xml')
    const parsed = xmlOf(rss, { ignoreAttributes: false }) as { rss: { '@_version': string; channel: Record<string, unknown> & { item: Record<string, Record<string, string>>[] } } }
    expect(parsed.rss['@_version']).toBe('2.0')
    expect(parsed.rss.channel).toMatchObject({ title: '临江日报', link: 'https://news.example.org/', language: 'zh-CN', lastBuildDate: 'Thu, 12 Mar 2026 01:10:00 GMT' })
    expect(parsed.rss.channel.item.map((item) => [item['title'], item['pubDate'], item['link']])).toEqual([
      ['江畔夜校亮灯一百天', 'Thu, 12 Mar 2026 01:10:00 GMT', `https://news.example.org/${ARTICLE}`],
      [english.story.headline, 'Wed, 11 Mar 2026 10:05:00 GMT', `https://news.example.org/${ENGLISH}`],
    ])
    const enclosure = parsed.rss.channel.item[0]!['enclosure']!
    expect(Number(enclosure['@_length'])).toBe((await stat(join(folder, new URL(enclosure['@_url']!).pathname))).size)
  })

  test('the sitemap names the front page, every channel and every article', async () => {
    const folder = freshFolder()
    for (const built of [chinese, english]) await publishTo(folder, built)
    const sitemap = await read(folder, 'sitemap.xml')
    const { urlset } = xmlOf(sitemap) as { urlset: { url: { loc: string; lastmod?: string }[] } }
    expect(urlset.url.map(({ loc }) => loc)).toHaveLength(1 + 4 + 2)
    expect(urlset.url.find(({ loc }) => loc.endsWith(ARTICLE))!.lastmod).toBe(chinese.piece.signOff.statement.at)
    for (const { loc } of urlset.url) await expect(access(join(folder, loc.slice(settings.baseUrl.length).replace(/(^|\/)$/, '$1index.html')))).resolves.toBeUndefined()
  })

  test('an article carries NewsArticle and BreadcrumbList with absolute addresses', async () => {
    const folder = freshFolder()
    await publishTo(folder, chinese)
    const [article, crumbs] = JSON.parse(parse(await read(folder, ARTICLE)).querySelector('script[type="application/ld+json"]')!.textContent) as [Record<string, unknown>, { itemListElement: { name: string; item: string }[] }]
    expect(article).toMatchObject({ '@type': 'NewsArticle', headline: '江畔夜校亮灯一百天', url: `https://news.example.org/${ARTICLE}`, datePublished: '2026-03-12T09:10:00+08:00', publisher: { name: '临江日报' } })
    expect((article['image'] as string[]).every((address) => /^https:\/\/news\.example\.org\/photos\/[0-9a-f]{64}\.jpg$/.test(address))).toBe(true)
    expect(crumbs.itemListElement.map(({ name }) => name)).toEqual(['首页', '工会', '职工之家', '江畔夜校亮灯一百天'])
  })

  test('every page is a whole document with one h1, a title, a description of scripts it forbids, and data that parses', async () => {
    const folder = freshFolder()
    for (const built of [chinese, english]) await publishTo(folder, built)
    for (const [file, page] of await pagesOf(folder)) {
      expect(page.querySelectorAll('h1'), file).toHaveLength(1)
      expect(page.title, file).toContain('临江日报')
      expect(page.querySelector('meta[http-equiv=Content-Security-Policy]')!.getAttribute('content'), file).toMatch(/^default-src 'none'/)
      for (const script of page.querySelectorAll('script')) {
        expect(script.getAttribute('type'), file).toBe('application/ld+json')
        expect(() => JSON.parse(script.textContent) as unknown, file).not.toThrow()
      }
      for (const image of page.querySelectorAll('img')) expect([image.hasAttribute('alt'), image.hasAttribute('width'), image.hasAttribute('height')], file).toEqual([true, true, true])
    }
  })
})

describe('a newer revision', () => {
  test('replaces its page at the same address, even when its printed time moves to another month', async () => {
    const folder = freshFolder()
    await publishTo(folder, await brief(1))
    const corrected = await brief(1, { headline: '更正后的第1条', publishTime: '2026-05-01T08:00:00+08:00' }, 1)
    const receipt = await publishTo(folder, corrected)
    expect(receipt).toMatchObject({ ok: true, value: { url: `https://news.example.org/articles/2026/03/${id(1)}.html`, sent: corrected.piece.sha256 } })
    expect([...(await treeOf(folder)).keys()].filter((file) => file.startsWith('articles/'))).toEqual([`articles/2026/03/${id(1)}.html`])
    const page = await read(folder, `articles/2026/03/${id(1)}.html`)
    expect(page).toContain('更正后的第1条')
    expect(page).not.toContain('>第1条<')
    expect(await read(folder, 'index.html')).not.toContain('>第1条<')
  })

  const neighboursIn = async (folder: string, n: number): Promise<string[]> => [...parse(await read(folder, `articles/2026/03/${id(n)}.html`)).querySelectorAll('.neighbours a')].map((link) => `${link.getAttribute('rel')} ${link.getAttribute('href')!.split('/').at(-1)}`)

  test('that moves in time leaves no stale neighbour where it was and none where it goes', async () => {
    const folder = freshFolder()
    for (const n of [1, 3, 5, 7, 8]) await publishTo(folder, await brief(n))
    await publishTo(folder, await brief(3, { publishTime: '2026-03-09T08:00:00+08:00' }))
    expect(await neighboursIn(folder, 1)).toEqual([`prev ${id(5)}.html`])
    expect(await neighboursIn(folder, 5)).toEqual([`prev ${id(7)}.html`, `next ${id(1)}.html`])
    expect(await neighboursIn(folder, 8)).toEqual([`prev ${id(3)}.html`, `next ${id(7)}.html`])
    expect(await neighboursIn(folder, 3)).toEqual([`next ${id(8)}.html`])
  })

  test('with another headline is linked by it', async () => {
    const folder = freshFolder()
    for (const n of [1, 2, 3]) await publishTo(folder, await brief(n))
    await publishTo(folder, await brief(2, { headline: '新题' }))
    for (const n of [1, 3]) expect(parse(await read(folder, `articles/2026/03/${id(n)}.html`)).querySelector('.neighbours')!.textContent).toContain('新题')
  })

  test('in another channel is listed there only, and no link breaks', async () => {
    const folder = freshFolder()
    for (const n of [1, 3, 5]) await publishTo(folder, await brief(n))
    await publishTo(folder, await brief(3, { channel: ['经济'] }))
    const listed = async (name: string): Promise<number> => parse(await read(folder, `channels/${channelSlug([name])}/index.html`)).querySelectorAll('.stories article').length
    expect([await listed('城事'), await listed('经济')]).toEqual([2, 1])
    await expectLinksToResolve(folder, new URL(settings.baseUrl))
  })

  test('that empties a channel leaves its page, saying so', async () => {
    const folder = freshFolder()
    await publishTo(folder, await brief(1))
    await publishTo(folder, await brief(1, { channel: ['经济'] }))
    expect(parse(await read(folder, `channels/${channelSlug(['城事'])}/index.html`)).querySelector('.empty')!.textContent).toContain('没有稿件')
    expect(await read(folder, 'index.html')).not.toContain('城事')
  })

  test('what a site says of itself is renewed on every page when it changes', async () => {
    const folder = freshFolder()
    for (const n of [1, 2, 3, 4, 5]) await publishTo(folder, await brief(n))
    await publishTo(folder, await brief(5), { settings: { ...settings, name: '新临江日报' } })
    for (const [file, page] of await pagesOf(folder)) expect(page.querySelector('.masthead')!.textContent, file).toContain('新临江日报')
  })
})

describe('an interrupted publication', () => {
  test('stopped at any file and repeated gives the same site as one that was not', async () => {
    const clean = freshFolder()
    const pieces = [await brief(1), english]
    for (const built of pieces) await publishTo(clean, built)
    const expected = await treeOf(clean)
    const first = freshFolder()
    await publishTo(first, pieces[0]!)
    const there = await treeOf(first)
    const stops = [...expected.keys()].filter((file) => !there.has(file) || there.get(file) !== expected.get(file))
    expect(stops.length).toBeGreaterThan(8)
    for (const stop of stops) {
      const folder = freshFolder()
      await publishTo(folder, pieces[0]!)
      // A folder where the file belongs: the write fails there, and what stood before it is done.
      await rm(join(folder, stop), { force: true })
      await mkdir(join(folder, stop, 'in the way'), { recursive: true })
      expect((await publishTo(folder, english)).ok, stop).toBe(false)
      await rm(join(folder, stop), { recursive: true })
      if (there.has(stop)) await publishTo(folder, pieces[0]!)
      expect((await publishTo(folder, english)).ok, stop).toBe(true)
      expect(await treeOf(folder), stop).toEqual(expected)
    }
  })

  test('shows no listing of a piece whose article is not there', async () => {
    const folder = freshFolder()
    await publishTo(folder, await brief(1))
    await mkdir(join(folder, ENGLISH, 'in the way'), { recursive: true })
    expect(await publishTo(folder, english)).toMatchObject({ ok: false, code: 'write-failed' })
    expect(await read(folder, 'index.html')).not.toContain(english.story.headline)
    expect(await read(folder, 'rss.xml')).not.toContain(english.story.id)
  })
})

describe('the site rejects', () => {
  test('an older revision than the one it shows', async () => {
    const folder = freshFolder()
    // The chain of a later round is the desk's to check; here only the number counts.
    const second = await brief(1)
    const record = join(folder, '.stet/articles', `${id(1)}.json`)
    await publishTo(folder, second)
    await writeFile(record, (await readFile(record, 'utf8')).replace('"revision":1', '"revision":2'))
    const before = await stampsOf(folder)
    expect(await publishTo(folder, second)).toMatchObject({ ok: false, code: 'newer-published', details: { published: 2, revision: 1 } })
    expect(await stampsOf(folder)).toEqual(before)
  })

  test('a photo whose bytes are not the signed ones, before anything is written', async () => {
    const folder = freshFolder()
    const altered = async (sha256: string): Promise<Uint8Array> => {
      const bytes = Uint8Array.from(await chinese.photo(sha256))
      bytes[bytes.length - 1]! ^= 1
      return bytes
    }
    expect(await siteIn(folder).publish(chinese.piece, altered, anOrder())).toMatchObject({ ok: false, code: 'photo-altered' })
    await expect(access(folder)).rejects.toThrow()
  })

  test('a photo that cannot be rendered, with the reason given', async () => {
    const folder = freshFolder()
    expect(await publishTo(folder, chinese, { webRendition: () => Promise.resolve(failed('photo-unreadable', 'no')) })).toMatchObject({ ok: false, code: 'photo-unreadable' })
    await expect(access(folder)).rejects.toThrow()
  })

  test('a photo nobody can give', async () => {
    const { piece } = chinese
    expect(await siteIn(freshFolder()).publish(piece, english.photo, anOrder())).toMatchObject({ ok: false, code: 'photo-missing' })
  })

  test('a folder that cannot be written', async () => {
    const folder = freshFolder()
    await mkdir(join(folder, '..'), { recursive: true })
    await writeFile(folder, 'a file')
    expect(await publishTo(folder, chinese)).toMatchObject({ ok: false, code: 'write-failed' })
  })

  test('a damaged record, naming the file, rather than dropping its story from the listings', async () => {
    const folder = freshFolder()
    await publishTo(folder, await brief(1))
    const front = await read(folder, 'index.html')
    await writeFile(join(folder, '.stet/articles', `${id(1)}.json`), '{"schema":1')
    expect(await publishTo(folder, await brief(2))).toMatchObject({ ok: false, code: 'site-record-damaged', details: { path: join(folder, '.stet/articles', `${id(1)}.json`) } })
    expect(await read(folder, 'index.html')).toBe(front)
  })

  test('a record that points outside the articles', async () => {
    const folder = freshFolder()
    await publishTo(folder, await brief(1))
    const record = join(folder, '.stet/articles', `${id(1)}.json`)
    await writeFile(record, (await readFile(record, 'utf8')).replace('"path":"articles/2026/03/', '"path":"../../escape/'))
    expect(await publishTo(folder, await brief(1))).toMatchObject({ ok: false, code: 'site-record-damaged' })
  })

  test('settings that are not a site’s', () => {
    for (const wrong of [{ baseUrl: 'javascript:alert(1)' }, { baseUrl: 'file:///etc' }, { name: '' }, { language: 'fr' }, { extra: 1 }]) expect(siteSettingsSchema.safeParse({ ...settings, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
    expect(siteSettingsSchema.safeParse(settings).success).toBe(true)
  })
})

describe('hostile words', () => {
  const HOSTILE = `</script><script>alert(1)</script><img src=x onerror="alert('1')">]]>]]><x>&amp;\u0000\u000b`
  const CHANNELS = ['../../x', '<script>alert(1)</script>', '..', 'CON', '/etc', 'a/../../b']

  test('stay words everywhere, and no folder they name is made', async () => {
    const folder = freshFolder()
    const room = join(folder, '..')
    const photo = Object.keys(english.story.photos)[0]!
    const built = await buildSignedPiece({
      base: englishStory,
      story: {
        kicker: HOSTILE, headline: HOSTILE, deck: HOSTILE, byline: HOSTILE, dateline: HOSTILE, source: HOSTILE, summary: HOSTILE, responsibleEditor: HOSTILE, keywords: ['"><script>'],
        channel: CHANNELS,
        body: { type: 'doc', content: [block.paragraph('a', HOSTILE, bit.link(HOSTILE, `https://evil.example/"onmouseover="x`)), block.photo('p', photo, HOSTILE, HOSTILE, HOSTILE), block.paragraph('b', 'end')] },
      },
    })
    const outside = await buildSignedPiece({ photos: [], base: () => ({ ...englishStory([]), id: id(9), headline: HOSTILE, channel: ['..'] }) })
    expect((await publishTo(folder, built, { settings: { ...settings, tagline: HOSTILE, licences: [HOSTILE] } })).ok).toBe(true)
    expect((await publishTo(folder, outside, { settings: { ...settings, tagline: HOSTILE, licences: [HOSTILE] } })).ok).toBe(true)
    expect(await readdir(room)).toEqual(['site'])
    for (const name of await readdir(join(folder, 'channels'))) expect(name).toMatch(/^([a-z0-9-]+-)?[0-9a-f]{10}$/)
    expect([...(await treeOf(folder)).keys()].every((file) => /^[a-z0-9./-]+$/.test(file))).toBe(true)
    const words = HOSTILE.replace(/[\u0000\u000b]/g, '')
    for (const [file, page] of await pagesOf(folder)) {
      for (const script of page.querySelectorAll('script')) expect(JSON.parse(script.textContent), file).toBeTruthy()
      expect([...page.querySelectorAll('script:not([type="application/ld+json"]), iframe, object, embed, style, base, x, img[src=x]')], file).toEqual([])
      for (const element of page.querySelectorAll('*')) for (const name of element.getAttributeNames()) expect(name, file).not.toMatch(/^on/)
      for (const link of page.querySelectorAll('[href], [src]')) expect(new URL(link.getAttribute('href') ?? link.getAttribute('src')!, 'https://news.example.org/').protocol, file).toMatch(/^https:$/)
    }
    const article = parse(await read(folder, ENGLISH))
    expect(article.querySelector('article h1')!.textContent).toBe(words)
    expect(article.querySelector('figure img')!.getAttribute('alt')).toBe(words)
    expect([...article.querySelectorAll('.crumbs li')].slice(1).map((item) => item.textContent)).toEqual(CHANNELS)
    for (const file of ['rss.xml', 'sitemap.xml']) expect(xmlOf(await read(folder, file)), file).toBeTruthy()
    const { rss } = xmlOf(await read(folder, 'rss.xml')) as { rss: { channel: { item: { title: string; description: string }[] } } }
    expect(rss.channel.item.map(({ title }) => title.slice(0, 20))).toEqual([words.slice(0, 20), words.slice(0, 20)])
    expect(rss.channel.item[0]!.description).not.toContain('<script')
    await expectLinksToResolve(folder, new URL(settings.baseUrl))
  })

  test('a story with a script address in a link never becomes a signed piece', async () => {
    await expect(buildSignedPiece({ story: { body: { type: 'doc', content: [block.paragraph('a', bit.link('x', 'javascript:alert(1)'))] } } })).rejects.toMatchObject({ code: 'body-invalid' })
  })

  test('channels that differ only in their separators have folders of their own', () => {
    const paths = [['a', 'b'], ['a/b'], ['a-b'], ['A', 'B'], ['工会', '地市'], ['工会地市'], ['..'], ['']]
    expect(new Set(paths.map(channelSlug)).size).toBe(paths.length)
    expect(channelSlug(['City', 'Transport'])).toMatch(/^city-transport-[0-9a-f]{10}$/)
    expect(channelSlug(['工会'])).toMatch(/^[0-9a-f]{10}$/)
  })
})
