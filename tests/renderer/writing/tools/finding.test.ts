// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { isBroken, patternOf, queryOf, type FindTerms } from '../../../../src-renderer/writing/tools/find-query'
import { goToMatch, matchesIn, replaceEvery, replaceOne, searchFor } from '../../../../src-renderer/writing/tools/finding'
import { block, edit, lines } from './editor'

const terms = (text: string, part: Partial<FindTerms> = {}): FindTerms => ({ text, replace: '', regexp: false, matchCase: false, words: false, ...part })
const found = (text: string, within: string, part: Partial<FindTerms> = {}): string[] => {
  const editor = edit([block.paragraph(within)])
  searchFor(editor, terms(text, part))
  const query = queryOf(terms(text, part))
  const all: string[] = []
  for (let from = 0; ; ) {
    const match = query.findNext(editor.state, from)
    if (!match) return all
    all.push(editor.state.doc.textBetween(match.from, match.to))
    from = Math.max(match.to, from + 1)
  }
}

describe('finding in Chinese', () => {
  it('finds a sign in either width and either kind of quotation mark', () => {
    expect(found('他说,"好"', '他说，“好”。他说,"好"。')).toEqual(['他说，“好”', '他说,"好"'])
    expect(found('ABC', 'ＡＢＣ与abc')).toEqual(['ＡＢＣ', 'abc'])
    expect(found('2021-11', '２０２１－１１')).toEqual(['２０２１－１１'])
  })

  it('finds two characters that word segmenters would tear apart', () => {
    expect(found('明天', '李明天天上班')).toEqual(['明天'])
  })

  it('keeps case apart when asked, and finds whole Latin words beside Chinese', () => {
    expect(found('stet', 'Stet stet', { matchCase: true })).toEqual(['stet'])
    expect(found('art', '用art写，start不算', { words: true })).toEqual(['art'])
  })

  it('takes what is typed plainly as it is typed, whatever signs it has', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...Array.from('a.*+?()[]{}^$|\\/-“"，,中文 １1')) }), (text) => {
      const pattern = new RegExp(patternOf(text), 'u')
      expect(pattern.exec(`前${text}后`)?.[0]).toBe(text)
    }))
  })
})

describe('regular expressions', () => {
  it('are run with their groups, and a broken one finds nothing and says so', () => {
    expect(found('第(\\d)届', '第3届第x届', { regexp: true })).toEqual(['第3届'])
    expect(isBroken(terms('(', { regexp: true }))).toBe(true)
    expect(isBroken(terms('('))).toBe(false)
    expect(found('(', 'a(b', { regexp: true })).toEqual([])
  })
})

describe('replacing', () => {
  it('replaces everything in one step that one undo takes back', () => {
    const editor = edit([block.paragraph('工会是家。工会在。'), block.crosshead('A', '工会'), block.paragraph('别处')])
    editor.commands.insertContentAt(1, '老')
    const before = lines(editor)
    searchFor(editor, terms('工会', { replace: '总工会$&\\n' }))
    expect(matchesIn(editor.state).count).toBe(3)
    expect(replaceEvery(editor)).toBe(3)
    expect(lines(editor)).toEqual(['paragraph:老总工会$&\\n是家。总工会$&\\n在。', 'crosshead:总工会$&\\n', 'paragraph:别处'])
    editor.commands.undo()
    expect(lines(editor)).toEqual(before)
  })

  it('puts groups where the replacement names them', () => {
    const editor = edit([block.paragraph('3月5日、4月6日')])
    searchFor(editor, terms('(\\d)月(\\d)日', { regexp: true, replace: '$1/$2' }))
    replaceEvery(editor)
    expect(lines(editor)).toEqual(['paragraph:3/5、4/6'])
  })

  it('goes from match to match and replaces the one it stands on', () => {
    const editor = edit([block.paragraph('甲乙甲乙甲')])
    searchFor(editor, terms('甲', { replace: '丙' }))
    expect(goToMatch(editor, 1)).toBe(true)
    expect(matchesIn(editor.state)).toEqual({ count: 3, at: expect.any(Number) as number })
    const at = matchesIn(editor.state).at
    replaceOne(editor)
    expect(editor.state.doc.textContent.split('丙')).toHaveLength(2)
    expect(editor.state.doc.textContent[(at - 1) * 2]).toBe('丙')
  })

  it('keeps the emphasis of what it replaces, and captions are searched too', () => {
    const editor = edit([block.paragraph('粗'), { type: 'photo', attrs: { blockId: 'p', photo: null }, content: [{ type: 'text', text: '图为桥' }] }])
    editor.chain().setTextSelection({ from: 1, to: 2 }).toggleBold().run()
    searchFor(editor, terms('粗', { replace: '重' }))
    replaceEvery(editor)
    expect(editor.state.doc.child(0).firstChild?.marks.map((mark) => mark.type.name)).toEqual(['bold'])
    searchFor(editor, terms('图为桥'))
    expect(matchesIn(editor.state).count).toBe(1)
  })
})
