import type { Sentence } from './sentences'

type Amount = { value: number; half: number }

/** Growth as a sentence tells it: from one amount to another, and by how much. `told` is negative for a fall, `step` half the worth of its last digit, `points` where it is told in percentage points. Places count in the passage. */
export type Growth = { from: number; to: number; before: Amount; after: Amount; told: number; step: number; points: boolean }

const N = String.raw`(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(\.\d{1,4})?`
const TIMES: Readonly<Record<string, number>> = { '': 1, 千: 1e3, 万: 1e4, 亿: 1e8, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }

const UP = '增长|增加|增|提高|提升|上升|上涨|扩大|涨'
const DOWN = '下降|减少|减|降低|缩短|缩小|下跌|降|跌'
const UNIT = '[^\\d，。；、（）]{0,8}?'

const FROM_TO = new RegExp(`(?:由|从)[^，。；\\d]{0,14}${N}(万|亿|千)?(${UNIT})(?:，)?(?:${UP}|${DOWN})(?:到|至|为|了到)[^，。；\\d]{0,8}${N}(万|亿|千)?(${UNIT})[，（、](?:[^，。；\\d]{0,12})(${UP}|${DOWN}|增幅|降幅|涨幅|增速)(?:了|达|达到|为|约)?\\s?(\\d{1,4}(?:\\.\\d{1,3})?)(%|％|个百分点|倍)`, 'u')
const YEARS = new RegExp(`(?:去年|上年|20\\d{2}年|上年同期|去年同期)[^，。；\\d]{0,12}${N}(万|亿|千)?(${UNIT})，(?:今年|20\\d{2}年)[^，。；\\d]{0,12}${N}(万|亿|千)?(${UNIT})，(?:[^，。；\\d]{0,6})(${UP}|${DOWN})(?:了|达|约)?\\s?(\\d{1,4}(?:\\.\\d{1,3})?)(%|％|个百分点|倍)`, 'u')

const COMPARED = new RegExp(`${N}(万|亿|千)?(${UNIT})，(?:比|较)(?:去年|上年|20\\d{2}年|去年同期|上年同期)的?${N}(万|亿|千)?(${UNIT})(${UP}|${DOWN})(?:了|达|约)?\\s?(\\d{1,4}(?:\\.\\d{1,3})?)(%|％|个百分点|倍)`, 'u')

const amount = (digits = '', decimals = '', times = ''): Amount => {
  const factor = TIMES[times] ?? 1
  return { value: Number(digits.replaceAll(',', '') + decimals) * factor, half: decimals === '' && factor === 1 ? 0 : factor / 10 ** Math.max(0, decimals.length - 1) / 2 }
}

/** 3亿 beside 2.7亿 is 3.0亿: two figures side by side are told as finely as the finer. */
const asFinelyAs = ([before, after]: readonly [Amount, Amount]): [Amount, Amount] => {
  const half = Math.min(before.half, after.half)
  return [{ ...before, half }, { ...after, half }]
}

const halfStep = (text: string): number => 0.5 / 10 ** (text.split('.')[1]?.length ?? 0)

const unitsAgree = (one: string, other: string, oneTimes: string, otherTimes: string): boolean => one.trim() === other.trim() || (one === '' && oneTimes === '') || (other === '' && otherTimes === '') 

