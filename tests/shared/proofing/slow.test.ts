import { describe, expect, it } from 'vitest'

import { standardTables } from '../../../src-shared/proofing/standard-tables'
import { checkStory } from '../../../src-shared/proofing/machine-pass'
import { storyFromText } from '../../../src-shared/story/from-text'
import { readHtml } from '../../../src-shared/story/from-html/read-html'
import { blankStory } from './blank'

const tables = standardTables()

/** Runs that make a pattern with two ways to read them try every one: of one sign, of two by turns, and of what almost is what a rule looks for. */
const RUNS = [
  ' ', '　', 'a', 'A', '0', '1', '-', '—', '…', '.', '。', ',', '，', '、', '“', '”', '"', "'", '(', '（', '《', '》', '!', '？', '\u00a0', '·', '/', '@', '%', '万', '一', '的', '了', '年', '第',
  'a ', 'A. ', 'a.', 'aa', 'Aa ', '1,', '1.', '1 ', '0-', '１', '一二', '一、', '的的', '的地得', '二〇', '2021年', '1月', '5%', '$1', '1:', 'a-', "a'", '“a', '“”', '（（', '（）', '《》', '“，', '哈哈', '说说', '看一看', 'https://', 'http://a', 'a@', 'a@b.', 'www.', '王明', '王明、', '记者 ', '本报记者', '新华社', '主任王', '3到5', '三四百', '近10多', '约1左右', 'the the ', 'was ', 'million ', 'U.S. ', 'Mr. A ', 'Jan. 1, ', '12:00 p.m. ', 'per cent ', 'New York ', '增长5%', '从1到2', '1+1=', '1万元', 'km', '1km ', '1 千米', '\n', '\t', '\u200b', '𠮷', '🎉',
] as const

/** Signs in a run: a pattern that tries everything is not done with them in the life of a test, which ends it. */
const SIGNS = 3000
const LONGEST = 120_000

/** Reads every run, as long as that. */
const readAll = (work: (text: string) => void, runs: readonly string[] = RUNS, signs = SIGNS): number => {
  for (const run of runs) work(run.repeat(Math.ceil(signs / run.length)))
  return runs.length
}

describe('no run of signs makes a reading take long', () => {
  it.each(['zh-CN', 'en'] as const)('of the proof-reader, in %s: every rule, in the headline, the byline and the text', (language) => {
    expect(readAll((text) => void checkStory(blankStory(language, text), tables))).toBe(RUNS.length)
  }, LONGEST)

  it('of the proof-reader, behind what begins like something it looks for', () => {
    for (const start of ['“', '（《', '据2021年', 'http://', '王明说：']) expect(readAll((text) => void checkStory(blankStory('zh-CN', `${start}${text}x`), tables), RUNS, 500)).toBe(RUNS.length)
  }, LONGEST)

  it('of text that becomes a story', () => {
    expect(readAll((text) => void storyFromText(`题目在此\n\n${text}\n\n昨天清晨，第一辆公交车驶过新桥。${text}x`, { id: '0f8fad5b-d9cb-469f-a165-70867728950e', newId: () => crypto.randomUUID() }))).toBe(RUNS.length)
  }, LONGEST)

  it('of markup that becomes one', () => {
    const around = ['<p>RUN</p>', '<p style="RUN">x</p>', '<p class="RUN">x</p>', '<p>x<a href="RUN">y</a></p>', '<!--RUN', '<p RUN', '<table><td>RUN', '<style>RUN', '<p style="font:RUN', '<span style="mso-list:RUN">x</span>']
    for (const each of around) expect(readAll((text) => void readHtml(each.replace('RUN', text.slice(0, 3000)), { newId: () => crypto.randomUUID(), mode: 'paste' }))).toBe(RUNS.length)
  }, LONGEST)
})
