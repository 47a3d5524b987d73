import { describe, expect, it } from 'vitest'

import { countsIn, ENGLISH_RULES, toldAsFound } from '../../../../src-shared/proofing/en/english'
import { isLikelyName, isPinyin, namesOf } from '../../../../src-shared/proofing/en/names'

const lint = { kind: 'Agreement', message: 'The form of the verb must agree.', from: 1, to: 3, fixes: ['does'] }

describe('a lint told as ours', () => {
  it('has our id and severity, and its own sentence as a detail', () => {
    expect(toldAsFound(lint)).toEqual({ rule: 'en.agreement', severity: 'error', source: 'harper', from: 1, to: 3, fixes: ['does'], details: { said: lint.message } })
  })

  it('of a kind nobody knows is advice on grammar', () => {
    expect(toldAsFound({ ...lint, kind: 'Rhyme' })).toMatchObject({ rule: 'en.grammar', severity: 'advice' })
  })

  it('counts in sentences; elsewhere only where it is spelling', () => {
    expect(ENGLISH_RULES.filter((rule) => countsIn('headline', { rule }))).toEqual(['en.spelling'])
    expect(ENGLISH_RULES.filter((rule) => countsIn('text', { rule }))).toEqual(ENGLISH_RULES)
  })
})

describe('names in English copy', () => {
  it.each(['Hanzhong', 'Xi’an', 'Zhang', 'Shaanxi', 'LINJIANG', 'Linjiang’s'])('%s is pinyin', (word) => {
    expect(isPinyin(word)).toBe(true)
  })

  it.each(['Wendesday', 'Govenor', 'hanzhong', 'Brixholme'])('%s is not', (word) => {
    expect(isPinyin(word)).toBe(false)
  })

  const likely = (text: string, word: string): boolean => isLikelyName(text, text.indexOf(word), text.indexOf(word) + word.length)

  it.each([['She met Lars Hjelm there.', 'Hjelm'], ['Gov. Hjelm spoke.', 'Hjelm'], ['“No,” said Hjelm.', 'Hjelm'], ['It is near Brixholme.', 'Brixholme'], ['Hjelm said no.', 'Hjelm']])('in %s, %s is likely one', (text, word) => {
    expect(likely(text, word)).toBe(true)
  })

  it.each([['They met on Wendesday night.', 'Wendesday'], ['the govenor spoke.', 'govenor']])('in %s, %s is not', (text, word) => {
    expect(likely(text, word)).toBe(false)
  })

  it('are words of the byline and what is written with a capital more than once', () => {
    expect([...namesOf([{ text: 'By Ann Leigh', kind: 'byline' }, { text: 'The Quorn met. A Quorn vote. Only Once.', kind: 'text' }], ['Bo Wu'])].sort()).toEqual(['Ann', 'Bo', 'By', 'Leigh', 'Quorn', 'Wu'])
  })
})