/** Growth told in a Chinese sentence with both figures: 由100万元增长到150万元，增长40%. */
export const chineseGrowth = ({ text, at }: Sentence): Growth[] =>
  [FROM_TO, YEARS, COMPARED].flatMap((pattern) => {
    const match = pattern.exec(text)
    if (!match) return []
    const [whole, beforeDigits, beforeDecimals, beforeTimes = '', beforeUnit = '', afterDigits, afterDecimals, afterTimes = '', afterUnit = '', verb = '', told = '', sign = ''] = match
    // 由3.2增加到4.8亿元: the unit is told once.
    const oneUnit = beforeTimes === '' && beforeUnit === ''
    if (!oneUnit && !unitsAgree(beforeUnit, afterUnit, beforeTimes, afterTimes)) return []
    const amounts = [amount(beforeDigits, beforeDecimals, oneUnit ? afterTimes : beforeTimes), amount(afterDigits, afterDecimals, afterTimes)] as const
    // Told later first: 今年2.7亿，比去年的3亿下降.
    const [before, after] = asFinelyAs(pattern === COMPARED ? [amounts[1], amounts[0]] : amounts)
    const shares = /[%％]/.test(beforeUnit) || /[%％]/.test(afterUnit)
    const points = sign === '个百分点'
    // By how many per cent a share grew is told in either way; by how many points in one.
    if (before.value === 0 || shares !== points || /约|近|超|余|多/u.test(whole)) return []
    const fell = new RegExp(`^(?:${DOWN}|降幅)`, 'u').test(verb)
    const factor = sign === '倍' ? 100 : 1
    const end = at + match.index + whole.length
    return [{ from: end - told.length - sign.length, to: end, before, after, told: Number(told) * factor * (fell ? -1 : 1), step: halfStep(told) * factor, points }]
  })

const RISE = 'rose|grew|increased|climbed|jumped|gained|soared|surged'
const FALL = 'fell|dropped|declined|decreased|shrank|plunged|sank'
const E = String.raw`(?:[$€£¥])?(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(\.\d{1,4})?( thousand| million| billion| trillion)?(?: [a-z]{2,16}){0,2}`
const SHARE = String.raw`(\d{1,3}(?:\.\d{1,3})?)( ?%| percent)`
const BY_FROM_TO = new RegExp(`\\b(${RISE}|${FALL})(?: by)? ${SHARE},? from ${E} to ${E}`, 'u')
const FROM_TO_BY = new RegExp(`\\b(?:from) ${E} to ${E}(?: in \\d{4}| last year| this year)?, (?:an? |up |down )(?:(increase|rise|gain|growth|jump|drop|decline|decrease|fall) of )?${SHARE}(?: (increase|rise|gain|growth|jump|drop|decline|decrease|fall))?`, 'u')
const BY_TO_FROM = new RegExp(`\\b(${RISE}|${FALL})(?: by)? ${SHARE}(?: [a-z]{2,10}){0,3},? to ${E} from ${E}`, 'u')

const isFall = (word: string): boolean => new RegExp(`^(?:${FALL}|drop|decline|decrease|fall|down)`, 'u').test(word)

const grown = (whole: string, at: number, words: readonly [string | undefined, string | undefined, string | undefined], others: readonly [string | undefined, string | undefined, string | undefined], told: string, sign: string, fell: boolean): Growth[] => {
  const read = ([digits, decimals, times = '']: typeof words): Amount => amount(digits, decimals, times.trim())
  const [before, after] = asFinelyAs([read(words), read(others)])
  if (before.value === 0 || /\b(?:about|nearly|almost|over|roughly)\b/.test(whole)) return []
  const from = at + whole.indexOf(told + sign)
  return [{ from, to: from + told.length + sign.length, before, after, told: Number(told) * (fell ? -1 : 1), step: halfStep(told), points: false }]
}

/** Growth told in an English sentence with both figures: "rose 40% from 100 to 150". */
export const englishGrowth = ({ text, at }: Sentence): Growth[] => {
  const [ahead, back, behind] = [BY_FROM_TO.exec(text), BY_TO_FROM.exec(text), FROM_TO_BY.exec(text)]
  if (ahead) return grown(ahead[0], at + ahead.index, [ahead[4], ahead[5], ahead[6]], [ahead[7], ahead[8], ahead[9]], ahead[2] ?? '', ahead[3] ?? '', isFall(ahead[1] ?? ''))
  if (back) return grown(back[0], at + back.index, [back[7], back[8], back[9]], [back[4], back[5], back[6]], back[2] ?? '', back[3] ?? '', isFall(back[1] ?? ''))
  if (behind) return grown(behind[0], at + behind.index, [behind[1], behind[2], behind[3]], [behind[4], behind[5], behind[6]], behind[8] ?? '', behind[9] ?? '', isFall(behind[7] ?? behind[10] ?? '') || /, down /.test(behind[0]))
  return []
}
