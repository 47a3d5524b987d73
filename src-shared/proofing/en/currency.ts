import type { Found, TextRule } from '../rule'
import { inWords } from './number-words'

const SIGNS: Readonly<Record<string, string>> = { dollar: '$', dollars: '$', euro: '€', euros: '€', 'pounds sterling': '£', usd: '$' }
const SMALL = new Map(Array.from({ length: 99 }, (_none, index) => [inWords(index + 1), String(index + 1)]))

const AMOUNT = /(?<![\w.,$€£-])(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(\.\d{1,3})?( (?:thousand|million|billion|trillion))? (?:U\.S\. |US )?(dollars?|euros?|pounds sterling|USD)\b(?!-)/gi
const DOUBLED = /([$€£])(\d[\d,.]*\d|\d)( (?:million|billion|trillion))? (dollars?|euros?|USD)\b/gi
const HYPHENED = /([$€£]\d[\d,.]*)-(million|billion|trillion)\b(?! ?-)/g
const SPACED = /([$€£]) (\d)/g
const WHOLE = /([$€£]\d{1,3}(?:,\d{3})*)\.00\b/g
const SHORT = /([$€£]\d[\d.,]*) ?(m|mn|bn|b|tn|M|B|MM|mln|mil|bil)\b(?!\.\w)/g
const WORDS = new RegExp(`\\b(${[...SMALL.keys()].sort((one, other) => other.length - one.length).join('|')}) (million|billion|trillion) dollars\\b`, 'gi')

const CAPITAL = /([$€£]\d[\d.,]*) (Thousand|Million|Billion|Trillion)\b(?! [A-Z])/g
const BELOW = /\$0?\.(\d{2})\b(?!\d| ?(?:thousand|million|billion|trillion))/g

const LONG: Readonly<Record<string, string>> = { m: 'million', mn: 'million', mln: 'million', mil: 'million', mm: 'million', bn: 'billion', b: 'billion', bil: 'billion', tn: 'trillion' }

const found = (from: number, said: string, right: string): Found => ({ from, to: from + said.length, fixes: [right], details: { said, right } })

/** Money as AP writes it: $5 million, not "5 million dollars", "$5m" or "$5.00". */
export const currency: TextRule = {
  id: 'en.currency',
  language: 'en',
  severity: 'warning',
  source: 'ap',
  check: ({ text }) => {
    const doubled = [...text.matchAll(DOUBLED)].map((match) => found(match.index, match[0], `${match[1] ?? ''}${match[2] ?? ''}${match[3] ?? ''}`))
    return [
      ...doubled,
      ...[...text.matchAll(AMOUNT)].map((match) => found(match.index, match[0], `${SIGNS[(match[4] ?? '').toLowerCase()] ?? '$'}${match[1] ?? ''}${match[2] ?? ''}${match[3] ?? ''}`)),
      ...[...text.matchAll(HYPHENED)].filter((match) => !/^[ -]?[a-z]/.test(text.slice(match.index + match[0].length))).map((match) => found(match.index, match[0], `${match[1] ?? ''} ${match[2] ?? ''}`)),
      ...[...text.matchAll(SPACED)].map((match) => found(match.index, match[0], `${match[1] ?? ''}${match[2] ?? ''}`)),
      ...[...text.matchAll(WHOLE)].map((match) => found(match.index, match[0], match[1] ?? '')),
      ...[...text.matchAll(SHORT)].map((match) => found(match.index, match[0], `${match[1] ?? ''} ${LONG[(match[2] ?? '').toLowerCase()] ?? ''}`)),
      ...[...text.matchAll(CAPITAL)].map((match) => found(match.index, match[0], `${match[1] ?? ''} ${(match[2] ?? '').toLowerCase()}`)),
      ...[...text.matchAll(BELOW)].map((match) => found(match.index, match[0], `${Number(match[1])} ${Number(match[1]) === 1 ? 'cent' : 'cents'}`)),
      ...[...text.matchAll(WORDS)].map((match) => found(match.index, match[0], `$${SMALL.get((match[1] ?? '').toLowerCase()) ?? ''} ${(match[2] ?? '').toLowerCase()}`)),
    ]
  },
}
