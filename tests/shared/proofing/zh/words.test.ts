import Papa from 'papaparse'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { TEXT_RULES } from '../../../../src-shared/proofing/rules'
import { readLocale, variablesOf } from '../../../locales/reading'

const RULES = TEXT_RULES.filter(({ language }) => language === 'zh-CN')
const table = readFileSync(join(import.meta.dirname, '../../../../resources/proofing/zh/sources.csv'), 'utf8')
const codes = Papa.parse<{ code: string }>(table, { header: true, skipEmptyLines: true }).data.map(({ code }) => code)

describe.each(['zh-CN', 'en'])('the words of the Chinese rules in %s', (language) => {
  const words = readLocale(language)

  it.each(RULES.map(({ id }) => id))('%s has a name, a message and a why', (id) => {
    const [name, message, why] = ['name', 'message', 'why'].map((part) => words[`proofing:rule.${id}.${part}`])
    expect([name, message, why].every((each) => each !== undefined && each !== '')).toBe(true)
    // Every find has both.
    expect(['wrong', 'right']).toEqual(expect.arrayContaining(variablesOf(message!)))
    expect(variablesOf(name! + why!)).toEqual([])
  })

  it('no words are left over', () => {
    const ids = new Set(Object.keys(words).filter((key) => key.startsWith('proofing:rule.')).map((key) => key.replace(/^proofing:rule\.|\.\w+$/g, '')))
    expect([...ids].sort()).toEqual(RULES.map(({ id }) => id).sort())
  })

  it('every source of a rule or a table has its title', () => {
    expect([...new Set([...RULES.map(({ source }) => source), ...codes])].filter((source) => !words[`proofing:source.${source}`])).toEqual([])
  })
})
