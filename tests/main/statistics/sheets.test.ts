import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { unzipSync } from 'fflate'
import { beforeAll, describe, expect, it, test } from 'vitest'

import { csvOf } from '../../../src-main/statistics/csv'
import { fileNameOf, sheetsOf } from '../../../src-main/statistics/sheets'
import { xlsxOf } from '../../../src-main/statistics/xlsx'
import type { Statistics, StatisticsRow } from '../../../src-shared/desk-api/statistics'
import { calcThere } from '../../support/judges'

const row = (month: string, name: string, channel: string[], milestone: StatisticsRow['milestone'], characters: number): StatisticsRow => ({ month, person: `id ${name}`, name, channel, milestone, pieces: 1, characters, photos: 2 })
const FORMULA = '=HYPERLINK("http://example.org","x")'
const none = { pieces: 0, characters: 0, photos: 0 }
const statistics: Statistics = {
  from: '2026-01', to: '2026-12', zone: 'Asia/Shanghai', by: 'author',
  rows: [row('2026-03', '沈牧', ['社会', '交通'], 'submitted', 1234567), row('2026-03', '沈牧', ['社会', '交通'], 'published', 1200), row('2026-11', FORMULA, [], 'submitted', 40), row('2026-11', '说“好”, "yes"\n\u0001<&>', ['文化'], 'submitted', 30), row('2026-11', '＝1+1', ['文化'], 'submitted', 20)],
  totals: { submitted: { pieces: 4, characters: 1234657, photos: 8 }, signedOff: none, published: { pieces: 1, characters: 1200, photos: 2 } },
}

/** CSV as RFC 4180 has it, read without the writer. */
const readCsv = (text: string): string[][] => {
  const lines: string[][] = [[]]
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
    if (end === '') break
    if (end !== ',') lines.push([])
  }
  return lines.filter((line) => line.some((cell) => cell !== ''))
}

describe('statistics as CSV', () => {
  const bytes = csvOf(sheetsOf(statistics, 'person', 'zh-CN').shown)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

  it('says its encoding to spreadsheets, and has a head, a line a person and the total', () => {
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const [head, first, ...rest] = readCsv(text.slice(1))
    expect(head).toEqual(['人员', '送审篇数', '送审字数', '送审图片', '签发篇数', '签发字数', '签发图片', '刊发篇数', '刊发字数', '刊发图片'])
    expect(first).toEqual(['沈牧', '1', '1234567', '2', '0', '0', '0', '1', '1200', '2'])
    expect(rest.at(-1)).toEqual(['合计', '4', '1234657', '8', '0', '0', '0', '1', '1200', '2'])
    expect(text).toContain('\r\n')
  })

  it('lets no name be run as a formula, in either width of sign', () => {
    const names = readCsv(text.slice(1)).map(([name]) => name)
    expect(names).toContain(`'${FORMULA}`)
    expect(names).toContain("'＝1+1")
    for (const name of names) expect(name).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
  })

  it('keeps quotes and commas, and no control character', () => expect(readCsv(text.slice(1)).map(([name]) => name)).toContain('说“好”, "yes"  <&>'))

  it('is in English where the window is, by channel and by month', () => {
    const english = readCsv(new TextDecoder().decode(csvOf(sheetsOf(statistics, 'channel', 'en').shown)))
    expect(english[0]?.slice(0, 3)).toEqual(['Channel', 'Submitted: Pieces', 'Submitted: Characters'])
    expect(english.map(([name]) => name)).toEqual(['Channel', '社会 / 交通', '文化', 'No channel', 'Total'])
    expect(readCsv(new TextDecoder().decode(csvOf(sheetsOf(statistics, 'month', 'en').shown))).map(([name]) => name)).toEqual(['Month', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11', 'Total'])
  })

  it('has a name any file system takes', () => {
    expect(fileNameOf(statistics, 'person', 'zh-CN')).toBe('统计 2026-01 至 2026-12 按人员')
    expect(fileNameOf(statistics, 'month', 'en')).toBe('Statistics 2026-01 to 2026-12 By month')
  })
})

type Tag = Record<string, unknown>
const ARRAYS = ['sheet', 'row', 'c', 'si', 'xf', 'numFmt', 'sheetView', 'pane', 'r']
const xml = (bytes: Uint8Array | undefined): Tag => new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, trimValues: false, isArray: (name) => ARRAYS.includes(name) }).parse(new TextDecoder().decode(bytes)) as Tag
const within = (tag: unknown, ...path: string[]): unknown => path.reduce<unknown>((at, step) => (at as Tag | undefined)?.[step], tag)
const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): Tag[] => (value ?? []) as Tag[]

