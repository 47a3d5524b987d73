import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const FOLDER = join(import.meta.dirname, '../../resources/proofing/zh')
const TABLES = ['wrong-words', 'variants', 'redundant', 'units'] as const
const SEVERITIES: Record<(typeof TABLES)[number], readonly string[]> = {
  'wrong-words': ['error', 'warning'],
  variants: ['advice'],
  redundant: ['warning', 'advice'],
  units: ['warning', 'advice'],
}
const KINDS = ['别字', '成语', '词语', '地名人名', '用语']

interface Entry { table: string; wrong: string; right: string[]; except: string[]; kind: string; severity: string; source: string }

const parts = (cell: string): string[] => (cell === '' ? [] : cell.split('|'))
/** The tables quote nothing: a cell holds no comma, quotation mark or line end. */
const rows = (name: string): string[][] =>
  readFileSync(join(FOLDER, `${name}.csv`), 'utf8').trimEnd().split('\n').map((line) => line.split(','))
/** The cells of a table of one column, below its header. */
const cellsOf = (name: string): string[] => rows(name).slice(1).map(([cell = '']) => cell)
const entriesOf = (table: string): Entry[] =>
  rows(table).slice(1).map(([wrong = '', right = '', except = '', kind = '', severity = '', source = '']) =>
    ({ table, wrong, right: parts(right), except: parts(except), kind, severity, source }))

const entries = TABLES.flatMap(entriesOf)
const byWrong = new Map(entries.map((entry) => [entry.wrong, entry]))
const longest = Math.max(...entries.map(({ wrong }) => wrong.length))

/** Whether the entry's `wrong` at `at` stands inside one of the words it may rightly stand in. */
const isExcepted = (text: string, at: number, { wrong, except }: Entry): boolean =>
  except.some((word) => {
    for (let inside = word.indexOf(wrong); inside >= 0; inside = word.indexOf(wrong, inside + 1)) {
      if (at >= inside && text.startsWith(word, at - inside)) return true
    }
    return false
  })

const flaggedIn = (text: string): string[] => {
  const found: string[] = []
  for (let at = 0; at < text.length; at++) {
    for (let length = 2; length <= longest && at + length <= text.length; length++) {
      const entry = byWrong.get(text.slice(at, at + length))
      if (entry && !isExcepted(text, at, entry)) found.push(entry.wrong)
    }
  }
  return found
}

/** Every Han character of GB 2312, which has simplified forms only: rows 16 to 87. */
const simplified = ((): Set<string> => {
  const decoder = new TextDecoder('gbk')
  const all = new Set<string>()
  for (let row = 0xb0; row <= 0xf7; row++) for (let cell = 0xa1; cell <= 0xfe; cell++) all.add(decoder.decode(Uint8Array.of(row, cell)))
  return all
})()
/** Outside GB 2312: 啰 is in the standard table since 2013; the others are the old forms that the tables replace. */
const BESIDE = { right: '啰', wrong: '劵瞭刬枓嵎搳蹡喨蹓跶遝吋呎浬瓩' }
const notSimplified = (text: string, beside: string): string[] => Array.from(text).filter((char) => /\p{Script=Han}/u.test(char) && !simplified.has(char) && !beside.includes(char))

/** Beside GB 2312 too: right ones of the standard table (睡眼蒙眬、涅槃、镴枪头), and one old form that is taken for another character. */
const BESIDE_IDIOMS = '眬槃镴'
const BESIDE_ALIKE = '岀'

const wrongOnes = (isWrong: (entry: Entry) => boolean): string[] => entries.filter(isWrong).map(({ table, wrong }) => `${table}: ${wrong}`)

