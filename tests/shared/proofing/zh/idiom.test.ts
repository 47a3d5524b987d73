import { describe, expect, it } from 'vitest'

import { checkPassage } from '../../../../src-shared/proofing/check'
import { noTables } from '../../../../src-shared/proofing/tables'
import { idioms } from '../../../../src-shared/proofing/zh/idiom'
import { readIdioms } from '../../../../src-shared/proofing/zh/idiom-table'
import { valueOf } from '../../../../src-shared/outcome'

const rows = (head: string, ...lines: string[]) => [head.split(','), ...lines.map((line) => line.split(','))]
const table = valueOf(readIdioms({
  idioms: rows('idiom', '默默无闻', '一贫如洗', '一心一意', '一心一德', '物美价廉', '度日如年', '人情世故', '牵一发而动全身', '一枝独秀'),
  sounds: rows('sound,characters', 'wen,文闻', 'lian,连廉', 'yi,意一义', 'shi,事世', 'fa,发法', 'zhi,枝支'),
  shapes: rows('characters', '贪贫'),
}))
const check = (text: string) => checkPassage({ text, kind: 'text' }, 'zh-CN', [idioms], { ...noTables, idioms: table }).map(({ from, to, fixes }) => [text.slice(from, to), ...fixes])

describe('fixed phrases', () => {
  it.each([
    ['他默默无文地工作。', '默默无文', '默默无闻'],
    ['家里一贪如洗。', '一贪如洗', '一贫如洗'],
    ['这里物美价连，人情事故也好。', '物美价连', '物美价廉'],
    ['真是牵一法而动全身。', '牵一法而动全身', '牵一发而动全身'],
  ])('with one character that sounds or looks like the right one are flagged: %s', (text, wrong, right) => {
    expect(check(text)[0]).toEqual([wrong, right])
  })

  it.each(['他默默无闻，一心一意。', '大家一心一德。', '默默无声的夜。', '度日如何，物美价高。', '一贫如旧。'])('that are right, or differ by another word, are left: %s', (text) => {
    expect(check(text)).toEqual([])
  })

  it('of which one is wrong inside another that is right are left', () => {
    expect(check('这一支独秀一枝独秀')).toEqual([['一支独秀', '一枝独秀']])
  })

  it('rejects tables with other columns, or a phrase of a character or two', () => {
    const good = { idioms: rows('idiom', '一心一意'), sounds: rows('sound,characters'), shapes: rows('characters') }
    expect(readIdioms(good).ok).toBe(true)
    expect(readIdioms({ ...good, idioms: rows('phrase', '一心一意') })).toMatchObject({ code: 'table-invalid', details: { line: 1 } })
    expect(readIdioms({ ...good, idioms: rows('idiom', '一心') })).toMatchObject({ code: 'table-invalid', details: { line: 2 } })
  })
})
