import { Window } from 'happy-dom'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { siteConnector, type SiteSettings } from '../../../../src-main/connectors/site/site'
import { webRendition } from '../../../../src-main/photos/photos'
import { STORY_SCHEMA, type Story } from '../../../../src-shared/story/story'
import { EVERY, more, UNRESOLVED } from '../../../support/every-block'
import { block, chineseStory } from '../../../support/sample-story'
import { drawPhoto } from '../../../support/sample-photos'
import { asSchemaOne } from '../../../support/schema-one'
import { anOrder } from '../../../support/order'
import { buildSignedPiece, type BuiltPiece } from '../../../support/signed-piece'

const settings: SiteSettings = { id: 'site', name: '临江日报', tagline: '', language: 'zh-CN', baseUrl: 'https://news.example.org/', organiser: '', address: '', telephone: '', email: '', licences: [], copyright: '' }

let home: string
let made = 0
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stet-site-blocks-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))
const freshFolder = (): string => join(home, String((made += 1)))
const publishTo = async (folder: string, built: BuiltPiece): Promise<void> => {
  const outcome = await siteConnector({ folder, settings, webRendition, now: () => '2026-03-12T02:00:00.000Z' }).publish(built.piece, built.photo, anOrder())
  if (!outcome.ok) throw new Error(`${outcome.code} ${outcome.message}`)
}
const pathOf = (story: Story): string => `articles/2026/03/${story.id}.html`
const pageOf = async (folder: string, story: Story): Promise<Document> =>
  new new Window({ settings: { disableJavaScriptEvaluation: true } }).DOMParser().parseFromString(await readFile(join(folder, pathOf(story)), 'utf8'), 'text/html') as unknown as Document

const EARLIER = '00000000-0000-4000-8000-000000000001'
const plain = (change: Partial<Story> = {}): Story => ({ ...chineseStory([]), body: { type: 'doc', content: [block.paragraph('a', '正文。')] }, ...change })

describe('a piece with every block', () => {
  test('is published with all of its words, and its feeds and listings stand', async () => {
    const blocks = Object.entries(EVERY).filter(([name]) => !UNRESOLVED.some((mark) => mark === name))
    const built = await buildSignedPiece({ photos: [], base: () => plain({ columnTag: '深读', originalHeadline: '旧题', dateline: '', body: { type: 'doc', content: blocks.map(([, { block: specimen }]) => specimen) }, photos: {} }) })
    const folder = freshFolder()
    await publishTo(folder, built)
    const page = await pageOf(folder, built.story)
    for (const [name, { words }] of blocks) for (const word of words) expect(page.querySelector('.body')!.textContent, name).toContain(word)
    expect(page.querySelector('article > header > p')!.outerHTML).toBe('<p class="column-tag">深读</p>')
    expect(page.querySelector('.body .original-headline')!.textContent).toBe('（原题为《旧题》）')
    expect(page.querySelectorAll('[style], script:not([type="application/ld+json"]), iframe')).toHaveLength(0)
    const style = await readFile(join(folder, (await readdir(join(folder, 'theme'))).map((file) => `theme/${file}`)[0]!), 'utf8')
    const styled = new Set([...page.querySelectorAll('.body [class]')].flatMap(({ classList }) => [...classList]).filter((name) => name !== 'caption' && name !== 'opening' && name !== 'kind'))
    for (const name of styled) expect(style, `the theme knows .${name}`).toMatch(new RegExp(`\\.${name}[ ,:{>.]`))
  })

  test('of an interview teases with its first words', async () => {
    const folder = freshFolder()
    await publishTo(folder, await buildSignedPiece({ photos: [], base: () => plain({ summary: '', body: { type: 'doc', content: [more.photo('图', ''), more.turn('q', 'question', '记者', '为什么上夜校？')].slice(1) }, photos: {} }) }))
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('为什么上夜校？')
  })
})