/** A workbook's parts by ECMA-376, read without the writer. */
const readWorkbook = (bytes: Uint8Array) => {
  const parts = unzipSync(bytes)
  const strings = list(within(xml(parts['xl/sharedStrings.xml'] ?? new Uint8Array()), 'sst', 'si')).map((item) => { const text = item['t']; return typeof text === 'string' ? text : wordsOf(within(text, '#text')) })
  const styles = xml(parts['xl/styles.xml'])
  const formats = new Map(list(within(styles, 'styleSheet', 'numFmts', 'numFmt')).map((each) => [each['numFmtId'], each['formatCode']]))
  const looks = list(within(styles, 'styleSheet', 'cellXfs', 'xf')).map((each) => formats.get(each['numFmtId']) ?? each['numFmtId'])
  const names = list(within(xml(parts['xl/workbook.xml']), 'workbook', 'sheets', 'sheet')).map((each) => each['name'])
  const sheets = names.map((_, index) => {
    const sheet = within(xml(parts[`xl/worksheets/sheet${String(index + 1)}.xml`]), 'worksheet')
    const rows = list(within(sheet, 'sheetData', 'row')).map((each) =>
      list(each['c']).map((cell) => {
        const value = wordsOf(cell['v'])
        return { formula: 'f' in cell, type: cell['t'] ?? 'n', look: looks[Number(cell['s'] ?? 0)], value: cell['t'] === 's' ? strings[Number(value)] : cell['t'] === 'inlineStr' ? wordsOf(within(cell, 'is', 't', '#text') ?? within(cell, 'is', 't')) : Number(value) }
      }),
    )
    return { rows, pane: list(within(list(within(sheet, 'sheetViews', 'sheetView'))[0], 'pane'))[0] }
  })
  return { names, sheets }
}

const inFolder = <T>(act: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'stet-sheets-'))
  try {
    return act(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('statistics as a workbook', () => {
  let bytes: Uint8Array
  let book: ReturnType<typeof readWorkbook>
  beforeAll(async () => {
    const { shown, details, about } = sheetsOf(statistics, 'person', 'zh-CN')
    bytes = await xlsxOf([shown, details, about])
    book = readWorkbook(bytes)
  })

  it('has the table, every row, and what was counted', () => {
    expect(book.names).toEqual(['统计', '明细', '说明'])
    const [shown, details, about] = book.sheets.map(({ rows }) => rows.map((cells) => cells.map(({ value }) => value)))
    expect(shown?.[1]).toEqual(['沈牧', 1, 1234567, 2, 0, 0, 0, 1, 1200, 2])
    expect(shown?.at(-1)?.slice(0, 3)).toEqual(['合计', 4, 1234657])
    expect(details?.map((cells) => cells.slice(1, 3))).toEqual([['人员', '频道'], ['沈牧', '社会 / 交通'], [FORMULA, '未定频道'], ['说“好”, "yes"  <&>', '文化'], ['＝1+1', '文化']])
    expect(about?.flat().join()).toContain('Asia/Shanghai')
  })

  it('keeps numbers as numbers, months as dates, and names as words that nothing runs', () => {
    const [shown, details] = book.sheets
    for (const { rows } of book.sheets) for (const cell of rows.flat()) expect(cell.formula).toBe(false)
    expect(shown?.rows[1]?.slice(1).every(({ type }) => type === 'n')).toBe(true)
    const month = details?.rows[1]?.[0]
    // Days since the last of 1899.
    expect(month).toMatchObject({ look: 'yyyy-mm', value: (Date.UTC(2026, 2, 1) - Date.UTC(1899, 11, 30)) / 86_400_000 })
  })

  it('keeps its heads in sight', () => {
    expect(book.sheets.map(({ pane }) => [pane?.['state'], pane?.['ySplit'], pane?.['xSplit']])).toEqual([['frozen', '1', '1'], ['frozen', '1', '3'], ['frozen', '1', '0']])
  })

  if (calcThere(test))
    test('LibreOffice opens it and shows the same, each by its type', { timeout: 240_000 }, () => {
      const page = inFolder((folder) => {
        writeFileSync(join(folder, 'statistics.xlsx'), bytes)
        execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'html', '--outdir', folder, join(folder, 'statistics.xlsx')], { stdio: 'pipe', env: { ...process.env, HOME: folder } })
        return readFileSync(join(folder, 'statistics.html'), 'utf8')
      })
      const cells = [...page.matchAll(/<td([^>]*)>(.*?)<\/td>/gs)].map(([, look = '', inner = '']) => ({ value: /sdval="([^"]*)"/.exec(look)?.[1], format: /sdnum="[^;"]*;\d*;([^"]*)"/.exec(look)?.[1], text: inner.replace(/<[^>]*>/g, '').trim() }))
      const found = (text: string) => cells.find((cell) => cell.text === text)
      expect(found('1,234,567')).toMatchObject({ value: '1234567', format: '#,##0' })
      expect(found('2026-03')).toMatchObject({ format: 'YYYY-MM' })
      expect(found(FORMULA.replaceAll('"', '&quot;'))?.value).toBeUndefined()
      for (const text of ['沈牧', '社会 / 交通', '送审篇数', '合计', '＝1+1']) expect(found(text), text).toBeDefined()
    })
})
