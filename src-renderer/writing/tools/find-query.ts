import { SearchQuery } from 'prosemirror-search'

/** What the find panel asks for. `words` finds whole words only; Chinese has no word breaks to look for, so it means Latin words. */
export type FindTerms = { text: string; replace: string; regexp: boolean; matchCase: boolean; words: boolean }

/** Signs that are one sign to a reader and two to a keyboard: full and half width, straight and curly. */
const ALIKE = ['"\u201c\u201d\uff02', "'\u2018\u2019\uff07", '-\u2010\u2011\uff0d', '.\uff0e', '·•・', '…⋯', '—―', '~\u301c\uff5e']

const escaped = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** A full-width form of an ASCII character, or the other way round; itself for anything else. */
const otherWidth = (char: string): string => {
  const code = char.codePointAt(0) ?? 0
  if (code === 0x20) return '\u3000'
  if (code === 0x3000) return ' '
  if (code > 0x20 && code < 0x7f) return String.fromCodePoint(code + 0xfee0)
  return code > 0xff00 && code < 0xff5f ? String.fromCodePoint(code - 0xfee0) : char
}

const variantsOf = (char: string): string => {
  const alike = ALIKE.find((signs) => signs.includes(char)) ?? char
  const all = [...new Set([...Array.from(alike), char, otherWidth(char)])]
  return all.length === 1 ? escaped(char) : `[${all.map(escaped).join('')}]`
}

const WORDS = { before: '(?<![\\p{Script=Latin}\\p{N}_])', after: '(?![\\p{Script=Latin}\\p{N}_])' }

/** A plain text as the pattern that finds it in either width and with either kind of quotation mark. */
export const patternOf = (text: string): string => Array.from(text.normalize('NFC'), variantsOf).join('')

/** True where the terms are a regular expression that cannot be read. */
export const isBroken = ({ text, regexp }: FindTerms): boolean => {
  if (!regexp || text === '') return false
  try {
    new RegExp(text, 'u')
    return false
  } catch {
    return true
  }
}

/** The query prosemirror-search runs. A plain replacement is taken as typed; a regular expression's may use $1 and $&. */
export const queryOf = (terms: FindTerms): SearchQuery => {
  if (terms.text === '' || isBroken(terms)) return new SearchQuery({ search: '' })
  const pattern = terms.regexp ? terms.text : patternOf(terms.text)
  return new SearchQuery({
    search: terms.words ? `${WORDS.before}(?:${pattern})${WORDS.after}` : pattern,
    regexp: true,
    caseSensitive: terms.matchCase,
    // The library reads \n and $1 in replacements; what was typed plainly must come out as typed.
    replace: terms.regexp ? terms.replace : terms.replace.replaceAll('\\', '\\\\').replaceAll('$', '$$$$'),
  })
}
