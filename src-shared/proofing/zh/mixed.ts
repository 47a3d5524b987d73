import type { Found, TextRule } from '../rule'
import { digitInChinese, fromChinese, inChinese, unmixed, yearFromChinese } from './numerals'
import { findEach, sayMatch } from './say'

/** Words that begin with 千, 百 or 十 and are counted or named by a figure before them. */
const NOT_NUMBER = '(?!米|克|瓦|帕|焦|卡|伏|赫|安|字节|字(?!以)|阳|分[点比]|强|佳|货|姓|年老店|家姓|色|科|灵|合|日|比特|巴|牛|欧|大[杰新]|里马|城|村|县|镇|店|企|校|园|米|岛|山|湖|户村|团|团大|日[攻会])'
/** Figures with 十, 百 or 千: only 万 and 亿 may stand behind a figure. */
const MIXED_UNITS = new RegExp(`(?<![\\d.,第])\\d{1,4}(?:\\.\\d{1,4})?(?:万\\d{1,4}[千百]|亿\\d{1,4}千万|[百千])${NOT_NUMBER}(?:\\d{1,3}[百十]){0,2}(?:(?<=[千百])[万亿])?(?:(?<=[千百十])\\d{1,2}(?!\\d))?`, 'gu')
const TENS = /(?<![\d.,第])[2-9]十(?=[多余几]?(?:[人个名位元万亿天岁件家]|多年))/gu
const CHINESE_TENS = /(?<![第一二三四五六七八九十百千])([二三四五六七八九]?十)(\d)(?=[人个名位元岁天件家年万亿%])(?!\d)/gu

const NUMERAL = '[一二三四五六七八九十]{1,3}'

/** Two neighbouring figures as about so many, where it is certain that no list is meant. */
const ABOUT = /(?<![\d.,、第周期初]|[到至]第?|星期)([1-9])、([1-9])(?=(?:个(?!月份)|天|岁(?!组)|人(?!称|份)|里路|公里|米(?![跑栏])|斤|公斤|吨|小时|分钟|倍|块钱|年(?![级代])|[件只辆间户家棵头张趟遍杯碗位]|条(?![例款])|名(?=\p{Script=Han})(?![校次额])|十[人个名位岁天里多公])(?!、))/gu

const COUNTED = '(?=[多余]?(?:[人个名位元岁天件家年里户台辆座村斤吨亩米层套本册份株棵头只条张间所次场届万亿]|分钟|小时|公里|公斤|平方米|厘米))'
/** 一百20人, 三千零50元: the larger part in characters, the rest in figures. */
const CHINESE_FIRST = new RegExp(`(?<![第一二三四五六七八九十百千万\\d])[一二两三四五六七八九](?:千[一二三四五六七八九零]?百?|百|万)(?:零|〇)?\\d{1,3}(?!\\d|[年月日号])${COUNTED}`, 'gu')
/** 三百零7, 3百零七, 2万零300. */
const WITH_ZERO = /(?<![第\d.一二三四五六七八九十])(?:[一二两三四五六七八九]{1,2}[百千万](?:零|〇)\d{1,3}|\d{1,4}[百千万](?:零|〇)[一二三四五六七八九十\d]{1,3})(?![\d.年月])/gu

/** The value of what is written in characters, figures or both, as far as thousands of ten thousand go. */
const valueOf = (words: string): number => {
  const [large, rest] = words.includes('万') ? words.split('万') : ['', words]
  const small = (part = ''): number => {
    let [sum, digit] = [0, 0]
    for (const [piece] of part.matchAll(/\d{1,4}|\D/gu)) {
      const unit = { 十: 10, 百: 100, 千: 1000 }[piece]
      if (unit === undefined) digit = /\d/.test(piece) ? Number(piece) : piece === '两' ? 2 : fromChinese(piece)
      else {
        sum += (digit === 0 ? 1 : digit) * unit
        digit = 0
      }
    }
    return sum + digit
  }
  return (large === '' ? 0 : small(large) * 10_000) + small(rest)
}

