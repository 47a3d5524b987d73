import type { Found, TextRule } from '../rule'
import { findEach, sayMatch } from './say'

/** The whole year two figures stand for: of this century up to 39, else of the last. */
const whole = (two: string): string => (Number(two) < 40 ? `20${two}` : `19${two}`)

/** What happens once, at a time: a number of years as high as 60 before it is no length of time. */
const EVENT = '(?:考入|考上|考取|入党|入团|入伍|入职|入学|参军|当兵|退伍|转业|毕业|出生|生于|恢复高考|夺冠|夺得|成立|退休|结婚|下岗|下海|进厂|进城|上大学|来到|调入|调到|建成|建校|建厂|通车|投产|开业|高考|参加|当选|获奖|获得|荣获|创办|创建|洪水|抗洪|大旱|世界杯|奥运会)'
const HAPPENED = new RegExp(`(?<![\\d.,—～~－近过去前后这整满达-])([6-9]\\d)年(?=${EVENT})`, 'gu')
const SINCE = new RegExp(`(?<=继|自从|自|从|早在|于)(\\d{2})年(?=${EVENT}|第一次|首次|头一回)`, 'gu')

/** Years cut short, and 〇 written as 零 or O in them. */
export const year: TextRule = {
  id: 'zh.num.year',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15835',
  check: (reading): Found[] => [
    ...findEach(reading, /(?<![\d.,—～~－-])['’]?(\d{2})年(?=\d{1,2}月(?!龄))/gu, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, /(?<![\d.,—～~－年-])['’]?(0\d)年(?!\d{1,2}月)/gu, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, HAPPENED, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, SINCE, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, /(?<=[于自从])([5-9]\d)年(?=[起开始初末底夏秋冬春到至就])/gu, (match) => sayMatch(match, `${whole(match[1] ?? '')}年`)),
    ...findEach(reading, /(?<!\d)(\d{2})(\d{2})年?[—～~－至到-](\d{2})年(?!级|代|间|前|后|来|\d{1,2}个)/gu, (match) => {
      const [typed, century = '', from = '', to = ''] = match
      return Number(to) > Number(from) ? sayMatch(match, `${typed.slice(0, -3)}${century}${to}年`) : undefined
    }),
    ...findEach(reading, /(?<![一二三四五六七八九〇零\d])[一二][〇零一二三四五六七八九OoＯ○0]{3}年/gu, (match) => (/[零OoＯ○0]/.test(match[0]) ? sayMatch(match, match[0].replace(/[零OoＯ○0]/g, '〇')) : undefined)),
  ],
}
