import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { slimBinary } from 'harper.js/slimBinary'
import { beforeAll, describe, expect, it } from 'vitest'

import { harperLinter } from '../../../src-renderer/proofing/harper'
import { checkPassage } from '../../../src-shared/proofing/check'
import type { EnglishLinter } from '../../../src-shared/proofing/en/english'
import { ENGLISH_TEXT_RULES } from '../../../src-shared/proofing/en/rules'
import { noTables } from '../../../src-shared/proofing/tables'
import { cleanLines, markedLines, overlap, Scores } from '../../support/proofing-corpus'

type Flag = { rule: string; from: number; to: number; fixes: readonly string[]; said: string }

const words = readFileSync(join(import.meta.dirname, '../../../resources/proofing/en/dictionary.txt'), 'utf8').trimEnd().split('\n')
let linter: EnglishLinter

const check = async (text: string): Promise<Flag[]> =>
  [...checkPassage({ text, kind: 'text' }, 'en', ENGLISH_TEXT_RULES, noTables), ...(await linter.lint({ text, kind: 'text' }, new Set()))].map(({ rule, from, to, fixes, details }) => ({ rule, from, to, fixes, said: `${rule}: "${text.slice(from, to)}" ${JSON.stringify(details ?? {})} in ${text}` }))

/** What the linter tells as grammar, usage or agreement is not always told apart as the corpus does; a slip found is a slip found. */
const FAMILY: readonly string[] = ['en.grammar', 'en.agreement', 'en.usage', 'en.redundant', 'en.capital', 'en.punctuation', 'en.spelling']

const isOf = (flag: string, rule: string): boolean => flag === rule || (FAMILY.includes(flag) && FAMILY.includes(rule))

describe('English, by the corpus', () => {
  const [scores, missed, wrong] = [new Scores(), [] as string[], [] as string[]]
  let characters = 0
  let falseFlags = 0
  beforeAll(async () => {
    linter = await harperLinter({ binary: slimBinary, words })
    for (const { rule, text, marks } of markedLines('en-errors.tsv')) {
      const flags = await check(text)
      for (const mark of marks) {
        const met = flags.some((flag) => isOf(flag.rule, rule) && overlap(flag, mark))
        scores.add(rule, { marks: 1, met: met ? 1 : 0 })
        if (!met) missed.push(`${rule}: "${text.slice(mark.from, mark.to)}" in ${text}`)
      }
      for (const flag of flags) {
        const right = marks.some((mark) => overlap(flag, mark))
        scores.add(flag.rule, { flags: 1, right: right ? 1 : 0 })
        if (!right) wrong.push(flag.said)
      }
    }
    for (const text of cleanLines('en-clean.txt')) {
      characters += text.length
      for (const flag of await check(text)) {
        falseFlags += 1
        scores.add(flag.rule, { flags: 1 })
        wrong.push(`clean ${flag.said}`)
      }
    }
    scores.print('English')
    console.log([`${String(falseFlags)} false in ${String(characters)} clean characters`, ...missed.map((each) => `missed ${each}`), ...wrong.map((each) => `wrong ${each}`)].join('\n'))
  }, 600_000)

  it('leaves clean copy alone: at most one false flag in a thousand characters', () => {
    expect((falseFlags * 1000) / characters).toBeLessThanOrEqual(1)
  })

  // Of fewer than ten marks one may be missed: a share of five says little.
  it('finds at least nine tenths of what it claims', () => {
    const short = scores.rows().filter(({ score: { marks, met } }) => marks - met > Math.max(1, marks / 10))
    expect(short.map(({ rule, recall }) => [rule, recall])).toEqual([])
  })
})