/** Figures and Chinese numerals mixed in one number or one date. */
export const mixed: TextRule = {
  id: 'zh.num.mixed',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15835',
  check: (reading): Found[] => apart([
    ...findEach(reading, MIXED_UNITS, (match) => sayMatch(match, unmixed(match[0]))),
    ...findEach(reading, TENS, (match) => sayMatch(match, unmixed(match[0]))),
    ...findEach(reading, CHINESE_TENS, (match) => sayMatch(match, String(fromChinese(match[1] ?? '') + Number(match[2])))),
    // A year in one form, its month in the other.
    ...findEach(reading, /[一二][〇零一二三四五六七八九]{3}年(?=\d{1,2}月)/gu, (match) => sayMatch(match, `${yearFromChinese(match[0].slice(0, 4))}年`)),
    ...findEach(reading, new RegExp(`(\\d{4}年)(${NUMERAL})月(?:(${NUMERAL})([日号])|(?=[，。、；）份底初中上下末至]|$))`, 'gu'), (match) => {
      const [, year = '', month = '', day = '', mark = ''] = match
      return sayMatch(match, `${year}${String(fromChinese(month))}月${day === '' ? '' : String(fromChinese(day)) + mark}`)
    }),
    ...findEach(reading, new RegExp(`(?<!\\d)(\\d{1,2})月(${NUMERAL})([日号])`, 'gu'), (match) => sayMatch(match, `${match[1] ?? ''}月${String(fromChinese(match[2] ?? ''))}${match[3] ?? ''}`)),
    ...findEach(reading, new RegExp(`(?<!\\d年|[一二三四五六七八九十])(${NUMERAL})月(\\d{1,2})([日号])`, 'gu'), (match) => sayMatch(match, `${String(fromChinese(match[1] ?? ''))}月${match[2] ?? ''}${match[3] ?? ''}`)),
    // Days of the old calendar are written in Chinese numerals.
    ...findEach(reading, /(农历|阴历|旧历)(正|腊|冬|\d{1,2})月(初?)(\d{1,2})日?/gu, (match) => {
      const [, calendar = '', month = '', first = '', day = ''] = match
      const value = Number(day)
      return value > 30 ? undefined : sayMatch(match, `${calendar}${/\d/.test(month) ? inChinese(Number(month)) : month}月${first !== '' || value <= 10 ? '初' : ''}${inChinese(value)}`)
    }),
    ...findEach(reading, /(?<![农阴旧]历)([正腊冬])月(初?)(\d{1,2})日?(?!\d)/gu, (match) => {
      const [, month = '', first = '', day = ''] = match
      const value = Number(day)
      return value > 30 ? undefined : sayMatch(match, `${month}月${first !== '' || value <= 10 ? '初' : ''}${inChinese(value)}`)
    }),
    ...findEach(reading, ABOUT, (match) => {
      const [, one = '', other = ''] = match
      return Number(other) - Number(one) === 1 || (one === '3' && other === '5') ? sayMatch(match, (digitInChinese(one) + digitInChinese(other)).replace('二', '两')) : undefined
    }),
    ...[CHINESE_FIRST, WITH_ZERO].flatMap((pattern) => findEach(reading, pattern, (match) => sayMatch(match, String(valueOf(match[0]))))),
    ...findEach(reading, /(?<=第)[一二三四五六七八九]?十\d(?=[届次章条期批名位])|[一二]?十\d(?=世纪)/gu, (match) => sayMatch(match, String(valueOf(match[0])))),
    ...findEach(reading, /(?<![\d.])([1-9]0)几(?=[个名位人岁年天家户里元块斤分次张只条])/gu, (match) => sayMatch(match, `${inChinese(Number(match[1]))}几`)),
    ...findEach(reading, /(?<![\d.])10来(?=[个名位人岁年天家户里公分])/gu, (match) => sayMatch(match, '十来')),
    ...findEach(reading, /[几数](10{1,3})(?=[多余]?(?:[个名位年天里户家件棵株台辆座][^数])|万|亿)/gu, (match) => (match[0].startsWith('数') && !/[，。；、了有近上达已的经出]$/.test(match.input.slice(0, match.index)) && match.index > 0 ? undefined : sayMatch(match, match[0].charAt(0) + ({ 10: '十', 100: '百', 1000: '千' }[match[1] ?? ''] ?? '')))),
    ...findEach(reading, /(?<![十一二三四五六七八九])([一二两三四五六七八九]|十[一二]?)点(\d{1,2})(?=分(?!钟))/gu, (match) => sayMatch(match, `${String(match[1] === '两' ? 2 : fromChinese(match[1] ?? ''))}点${match[2] ?? ''}`)),
    ...findEach(reading, /(?<![\p{Script=Han}])([一二两三四五六七八九])点(\d)(?=[万亿%倍元米吨]|公里|个?小时)/gu, (match) => sayMatch(match, `${String(match[1] === '两' ? 2 : fromChinese(match[1] ?? ''))}.${match[2] ?? ''}`)),
  ]),
}

/** One find for a place that two patterns know, the wider one. */
const apart = (found: readonly Found[]): Found[] => found.filter((each, index) => !found.some((other, at) => at !== index && other.from < each.to && each.from < other.to && (other.to - other.from > each.to - each.from || (other.to - other.from === each.to - each.from && at < index))))
