import { describe, expect, test } from 'vitest'

import { htmlLines } from '../../../../src-main/connectors/html-lines'
import { blockDrawer, drawnNodes, type BlockPrint } from '../../../../src-main/connectors/wordpress/blocks'
import { postText } from '../../../../src-main/connectors/wordpress/content'
import { parsedForm, textFingerprint } from '../../../../src-main/connectors/wordpress/fingerprint'
import { readMarker } from '../../../../src-main/connectors/wordpress/marker'
import { inert } from '../../../../src-main/connectors/wordpress/markup'
import { bodySchema } from '../../../../src-shared/story/body'
import type { BodyJson, Story } from '../../../../src-shared/story/story'
import { EVERY, more, UNRESOLVED } from '../../../support/every-block'
import { bit, block, chineseStory } from '../../../support/sample-story'

const printOf = (): BlockPrint => ({ language: 'zh-CN', time: '2026-03-12T09:10:00+08:00', notes: [], photo: () => ({ src: 'https://cms.example/a.jpg', width: 4, height: 3 }), media: () => ({ id: 7, src: 'https://cms.example/a.jpg' }) })
const draw = (node: BodyJson): string => blockDrawer(printOf())(node)
const text = (story: Partial<Story>, title = '{headline}') => postText({ story: { ...chineseStory([]), ...story }, time: '2026-03-12T09:10:00+08:00', editor: '许知行' }, { title }, () => null, null)

/** Every block comment that opens is closed in turn. */
const isBalanced = (markup: string): boolean => {
  const open: string[] = []
  for (const [, close, name = ''] of markup.matchAll(/<!-- (\/?)wp:([a-z-]+)[^>]*-->/g)) {
    if (close === '') open.push(name)
    else if (open.pop() !== name) return false
  }
  return open.length === 0
}

describe('block markup', () => {
  test('there is a drawing for every node of the body schema', () => {
    const drawn = new Set(drawnNodes(printOf()))
    expect(Object.keys(bodySchema().nodes).filter((name) => !drawn.has(name))).toEqual([])
  })

  test.each(Object.entries(EVERY).filter(([name]) => !UNRESOLVED.some((mark) => mark === name)))('%s says all its words in order, in blocks that close', (_name, { block: node, words }) => {
    const markup = text({ body: { type: 'doc', content: [node] } }).content
    expect(isBalanced(markup)).toBe(true)
    const read = htmlLines(markup).join('').replace(/\s+/g, '')
    let at = 0
    for (const word of words) {
      const found = read.indexOf(word.replace(/\s+/g, ''), at)
      expect(found, word).toBeGreaterThanOrEqual(at)
      at = found
    }
  })

  test('a text with open suggestions is not drawn', () => {
    for (const mark of UNRESOLVED) expect(() => text({ body: { type: 'doc', content: [EVERY[mark]!.block] } })).toThrow(/suggestions|comments/)
  })

  test('marks and breaks are inline HTML, escaped once', () => {
    expect(draw(block.paragraph('b', '甲 & <乙>', bit.bold('丙'), bit.break(), bit.link('丁', 'https://example.org/?a=1&b=2')))).toBe(
      '<!-- wp:paragraph -->\n<p>甲 &amp; &lt;乙&gt;<strong>丙</strong><br><a href="https://example.org/?a=1&amp;b=2" rel="noopener nofollow">丁</a></p>\n<!-- /wp:paragraph -->',
    )
  })

  test('a picture stands in an image block by its number, with caption and credit as its caption', () => {
    const drawn = draw(more.photo('江边', '沈牧', { alt: '一条"江"' }))
    expect(drawn).toContain('<!-- wp:image {"id":7,"sizeSlug":"full","linkDestination":"none"} -->')
    expect(drawn).toContain('<img src="https://cms.example/a.jpg" alt="一条&quot;江&quot;" class="wp-image-7"/>')
    expect(drawn).toContain('<figcaption class="wp-element-caption">江边（沈牧）</figcaption>')
  })

  test('lists are list blocks; a list or table WordPress\'s own block would break is kept as HTML', () => {
    expect(draw(EVERY['bulletList']!.block)).toMatch(/^<!-- wp:list -->/)
    expect(draw({ ...EVERY['orderedList']!.block, attrs: { start: 3 } })).toMatch(/^<!-- wp:list {"ordered":true,"start":3} -->\n<ol start="3">/)
    expect(draw(EVERY['listItem']!.block)).toMatch(/^<!-- wp:html -->/)
    expect(draw(EVERY['tableRow']!.block)).toMatch(/^<!-- wp:table -->/)
    expect(draw(EVERY['table']!.block)).toMatch(/^<!-- wp:html -->/)
    expect(draw(EVERY['tableCell']!.block)).toMatch(/^<!-- wp:html -->/)
  })

  test('a footnote is called and told under ids of the story, so that two stories fit on one page', () => {
    const { content } = text({ body: { type: 'doc', content: [EVERY['footnote']!.block] } })
    expect(content).toContain('<a id="stet-6f1c2a9e-note-1-call" href="#stet-6f1c2a9e-note-1" role="doc-noteref">1</a>')
    expect(content).toContain('<p id="stet-6f1c2a9e-note-1">1. 注的话 ')
  })

  test('nothing of a text is a shortcode or an address to embed', () => {
    expect(inert('<p>[gallery]</p>')).toBe('<p>&#91;gallery]</p>')
    expect(inert('<p><a href="https://a.example/">https://a.example/</a></p>')).toBe('<p><a href="https://a.example/">https&#58;//a.example/</a></p>')
  })
})