describe('a cropped photo', () => {
  test('stands on the site as the part shown, in its size, beside the whole one', async () => {
    const drawn = await drawPhoto({ width: 400, height: 300, name: 'quay.jpg' })
    const { sha256 } = drawn.photo
    const built = await buildSignedPiece({
      photos: [drawn],
      base: () => plain({ body: { type: 'doc', content: [more.photo('近处', '', { photo: sha256, crop: '0.25,0.1,0.5,0.5' }), more.photoGroup('g', more.photo('全貌', '', { photo: sha256 }))] }, photos: { [sha256]: drawn.photo } }),
    })
    const folder = freshFolder()
    await publishTo(folder, built)
    const cropped = `${sha256}-2500-1000-5000-5000.jpg`
    expect((await readdir(join(folder, 'photos'))).sort()).toEqual([cropped, `${sha256}.jpg`].sort())
    expect(await sharp(join(folder, 'photos', cropped)).metadata()).toMatchObject({ width: 200, height: 150 })
    const images = [...(await pageOf(folder, built.story)).querySelectorAll('.body img')].map((image) => ['src', 'width', 'height'].map((name) => image.getAttribute(name)))
    expect(images).toEqual([[`../../../photos/${cropped}`, '200', '150'], [`../../../photos/${sha256}.jpg`, '400', '300']])
    expect(await readFile(join(folder, 'rss.xml'), 'utf8'), 'the listing shows the part the story opens with').toContain(cropped)
  })
})

describe('a correction', () => {
  const correcting = (): Story => plain({ id: '00000000-0000-4000-8000-000000000002', correction: { story: EARLIER, headline: '旧稿', printedOn: '3月11日', text: '人数有误。' } })

  test('leads to the earlier story where this site has it, and only names it where it has not', async () => {
    const later = await buildSignedPiece({ photos: [], base: correcting })
    const alone = freshFolder()
    await publishTo(alone, later)
    expect((await pageOf(alone, later.story)).querySelector('.correction')!.innerHTML).toBe('<p>更正：3月11日刊发的《旧稿》一稿有误。人数有误。</p>')

    const folder = freshFolder()
    const earlier = await buildSignedPiece({ photos: [], base: () => plain({ id: EARLIER, headline: '旧稿' }) })
    await publishTo(folder, earlier)
    await publishTo(folder, later)
    const link = (await pageOf(folder, later.story)).querySelector('.correction a')!
    expect([link.textContent, new URL(link.getAttribute('href')!, `https://x/${pathOf(later.story)}`).pathname]).toEqual(['《旧稿》', `/${pathOf(earlier.story)}`])
  })

  test('keeps its link when the page is made again beside a new neighbour', async () => {
    const folder = freshFolder()
    const [earlier, later] = [await buildSignedPiece({ photos: [], base: () => plain({ id: EARLIER }) }), await buildSignedPiece({ photos: [], base: correcting })]
    await publishTo(folder, earlier)
    await publishTo(folder, later)
    await publishTo(folder, await buildSignedPiece({ photos: [], base: () => plain({ id: '00000000-0000-4000-8000-000000000003', publishTime: '2026-03-12T10:10:00+08:00' }) }))
    const page = await pageOf(folder, later.story)
    expect(page.querySelector('.neighbours a')).not.toBeNull()
    expect(page.querySelector('.correction a')).not.toBeNull()
  })
})

describe('a site whose records were written before', () => {
  test('is read on: an older piece stays listed and keeps its neighbours', async () => {
    const folder = freshFolder()
    const old = await buildSignedPiece({ photos: [], base: () => plain({ id: EARLIER, headline: '旧稿' }) })
    await publishTo(folder, old)
    const file = join(folder, `.stet/articles/${EARLIER}.json`)
    const record = JSON.parse(await readFile(file, 'utf8')) as { view: { story: Story } }
    await writeFile(file, `${JSON.stringify({ ...record, view: { ...record.view, story: asSchemaOne(record.view.story) } })}\n`)
    const next = await buildSignedPiece({ photos: [], base: () => plain({ id: '00000000-0000-4000-8000-000000000004' }) })
    await publishTo(folder, next)
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toContain('旧稿')
    expect((await pageOf(folder, next.story)).querySelector('.neighbours')!.textContent).toContain('旧稿')
  })

  test('rejects a record of a newer schema untouched', async () => {
    const folder = freshFolder()
    await publishTo(folder, await buildSignedPiece({ photos: [], base: () => plain({ id: EARLIER }) }))
    const file = join(folder, `.stet/articles/${EARLIER}.json`)
    const newer = (await readFile(file, 'utf8')).replace(`"schema":${String(STORY_SCHEMA)}`, '"schema":99')
    await writeFile(file, newer)
    const next = await buildSignedPiece({ photos: [], base: () => plain({ id: '00000000-0000-4000-8000-000000000005' }) })
    await expect(publishTo(folder, next)).rejects.toThrow('site-record-damaged')
    expect(await readFile(file, 'utf8')).toBe(newer)
  })
})
