import type { Reading } from '../reading'
import type { Found } from '../rule'
import { findEach, sayMatch } from './say'

/** Words of one meaning: any two of a group side by side say a thing twice. A lookbehind keeps out words that only end so (出现在目前). */
const GROUPS: readonly string[] = [
  '立即|立刻|(?<!在)马上|当即|随即|赶紧|赶快|赶忙|连忙|急忙|立马',
  '仍然|仍旧|依然|依旧',
  '也许|或许|恐怕|说不定|大概|(?<![不尽])可能',
  '突然|忽然|猛然|骤然',
  '逐渐|渐渐|逐步|日渐|日益|日趋',
  '始终|(?<![第统唯])一直|向来|从来|历来|一向',
  '已经|业已|早已|已然',
  '往往|常常|(?<![曾已])经常|时常',
  '悉数|统统|通通|一律|一概|全部',
  '务必|必须|(?<!不)一定|必定|势必',
  '几乎|差不多|近乎',
  '如果|假如|倘若|要是|假若',
  '但是|可是|然而',
  '所以|因此|因而',
  '而且|并且',
  '目前|(?<![出实体发呈展表再浮涌显兑重闪])现在|如今|眼下|当前',
  '将来|(?<![从尚还并])未来|今后|往后|日后',
  '大约|大概|约莫|大致',
  '再次|再度|又一次',
  '独自|只身|孤身',
  '暗中|暗自|私下|偷偷|悄悄',
  '到处|处处|随处|四处',
  '其他|其余|别的|另外',
  '例如|比如|譬如',
  '尤其|尤为',
  '亲自|亲手|亲身',
  '(?<![统惟第])一同|一道(?![题菜门])|共同|(?<!在)一起',
  '举行|举办|召开',
  '不得不|不得已|只好|只得|被迫',
]
const TWICE = GROUPS.map((words) => new RegExp(`(${words})的?(${words})`, 'gu'))

/** Two words of one meaning side by side: 仍然依旧, 立即马上. A word typed twice is another fault. */
export const synonymsTogether = (reading: Reading): Found[] =>
  TWICE.flatMap((pattern) =>
    findEach(reading, pattern, (match) => {
      const [, one = '', other = ''] = match
      return one === other || match[0].length > one.length + other.length ? undefined : sayMatch(match, one, other)
    }),
  )

const NUMBER = '(?:\\d{1,9}(?:\\.\\d{1,3})?|[一二两三四五六七八九十百千半数几]{1,5})[多余]?[万亿千百]?'
const MUCH = '(?:非常|十分|极其|极为|特别|格外|万分)'
const FELT = '激动|高兴|兴奋|感动|感激|惊讶|愤怒|痛苦|焦急|紧张|寒冷|炎热|艰难|困难|悲痛|沉痛|荣幸|欣喜|惊喜|懊悔|后悔|失望|火爆|珍贵|热闹|艰苦|危险|悲伤|憔悴|疲惫'

