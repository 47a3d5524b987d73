import { beforeAll, describe, expect, test } from 'vitest'

import { wechatContent } from '../../../../src-main/publication/formats/wechat/article'
import { wechat } from '../../../../src-main/publication/formats/wechat/wechat'
import { wechatDraftSchema, type WechatDraft } from '../../../../src-shared/publication/wechat'
import type { Story } from '../../../../src-shared/story/story'
import { everyBlockStory, more } from '../../../support/every-block'
import { attributeOf, fragmentOf, nodesOf, shownIn, type HtmlNode } from '../../../support/html-nodes'
import { judgeThere } from '../../../support/judges'
import { drawPhotos, type DrawnPhoto } from '../../../support/sample-photos'
import { bit, block, chineseStory, englishStory } from '../../../support/sample-story'
import { htmlFaults } from '../../../support/vnu'
import { formatSuite, storyOf, subject } from './suite'

const decoded = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

formatSuite(wechat, ([content, draft]) => {
  const { title } = wechatDraftSchema.parse(JSON.parse(decoded(draft?.bytes)))
  return Promise.resolve(`${title}\n${shownIn(fragmentOf(decoded(content?.bytes)))}`)
})

/** What the platform's editor keeps. */
const KEPT = new Set(['section', 'p', 'span', 'strong', 'em', 'img', 'br', 'hr', 'blockquote', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'h2', 'h3', 'h4', 'a'])
const ATTRIBUTES = new Set(['style', 'src', 'alt', 'width', 'colspan', 'rowspan', 'start', 'href'])

