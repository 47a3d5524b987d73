import type { Reading } from '../reading'
import type { Found, TextRule } from '../rule'
import { pairBrackets } from './brackets'
import { findEach, say, sayMatch } from './say'

/** From the mark that parts most to the one that parts least: of two that stand together the stronger is likelier meant. */
const STRENGTH = ['。', '？', '！', '；', '：', '，', '、']

const WIDE: Readonly<Record<string, string>> = { ',': '，', ';': '；', ':': '：' }

const optionsOf = (marks: string): string[] => {
  const full = new Set(Array.from(marks, (mark) => WIDE[mark] ?? mark))
  return STRENGTH.filter((mark) => full.has(mark))
}

/** A quote typed twice: one of two that stand together pairs, the other does not. */
const twins = (reading: Reading): Found[] => {
  const { text } = reading
  const { openers, closers } = pairBrackets(reading)
  const found: Found[] = []
  let last = -1
  for (const { at } of [...openers, ...closers].sort((one, other) => one.at - other.at)) {
    if (!/[“”‘’]/.test(text.charAt(at)) || at <= last) continue
    const from = text[at - 1] === text[at] ? at - 1 : text[at + 1] === text[at] ? at : -1
    if (from < 0) continue
    last = from + 1
    found.push(say(text, from, from + 2, [text.charAt(at)], [from - 3, from + 5]))
  }
  return found
}

/** Marks typed twice, or two that cannot stand together; more than three ！ or ？. */
export const doubled: TextRule = {
  id: 'zh.punct.doubled',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15834',
  check: (reading): Found[] => [
    ...twins(reading),
    ...findEach(reading, /[，。、；：,;:]{2,12}/g, (match) => {
      // A row of 。 or 、 stands for an ellipsis: zh.punct.ellipsis; half-width marks by themselves are foreign.
      if (/^[。]{3,}$/.test(match[0]) || !/[，。、；：]/.test(match[0])) return undefined
      return sayMatch(match, ...optionsOf(match[0]))
    }),
    ...findEach(reading, /！{4,12}|？{4,12}/g, (match) => sayMatch(match, match[0].slice(0, 3))),
    ...findEach(reading, /[？！][，。、；：,]{1,3}|[，。、；：][？！]{1,3}/g, (match) => sayMatch(match, /[？！]+/.exec(match[0])?.[0] ?? '')),
    ...findEach(reading, /！{1,3}？{1,3}(?!！)|？{2,3}！{1,3}|？！{2,3}|(?:！？){2,4}|(?:？！){2,4}/g, (match) => ({ ...sayMatch(match, '？！'), severity: 'warning' })),
    // The stop of a sentence stands inside its quotes or outside, not in both places.
    ...findEach(reading, /。([”’])([。，])/g, (match) => {
      const [, closer = '', after = ''] = match
      return after === '。' ? sayMatch(match, `。${closer}`, `${closer}。`) : sayMatch(match, `${closer}${after}`)
    }),
  ],
}