/** What one word of two or a construction has in it already, each with what may stand for it. */
const HELD_WITHIN: readonly (readonly [RegExp, (match: RegExpExecArray) => readonly string[]])[] = [
  [/(?:最初|当初|原来|原先|起初|最早|原本)的?初[衷心](?!不改)/gu, (match) => [match[0].slice(-2)]],
  [/(?:当前|目前|眼下|首要|最紧迫|最急迫|如今)的?当务之急/gu, () => ['当务之急']],
  [/(?:多年来?|多年以来|长久以来|长期以来|一直以来|平生|一贯)的?(?:夙愿|宿愿)/gu, (match) => [match[0].slice(-2)]],
  [/(?:事先|预先|提前)(?:预谋|预料|预约|预告|预报|预知|预设|预置|预判)/gu, (match) => [match[0].slice(2)]],
  [/(?:再次|再度|又一次|重新)(?:重申|重演|重现|重蹈|复发|复苏|复燃|复出|复辟|再现|再度|再次)/gu, (match) => [match[0].replace(/^(?:再次|再度|又一次|重新)/u, '')]],
  [/(?:更加|越来越|越发|日益|愈发|愈加|更为)(?:变本加厉|每况愈下|与日俱增|日新月异|蒸蒸日上|江河日下|日臻|日渐|日趋|日益|精益求精)/gu, (match) => [match[0].replace(/^(?:越来越|更加|越发|日益|愈发|愈加|更为)/u, '')]],
  [new RegExp(`${MUCH}(${FELT})(?:万分|异常|至极|之极|极了)`, 'gu'), (match) => [match[0].replace(/(?:万分|异常|至极|之极|极了)$/u, ''), match[0].replace(/^(?:非常|十分|极其|极为|特别|格外|万分)/u, '')]],
  [/(?:非常|十分|很|特别|格外|极其|极为|最为|更加)(?:绝佳|绝妙|奇缺|剧痛|铁青|蜡黄|墨绿|瓦蓝|喷香|滚圆|笔挺|神速|无比|绝顶|死寂)/gu, (match) => [match[0].replace(/^(?:非常|十分|特别|格外|极其|极为|最为|更加|很)/u, '')]],
  [new RegExp(`(?:多达|高达)(?:了)?${NUMBER}[\\p{Script=Han}%]{1,3}之[多高]`, 'gu'), (match) => [match[0].slice(0, -2)]],
  [new RegExp(`长达(?:了)?${NUMBER}(?:个)?(?:多)?[年月天小时日周]{1,2}之久`, 'gu'), (match) => [match[0].slice(0, -2)]],
  [/(?:平均每|每)(?:天|日)日均|日均每[天日]|(?:平均每|每)年年均|年均每年|每月月均|月均每月|每户户均|户均每户|(?:平均)每人人均/gu, (match) => [match[0].endsWith('均') ? match[0].slice(-2) : match[0].slice(0, 2)]],
  [/年[逾过](?:\d0|[五六七八九]十|[五六七八九]旬)[多余]/gu, (match) => [match[0].slice(0, -1)]],
  [/(?:毫无|无)任何(?!一)|丝毫毫无/gu, (match) => [match[0].startsWith('丝毫') ? '毫无' : match[0].startsWith('毫无') ? '毫无' : '无']],
  [/(?:提|谈|波|顾|危|殃|惠|遍|累)及到(?![期达底处场访岸位货家])/gu, (match) => [match[0].slice(0, -1)]],
  [/(?:光临|亲临|濒临|面临)到(?![期达底处场访岸位货家])/gu, (match) => [match[0].slice(0, -1)]],
  [/悬殊(?:太|非常|十分|特别|过|甚|如此|这么|之)大/gu, () => ['悬殊']],
  [/[求形归加反放]诸于/gu, (match) => [match[0].slice(0, -1)]],
  [/(?:发自(?:内心|肺腑|心底)的?(?:由衷|衷心)|由衷(?:地|的)?发自(?:内心|肺腑|心底))/gu, (match) => [match[0].startsWith('由衷') ? '由衷' : match[0].slice(0, 4)]],
  [/(?:均|皆)(?:都|均|皆)(?!匀|衡|等|价|线|摊|值)|都(?:均|皆)(?!匀|衡|等|价|线|摊|值|可|大|有)/gu, (match) => [match[0].slice(0, 1), match[0].slice(1)]],
  [/(?:仅仅|单单|唯独)只(?=[有是用需花要])|仅只(?=[有是用需花要])/gu, (match) => [match[0].slice(0, -1), '只']],
  [/(?:最|最为)(?:顶峰|巅峰|首要|极致|至上)(?!时)/gu, (match) => [match[0].slice(-2)]],
  [/(?:未来|将来|今后|日后)的前景/gu, () => ['前景']],
  [/(?:过去|以往|从前|昔日)的历史(?![上学]|遗留)/gu, () => ['历史']],
]

/** What is told once by a word that holds the other in it: 最初的初衷, 多达300人之多. */
export const heldWithin = (reading: Reading): Found[] => HELD_WITHIN.flatMap(([pattern, right]) => findEach(reading, pattern, (match) => sayMatch(match, ...right(match).filter((words) => words !== match[0]))))
