import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { slimBinary } from 'harper.js/slimBinary'
import { beforeAll, describe, expect, it } from 'vitest'

import { harperLinter } from '../../../src-renderer/proofing/harper'
import type { EnglishLinter } from '../../../src-shared/proofing/en/english'
import { namesOf } from '../../../src-shared/proofing/en/names'
import type { PassageKind } from '../../../src-shared/proofing/passage'

const words = readFileSync(join(import.meta.dirname, '../../../resources/proofing/en/dictionary.txt'), 'utf8').trimEnd().split('\n')
let linter: EnglishLinter
beforeAll(async () => {
  linter = await harperLinter({ binary: slimBinary, words })
}, 120_000)

const lint = async (text: string, kind: PassageKind = 'text', names = new Set<string>()) => (await linter.lint({ text, kind }, names)).map(({ rule, from, to, fixes }) => [rule, text.slice(from, to), fixes[0]])

describe('English read by harper', () => {
  it.each([
    ['Officials said they would recieve aid.', 'en.spelling', 'recieve', 'receive'],
    ['He do not like it.', 'en.agreement', 'do', 'does'],
    ['She ate a apple.', 'en.grammar', 'a', 'an'],
    ['They could of won.', 'en.usage', 'could of', 'could have'],
    ['The meeting is on tuesday.', 'en.spelling', 'tuesday', 'Tuesday'],
    ['😀 They will definately come.', 'en.spelling', 'definately', 'definitely'],
  ])('finds in %s', async (text, rule, said, fix) => {
    expect(await lint(text)).toEqual([[rule, said, fix]])
  })

  it('says what it found in its own sentence, as a detail', async () => {
    const [found] = await linter.lint({ text: 'They recieve aid.', kind: 'text' }, new Set())
    expect(found).toMatchObject({ severity: 'warning', source: 'harper', details: { said: expect.stringContaining('recieve') as string } })
  })

  it.each([
    '“It’s a start — a good one,” Mayor Zhang Wei of Hanzhong said.',
    'Workers in Shaanxi, Sichuan and Gansu took part.',
    'Write to letters@example.com or visit www.example.com.',
    'The newsroom’s lede ran under a two-deck headline with a cutline.',
    'The talks ran from 2019-2021... and then stopped.',
    '“We will build the road,” Morozov said.',
    'She lives in Xixiang with Lars Hjelmqvist.',
  ])('leaves %s', async (text) => {
    expect(await lint(text)).toEqual([])
  })

  it('takes a name the piece uses, and finds the same word elsewhere', async () => {
    const names = namesOf([{ text: 'The village of Brixholme voted. People from Brixholme came.', kind: 'text' }], ['Ann Leigh'])
    expect(names).toEqual(new Set(['Brixholme', 'Ann', 'Leigh']))
    expect(await lint('Later that week Brixholme voted again.', 'text', names)).toEqual([])
    expect((await lint('Later that week Brixholme voted again.')).map(([rule]) => rule)).toEqual(['en.spelling'])
  })

  it('asks no grammar of a headline, only spelling', async () => {
    expect(await lint('Man bite dog in goverment yard', 'headline')).toEqual([['en.spelling', 'goverment', 'government']])
  })
})
