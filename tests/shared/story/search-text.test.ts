import fc from 'fast-check'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'

import { ftsQuery, indexWords, rangesOf, readQuery, unitsOf } from '../../../src-shared/story/search-text'

/** One text in a real FTS5 table as the library makes it. */
const asker = (...blocks: string[]): ((query: string) => boolean) => {
  const database = new DatabaseSync(':memory:')
  database.exec("create virtual table words using fts5(body, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1')")
  database.prepare('insert into words (rowid, body) values (1, ?)').run(indexWords(blocks))
  return (query) => {
    const asked = ftsQuery(readQuery(query))
    return asked !== '' && database.prepare('select rowid from words where words match ?').all(asked).length === 1
  }
}

describe('a query', () => {
  const has = asker('本报讯（记者 刘强）５月１日上午，汉江边的“夜校”开课。', 'Dr. José Muñoz opened the river school: co-op members came.', '第二段说三百人')

  it.each([
    ['a name of two characters', '刘强'],
    ['a name set with a space between', '刘　强'],
    ['one character', '汉'],
    ['the last character of a run', '强'],
    ['the last character of a block', '课'],
    ['a run across punctuation, typed without it', '边的夜校开课'],
    ['the same with other punctuation', '边的「夜校」开课'],
    ['digits of the other width', '5月1日'],
    ['digits before an unfinished word', '5月1日上'],
    ['the beginning of a Latin word', 'riv'],
    ['any case', 'RIVER School'],
    ['letters without their accents', 'jose munoz'],
    ['full-width letters', 'ｒｉｖｅｒ'],
    ['a phrase in quotes', '"river school"'],
    ['a phrase whose quote is still open', '"river sch'],
    ['a phrase in Chinese quotes', '“汉江边的”'],
    ['a word with a sign in it', 'co-op'],
    ['words in any order', '开课 刘强 river'],
  ])('finds %s', (_what, query) => {
    expect(has(query)).toBe(true)
  })

  it.each([
    ['characters that never stand together', '江强'],
    ['the middle of a Latin word', 'iver'],
    ['a phrase in another order', '"school river"'],
    ['a phrase whose closed quote cuts a word', '"river sch"'],
    ['words of which one is not there', '刘强 火车'],
    ['a phrase that would reach across blocks', '开课dr'],
    ['nothing but signs', '" - * ( ) : ^ % 。，'],
  ])('does not find %s', (_what, query) => {
    expect(has(query)).toBe(false)
  })

  it('asks for nothing where nothing is typed', () => {
    expect(readQuery('  “” "" ---  ')).toEqual([])
  })

  it('is never an error to the index, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (query) => void has(query)), { numRuns: 200 })
    for (const query of ['"', '""', '"*', 'AND', 'NOT OR', 'NEAR(a b, 2)', '{name}: x', 'name:x', 'a* OR *', "'; drop table words; --", '^汉', '-汉', '\0', '\ud800', '江'.repeat(500), 'a '.repeat(250)]) expect(() => has(query)).not.toThrow()
  })
})

describe('what is highlighted', () => {
  const marked = (text: string, query: string): string[] => rangesOf(text, readQuery(query)).map(([from, to]) => text.slice(from, to))

  it('is what the query says, as it is written in the text', () => {
    expect(marked('刘　强说：汉江边。刘强', '刘强')).toEqual(['刘　强', '刘强'])
    expect(marked('José, JOSÉ and Josephine', 'jose')).toEqual(['José', 'JOSÉ', 'Josephine'])
    expect(marked('１２３号', '12')).toEqual(['１２３'])
    expect(marked('汉江汉江', '汉江')).toEqual(['汉江汉江'])
    expect(marked('其他', '汉江')).toEqual([])
  })

  it('stands inside the text, in order and apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 6 }), (text, query) => {
        let end = -1
        for (const [from, to] of rangesOf(text, readQuery(query))) {
          expect(from).toBeGreaterThan(end)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(text.length)
          end = to
        }
      }),
      { numRuns: 500 },
    )
  })

  it('agrees with the index: what the one finds the other shows', () => {
    const words = fc.array(fc.constantFrom('汉', '江', '夜', '校', '5', 'a', 'ab', 'É', ' ', '，', '"', '　', '𠮷', 'が', '한', 'ﬁ'), { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(words, words, (text, query) => {
        const terms = readQuery(query)
        const shown = terms.length > 0 && terms.every((term) => rangesOf(text, [term]).length > 0)
        expect(asker(text)(query)).toBe(shown)
      }),
      { numRuns: 400 },
    )
  })
})

describe('the words of a text', () => {
  it('keep CJK apart from letters, whatever class it is in', () => {
    expect(unitsOf('GDP增长5%，㈱テスト한국𠮷').map(({ text }) => text)).toEqual(['gdp', '增', '长', '5', '株', 'テ', 'ス', 'ト', '한', '국', '𠮷'])
  })
  it('are found by any stretch of two characters or more', () => {
    const text = fc.stringMatching(/^[\u4e00-\u9fff]{2,30}$/)
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (said, a, b) => {
        const from = a % (said.length - 1)
        const to = from + 2 + (b % (said.length - from - 1))
        expect(asker(said)(said.slice(from, to))).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
