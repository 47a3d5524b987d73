import type { Found, TextRule } from '../rule'

/** Months AP shortens beside a day, and how; the others are never shortened. */
const SHORT: Readonly<Record<string, string>> = { january: 'Jan.', february: 'Feb.', august: 'Aug.', september: 'Sept.', october: 'Oct.', november: 'Nov.', december: 'Dec.' }
const WHOLE: Readonly<Record<string, string>> = { jan: 'January', feb: 'February', mar: 'March', apr: 'April', jun: 'June', jul: 'July', aug: 'August', sep: 'September', sept: 'September', oct: 'October', nov: 'November', dec: 'December' }

const NAMES = 'January|February|March|April|May|June|July|August|September|October|November|December'
const CUT = 'Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec'

/** A month as AP writes it beside a day. */
const beside = (month: string): string => {
  const whole = WHOLE[month.replace('.', '').toLowerCase()] ?? month
  return SHORT[whole.toLowerCase()] ?? whole
}

const MONTH_DAY = new RegExp(`\\b(${NAMES}|(?:${CUT})\\b\\.?) (?:the )?(\\d{1,2})(st|nd|rd|th)?\\b(?![:,]?\\d{3})`, 'g')
const DAY_MONTH = new RegExp(`\\b(?:(the) )?(\\d{1,2})(st|nd|rd|th)?(?: of)? (${NAMES}|(?:${CUT})\\b\\.?)(?:,? (\\d{4}))?(?![\\w])`, 'g')
const MONTH_YEAR = new RegExp(`\\b(${CUT})\\b\\.?,? (\\d{4})\\b`, 'g')
const YEAR_COMMA = new RegExp(`\\b(${NAMES}), (\\d{4})\\b`, 'g')

const found = (from: number, said: string, right: string): Found => ({ from, to: from + said.length, fixes: [right], details: { said, right } })

/** Dates as AP writes them: Nov. 5, 2021; March 5; November 2021. No ordinals, no day before its month, no comma before a lone year. */
export const date: TextRule = {
  id: 'en.date',
  language: 'en',
  severity: 'warning',
  source: 'ap',
  check: ({ text }) => {
    const days = [...text.matchAll(DAY_MONTH)].flatMap((match): Found[] => {
      const [said, , day = '', , month = '', year] = match
      // "15 March" begins nothing that is "March 15": the figure is the day only where no day follows.
      if (Number(day) > 31 || Number(day) < 1 || /^\.? \d{1,2}(?!\d)/.test(text.slice(match.index + said.length)) || /(?:[\d:.,$]|\b(?:a\.m|p\.m)\.? )$/.test(text.slice(Math.max(0, match.index - 8), match.index))) return []
      return [found(match.index, said, `${beside(month)} ${Number(day)}${year === undefined ? '' : `, ${year}`}`)]
    })
    const months = [...text.matchAll(MONTH_DAY)].flatMap((match): Found[] => {
      const [said, month = '', day = ''] = match
      const right = `${beside(month)} ${Number(day)}`
      return Number(day) > 31 || said === right ? [] : [found(match.index, said, right)]
    })
    const years = [...text.matchAll(MONTH_YEAR)].map((match) => found(match.index, match[0], `${WHOLE[(match[1] ?? '').toLowerCase()] ?? ''} ${match[2] ?? ''}`))
    const commas = [...text.matchAll(YEAR_COMMA)].filter(({ index }) => !/\d{1,2} $/.test(text.slice(Math.max(0, index - 3), index))).map((match) => found(match.index, match[0], `${match[1] ?? ''} ${match[2] ?? ''}`))
    return [...days, ...[...months, ...years, ...commas].filter(({ from, to }) => !days.some((day) => day.from < to && from < day.to))]
  },
}
