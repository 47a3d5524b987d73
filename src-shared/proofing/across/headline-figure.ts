import { contradictionOfHead } from './figure'
import { mayStandFor, type Figure } from './quantity'
import type { AcrossRule } from './rule'
import { isBody, isHead } from './same-thing'
import { sentencesOf } from './sentences'

/** A count a reader can make for himself needs no figure in the body: the body may just tell the five one after another. */
const SMALL = 10

/** What nobody counts for himself: time, money, length, weight, shares. */
const MEASURED: ReadonlySet<string> = new Set(['年', '个月', '岁', '天', '小时', '分钟', '元', '米', '公里', '吨', '公斤', '亩', '公顷', '倍', '%', '$', 'day', 'hour', 'mile'])
const LASTING: ReadonlySet<string> = new Set(['年', '个月', '天', '小时', '分钟', 'day', 'hour', 'year', 'month', 'week'])

const isTold = (figure: Figure): boolean => figure.value !== 1 && (figure.value >= SMALL ? /\d|\p{Script=Han}{3,}/u.test(figure.text) : MEASURED.has(figure.unit) || /[%.]/.test(figure.text))

/** Small figures as the body may write them. */
const SMALL_NUMERALS: Readonly<Record<number, string>> = { 4: '[4四]', 5: '[5五]', 6: '[6六]', 7: '[7七]', 8: '[8八]', 9: '[9九]' }

/** Below this, a body that tells them one by one is not looked through for them. */
const FEW = 4

/** Whether a small count is one nobody can make for himself: the body lists no such many, names no such many people, and has as many paragraphs for no one thing. */
const isUntold = ({ value, text: shown }: Figure, sentences: readonly string[], names: number): boolean =>
  value >= FEW && value < SMALL && /\d/.test(shown) && names < value && sentences.length < value * 2 && !sentences.some((sentence) => (sentence.match(/[、和]/g) ?? []).length >= value - 2)

/** Whether a reader can reckon how long something took: by two dates, by the hours, or by the year it began. */
const isReckoned = (figure: Figure, text: string): boolean => LASTING.has(figure.unit) && ((text.match(/\d{1,2}[日时号]/g) ?? []).length > 1 || /\b(?:19|20)\d{2}\b/.test(text))

/** Whether a figure stands in a text as it is, not as the end of a longer one. */
const standsIn = (figure: string, text: string): boolean => {
  for (let at = text.indexOf(figure); at >= 0; at = text.indexOf(figure, at + 1)) if (!/[\d.,]/.test(text.charAt(at - 1))) return true
  return false
}

/** Whether figures of one unit that stand side by side make the one in the headline together. */
const isSum = (figure: Figure, body: readonly Figure[]): boolean => {
  const same = body.filter(({ unit }) => unit === figure.unit)
  for (let first = 0; first < same.length; first += 1) {
    let sum = 0
    for (const each of same.slice(first, first + 12)) {
      sum += each.value
      if (Math.abs(sum - figure.value) < 1e-6 || mayStandFor(figure, { ...each, value: sum })) return true
    }
  }
  return false
}

const SIGNS: ReadonlySet<string> = new Set(['%', '$', '€', '£', '¥', 'points'])

/** Whether a figure of the body gives the headline's. An English headline leaves out what it counts: "250 to lose jobs". */
const gives = (figure: Figure, given: Figure, language: string): boolean =>
  Math.abs(given.value - figure.value) < 1e-9 || mayStandFor(figure, language === 'en' && !SIGNS.has(figure.unit) && !SIGNS.has(given.unit) ? { ...given, unit: figure.unit } : given)

/** A figure of the headline or deck that the body never gives. */
export const headlineFigure: AcrossRule = {
  id: 'x.headline-figure',
  languages: ['zh-CN', 'en'],
  severity: 'warning',
  source: 'usage',
  check: ({ piece, figures, mentions }) => {
    const of = (which: typeof isBody): Figure[] => figures.filter(({ passage }) => piece.passages[passage] !== undefined && which(piece.passages[passage]))
    const body = of(isBody)
    const text = piece.passages.filter(isBody).map((passage) => passage.text).join('\n')
    if (text === '') return []
    const sentences = sentencesOf(text).map((sentence) => sentence.text)
    const names = new Set(mentions.map(({ name }) => name)).size
    const untold = (figure: Figure): boolean => piece.language === 'zh-CN' && isUntold(figure, sentences, names) && !new RegExp(SMALL_NUMERALS[figure.value] ?? '').test(text)
    return of(isHead)
      .filter((figure) => (isTold(figure) || untold(figure)) && !standsIn(figure.text, text) && !isReckoned(figure, text) && !body.some((each) => gives(figure, each, piece.language)))
      .filter((figure) => contradictionOfHead(figure, body, piece.language) === null && !isSum(figure, body))
      .map(({ passage, from, to, text: shown }) => ({ passage, from, to, fixes: [], details: { figure: shown } }))
  },
}
