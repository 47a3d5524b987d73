import { beforeAll, describe, expect, test } from 'vitest'

import { articleText } from '../../../src-shared/publication/article-text'
import { printTime, viewOf, type ArticleView } from '../../../src-shared/publication/view'
import { textOf } from '../../../src-shared/story/count'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { bit, block, englishStory } from '../../support/sample-story'
import { buildSignedPiece } from '../../support/signed-piece'

let view: ArticleView
beforeAll(async () => {
  view = viewOf((await buildSignedPiece()).piece)
})

const of = (story: Partial<Story>, base: ArticleView = view): string => articleText({ ...base, story: { ...base.story, ...story } })
const body = (...content: BodyJson[]): Partial<Story> => ({ dateline: '', body: { type: 'doc', content } })
const bodyOf = (text: string): string[] => text.split('\n\n').slice(1, -1)

test('the head prints breadcrumb, kicker, headline, deck, then time and source on one line', () => {
  expect(articleText(view).split('\n\n')[0]!.split('\n')).toEqual(['工会 > 职工之家', view.story.kicker, '江畔夜校亮灯一百天', '——临江市职工夜校里的三种人生', '2026-03-12 09:10  来源:临江日报'])
})

test('empty head fields leave no empty lines', () => {
  expect(of({ channel: [], kicker: '', deck: '', source: '' }).split('\n').slice(0, 3)).toEqual(['江畔夜校亮灯一百天', '2026-03-12 09:10', ''])
})

test('the dateline opens the first paragraph and a section header stands on one line with its marker', () => {
  const blocks = bodyOf(articleText(view))
  expect(blocks[0]).toMatch(/^本报讯\u3000晚上七点半/)
  expect(blocks).toContain('A  看懂第一张图纸')
})

test('a dateline no paragraph can take still prints, before the body', () => {
  expect(bodyOf(of({ ...body(block.crosshead('x', '', '只有小标题')), dateline: '本报讯', byline: '' }))).toEqual(['本报讯', '只有小标题'])
})

test('the byline follows the last block that is not a photo, and trailing captions follow the byline', () => {
  const blocks = bodyOf(articleText(view))
  expect(blocks.at(-2)).toBe('□本报记者 沈牧 通讯员 何雨晴')
  expect(blocks.at(-1)).toBe('清晨的江面。林小满 画\uff08夜校供图\uff09')
  const trailing = of(body(block.paragraph('a', '正文。'), block.photo('b', null, '图。'), block.paragraph('c')))
  expect(bodyOf(trailing), 'an empty paragraph behind the photo says nothing').toEqual(['正文。', '□本报记者 沈牧 通讯员 何雨晴', '图。'])
})

test('an article of photos alone ends with its byline, an empty one has only it', () => {
  expect(bodyOf(of(body(block.photo('a', null, '一'), block.photo('b', null, '二'))))).toEqual(['一', '二', '□本报记者 沈牧 通讯员 何雨晴'])
  expect(bodyOf(of(body(block.paragraph('c'))))).toEqual(['□本报记者 沈牧 通讯员 何雨晴'])
})

test('the text ends with the responsible editor and exactly one line feed', () => {
  expect(articleText(view).endsWith('\n\n责任编辑:许知行\n')).toBe(true)
})

test('hard breaks become line breaks and inner spaces stay', () => {
  expect(bodyOf(of(body(block.paragraph('a', '  前', bit.break(), '  后  '))))[0]).toBe('  前\n  后  ')
})

test('lists are marked, numbered from their start, and nested ones are set in', () => {
  const list = block.list('l', 'orderedList', [block.paragraph('p', '甲'), block.list('m', 'bulletList', [block.paragraph('q', '乙')])], [block.paragraph('r', '丙')])
  list.attrs = { ...list.attrs, start: 3 }
  expect(bodyOf(of(body(list)))[0]).toBe('3. 甲\n   - 乙\n4. 丙')
})

test('quotations and dividers are marked', () => {
  expect(bodyOf(of(body(block.quote('q', block.paragraph('a', '一'), block.paragraph('b', '二')), block.divider('d')))).slice(0, 2)).toEqual(['> 一\n> 二', '* * *'])
})

test('an English piece prints its own words', async () => {
  const text = articleText(viewOf((await buildSignedPiece({ base: englishStory })).piece))
  expect(text).toContain('City > Transport\n')
  expect(text).toContain('\n11 March 2026, 18:05  Source: Linjiang Daily\n')
  expect(text).toContain('\nLINJIANG, March 11 — The horn sounded')
  expect(text).toContain('\nThe first crossing of the morning. (Shen Mu)\n')
  expect(text).toContain('\n\nBy Shen Mu\n\nResponsible editor: Gu Lan\n')
})

test('every text of the body stands in the article exactly once, in order', () => {
  const text = articleText(view)
  let from = 0
  const leaves = (node: BodyJson): string[] => (node.text === undefined ? (node.content ?? []).flatMap(leaves) : [node.text])
  const all = leaves(view.story.body)
  expect(all.length).toBeGreaterThan(25)
  for (const leaf of all) {
    const at = text.indexOf(leaf, from)
    expect(at, leaf).toBeGreaterThan(-1)
    if (leaf.length > 6) expect(text.split(leaf).length, leaf).toBe(2)
    from = at + leaf.length
  }
  expect(textOf(view.story.body).length).toBeLessThan(text.length)
})

describe('printed times', () => {
  test('are the fields of the offset they were given in', () => {
    expect(printTime('2021-11-15T09:10:29+08:00', 'zh-CN')).toBe('2021-11-15 09:10')
    expect(printTime('2021-11-15T09:10:29+08:00', 'en')).toBe('15 November 2021, 09:10')
    expect(printTime('2021-01-05T23:59:00-05:00', 'en')).toBe('5 January 2021, 23:59')
  })

  test('say UTC when that is what they are', () => {
    expect(printTime('2021-11-15T01:10:29.000Z', 'zh-CN')).toBe('2021-11-15 01:10 UTC')
    expect(printTime('2021-11-15T01:10:29Z', 'en')).toBe('15 November 2021, 01:10 UTC')
  })

  test('do not depend on the time zone of the machine', () => {
    const before = process.env['TZ']
    const printed = ['America/New_York', 'Asia/Shanghai', 'UTC'].map((zone) => {
      process.env['TZ'] = zone
      return articleText(view)
    })
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
    expect(new Set(printed).size).toBe(1)
  })

  test('fall to the sign-off when the story sets none', async () => {
    const { piece } = await buildSignedPiece({ story: { publishTime: null }, signedAt: '2026-03-12T00:40:00.000Z' })
    expect(viewOf(piece).time).toBe('2026-03-12T00:40:00.000Z')
  })
})
