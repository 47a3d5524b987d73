import type { Found, TextRule } from '../rule'
import { findEach, sayMatch } from './say'

const NUMBER = '(?:\\d{1,12}(?:[.,]\\d{1,6})?|[一二两三四五六七八九十百千〇零半几数]{1,9}(?:分之[一二三四五六七八九十]{1,3})?)(?:[万亿千百]{0,2})'
/** What is counted, as short as it may be. */
const UNIT = '(?:[%％‰℃°]|[a-zA-Z]{1,4}|(?:个|多)?[^，。、；：？！\\s的和与及左上以余在从到于有是被把\\d]{0,6}?)'
const HAS = '(?:需要|[有为占达需在是要走跑花用行开飞长高重宽深厚合计卖种养产收住等耗投招]了?)?'
/** A verb between the word and the number, with no place for another clause. */
const VERB = '(?:(?![的是年月])\\p{Script=Han}){0,4}?'

/** Characters before 约 and 近 with which they are part of another word. */
const ABOUT = '(?:大约|大概|(?<![条合节预签公违契制纽履毁邀隐特租缔和赴失婚解践誓盟简续订守集大])约)'
const NEARLY = '(?:将近|接近|(?<![附最临接靠邻远亲贴逼毗迫切新将走就])近)'
const TIMES = '(?:年|个月|月|天|日|周|期|代)'

/** Pairs of words that both say "about", or bound a number twice: before it, and behind. */
const TWICE: readonly RegExp[] = [
  new RegExp(`(${ABOUT}${HAS})(${NUMBER}${UNIT})(左右|上下)(?![两手各侧都摇逢开])`, 'gu'),
  new RegExp(`(${ABOUT}${HAS})(${NUMBER})([多余])(?![个]?月份)`, 'gu'),
  new RegExp(`(${NEARLY})(${NUMBER}${UNIT})(左右|上下)(?![两手各侧都摇逢开])`, 'gu'),
  new RegExp(`(${NEARLY})(${NUMBER})([多余])(?!${TIMES})`, 'gu'),
  new RegExp(`((?:超过|超出|多于|高于|大于|逾(?!期))了?)(${NUMBER}${UNIT})(以上)`, 'gu'),
  new RegExp(`((?:超过|逾(?!期))了?)(${NUMBER})([多余])`, 'gu'),
  new RegExp(`((?:不到|不足|少于|低于|小于|未满|不满)了?)(${NUMBER}${UNIT})(以下|以内|左右)`, 'gu'),
  new RegExp(`((?:至少|最少|起码)${VERB})(${NUMBER}${UNIT})(以上)`, 'gu'),
  new RegExp(`((?:最多|至多|不超过|顶多)${VERB})(${NUMBER}${UNIT})(以下|以内)`, 'gu'),
]

/** About-words said twice over one number: 约30人左右, 近百余, 超过五成以上. Either of the two is enough. */
export const approx: TextRule = {
  id: 'zh.num.approx',
  language: 'zh-CN',
  severity: 'error',
  source: 'usage',
  check: (reading): Found[] =>
    TWICE.flatMap((pattern) =>
      findEach(reading, pattern, (match) => {
        const [, before = '', number = '', behind = ''] = match
        const plain = before.replace(/^(?:大约|大概|约|将近|接近|近|超过|超出|多于|高于|大于|逾|不到|不足|少于|低于|小于|未满|不满|至少|最少|起码|最多|至多|不超过|顶多)了?/u, '') + number
        return sayMatch(match, before + number, plain + behind)
      }),
    ),
}
