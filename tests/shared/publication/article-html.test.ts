import { Window } from 'happy-dom'
import { beforeAll, describe, expect, test } from 'vitest'

import { articleBody, articlePage, photoUses, type PhotoSource } from '../../../src-shared/publication/article-html'
import { articleText } from '../../../src-shared/publication/article-text'
import { escapeMarkup, jsonForScript } from '../../../src-shared/publication/markup'
import { viewOf, type ArticleView } from '../../../src-shared/publication/view'
import { bodySchema } from '../../../src-shared/story/body'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { EVERY, UNRESOLVED } from '../../support/every-block'
import { bit, block, englishStory } from '../../support/sample-story'
import { buildSignedPiece } from '../../support/signed-piece'

let view: ArticleView
beforeAll(async () => {
  view = viewOf((await buildSignedPiece()).piece)
})

const source: PhotoSource = (sha256) => ({ src: `photos/web/${sha256}.jpg`, width: 1200, height: 800 })
const parse = (html: string): Document => {
  const window = new Window({ settings: { disableJavaScriptEvaluation: true } })
  return new window.DOMParser().parseFromString(html, 'text/html') as unknown as Document
}
const of = (story: Partial<Story>): ArticleView => ({ ...view, story: { ...view.story, ...story } })
const bodyOf = (...content: BodyJson[]): ArticleView => of({ dateline: '', byline: '', body: { type: 'doc', content } })

describe('the body', () => {
  test('is semantic HTML in reading order', () => {
    expect(articleBody(bodyOf(block.paragraph('a', '一', bit.break(), bit.bold('二'), bit.italic('三')), block.crosshead('b', '一、', '题'), block.crosshead('c', '', '无标'), block.divider('d')), source)).toBe(
      '<p>一<br><strong>二</strong><em>三</em></p>\n<h2><span class="marker">一、</span> 题</h2>\n<h2>无标</h2>\n<hr>',
    )
    const list = block.list('l', 'orderedList', [block.paragraph('p', '甲')])
    list.attrs = { ...list.attrs, start: 3 }
    expect(articleBody(bodyOf(block.quote('q', block.paragraph('a', '引')), list, block.list('m', 'bulletList', [block.paragraph('p', '乙')])), source)).toBe(
      '<blockquote><p>引</p></blockquote>\n<ol start="3"><li><p>甲</p></li></ol>\n<ul><li><p>乙</p></li></ul>',
    )
  })

  test('shows a photo with caption and credit, and asks for it with its words', () => {
    const asked: unknown[] = []
    const sha256 = 'a'.repeat(64)
    const html = articleBody(bodyOf(block.photo('p', sha256, '说明', '沈牧 摄', '江面')), (name, use) => {
      asked.push([name, use])
      return source(name, use)
    })
    expect(asked).toEqual([[sha256, { sha256, name: sha256, crop: '', focus: '', alt: '江面', credit: '沈牧 摄', caption: '说明', place: false }]])
    expect(html).toBe(`<figure><img src="photos/web/${sha256}.jpg" width="1200" height="800" alt="江面"><figcaption><span class="caption">说明</span> <span class="credit">沈牧 摄</span></figcaption></figure>`)
  })

  test('keeps the words of a photo place without a picture, whether the story or the export lacks it', () => {
    const expected = '<p class="photo-place"><span class="caption">说明</span> <span class="credit">摄</span></p>'
    expect(articleBody(bodyOf(block.photo('p', null, '说明', '摄')), source)).toBe(expected)
    expect(articleBody(bodyOf(block.photo('p', 'a'.repeat(64), '说明', '摄')), () => null)).toBe(expected)
  })

  test('puts dateline and byline where print has them', () => {
    const html = articleBody(view, source)
    expect(html).toMatch(/^<p><span class="dateline">本报讯\u3000<\/span>晚上七点半/)
    const [beforeByline, afterByline] = html.split('<p class="byline">□本报记者 沈牧 通讯员 何雨晴</p>')
    expect(beforeByline!.match(/<figure>/g)).toHaveLength(2)
    expect(afterByline!.match(/<figure>/g)).toHaveLength(1)
  })

  test('a dateline with a dollar sign is printed as it is', () => {
    expect(articleBody(of({ dateline: "$& $1 $'" }), source)).toContain('<span class="dateline">$&amp; $1 $&#39;\u3000</span>晚上')
  })

  test('links say nofollow; an address the schema would refuse is printed as words only', () => {
    expect(articleBody(bodyOf(block.paragraph('a', bit.link('门', 'https://example.org/?a=1&b="2"'))), source)).toBe('<p><a href="https://example.org/?a=1&amp;b=&quot;2&quot;" rel="noopener nofollow">门</a></p>')
    for (const href of ['javascript:alert(1)', 'java\tscript:alert(1)', 'data:text/html,x', ' https://a.b'])
      expect(articleBody(bodyOf(block.paragraph('a', bit.link('门', href))), source)).toBe('<p>门</p>')
  })
})

