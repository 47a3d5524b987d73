import type { Found, TextRule } from '../rule'

const WORD_NUMBERS: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10', twenty: '20', thirty: '30', forty: '40', fifty: '50', sixty: '60', seventy: '70', eighty: '80', ninety: '90' }

const SHARE = new RegExp(`(?<![\\w.,-])(\\d{1,3}(?:,\\d{3}){0,5}(?:\\.\\d{1,6})?|${Object.keys(WORD_NUMBERS).join('|')})((?: |-)(?:per cent|percent|pct\\.?)(?![\\w-])| %)`, 'gi')

const NUMBERED = new RegExp(`(?:\\d|\\b(?:${Object.keys(WORD_NUMBERS).join('|')}))[ -]$`, 'i')

/** Percentages with the sign, close to their figure: 5%, not "5 percent", "5 per cent" or "5 %". A sentence may open with one in words. */
export const percent: TextRule = {
  id: 'en.percent',
  language: 'en',
  severity: 'warning',
  source: 'ap',
  check: ({ matches, text }) => [
    ...matches(/(?<![\d%] ?)\bper cent\b/gi).filter(({ index }) => !NUMBERED.test(text.slice(Math.max(0, index - 10), index))).map(({ index, 0: said }) => ({ from: index, to: index + said.length, fixes: ['percent'], details: { said, right: 'percent' } })),
    ...matches(SHARE).flatMap((match): Found[] => {
      const [whole, amount = ''] = match
      const figure = WORD_NUMBERS[amount.toLowerCase()] ?? amount
      const opens = match.index === 0 || /[.!?]["”’)]?\s$/.test(text.slice(Math.max(0, match.index - 3), match.index))
      if (opens && WORD_NUMBERS[amount.toLowerCase()] !== undefined) return []
      return [{ from: match.index, to: match.index + whole.length, fixes: [`${figure}%`], details: { said: whole, right: `${figure}%` } }]
    }),
  ],
}