describe('a post\'s text', () => {
  test('says above the text what the title leaves out', () => {
    expect(htmlLines(text({ columnTag: '深读' }).content).slice(0, 3)).toEqual(['深读', '下了夜班，再上一堂课', '——临江市职工夜校里的三种人生'])
    const joined = text({}, '{kicker} {headline}')
    expect(joined.title).toBe('下了夜班，再上一堂课 江畔夜校亮灯一百天')
    expect(htmlLines(joined.content)[0]).toBe('——临江市职工夜校里的三种人生')
  })

  test('ends with source and responsible editor, and opens with what it corrects', () => {
    const lines = htmlLines(text({ kicker: '', deck: '', correction: { story: null, headline: '旧题', printedOn: '3月1日', text: '应为九时。' } }).content)
    expect(lines[0]).toBe('更正：3月1日刊发的《旧题》一稿有误。应为九时。')
    expect(lines.slice(-2)).toEqual(['来源:临江日报', '责任编辑:许知行'])
  })

  test('carries a marker that reads back, and a fingerprint no filter of WordPress\'s changes', () => {
    const view = { story: chineseStory([]), time: '2026-03-12T09:10:00+08:00', editor: '许知行' }
    const marked = postText(view, { title: '{headline}' }, () => null, { story: view.story.id, revision: 3, sha256: 'a'.repeat(64) })
    const marker = readMarker(marked.content)
    expect(marker).toMatchObject({ story: view.story.id, revision: 3, sha256: 'a'.repeat(64) })
    expect(marker?.text).toBe(textFingerprint(marked))
    const filtered = { ...marked, content: marked.content.replaceAll('&#91;', '&#091;').replaceAll('<br>', '<br />').replaceAll('style="border-width:1px;', 'style="border-width: 1px;') }
    expect(textFingerprint(filtered)).toBe(marker?.text)
    expect(textFingerprint({ ...marked, content: marked.content.replace('灯', '燈') })).not.toBe(marker?.text)
    expect(textFingerprint({ ...marked, title: '另一个' })).not.toBe(marker?.text)
  })

  test('is compared as it is understood', () => {
    expect(parsedForm('<p class="b a" id=x>甲 <img src=a.jpg></p>')).toBe(parsedForm('<!-- c --><p id="x" class="a b">甲<img src="a.jpg"/></p>\n'))
    expect(parsedForm('<p><b>甲</b></p>')).not.toBe(parsedForm('<p>甲</p>'))
  })
})
