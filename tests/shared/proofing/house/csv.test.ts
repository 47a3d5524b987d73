import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { cellsOf, compareRows, readRows } from '../../../../src-shared/proofing/house/csv'
import { inOrder } from '../../../../src-shared/proofing/house/lists'
import type { Row } from '../../../../src-shared/proofing/house/row'
import { anyList } from './rows'

const numbered = (cells: readonly (readonly string[])[]) => cells.map((each, at) => ({ line: at + 1, cells: each }))

describe('lists as a table', () => {
  it('read back as they were written, in either language', () => {
    fc.assert(
      fc.property(anyList(), fc.constantFrom('zh-CN' as const, 'en' as const), (rows, language) => {
        expect(readRows(numbered(cellsOf(rows, language)), null)).toEqual({ rows: inOrder(rows), faults: [] })
      }),
    )
  })

  it('take columns in any order, names people use, and days as Excel writes them', () => {
    const read = readRows(numbered([['词', '类型', '改为', '到期'], ['帐号', '错别字', '账号；账户', ''], ['王某', '不见报', '', '2026/3/5']]), null)
    expect(read.faults).toEqual([])
    expect(read.rows).toEqual([{ kind: 'wrong', word: '帐号', right: ['账号', '账户'], except: [], note: '' }, { kind: 'withheld', word: '王某', until: '2026-03-05', note: '' }])
  })

  it('without a head are of the list they are taken into', () => {
    expect(readRows(numbered([['李明', '省长', '2'], ['张远', '省委书记', '1']]), 'official').rows.map(({ word }) => word)).toEqual(['张远', '李明'])
  })

  it('tell every line that is no entry, by its number and why; nothing goes in silence', () => {
    const { rows, faults } = readRows(
      numbered([['kind', 'word', 'right', 'order', 'until', 'title'], ['wrong', '甲', '乙', '', '', ''], ['nothing', '甲', '', '', '', ''], ['wrong', '', '乙', '', '', ''], ['wrong', '甲', '丙', '', '', ''], ['official', '某', '', 'x', '', '市长'], ['withheld', '某', '', '', '明天', ''], ['official', '某', '', '1', '', ''], ['banned', '长'.repeat(61), '', '', '', ''], ['preferred', '某', '', '', '', ''], ['wrong', '甲', '乙', '', '', '']]),
      null,
    )
    expect(rows).toHaveLength(1)
    expect(faults.map(({ line, reason }) => `${String(line)} ${reason}`)).toEqual(['3 kind', '4 word', '5 twice', '6 order', '7 until', '8 title', '9 long', '10 instead'])
  })

  it('say of each row taken in whether the list has it, and whether it says otherwise', () => {
    const banned = (word: string, note = ''): Row => ({ kind: 'banned', word, note })
    const told = compareRows([banned('甲'), banned('乙')], [banned('甲'), banned('乙', '新'), banned('丙')])
    expect([told.fresh, told.same, told.differing]).toEqual([[banned('丙')], [banned('甲')], [{ mine: banned('乙'), theirs: banned('乙', '新') }]])
  })
})
