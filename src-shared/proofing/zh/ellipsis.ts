import type { Reading } from '../reading'
import type { Found, TextRule } from '../rule'
import { findEach, say, sayMatch } from './say'

/** Whether a stretch stands in Chinese: right behind it, or right before. */
const inChinese = ({ text, isHan }: Reading, from: number, to: number): boolean => isHan(from - 1) || isHan(to) || /[，。！？”’》）“‘《]/.test((text[from - 1] ?? ' ') + (text[to] ?? ' '))

/** What an enumeration's 等 may be followed by; not 等待, 等到, 等他. */
const AFTER_ETC = '(?=[，。；：！？”’）]|$|\\d|[二两三四五六七八九十几多]|地|单位|部门|方面|活动|问题|内容|工作|领域|产品|项目|国家|城市)'
const WITH_ETC = new RegExp(`……等等?${AFTER_ETC}`, 'gu')

/** The ellipsis …… : made of dots, cut in half, drawn out, or beside 等. */
export const ellipsis: TextRule = {
  id: 'zh.punct.ellipsis',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15834',
  check: (reading): Found[] => {
    const { text } = reading
    return [
      ...findEach(reading, /\.{2,60}|．{2,60}|·{3,60}|・{3,60}|•{3,60}|。{3,60}|、{3,60}/g, (match) => {
        const to = match.index + match[0].length
        return text.startsWith('.', match.index) && !inChinese(reading, match.index, to) ? undefined : sayMatch(match, '……')
      }),
      ...findEach(reading, /…{1,60}/g, (match) => {
        const { length } = match[0]
        if (length === 2 || (length === 4 && text.trim() === match[0])) return undefined
        if (length === 1 && !inChinese(reading, match.index, match.index + 1) && text.trim() !== '…') return undefined
        return sayMatch(match, '……')
      }),
      ...findEach(reading, WITH_ETC, (match) => ({ ...sayMatch(match, match[0].slice(2), '……'), severity: 'warning' })),
      // "甲、乙等……": the list before tells this 等 from the verb.
      ...findEach(reading, /、[^，。；：！？、]{1,20}?(等等?……)/gu, (match) => {
        const [whole, tail = ''] = match
        const from = match.index + whole.length - tail.length
        return { ...say(text, from, from + tail.length, [tail.slice(0, -2), '……']), severity: 'warning' }
      }),
    ]
  },
}
