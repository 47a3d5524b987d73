import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readTable, writeTable } from '../../../src-main/house/table'

describe('a table of a spreadsheet', () => {
  it('has its quoted cells, its empty lines counted, and the line each record begins at', () => {
    expect(readTable('类别,词语,说明\r\n错词,帐号,"一,\n二 ""三"""\r\n\r\n禁用词,最强,\r\n')).toEqual([
      { line: 1, cells: ['类别', '词语', '说明'] },
      { line: 2, cells: ['错词', '帐号', '一,\n二 "三"'] },
      { line: 5, cells: ['禁用词', '最强', ''] },
    ])
    expect(readTable('词语\t改为\n帐号\t账号,账户')).toEqual([{ line: 1, cells: ['词语', '改为'] }, { line: 2, cells: ['帐号', '账号,账户'] }])
    expect(readTable('词语;改为\n帐号;账号')[1]?.cells).toEqual(['帐号', '账号'])
    expect(readTable('最强\n最大')).toEqual([{ line: 1, cells: ['最强'] }, { line: 2, cells: ['最大'] }])
  })

  it('is written with the mark spreadsheets know UTF-8 by, and nothing in it is run as a formula', () => {
    const text = writeTable([['词语'], ['=HYPERLINK("http://x")'], ['+86'], ['-1'], ['@某'], ["'=1"], ['平常']])
    expect(text.startsWith('\uFEFF词语\r\n')).toBe(true)
    expect(text.split('\r\n').slice(1, -2).every((line) => /^"?'/.test(line))).toBe(true)
    expect(text.split('\r\n').at(-2)).toBe('平常')
  })

  it('reads back what it wrote, whatever stands in it', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => `x${text}`.replace(/[\r\n\t]/gu, ' ').trim().slice(1)).map((text) => text.trim())
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant('k'), cell, cell), { minLength: 1, maxLength: 6 }), (cells) => {
        expect(readTable(writeTable(cells).slice(1)).map((line) => line.cells)).toEqual(cells)
      }),
    )
    expect(readTable(writeTable([['a', '=1'], ['b', "''@2"], ['c', "'d"]]).slice(1)).map(({ cells }) => cells[1])).toEqual(['=1', "''@2", "'d"])
  })
})