describe('an article for a WeChat official account', () => {
  let photos: DrawnPhoto[]
  beforeAll(async () => {
    photos = await drawPhotos()
  })
  const made = async (story: Story): Promise<{ nodes: HtmlNode[]; html: string; draft: WechatDraft }> => {
    const [content, draft] = await wechat.files(subject(story, photos))
    const html = decoded(content?.bytes)
    return { nodes: nodesOf(fragmentOf(html)), html, draft: wechatDraftSchema.parse(JSON.parse(decoded(draft?.bytes))) }
  }
  const elements = (nodes: HtmlNode[], ...names: string[]): HtmlNode[] => nodes.filter(({ nodeName }) => names.includes(nodeName))

  test('has only elements, attributes and lengths the editor keeps, whatever stands in it', async () => {
    const { nodes, html } = await made(everyBlockStory(photos.map(({ photo }) => photo)))
    expect([...new Set(nodes.map(({ nodeName }) => nodeName).filter((name) => !name.startsWith('#') && !KEPT.has(name)))]).toEqual([])
    expect([...new Set(nodes.flatMap((node) => ('attrs' in node ? node.attrs.map(({ name }) => name) : [])).filter((name) => !ATTRIBUTES.has(name)))]).toEqual([])
    expect(html).not.toMatch(/\d(?:em|rem|vw|%|pt)\b|url\(|position|transform|var\(/)
    expect(nodes.flatMap((node) => attributeOf(node, 'style') ?? []).filter((style) => !/^(?:[a-z-]+:[^;:]+)(?:;[a-z-]+:[^;:]+)*$/.test(style))).toEqual([])
  })

  test('keeps section headers as headings, and each caption with its picture', async () => {
    const { nodes } = await made(chineseStory(photos.map(({ photo }) => photo)))
    expect(elements(nodes, 'h2').map((node) => shownIn(node))).toEqual(['A 看懂第一张图纸', 'B 收银台外的一抹蓝', 'C 把话说给更多人听'])
    const pictures = elements(nodes, 'section').filter((node) => 'childNodes' in node && node.childNodes[0]?.nodeName === 'img')
    expect(pictures.map((node) => shownIn(node))).toEqual(['傍晚的老码头，灰砖小楼是夜校所在地。（沈牧 摄）', '二楼的水彩课，学员在画江上的晨雾。', '清晨的江面。林小满 画（夜校供图）'])
  })

  test('lists its pictures for upload, each once, in the order it shows them, by the address they have in it', async () => {
    const again = storyOf(photos, ...[1, 0, 1].map((at) => more.photo(`图${String(at)}`, '', { photo: photos[at]?.photo.sha256, alt: '近景' })))
    const { nodes, draft } = await made(again)
    expect(draft.pictures.map(({ path }) => path)).toEqual([1, 0].map((at) => `photos/web/${photos[at]?.photo.sha256 ?? ''}.jpg`))
    expect(draft.pictures.map(({ bytes, width }) => [bytes, width])).toEqual([1, 0].map((at) => [photos[at]?.bytes.length, photos[at]?.photo.width]))
    expect(draft.cover).toEqual({ path: `photos/cover/${photos[1]?.photo.sha256 ?? ''}.jpg`, width: photos[1]?.photo.width, height: photos[1]?.photo.height, bytes: photos[1]?.bytes.length })
    expect((await made(storyOf(photos))).draft.cover).toBeNull()
    expect([...new Set(elements(nodes, 'img').map((node) => attributeOf(node, 'src')))]).toEqual(draft.pictures.map(({ path }) => path))
    expect(elements(nodes, 'img').map((node) => [attributeOf(node, 'width'), attributeOf(node, 'style')])).toEqual(Array.from({ length: 3 }, () => ['677', 'width:677px']))
  })

  test('says the address of a link at its end, once for a link in two dresses; a link to another article there stays one', async () => {
    const there = 'https://mp.weixin.qq.com/s/abc'
    const link = (text: string, bold = false) => bit.text(text, ...(bold ? [{ type: 'bold' }] : []), { type: 'link', attrs: { href: 'https://example.org/a?b=1&c=2' } })
    const { html, nodes } = await made(storyOf(photos, block.paragraph('x', link('两样'), link('字', true), '之后', bit.link('那一篇', there)), more.mediaCard('y', 'video', 'https://video.example/1', '江上')))
    expect(elements(nodes, 'a').map((node) => [attributeOf(node, 'href'), shownIn(node)])).toEqual([[there, '那一篇']])
    expect(html).toContain('<strong>字</strong><span style="font-size:12px;vertical-align:super">[1]</span>')
    const text = shownIn(fragmentOf(html))
    expect(text).toMatch(/江上\[2\]/)
    expect(text).toMatch(/链接\s*\[1\] https:\/\/example\.org\/a\?b=1&c=2\s*\[2\] https:\/\/video\.example\/1/)
    expect(wechatContent(subject(storyOf(photos), photos), (path) => path).links).toEqual([])
  })

  test('takes a list out of an item it stands in, and goes on behind it with the number', async () => {
    const { nodes } = await made(storyOf(photos, block.list('l', 'orderedList', [more.paragraph('甲')], [more.paragraph('乙'), block.list('m', 'bulletList', [more.paragraph('丙')]), more.paragraph('丁')], [more.paragraph('戊')])))
    expect(elements(nodes, 'ol', 'ul').map((node) => [node.nodeName, attributeOf(node, 'start'), shownIn(node)])).toEqual([['ol', null, '甲乙'], ['ul', null, '丙'], ['ol', '3', '戊']])
    expect(elements(nodes, 'li').flatMap((node) => nodesOf(node).filter(({ nodeName }) => nodeName === 'ul' || nodeName === 'ol'))).toEqual([])
  })

  test('puts the fields beside it: headline, byline without its mark, summary', async () => {
    const story = { ...chineseStory(photos.map(({ photo }) => photo)), byline: '□ 本报记者 沈牧' }
    const { draft, html } = await made(story)
    expect(draft).toMatchObject({ title: story.headline, author: '本报记者 沈牧', digest: story.summary, content: 'article.wechat.html' })
    expect(html).not.toContain(story.headline)
  })

  if (judgeThere(test, 'the Nu Html Checker', 'java'))
    test('is HTML without an error', { timeout: 240_000 }, async () => {
      const stories = [everyBlockStory(photos.map(({ photo }) => photo)), chineseStory(photos.map(({ photo }) => photo)), englishStory(photos.map(({ photo }) => photo))]
      const pages = await Promise.all(stories.map(async (story, index): Promise<[string, string]> => [`wechat-${String(index)}`, `<!doctype html><html lang="${story.language}"><meta charset="utf-8"><title>x</title><h1>${story.headline}</h1>${(await made(story)).html}`]))
      expect(htmlFaults(Object.fromEntries(pages))).toEqual([])
    })
})
