import { describe, expect, test } from 'vitest'

import { readLexical, readPrinted } from '../../../../src-main/connectors/ghost/lines'
import { lexicalOf, type LexicalNode } from '../../../../src-main/connectors/ghost/lexical'
import { markOf, withMark } from '../../../../src-main/connectors/ghost/mark'
import { draftOf, fieldsOf } from '../../../../src-main/connectors/ghost/post'
import { nameOfPicture } from '../../../../src-main/connectors/ghost/pictures'
import { lexicalOfStory } from '../../../../src-main/connectors/ghost/text'
import type { BodyJson, Photo, Story } from '../../../../src-shared/story/story'
import { EVERY, UNRESOLVED } from '../../../support/every-block'
import { bit, block, chineseStory } from '../../../support/sample-story'
import { ghostSettings } from './settings'

const photo: Photo = { sha256: 'a'.repeat(64), mediaType: 'image/jpeg', width: 800, height: 600, bytes: 1, name: 'a.jpg' }
const storyOf = (body: BodyJson[], more: Partial<Story> = {}): Story => ({ ...chineseStory([photo, photo, photo]), body: { type: 'doc', content: body }, byline: '', dateline: '', ...more })
const viewOf = (story: Story) => ({ story, time: '2026-03-12T09:10:00+08:00', editor: '' })
const textOf = (body: BodyJson[], more: Partial<Story> = {}): string => lexicalOfStory(viewOf(storyOf(body, more)), (sha256) => ({ src: `https://x.example/content/images/2026/03/${sha256}_${'0'.repeat(16)}.jpg`, width: 800, height: 600 }), [])
const nodesOf = (text: string): LexicalNode[] => lexicalOf(text)?.root.children ?? []

describe('a story as Ghost\'s text', () => {
  test.each(Object.entries(EVERY).filter(([name]) => !UNRESOLVED.some((mark) => mark === name)))('says every word of a %s, in order', (_, { block: node, words }) => {
    const said = readLexical(textOf([node])).lines.join('')
    let from = 0
    for (const word of words) {
      const at = said.replace(/\s/g, '').indexOf(word.replace(/\s/g, ''), from)
      expect(at, word).toBeGreaterThanOrEqual(from)
      from = at
    }
  })

  test('is made of Ghost\'s own nodes where it has them', () => {
    const made = nodesOf(textOf([block.paragraph('a', '甲', bit.bold('乙'), bit.link('丙', 'https://example.org/?a=1&b=2')), block.crosshead('b', '一、', '头'), block.quote('c', block.paragraph('d', '引一'), block.paragraph('e', '引二')), EVERY['pullQuote']!.block, EVERY['orderedList']!.block, block.divider('f'), EVERY['photo']!.block, EVERY['table']!.block]))
    expect(made.map(({ type }) => type)).toEqual(['paragraph', 'extended-heading', 'extended-quote', 'aside', 'list', 'horizontalrule', 'image', 'html'])
    expect(made[0]?.children?.map(({ type, format, url }) => [type, format, url])).toEqual([['extended-text', 0, undefined], ['extended-text', 1, undefined], ['link', '', 'https://example.org/?a=1&b=2']])
  })

  test('escapes nothing twice: words are words in its own nodes, and escaped once in HTML', () => {
    const hostile = '<b>&amp;"\''
    const made = nodesOf(textOf([block.paragraph('a', hostile), block.photo('b', 'a'.repeat(64), hostile, hostile, hostile), { type: 'editorsNote', attrs: { blockId: 'c' }, content: [block.paragraph('d', hostile)] }]))
    expect(made[0]?.children?.[0]?.['text']).toBe(hostile)
    expect(made[1]?.['alt']).toBe(hostile)
    expect(made[1]?.['caption']).toContain('&lt;b&gt;&amp;amp;&quot;&#39;</span>')
    expect(made[2]?.['html']).toContain('&lt;b&gt;&amp;amp;&quot;&#39;')
    expect(readLexical(textOf([block.paragraph('a', hostile)])).lines).toEqual(readPrinted(`<p>&lt;b&gt;&amp;amp;"'</p>`).lines)
  })

  test('styles boxes and tables by themselves, for themes that do not know them, and nothing that is only written so', () => {
    const aligned: BodyJson = { type: 'table', attrs: { blockId: 't' }, content: [{ type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: 2, rowspan: 1, colwidth: null, align: 'right' }, content: [block.paragraph('u', '<td class="center">')] }] }] }
    const html = String(nodesOf(textOf([aligned]))[0]?.['html'])
    expect(html).toMatch(/<td style="[^"]*text-align:right" colspan="2" class="right">&lt;td class=&quot;center&quot;&gt;<\/td>/)
    expect(html.match(/style=/g)).toHaveLength(3)
    expect(String(nodesOf(textOf([EVERY['factBox']!.block]))[0]?.['html'])).toMatch(/^<aside class="fact-box" style="/)
  })

  test('links only where a link is safe', () => {
    expect(textOf([block.paragraph('a', bit.link('词', 'javascript:alert(1)'))])).not.toContain('javascript')
  })

  test('numbers footnotes through its own nodes and HTML alike, and lists them at the end', () => {
    const note = (text: string): BodyJson => ({ type: 'footnote', attrs: { text } })
    const made = textOf([block.paragraph('a', '甲', note('注甲')), { type: 'factBox', attrs: { blockId: 'b' }, content: [{ type: 'boxTitle' }, block.paragraph('c', '乙', note('注乙'))] }, block.paragraph('d', '丙', note('注丙'))])
    expect(readLexical(made).lines).toEqual(['甲1', '乙2', '丙3', '注释', '注甲', '注乙', '注丙'])
  })

  test('keeps a nested list behind the item it belongs to', () => {
    expect(readLexical(textOf([EVERY['bulletList']!.block])).lines).toEqual(['甲项', '乙项', '丙项'])
    expect(nodesOf(textOf([EVERY['listItem']!.block])).map(({ type }) => type)).toEqual(['html'])
  })
})

