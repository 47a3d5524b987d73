import { describe, expect, it } from 'vitest'

import { checkPassage } from '../../../src-shared/proofing/check'
import type { TextRule } from '../../../src-shared/proofing/rule'
import { TEXT_RULES } from '../../../src-shared/proofing/rules'
import { noTables, readTable, wordTable } from '../../../src-shared/proofing/tables'

const entry = { wrong: '按装', right: ['安装'], except: ['按装置'], severity: 'error' as const, source: 'xiandai-hanyu', kind: '别字' }
const tables = { ...noTables, wrong: wordTable([entry]) }
const check = (text: string) => checkPassage({ text, kind: 'text' }, 'zh-CN', TEXT_RULES, tables)

describe('checking a passage', () => {
  it('finds a wrong word with what it should be, and leaves it where it is right', () => {
    expect(check('工人按装水管。')).toEqual([expect.objectContaining({ rule: 'zh.word.wrong', from: 2, to: 4, fixes: ['安装'], severity: 'error' })])
    expect(check('请按装置上的开关。')).toEqual([])
  })

  it('says one thing of one stretch: the graver', () => {
    const rule = (id: string, severity: TextRule['severity'], from: number, to: number): TextRule => ({ id, language: 'zh-CN', severity, source: 's', check: () => [{ from, to, fixes: [] }] })
    const flags = checkPassage({ text: '甲乙丙丁', kind: 'text' }, 'zh-CN', [rule('light', 'advice', 0, 4), rule('grave', 'error', 1, 2), rule('beside', 'advice', 3, 4)], tables)
    expect(flags.map(({ rule: id }) => id)).toEqual(['grave', 'beside'])
  })

  it('asks only the rules of the language and the kind of passage', () => {
    const rule: TextRule = { id: 'x', language: 'en', severity: 'error', source: 's', kinds: ['headline'], check: () => [{ from: 0, to: 1, fixes: [] }] }
    const found = (kind: 'text' | 'headline', language: 'en' | 'zh-CN') => checkPassage({ text: 'word', kind }, language, [rule], tables).length
    expect([found('headline', 'en'), found('text', 'en'), found('headline', 'zh-CN')]).toEqual([1, 0, 0])
  })

  it('rejects a table with other columns, a short word or an unknown severity', () => {
    const head = ['wrong', 'right', 'except', 'kind', 'severity', 'source']
    expect(readTable([head, ['按装', '安装', '', '别字', 'error', 'x']]).ok).toBe(true)
    expect(readTable([['wrong', 'right'], ['按装', '安装']])).toMatchObject({ code: 'table-invalid', details: { line: 1 } })
    expect(readTable([head, ['按', '安', '', '别字', 'error', 'x']])).toMatchObject({ code: 'table-invalid', details: { line: 2 } })
    expect(readTable([head, ['按装', '安装', '', '别字', 'grave', 'x']])).toMatchObject({ code: 'table-invalid', details: { line: 2 } })
  })
})
