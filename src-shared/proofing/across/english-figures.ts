import type { Figure } from './quantity'

const WORDS: Readonly<Record<string, number>> = { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, dozen: 12, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 }
const TIMES: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 }

const FIGURE = /([$€£¥]|\bRMB )?\b(?:(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(\.\d{1,6})?|(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety))(?: (hundred|thousand|million|billion|trillion)\b)?( ?%| percent\b| per cent\b| percentage points?\b)?/gi

/** What makes a number of figures no quantity. */
const NOT_AFTER = /(?:[A-Za-z\d][-/.:]|[#:/.]|\b(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.? |\b(?:January|February|March|April|May|June|July|August|September|October|November|December|No\.|Route|Highway|Room|Page|Chapter|Section|Article|Line|Gate|Flight|Grade|Phase|in|since|until|by|of) )$/
const NOT_BEFORE = /^(?:[-/:–—]\d|:\d|(?:st|nd|rd|th)\b|,? (?:a\.m|p\.m)|-(?:year|day|month))/

const isYear = (digits: string): boolean => /^(?:1[89]|20)\d{2}$/.test(digits)

const singular = (word: string): string => (word.endsWith('ies') ? `${word.slice(0, -3)}y` : word === 'people' ? 'person' : word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word)

/** Words between a figure and the noun it counts that say nothing of what is counted. */
const PASSED = new Set(['new', 'more', 'of', 'the', 'local', 'other', 'additional', 'young', 'old'])

const nounOf = (after: string): string => {
  for (const [word] of after.matchAll(/[A-Za-z]{2,}/g)) if (!PASSED.has(word.toLowerCase())) return singular(word.toLowerCase())
  return ''
}

const nearnessOf = (before: string): Figure['nearness'] =>
  /\b(?:more than|over|at least|above|exceeding)\s$/i.test(before) ? 'over' : /\b(?:nearly|almost|under|less than|fewer than|up to)\s$/i.test(before) ? 'under' : /\b(?:about|around|some|roughly|approximately)\s$/i.test(before) ? 'about' : 'exact'

/** The figures of English copy with what they count: "%" , a currency's sign, or the noun that follows. */
export const englishFigures = (text: string, passage: number): Figure[] => {
  const found: Figure[] = []
  for (const match of text.matchAll(FIGURE)) {
    const [whole, sign, digits, decimals = '', word, times = '', share = ''] = match
    const before = text.slice(Math.max(0, match.index - 40), match.index)
    const after = text.slice(match.index + whole.length, match.index + whole.length + 40)
    if (NOT_BEFORE.test(after)) continue
    if (sign === undefined && share === '' && times === '' && NOT_AFTER.test(before) && digits !== undefined && (isYear(digits) || !/\b(?:in|since|until|by|of) $/.test(before))) continue
    if (sign === undefined && share === '' && digits !== undefined && isYear(digits) && decimals === '' && times === '') continue
    const clause = /^[^.;:!?()“”"\n,]*/.exec(after)?.[0] ?? ''
    const unit = sign !== undefined ? sign.trim() : /point/.test(share) ? 'points' : share !== '' ? '%' : clause.startsWith(' ') ? nounOf(clause) : ''
    if (unit === '') continue
    const factor = TIMES[times.toLowerCase()] ?? 1
    const value = Number(((digits === undefined ? (WORDS[(word ?? '').toLowerCase()] ?? 0) : Number(digits.replaceAll(',', '') + decimals)) * factor).toPrecision(12))
    found.push({ passage, from: match.index, to: match.index + whole.length, text: whole, value, step: factor / 10 ** Math.max(0, decimals.length - 1), nearness: nearnessOf(before), unit, before: /[^.;:!?()“”"\n,]{0,40}$/.exec(before)?.[0] ?? '', after: clause })
  }
  return found
}