describe('what is sent', () => {
  const draft = (more: Partial<Story>, settings = {}) => draftOf(viewOf(storyOf([block.paragraph('a', '甲')], more)), ghostSettings('https://x.example/', settings), () => null)

  test('sets above the text what the title does not say', () => {
    const story = { columnTag: '深读', kicker: '肩题', headline: '主题', deck: '副题', source: '本报' }
    expect(readLexical(draft(story).lexical).lines).toEqual(['深读', '肩题', '副题', '来源:本报', '甲'])
    const long = draft(story, { title: '{kicker} {headline} {deck}' })
    expect(long.title).toBe('肩题 主题 副题')
    expect(readLexical(long.lexical).lines).toEqual(['深读', '来源:本报', '甲'])
  })

  test('names an author once, and the house\'s own where nobody has an account', () => {
    const contributors: Story['contributors'] = [{ name: '甲', role: 'reporter', from: '' }, { name: '乙', role: 'photographer', from: '' }]
    const authors = [{ name: '甲', remote: 'a'.repeat(24) }, { name: '乙', remote: 'a'.repeat(24) }]
    const sent = (settings: object) => fieldsOf(draft({ contributors }, settings), { revision: 1, sha256: 'b'.repeat(64) }, '', null).authors
    expect(sent({ authors })).toEqual([{ id: 'a'.repeat(24) }])
    expect(sent({ author: 'desk' })).toEqual([{ slug: 'desk' }])
    expect(sent({})).toBeUndefined()
  })

  test('has the story\'s id for its address, and the printed time', () => {
    const fields = fieldsOf(draft({}), { revision: 1, sha256: 'b'.repeat(64) }, '', null)
    expect(fields).toMatchObject({ slug: chineseStory([photo, photo, photo]).id, status: 'published', published_at: '2026-03-12T01:10:00.000Z' })
    expect(fieldsOf(draft({}), { revision: 1, sha256: 'b'.repeat(64) }, '', '2026-04-01T00:00:00.000Z')).toMatchObject({ status: 'scheduled', published_at: '2026-04-01T00:00:00.000Z' })
  })
})

test('the mark takes the place of the one before and leaves what else is there', () => {
  const mark = { revision: 2, sha256: 'c'.repeat(64), channels: 1 }
  const foot = withMark(withMark('<script>$&</script>', { ...mark, revision: 1 }), mark)
  expect(foot).toBe(`<script>$&</script>\n<!-- stet ${JSON.stringify(mark)} -->`)
  expect(markOf(foot)).toEqual(mark)
  for (const none of ['', '<!-- stet {} -->', '<!-- stet {"revision":"x"} -->', '<!-- stet {not json} -->']) expect(markOf(none)).toBeNull()
})

test('a picture\'s address names its rendition, however often Ghost numbered it', () => {
  const name = `${'a'.repeat(64)}-1000-0-8000-10000`
  for (const end of [`_${'0'.repeat(16)}.jpg`, `_${'0'.repeat(16)}-1.jpg`, '.jpg']) expect(nameOfPicture(`https://x.example/content/images/2026/03/${name}${end}`)).toBe(name)
  expect(nameOfPicture('https://x.example/content/images/2026/03/else.png')).toBe('else.png')
})
