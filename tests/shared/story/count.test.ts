import fc from 'fast-check'
import { expect, it } from 'vitest'

import { countText } from '../../../src-shared/story/count'

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
