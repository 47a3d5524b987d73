import type { Found, TextRule } from '../rule'
import { findIn, isInside } from './find-words'
import { otherOrder, otherTitles } from './officials'
import type { HouseTables } from './tables'

/** What the house's own rules are called by. */
const HOUSE = 'house.'

const rule = (name: string, severity: TextRule['severity'], check: (text: string, house: HouseTables) => Found[], more: Pick<TextRule, 'kinds'> = {}): TextRule => ({
  id: `${HOUSE}${name}`, language: null, severity, source: 'house', ...more, check: ({ text }, { tables }) => check(text, tables.house),
})

const noted = (note: string): Found['details'] => ({ note })

const wrong = rule('wrong', 'error', (text, { wrong: lexicon }) =>
  findIn(text, lexicon)
    .filter(({ from, to, entry }) => !isInside(text, from, to, entry.except))
    .map(({ from, to, entry }) => ({ from, to, fixes: entry.right, details: { right: entry.right.join('、'), note: entry.note } })))

// A preferred term may itself hold the one it takes the place of: 新型冠状病毒 and 冠状病毒.
const preferred = rule('preferred', 'warning', (text, { preferred: lexicon }) =>
  findIn(text, lexicon)
    .filter(({ from, to, entry: { row } }) => !isInside(text, from, to, [row.word]))
    .map(({ from, to, entry: { row } }) => ({ from, to, fixes: [row.word], details: { right: row.word, note: row.note } })))

const banned = rule('banned', 'error', (text, { banned: lexicon }) => findIn(text, lexicon).map(({ from, to, entry }) => ({ from, to, fixes: [], details: noted(entry.note) })))

const sensitive = rule('sensitive', 'warning', (text, { sensitive: lexicon }) => findIn(text, lexicon).map(({ from, to, entry }) => ({ from, to, fixes: [], details: noted(entry.note) })))

const withheld = rule('withheld', 'error', (text, { withheld: lexicon }) => findIn(text, lexicon).map(({ from, to, entry }) => ({ from, to, fixes: [], details: { until: entry.until, note: entry.note } })))

const official = rule('official', 'warning', otherTitles)

const order = rule('order', 'warning', otherOrder)

/** What the house calls itself in its own columns. */
const OWN = /^本[报网刊台社站]/u

/** Sources beside each other in the one field, each of which must be one the house may reprint. */
const reprint = rule('reprint', 'warning', (text, { sources }) => {
  if (sources.size === 0) return []
  return [...text.matchAll(/[^、，,;；/／|｜]+/gu)].flatMap((match) => {
    const name = match[0].trim()
    const from = match.index + match[0].indexOf(name)
    return name === '' || sources.has(name.normalize('NFC')) || OWN.test(name) ? [] : [{ from, to: from + name.length, fixes: [], details: { name } }]
  })
}, { kinds: ['source'] })

/** Rules by the house's own lists, for copy of every language. */
export const HOUSE_RULES: readonly TextRule[] = [wrong, preferred, banned, sensitive, withheld, official, order, reprint]

/** What is left where the house says a word is right: everything but what lies in such a word. Its own other lists are only silenced by a longer word than theirs. */
export const withoutKnown = <F extends { rule: string; from: number; to: number }>(flags: readonly F[], text: string, { dictionary }: HouseTables): F[] => {
  const known = flags.length === 0 ? [] : findIn(text, dictionary)
  if (known.length === 0) return [...flags]
  return flags.filter((flag) => !known.some(({ from, to }) => from <= flag.from && flag.to <= to && (!flag.rule.startsWith(HOUSE) || to - from > flag.to - flag.from)))
}