/** That each of these stands in a rendering exactly once, in this order. */
const expectInOrder = (rendering: string, words: readonly string[]): void => {
  let from = 0
  for (const word of words) {
    expect(rendering.split(word).length - 1, `${word} in ${rendering}`).toBe(1)
    const at = rendering.indexOf(word)
    expect(at, `${word} in its order`).toBeGreaterThanOrEqual(from)
    from = at + word.length
  }
}

describe('every node and mark of the body schema', () => {
  const schema = bodySchema()
  const names = [...Object.keys(schema.nodes), ...Object.keys(schema.marks)]

  test('has a specimen here', () => {
    expect(Object.keys(EVERY).sort()).toEqual([...names].sort())
  })

  test.each(names.filter((name) => !UNRESOLVED.some((mark) => mark === name)))('%s says its words once, in order, in HTML and in text', (name) => {
    const { block: specimen, words } = EVERY[name]!
    const body = { type: 'doc', content: [specimen] }
    schema.nodeFromJSON(body).check()
    expect(JSON.stringify(body)).toContain(`"type":"${name}"`)
    const view = { ...bodyOf(specimen), editor: '' }
    const html = articleBody(view, source)
    const text = articleText(view).split('\n\n').slice(1).join('\n\n')
    expectInOrder(parse(html).body.textContent, words)
    expectInOrder(text, words)
    if (words.length === 0) expect([html, text].every((rendering) => rendering.trim() !== '')).toBe(true)
    if (!['doc', 'text', 'paragraph'].includes(name)) expect(html, 'it is more than a paragraph').not.toBe(`<p>${words.join('')}</p>`)
  })

  test('all of them together say all their words in order', () => {
    const together = Object.entries(EVERY).filter(([name]) => !UNRESOLVED.some((mark) => mark === name) && !['doc', 'text', 'footnote', 'tableCell', 'tableRow', 'tableHeader', 'boxTitle', 'subHeadline', 'subByline', 'listItem', 'bulletList', 'orderedList', 'italic', 'link', 'factBox', 'subArticle'].includes(name))
    const view = bodyOf(...together.map(([, { block: specimen }]) => specimen))
    const words = together.flatMap(([, specimen]) => specimen.words)
    expect(words.length).toBeGreaterThan(25)
    const once = words.filter((word) => words.filter((other) => other.includes(word)).length === 1)
    expectInOrder(parse(articleBody(view, source)).body.textContent, once)
    expectInOrder(articleText(view), once)
  })

  test.each(UNRESOLVED)('%s is refused as unresolved in HTML and in text, on words and on blocks', (name) => {
    const { block: specimen } = EVERY[name]!
    schema.nodeFromJSON({ type: 'doc', content: [specimen] }).check()
    const onBlock: BodyJson = { ...block.quote('q', block.paragraph('a', '字')), marks: [{ type: name, attrs: { id: 's1' } }] }
    for (const each of [specimen, onBlock]) {
      expect(() => articleBody(bodyOf(each), source)).toThrow(expect.objectContaining({ code: 'story-unresolved', details: { count: 1 } }))
      expect(() => articleText(bodyOf(each))).toThrow(expect.objectContaining({ code: 'story-unresolved', details: { count: 1 } }))
    }
  })

  test('a node or mark nobody has drawn yet is refused, not dropped', () => {
    expect(() => articleBody(bodyOf({ type: 'carousel' }), source)).toThrow('carousel')
    expect(() => articleText(bodyOf({ type: 'carousel' }))).toThrow('carousel')
    expect(() => articleBody(bodyOf(block.paragraph('a', bit.text('字', { type: 'blink' }))), source)).toThrow('blink')
    expect(() => articleText(bodyOf(block.paragraph('a', bit.text('字', { type: 'blink' }))))).toThrow('blink')
  })
})

const HOSTILE = `</script><script>alert(1)</script><img src=x onerror="alert('1')">&amp;]]>`

