import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { countDoc } from '../../../src-renderer/writing/derived'
import { bodySchema } from '../../../src-shared/story/body'
import { countStory, countText, everyWordOf, textOf } from '../../../src-shared/story/count'
import type { BodyJson } from '../../../src-shared/story/story'
import { EVERY, more } from '../../support/every-block'
import { bit, block } from '../../support/sample-story'

it('counts Chinese characters one by one, punctuation included and excluded', () => {
  expect(countText('汉中市总工会,你好。')).toEqual({ characters: 10, withoutPunctuation: 8, words: 0 })
})

it('counts a run of letters or digits as one, and keeps it apart from Han', () => {
  expect(countText('参与职工5万余人次')).toEqual({ characters: 9, withoutPunctuation: 9, words: 1 })
  expect(countText('2021年GDP增长8.5%')).toEqual({ characters: 7, withoutPunctuation: 6, words: 3 })
})

it('counts English words with their joiners as one', () => {
  expect(countText("It's a co-op, isn’t it?")).toMatchObject({ words: 5 })
  expect(countText('end. Next')).toMatchObject({ words: 2, characters: 3 })
})

it('counts a letter and its combining mark, and an astral character, once', () => {
  expect(countText('e\u0301tat')).toMatchObject({ words: 1, characters: 1 })
  expect(countText('𠮷野')).toMatchObject({ characters: 2, withoutPunctuation: 2 })
})

it('adds up: two texts apart by a space count as their sum', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (left, right) => {
      const [a, b, both] = [countText(left), countText(right), countText(`${left} ${right}`)]
      // A mark with nothing before it is counted where it opens a text.
      const opens = /^\p{M}/u.test(right) ? 1 : 0
      expect(both.words).toBe(a.words + b.words)
      expect(both.withoutPunctuation).toBe(a.withoutPunctuation + b.withoutPunctuation)
      expect(Math.abs(both.characters - a.characters - b.characters)).toBeLessThanOrEqual(opens)
    }),
  )
})

const doc = (...content: BodyJson[]): BodyJson => ({ type: 'doc', content })
const characters = (...content: BodyJson[]): number => countStory({ body: doc(...content) }).characters

describe('a body', () => {
  it('counts what is edited in place: captions, cells, the titles of boxes and cards, nested articles with their head and byline', () => {
    expect(characters(more.photo('图说四字', '甲摄', { alt: '不算' }))).toBe(4)
    expect(characters(more.table('t', more.row(more.cell('tableHeader', '年份'), more.cell('tableCell', '人数'))))).toBe(4)
    expect(characters(more.factBox('f', '链接', more.paragraph('盒里')))).toBe(4)
    expect(characters(more.mediaCard('m', 'video', 'https://video.example/', '视频题'))).toBe(3)
    expect(characters(more.subArticle('s', '附稿', '刘强', more.paragraph('字')))).toBe(5)
    expect(characters(more.pullQuote('p', '我也不赶', '林小满'))).toBe(4)
  })

  it('does not count what is set around it: markers, speakers, credits, whose a quote is, footnotes', () => {
    expect(characters(block.crosshead('c', '一、', '小标题'))).toBe(3)
    expect(characters(more.turn('q', 'question', '本报记者', '为什么？'))).toBe(4)
    expect(characters(block.paragraph('a', '有注', more.footnote('这些字不算。'), '的句'))).toBe(4)
    expect(countStory({ body: doc(block.paragraph('a', 'end', more.footnote('note'), '.')) })).toMatchObject({ words: 1, characters: 2 })
  })

  it('counts the same while it is written as when it is signed, whatever the block', () => {
    const bodies = [...Object.values(EVERY).map(({ block: specimen }) => doc(specimen)), doc(...Object.values(EVERY).map(({ block: specimen }) => specimen)), doc(block.paragraph('a', 'half', bit.break(), 'way', bit.bold('through'), more.footnote('x'), 's'))]
    for (const body of bodies) {
      const { photos: _photos, ...signed } = countStory({ body })
      const { photos: _shown, ...written } = countDoc(bodySchema().nodeFromJSON(body), 0)
      expect(written, JSON.stringify(body)).toEqual(signed)
    }
  })
})

describe('every word of a body', () => {
  it('has all a reader may meet, where the running text has only its own', () => {
    for (const [name, { block: specimen, words }] of Object.entries(EVERY)) {
      const all = everyWordOf(doc(specimen))
      const bare = words.filter((word) => !/^\d\d:\d\d$/.test(word)).map((word) => word.replace(/：$/, ''))
      for (const word of bare) expect(all, name).toContain(word)
    }
    const talk = doc(more.turn('q', 'question', '记者', '为什么'), block.paragraph('a', '有注', more.footnote('据市志'), '的句'), more.photo('图说', '甲摄'))
    expect(everyWordOf(talk)).toBe('记者 为什么\n有注 据市志 的句\n图说 甲摄')
    expect(textOf(talk)).toBe('为什么\n有注的句\n图说')
  })
})