describe('the proof-reading tables', () => {
  it('have the header and the columns the reader expects', () => {
    for (const table of TABLES) {
      expect(rows(table)[0]).toEqual(['wrong', 'right', 'except', 'kind', 'severity', 'source'])
      expect(rows(table).filter((row) => row.length !== 6)).toEqual([])
      expect(readFileSync(join(FOLDER, `${table}.csv`), 'utf8')).not.toMatch(/["\r \u3000\ufeff]/)
    }
    expect(wrongOnes(({ wrong, right, kind }) => wrong.length < 2 || right.length === 0 || right.includes('') || !KINDS.includes(kind))).toEqual([])
    expect(TABLES.flatMap((table) => entriesOf(table).filter(({ severity }) => !SEVERITIES[table].includes(severity)))).toEqual([])
  })

  it('are as large as promised', () => {
    expect(entriesOf('wrong-words').length).toBeGreaterThanOrEqual(5000)
    expect(entriesOf('variants').length).toBeGreaterThanOrEqual(150)
    expect(entriesOf('redundant').length).toBeGreaterThanOrEqual(60)
  })

  it('look for each form once, across all of them', () => {
    const seen = new Set<string>()
    expect(wrongOnes(({ wrong }) => seen.size === seen.add(wrong).size)).toEqual([])
  })

  it('never offer a form as its own correction, nor one that another entry would flag', () => {
    expect(wrongOnes(({ wrong, right }) => right.includes(wrong))).toEqual([])
    expect(entries.flatMap(({ wrong, right }) => right.flatMap((word) => flaggedIn(word).map((flag) => `${wrong} → ${word}: ${flag}`)))).toEqual([])
  })

  it('except only longer words in which the form really stands', () => {
    expect(wrongOnes(({ wrong, except }) => except.some((word) => word === wrong || !word.includes(wrong)))).toEqual([])
  })

  it('cite only sources that are defined, and define each once', () => {
    const [header, ...sources] = rows('sources')
    const codes = sources.map(([code]) => code ?? '')
    expect(header).toEqual(['code', 'title', 'note'])
    expect(new Set(codes).size).toBe(codes.length)
    expect(wrongOnes(({ source }) => !codes.includes(source))).toEqual([])
    expect(codes.filter((code) => !entries.some(({ source }) => source === code))).toEqual([])
  })

  it('are in simplified characters', () => {
    expect(entries.flatMap(({ wrong, right, except }) => [...notSimplified(wrong, BESIDE.wrong), ...notSimplified([...right, ...except].join(''), BESIDE.right + BESIDE.wrong)])).toEqual([])
  })

  it('name each idiom once, in full, and none that is a wrong form or holds one', () => {
    const idioms = cellsOf('idioms')
    expect(rows('idioms')[0]).toEqual(['idiom'])
    expect(rows('idioms').filter((row) => row.length !== 1)).toEqual([])
    expect(idioms.length).toBeGreaterThanOrEqual(5000)
    const seen = new Set<string>()
    expect(idioms.filter((idiom) => seen.size === seen.add(idiom).size)).toEqual([])
    expect(idioms.filter((idiom) => !/^\p{Script=Han}{3,9}$/u.test(idiom) || notSimplified(idiom, BESIDE_IDIOMS).length > 0)).toEqual([])
    expect(idioms.filter((idiom) => byWrong.has(idiom) || flaggedIn(idiom).length > 0)).toEqual([])
  })

  it('name as idioms the four-character words that the wrong forms stand for', () => {
    const idioms = new Set(cellsOf('idioms'))
    expect(entriesOf('wrong-words').flatMap(({ right }) => right.filter((word) => word.length === 4 && !idioms.has(word)))).toEqual([])
  })

  it('group the characters that look alike, each once in its group and no group twice', () => {
    const groups = cellsOf('alike')
    expect(rows('alike')[0]).toEqual(['characters'])
    expect(groups.length).toBeGreaterThanOrEqual(350)
    expect(groups.filter((group) => !/^\p{Script=Han}{2,6}$/u.test(group) || new Set(group).size !== group.length || notSimplified(group, BESIDE_ALIKE).length > 0)).toEqual([])
    const seen = new Set<string>()
    expect(groups.filter((group) => seen.size === seen.add(Array.from(group).toSorted().join('')).size)).toEqual([])
  })

  it('leave alone the words that only look like a wrong form where two right ones meet', () => {
    for (const sentence of ['自己经过多年努力', '所以经济发展了', '按装置说明操作', '过渡假期', '他毕竟选择了留下', '国际间谍案', '调查的目的是为了解情况', '敌后攻坚难度大', '篮子已满清空再装', '因徇私舞弊被查', '部署期间', '中国队荣膺品牌大奖', '最好象征性地表示', '两小时侯爵', '签了聘任合同', '成功坚守阵地', '年轻意味着机会', '认捐增加了一成', '另人工费两千元', '交流学生二十名']) expect(flaggedIn(sentence), sentence).toEqual([])
  })

  it('find the common slips of news copy', () => {
    for (const [sentence, wrong] of [['工人己经按装完毕', '己经'], ['工人己经按装完毕', '按装'], ['再接再励', '再接再励'], ['截止目前', '截止目前'], ['全长五公里、宽三公尺', '公尺'], ['运动员凯旋归来', '凯旋归来'], ['直接了当地说', '直接了当'], ['队员们疲备不堪', '疲备'], ['湖水清沏见底', '清沏'], ['另人难忘的一夜', '另人'], ['向山区学校捐增图书', '捐增'], ['一场功坚战', '功坚']] as const) expect(flaggedIn(sentence), sentence).toContain(wrong)
  })
})
