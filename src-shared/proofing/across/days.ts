import type { Piece } from './piece'

/** A date the copy gives, as far as it gives it; `year` is null where nothing says which. `weekday`: 0 for Sunday, with where it stands. */
export type Day = { passage: number; from: number; to: number; year: number | null; month: number; day: number; weekday: { value: number; from: number; to: number } | null }

const WEEK = '日一二三四五六'
const ENGLISH_WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const ENGLISH_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const DATE = /(?:(\d{4})年|(今年|去年|前年|明年)(?:的)?)?(?<!\d)(\d{1,2})月(\d{1,2})[日号]/g
const AFTER = /^([（(，, ]?)((?:星期|周|礼拜)([一二三四五六日天]))(?![一二三四五六日])/
const BEFORE = /((?:星期|周|礼拜)([一二三四五六日天]))([）)]?[（(，, ]?)$/

const ENGLISH = /\b(?:(Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)(?:,? |, the | \())?(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? (\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:, (\d{4})\b)?/g

/** The last day of a month; the 29th of a February of which the year is not known. */
export const lastDayOf = (year: number | null, month: number): number => (month === 2 && year === null ? 29 : new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate())

/** The day of the week of a date, 0 for Sunday. */
export const weekdayOf = (year: number, month: number, day: number): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay()

/** The moment a piece is written for: when it prints, or may. */
export const dayOfPiece = ({ publishTime, embargo }: Pick<Piece, 'publishTime' | 'embargo'>): { year: number; month: number; day: number } | null => {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(publishTime ?? embargo ?? '')
  return match ? { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) } : null
}

/** The year in which a month and day lie nearest to the piece's own; null where half a year away either way, or where it has none. */
const nearestYear = (piece: Pick<Piece, 'publishTime' | 'embargo'>, month: number, day: number): number | null => {
  const own = dayOfPiece(piece)
  if (!own) return null
  const at = Date.UTC(own.year, own.month - 1, own.day)
  const away = (year: number): number => Math.abs(Date.UTC(year, month - 1, day) - at) / 86_400_000
  const year = [own.year - 1, own.year, own.year + 1].sort((one, other) => away(one) - away(other))[0] ?? own.year
  return away(year) < 150 ? year : null
}

const SHIFT: Readonly<Record<string, number>> = { 今年: 0, 去年: -1, 前年: -2, 明年: 1 }

const weekdayAround = (text: string, from: number, to: number): Day['weekday'] => {
  const valueOf = (sign: string): number => (sign === '天' ? 0 : WEEK.indexOf(sign))
  const [, gap = '', behind = '', sign = ''] = AFTER.exec(text.slice(to, to + 6)) ?? []
  if (behind !== '') return { value: valueOf(sign), from: to + gap.length, to: to + gap.length + behind.length }
  const [, ahead = '', own = '', between = ''] = BEFORE.exec(text.slice(Math.max(0, from - 6), from)) ?? []
  return ahead === '' ? null : { value: valueOf(own), from: from - between.length - ahead.length, to: from - between.length }
}

const chineseDays = (piece: Piece, text: string, passage: number): Day[] =>
  [...text.matchAll(DATE)].map((match): Day => {
    const [whole, given, spoken, monthText, dayText] = match
    const [month, day] = [Number(monthText), Number(dayText)]
    const [from, to] = [match.index, match.index + whole.length]
    const own = dayOfPiece(piece)
    const year = given !== undefined ? Number(given) : spoken !== undefined ? (own ? own.year + (SHIFT[spoken] ?? 0) : null) : nearestYear(piece, month, day)
    return { passage, from, to, year, month, day, weekday: weekdayAround(text, from, to) }
  })

const englishDays = (piece: Piece, text: string, passage: number): Day[] =>
  [...text.matchAll(ENGLISH)].map((match): Day => {
    const [whole, week, monthText = '', dayText, given] = match
    const [month, day] = [ENGLISH_MONTHS.indexOf(monthText.slice(0, 3).toLowerCase()) + 1, Number(dayText)]
    const year = given === undefined ? nearestYear(piece, month, day) : Number(given)
    return { passage, from: match.index, to: match.index + whole.length, year, month, day, weekday: week === undefined ? null : { value: ENGLISH_WEEK.indexOf(week.toLowerCase()), from: match.index, to: match.index + week.length } }
  })

/** Every date of a month and a day in one text of a piece. */
export const daysOf = (piece: Piece, text: string, passage: number): Day[] => (piece.language === 'en' ? englishDays(piece, text, passage) : chineseDays(piece, text, passage))
