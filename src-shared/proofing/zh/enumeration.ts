import type { Reading } from '../reading'
import type { Found, TextRule } from '../rule'
import { pairBrackets, type Pairing } from './brackets'
import { findEach, say, sayMatch } from './say'

/** One 、 that is one too many, quoted with its neighbours. */
const dropped = (text: string, at: number): Found => say(text, at, at + 1, [''], [at - 2, at + 3])

type Pair = Pairing['pairs'][number]

/** Works or quoted words in a row, side by side or with a 、 between. */
const rowsOf = (reading: Reading): Pair[][] => {
  const { text } = reading
  const rows: Pair[][] = []
  const sorted = pairBrackets(reading).pairs.filter(({ open }) => open.char === '《' || open.char === '“').sort((one, other) => one.open.at - other.open.at)
  for (const pair of sorted) {
    const last = rows.at(-1)?.at(-1)
    const between = last && last.open.char === pair.open.char ? text.slice(last.close.at + 1, pair.open.at) : undefined
    if (between === '、' || between === '') rows.at(-1)?.push(pair)
    else rows.push([pair])
  }
  return rows
}

/** The 、 of a row that need not be there. Where others of the row have no marks, or more about them in brackets, it keeps the row clear. */
const sideBySide = (reading: Reading): Found[] => {
  const { text } = reading
  return rowsOf(reading).flatMap((row) => {
    const [first, last] = [row[0], row.at(-1)]
    if (!first || !last || text[first.open.at - 1] === '、') return []
    if (/^(?:、|（[^）]{0,50}）[、和《“])/.test(text.slice(last.close.at + 1, last.close.at + 55))) return []
    return row.filter(({ close }) => close !== last.close && text[close.at + 1] === '、').map(({ close }) => dropped(text, close.at + 1))
  })
}

/** Words that begin with 和 and may stand as one of a list. */
const HE = '平|谐|睦|解(?![放决释读答])|田(?![野园地径间])|县(?![级城域区委政])|服(?![务装从饰])|声(?![音誉明乐])|尚|蔼|弦|顺|政(?![府策治务协法])|静(?!态)|龙|硕|布克|面|美(?![国术容食联])|善|好(?![友人处的])|悦|缓|煦|暖|乐(?![队器曲园])|合(?![作同肥法理并资计规力])|弈|鸣|馨|盛|菓|药|衷共济'
const AND = new RegExp(`、(?:以及|及(?![时格早第笄至物])|和(?!${HE})|或(?![许多明])|与(?=[一两二三四五六七八九十几\\d]{1,3}[个块把只条台张位名本件份支间座][^，。；、同共相]{1,4}(?:[，。；]|$))|与(?![会人时众民日此世国你我他她它群党])(?=[^，。、；：？！]{2,3}(?:[，。；的等之]|$))(?![^，。；的等之]{0,3}[同共相为齐并争接]))`, 'gu')

const ETC = /、等(?![、待候级同于值额比差闲到着你我他她车人船位高距次效边式身腰压])/gu

/** Numbers of an order, and the mark that belongs behind each: none behind brackets and circles, ， behind 第一 and 首先, a point behind figures. */
const ORDER: readonly (readonly [RegExp, (match: RegExpExecArray) => Found])[] = [
  [/(?<=(?:^|[。；：！？\n”])\s{0,4})(?:第[一二三四五六七八九十]|首先|其次|再次|最后|其[一二三四五])、(?=[\p{Script=Han}“《])(?!第|[一二三四五六七八九十两])/gu, (match) => sayMatch(match, match[0].replace('、', '，'))],
  [/(?<=(?:^|[。；：！？\n”])\s{0,4})(?:（(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-zA-Z])）|\((?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-zA-Z])\)|[①-⑳⑴-⑽])[、，.．。](?=[\p{Script=Han}“《])/gu, (match) => sayMatch(match, match[0].slice(0, -1))],
  [/(?<=(?:^|[。；：！？\n”])\s{0,4})(?:\d{1,2}|[A-Z])、(?=[\p{Script=Han}“《])(?![一二三四五六七八九十])/gu, (match) => sayMatch(match, match[0].replace('、', '.'))],
  [/(?<=(?:^|\n)\s{0,4})[一二三四五六七八九十]{1,3}(?:[.．]|[，,](?![一二三四五六七八九十]))(?=\s{0,2}[\p{Script=Han}“《])/gu, (match) => sayMatch(match, match[0].slice(0, -1) + '、')],
]

const NEIGHBOURS = '一、二|二、三|两、三|三、四|三、五|四、五|五、六|六、七|七、八|八、九'
/** What two neighbouring numerals count as about so many; not what has an order (月, 级, 等奖), where 、 is right. */
const COUNTED = '[十百千万亿]?[十百千万亿]?(?:多|余)?(?:个(?!月份)|天|名(?=\\p{Script=Han})(?![校次额])|位(?!数)|人(?!称|世)|里|公里|米|斤|公斤|吨|岁|年(?![级代初])|小时|分钟|秒|次|件|条|只|辆|间|户|家|倍|块|元|亩|头|棵|张|封|趟|遍|下|桌)'
const ABOUT = new RegExp(`(?<![第初周期高、一二三四五六七八九百千万]|星期)(十|[一二三四五六七八九]十)?(${NEIGHBOURS})(?=${COUNTED})`, 'gu')

/** 、 where none belongs: between 《》《》 or “”“”, before 和 and 等, behind （一） and 第一, in an about-so-many. */
export const enumeration: TextRule = {
  id: 'zh.punct.enumeration',
  language: 'zh-CN',
  severity: 'warning',
  source: 'gbt15834',
  check: (reading): Found[] => {
    const { text } = reading
    return [
      ...sideBySide(reading),
      ...findEach(reading, AND, ({ index }) => dropped(text, index)),
      // What is said of a figure, by itself, is a clause of the sentence.
      ...findEach(reading, /、(?=(?:远|大大|明显|显著)(?:[低高多少大小快好优]于|超过|超出))/gu, (match) => sayMatch(match, '，')),
      ...findEach(reading, ETC, ({ index }) => dropped(text, index)),
      ...ORDER.flatMap(([pattern, judge]) => findEach(reading, pattern, judge)),
      ...findEach(reading, ABOUT, (match) => sayMatch(match, match[0].replace('、', ''))),
    ]
  },
}