describe('hostile words', () => {
  const hostile = (): ArticleView => {
    const base = of({ kicker: HOSTILE, headline: HOSTILE, deck: HOSTILE, byline: HOSTILE, dateline: HOSTILE, source: HOSTILE, channel: [HOSTILE, '../../x'], keywords: [HOSTILE], summary: HOSTILE })
    const marker = block.crosshead('c', HOSTILE, HOSTILE)
    return { ...base, editor: HOSTILE, time: `2026-03-12T09:10:00${HOSTILE}`, story: { ...base.story, body: { type: 'doc', content: [block.paragraph('a', HOSTILE), marker, block.photo('p', 'a'.repeat(64), HOSTILE, HOSTILE, HOSTILE), block.paragraph('b', bit.link(HOSTILE, `https://example.org/"onclick="x`))] } } }
  }

  test('stay words in every place of the page', () => {
    const page = articlePage(hostile(), () => ({ src: `photos/"><script>`, width: 1, height: 1 }))
    expect(page).not.toMatch(/<script>|<img src=x|onerror="/)
    const document = parse(page)
    expect(document.querySelectorAll('script')).toHaveLength(1)
    expect(document.querySelectorAll('img')).toHaveLength(1)
    expect(document.querySelector('img')!.getAttribute('alt')).toBe(HOSTILE)
    expect(document.querySelector('h1')!.textContent).toBe(HOSTILE)
    expect(document.querySelector('.marker')!.textContent).toBe(HOSTILE)
    expect(document.querySelector('.credit')!.textContent).toBe(HOSTILE)
    for (const element of document.querySelectorAll('*')) for (const name of element.getAttributeNames()) expect(name).not.toMatch(/^on/)
  })

  test('stay words in the JSON-LD', () => {
    const data = JSON.parse(parse(articlePage(hostile(), source)).querySelector('script[type="application/ld+json"]')!.textContent) as Record<string, unknown>
    expect(data['headline']).toBe(HOSTILE)
  })

  test('control characters that markup cannot carry are left out', () => {
    expect(escapeMarkup('a\u0000b\u000bc\ufffed\te\n')).toBe('abcd\te\n')
    expect(jsonForScript({ a: '<!--\u2028</script>' })).toBe('{"a":"\\u003c!--\\u2028\\u003c/script\\u003e"}')
  })
})

describe('the page', () => {
  test('is a complete document with head, furniture and structured data', () => {
    const page = articlePage(view, source)
    const document = parse(page)
    expect(page.startsWith('<!doctype html>\n<html lang="zh-CN">')).toBe(true)
    expect(document.title).toBe('江畔夜校亮灯一百天')
    expect([...document.querySelectorAll('nav li')].map((item) => item.textContent)).toEqual(['工会', '职工之家'])
    expect(document.querySelector('meta[name=description]')!.getAttribute('content')).toBe(view.story.summary)
    expect(document.querySelector('meta[name=author]')!.getAttribute('content')).toBe(view.story.byline)
    expect(document.querySelector('meta[name=keywords]')!.getAttribute('content')).toBe('职工夜校,技能培训,临江')
    expect(document.querySelector('time')!.getAttribute('datetime')).toBe('2026-03-12T09:10:00+08:00')
    expect(document.querySelector('.facts')!.textContent).toBe('2026-03-12 09:10 来源:临江日报')
    expect(document.querySelector('.editor')!.textContent).toBe('责任编辑:许知行')
    const data = JSON.parse(document.querySelector('script')!.textContent) as Record<string, unknown>
    expect(data).toMatchObject({ '@type': 'NewsArticle', headline: '江畔夜校亮灯一百天', datePublished: '2026-03-12T09:10:00+08:00', articleSection: ['工会', '职工之家'] })
    expect(data['image']).toEqual(photoUses(view.story).map(({ sha256 }) => `photos/web/${sha256}.jpg`))
  })

  test('forbids scripts and every fetch but its photos', () => {
    const policy = parse(articlePage(view, source)).querySelector('meta[http-equiv=Content-Security-Policy]')!.getAttribute('content')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script-src')
  })

  test('of an English piece speaks English and leaves out what the story does not say', async () => {
    const document = parse(articlePage(viewOf((await buildSignedPiece({ base: englishStory })).piece), source))
    expect(document.documentElement.lang).toBe('en')
    expect(document.querySelector('.kicker')).toBeNull()
    expect(document.querySelector('.facts')!.textContent).toBe('11 March 2026, 18:05 Source: Linjiang Daily')
    expect(document.querySelector('.byline')!.textContent).toBe('By Shen Mu')
  })

  test('holds the same words as the text, in the same order', () => {
    const words = (text: string): string => text.replace(/[\s>*\u3000-]|\d\. |\uff08|\uff09/g, '')
    const document = parse(articlePage(view, source))
    expect(words(document.querySelector('article')!.textContent)).toBe(words(articleText(view)))
  })
})
