import type { Found, TextRule } from '../rule'
import { findEach, sayMatch } from './say'

/** What two figures with a hyphen between them count, where it is certain they are a range and no score, address or model. */
const COUNTED = '(?:个|名|位(?!数)|人|岁|周岁|天|日|月|年|周|小时|分钟|秒|时|元|万|亿|千|百|(?:平方|立方)?(?:米|公里|千米|厘米|毫米|分米)|里|吨|公斤|斤|克|千克|升|次|倍|度|层|期(?!间)|级|季度|届|件|条|只|辆|家|户|亩|公顷|间|页|版|章|学年|赛季|年度|财年|份|篇|场|组|成|折|点|台|棵|株|头|座|片|杯|碗|本|册|批|%|％|‰|℃|°|(?:[kcm]?m|kg|g|km|ml|L|GB|MB|kW)(?![a-zA-Z]))'
const LINKS = '[-~－–˗―]'
const RIGHT = '[-~－–—～]'

const figure = (text: string): number => Number(text)

/** Whether the first is the lower, as a range begins; of years the later may be cut short. */
const ascends = (from: string, to: string): boolean => figure(from) < figure(to)

const TYPED = new RegExp(`(?<![\\w.\\-/—～~:：－–])(\\d{1,8}(?:\\.\\d{1,4})?)(${COUNTED}?)\\s?(${LINKS})\\s?(\\d{1,8}(?:\\.\\d{1,4})?)(?=\\s?(${COUNTED}))(?!\\s?${COUNTED}?${LINKS})`, 'g')
const TILDE = /(?<![\w.\-/:：])(\d{1,8}(?:\.\d{1,4})?)([%％万亿]?)~(\d{1,8}(?:\.\d{1,4})?)(?![\w.~-])/g
const CLOCK = /(?<![\d:：])(\d{1,2}[:：]\d{2})\s?[-~－–]\s?(\d{1,2}[:：]\d{2})(?![\d:：])/g
const WEEK = /((?:周|星期)[一二三四五六日天])[-~－–]((?:周|星期)[一二三四五六日天])/g
/** The years somebody lived or something lasted, in brackets behind its name. */
const YEARS = /(?<=（(?:公元)?)([1-9]\d{2,3})[-~－–]([1-9]\d{2,3})(?=年?）)/g
const BELOW = /(?<![\d\w.])(-\d{1,3}(?:\.\d)?)(?:℃|°C)?(?:[~－–—～]{1,2}|-)(-?\d{1,3}(?:\.\d)?)(℃|°C|摄氏度)/g
/** A unit both ends need, or the lower end would be another number: 5%—10%, 9亿—16亿. */
const SHORTENED = new RegExp(`(?<![\\w.\\-/—～:：－–])(\\d{1,4}(?:\\.\\d{1,4})?)(${RIGHT})(\\d{1,4}(?:\\.\\d{1,4})?)([%％‰万亿])(?!\\d)`, 'g')

/** Ranges of figures typed with a hyphen or ~, and ranges whose lower end lacks its % or 万. Scores, dates, telephone and model numbers are none. */
export const range: TextRule = {
  id: 'zh.num.range',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15835',
  check: (reading): Found[] => {
    const shortened = findEach(reading, SHORTENED, (match) => {
      const [, from = '', link = '', to = '', unit = ''] = match
      if (!ascends(from, to)) return undefined
      const right = link === '～' ? link : '—'
      return sayMatch(match, `${from}${unit}${right}${to}${unit}`)
    })
    const taken = new Set(shortened.map(({ from }) => from))
    const link = (match: RegExpExecArray, from: string, to: string): Found | undefined => (taken.has(match.index) ? undefined : sayMatch(match, `${from}—${to}`, `${from}～${to}`))
    const found = [
      ...findEach(reading, TYPED, (match) => {
        const [, from = '', unit = '', , to = ''] = match
        return ascends(from, to) || unit !== '' ? link(match, from + unit, to) : undefined
      }),
      ...findEach(reading, YEARS, (match) => (ascends(match[1] ?? '', match[2] ?? '') ? link(match, match[1] ?? '', match[2] ?? '') : undefined)),
      ...findEach(reading, BELOW, (match) => {
        const [typed, from = '', to = '', unit = ''] = match
        const right = `${from}${unit}～${to}${unit}`
        return typed === right || typed === `${from}${unit}—${to}${unit}` || typed === `${from}～${to}${unit}` ? undefined : sayMatch(match, right)
      }),
      ...findEach(reading, CLOCK, (match) => link(match, match[1] ?? '', match[2] ?? '')),
      ...findEach(reading, WEEK, (match) => link(match, match[1] ?? '', match[2] ?? '')),
    ]
    const typed = new Set(found.map(({ from }) => from))
    const tildes = findEach(reading, TILDE, (match) => {
      const [, from = '', unit = '', to = ''] = match
      return typed.has(match.index) || !ascends(from, to) ? undefined : link(match, from + unit, to)
    })
    return [...shortened, ...found, ...tildes]
  },
}
