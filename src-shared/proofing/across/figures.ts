import type { Passage } from '../passage'
import { chineseNumber } from './chinese-number'
import { englishFigures } from './english-figures'
import type { Figure, Nearness } from './quantity'

const NUMBER = /(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(\.\d{1,6})?(?:([余多])?(万亿|亿|万|千|百)|)|[〇零一二两三四五六七八九十百千万亿]{1,14}/g

const UNITS = [
  '个小时', '个月', '个百分点', '百分点', '平方公里', '平方千米', '平方米', '立方米', '千瓦时', '千瓦', '兆瓦', '公里', '千米', '公顷', '公斤', '千克', '厘米', '毫米', '小时', '分钟', '人次', '户次', '场次', '航班', '美元', '欧元', '英镑', '日元', '港元',
  '人', '名', '位', '户', '家', '个', '项', '条', '座', '台', '辆', '件', '套', '吨', '克', '斤', '亩', '元', '米', '天', '岁', '场', '次', '期', '份', '册', '本', '幅', '张', '只', '头', '棵', '株', '村', '所', '处', '批', '类', '种', '支', '枚', '块', '%', '％', '‰', '倍',
  '笔', '宗', '起', '例', '艘', '架', '列', '趟', '班', '间', '栋', '幢', '层', '篇', '首', '部', '集', '款', '组', '队', '片', '盏', '根', '箱', '袋', '瓶', '桶', '单',
] as const

/** Units that are one unit by two names. */
const SAME: Readonly<Record<string, string>> = { 名: '人', 位: '人', 千克: '公斤', 个小时: '小时', 千米: '公里', 平方千米: '平方公里', 场次: '场', 百分点: '个百分点', '％': '%' }

/** Years that something lasts; not a year, nor a grade. */
const LASTING = /^年(?![级代度底初末春夏秋冬轮会货产]|\d|[一二三四五六七八九十]{1,3}[月季])/u

const TIMES: Readonly<Record<string, number>> = { 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8, 万亿: 1e12 }

const OVER = /(?:超过|超出|突破|逾|超|不少于|不低于|多于|高于|达到或超过)$/
const UNDER = /(?:接近|将近|近|不到|不足|少于|低于)$/
const ABOUT = /(?:大约|约|大概)$/

/** What a figure is not: an ordinal, a plan's number, part of a name. */
const NAMES = /(?:第|[A-Za-z.\-—～~/:：×]|[\d.,]|[〔[(（]\d{0,4})$/

const nearnessOf = (before: string, after: string): Nearness => {
  if (/^[余多]/.test(after) || OVER.test(before)) return 'over'
  if (UNDER.test(before)) return 'under'
  return ABOUT.test(before) || /^(?:左右|上下)/.test(after) ? 'about' : 'exact'
}

const clauseBefore = (text: string, at: number): string => /[^，。；：！？、\n“”（）]{0,24}$/.exec(text.slice(Math.max(0, at - 24), at))?.[0] ?? ''
const clauseAfter = (text: string, at: number): string => /^[^，。；：！？、\n“”（）]{0,24}/.exec(text.slice(at, at + 24))?.[0] ?? ''

const chineseFigures = (text: string, passage: number): Figure[] => {
  const found: Figure[] = []
  for (const match of text.matchAll(NUMBER)) {
    const [whole, digits, decimals = '', more = '', times = ''] = match
    const before = clauseBefore(text, match.index)
    if (NAMES.test(before)) continue
    let end = match.index + whole.length
    const behind = text.slice(end, end + 5)
    const many = /^[余多]/.test(behind) ? behind.slice(1) : behind
    const base = digits === undefined ? chineseNumber(whole) : Number(digits.replaceAll(',', '') + decimals)
    const unit = UNITS.find((each) => many.startsWith(each)) ?? (base !== null && base < 70 && LASTING.test(many) && !/[上去今明前后当每头同本次]$/.test(before) ? '年' : undefined)
    if (unit === undefined || base === null) continue
    end += unit.length + (many === behind ? 0 : 1)
    const factor = TIMES[times] ?? 1
    // 十 and 百 round; a numeral of characters is as exact as its last sign of rank.
    const step = digits === undefined ? (/[十百千万亿]$/.test(whole) ? (chineseNumber(whole.slice(-1)) ?? 1) || 1 : 1) : factor / 10 ** Math.max(0, decimals.length - 1)
    // 百万 and 千 are round numbers, whatever they round.
    const nearness = /^[十百千万亿]+$/.test(whole) ? 'about' : nearnessOf(before, more + behind)
    found.push({ passage, from: match.index, to: end, text: text.slice(match.index, end), value: Number((base * factor).toPrecision(12)), step: whole.endsWith('万') && digits === undefined ? 1e4 : step, nearness, unit: SAME[unit] ?? unit, before, after: clauseAfter(text, end) })
  }
  return found
}

/** Every figure of a text that has a unit, by the language it is read in. */
export const figuresOf = ({ text }: Pick<Passage, 'text'>, passage: number, language: 'zh-CN' | 'en'): Figure[] => (language === 'en' ? englishFigures(text, passage) : chineseFigures(text, passage))
