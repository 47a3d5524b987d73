import { describe, expect, it } from 'vitest'

import { houseTables } from '../../../src-shared/proofing/house-tables'
import { checkStory } from '../../../src-shared/proofing/machine-pass'
import { storyFromText } from '../../../src-shared/story/from-text'
import { readHtml } from '../../../src-shared/story/from-html/read-html'
import { blankStory } from './blank'

const tables = houseTables()

/** Runs that make a pattern with two ways to read them try every one: of one sign, of two by turns, and of what almost is what a rule looks for. */
const RUNS = [
  ' ', '　', 'a', 'A', '0', '1', '-', '—', '…', '.', '。', ',', '，', '、', '“', '”', '"', "'", '(', '（', '《', '》', '!', '？', '\u00a0', '·', '/', '@', '%', '万', '一', '的', '了', '年', '第',
  'a ', 'A. ', 'a.', 'aa', 'Aa ', '1,', '1.', '1 ', '0-', '１', '一二', '一、', '的的', '的地得', '二〇', '2021年', '1月', '5%', '$1', '1:', 'a-', "a'", '“a', '“”', '（（', '（）', '《》', '“，', '哈哈', '说说', '看一看', 'https://', 'http://a', 'a@', 'a@b.', 'www.', '王明', '王明、', '记者 ', '本报记者', '新华社', '主任王', '3到5', '三四百', '近10多', '约1左右', 'the the ', 'was ', 'million ', 'U.S. ', 'Mr. A ', 'Jan. 1, ', '12:00 p.m. ', 'per cent ', 'New York ', '增长5%', '从1到2', '1+1=', '1万元', 'km', '1km ', '1 千米', '\n', '\t', '\u200b', '𠮷', '🎉',
] as const

/** Milliseconds something takes. */
const took = (work: () => void): number => {
  const began = performance.now()
  work()
  return performance.now() - began
}

/** Milliseconds a run may take at that many signs: far above what is needed, far below what a pattern that tries everything takes. */
const SIGNS = 3000
const MOST = 2500

/** Doubles a run until it is long; stops at the first that takes too long, so that what is exponential does not hang here. */
const slowest = (run: string, work: (text: string) => void): number => {
  let ms = 0
  for (let signs = 375; signs <= SIGNS && ms < MOST; signs *= 2) ms = took(() => work(run.repeat(Math.ceil(signs / run.length))))
  return Math.round(ms)
}
const tooSlow = (work: (text: string) => void): string[] => RUNS.map((run) => [run, slowest(run, work)] as const).filter(([, ms]) => ms > MOST).map(([run, ms]) => `${JSON.stringify(run)}: ${String(ms)} ms`)

describe('no run of signs makes a reading take long', () => {
  it.each(['zh-CN', 'en'] as const)('of the proof-reader, in %s: every rule, in the headline, the byline and the text', (language) => {
    expect(tooSlow((text) => checkStory(blankStory(language, text), tables))).toEqual([])
  })

  it('of the proof-reader, behind what begins like something it looks for', () => {
    const slow = ['“', '（《', '据2021年', 'http://', '王明说：'].flatMap((start) => RUNS.filter((run) => took(() => checkStory(blankStory('zh-CN', `${start}${run.repeat(Math.ceil(500 / run.length))}x`), tables)) > MOST).map((run) => start + run))
    expect(slow).toEqual([])
  })

  it('of text that becomes a story', () => {
    expect(tooSlow((text) => void storyFromText(`题目在此\n\n${text}\n\n昨天清晨，第一辆公交车驶过新桥。${text}x`, { id: '0f8fad5b-d9cb-469f-a165-70867728950e', newId: () => crypto.randomUUID() }))).toEqual([])
  })

  it('of markup that becomes one', () => {
    const around = ['<p>RUN</p>', '<p style="RUN">x</p>', '<p class="RUN">x</p>', '<p>x<a href="RUN">y</a></p>', '<!--RUN', '<p RUN', '<table><td>RUN', '<style>RUN', '<p style="font:RUN', '<span style="mso-list:RUN">x</span>']
    expect(around.flatMap((each) => tooSlow((text) => void readHtml(each.replace('RUN', text.slice(0, 3000)), { newId: () => crypto.randomUUID(), mode: 'paste' })))).toEqual([])
  })
})
