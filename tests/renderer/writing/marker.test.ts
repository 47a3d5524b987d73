import { describe, expect, it } from 'vitest'

import { chineseNumeral, isMarker, markerChoices, nextMarker, suggestedMarker } from '../../../src-renderer/writing/marker'
import { parseBody } from '../../../src-shared/story/body'

describe('the next marker', () => {
  it.each([['A', 'B'], ['A.', 'B.'], ['C、', 'D、'], ['一、', '二、'], ['九、', '十、'], ['十、', '十一、'], ['十九', '二十'], ['二十、', '二十一、'], ['1.', '2.'], ['9', '10'], ['10．', ''], ['（一）', '（二）'], ['(3)', '(4)'], ['(B)', '(C)'], ['第一章', '第二章'], ['第九节', '第十节'], ['第2部', '第3部']])('after %s is %s', (before, after) => {
    expect(nextMarker(before)).toBe(after)
  })

  it('is none after none, after the last of its style, and after what is not counted', () => {
    for (const marker of ['', 'Z', '99.', '九十九、', 'Ⅰ', '附', '0A', 'AB', '百', '（一', '一）', '第一', '一章', '（九十九）', '第一、']) expect(nextMarker(marker)).toBe('')
  })

  it('is suggested from the header just above', () => {
    expect(suggestedMarker([])).toBe('')
    expect(suggestedMarker(['A', 'B'])).toBe('C')
    expect(suggestedMarker(['A', ''])).toBe('')
    expect(suggestedMarker(['A', '一、'])).toBe('二、')
  })

  it('offers none, then the next of each style, going on from the last header of that style', () => {
    expect(markerChoices([])).toEqual(['', 'A', '一、', '1.', '（一）', '第一章'])
    expect(markerChoices(['A', 'B', '一、', '（三）', '第一节', ''])).toEqual(['', 'C', '二、', '1.', '（四）', '第二节'])
    expect(markerChoices(['Z'])).toEqual(['', 'A', '一、', '1.', '（一）', '第一章'])
  })

  it('counts in Chinese to ninety-nine', () => {
    expect([1, 10, 11, 20, 35, 99].map(chineseNumeral)).toEqual(['一', '十', '十一', '二十', '三十五', '九十九'])
  })

  it('agrees with the story schema about what a marker may be', () => {
    const allowed = (marker: string): boolean => parseBody({ type: 'doc', content: [{ type: 'crosshead', attrs: { blockId: 'a', marker }, content: [{ type: 'text', text: '题' }] }] }).ok
    for (const marker of ['', 'A', 'A.', '一、', '二十一、', '99.', 'ab12', '五五五五五', '<b>', 'A B', '、、', 'Ⅰ', '１', '10．', '（一）', '(12)', '第一章', '第十二节', '（一', '第一']) expect([marker, isMarker(marker)]).toEqual([marker, allowed(marker)])
  })
})
