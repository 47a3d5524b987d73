/** One kind a character of Chinese copy is of. */
const Kind = { Other: 0, Han: 1, Latin: 2, Digit: 3, Space: 4, FullMark: 5, HalfMark: 6 } as const
type Kind = (typeof Kind)[keyof typeof Kind]

const HAN = /^[\p{Script=Han}〇]$/u
const LATIN = /^\p{Script=Latin}$/u
const FULL = /^[，。、；：？！…—～·《》〈〉「」『』【】〔〕（）“”‘’]$/u
const HALF = /^[!-/:-@[-`{-~]$/

const kindOf = (char: string): Kind => {
  if (HAN.test(char)) return Kind.Han
  if (/^[0-9０-９]$/.test(char)) return Kind.Digit
  if (LATIN.test(char)) return Kind.Latin
  if (/^\s$/u.test(char)) return Kind.Space
  if (FULL.test(char)) return Kind.FullMark
  return HALF.test(char) ? Kind.HalfMark : Kind.Other
}

// Copy is read while somebody types; each character is looked up once in a lifetime.
const known = new Int8Array(0x10000).fill(-1)
const kindAt = (code: number): Kind => {
  if (code > 0xffff) return kindOf(String.fromCodePoint(code))
  const cached = known[code] ?? -1
  if (cached >= 0) return cached as Kind
  const fresh = kindOf(String.fromCharCode(code))
  known[code] = fresh
  return fresh
}

/** Addresses, mail, file names with a path, and numbers of standards: nothing in them is punctuation of the copy around them. */
const FOREIGN = /\b(?:https?:\/\/|www\.)[!-~]+|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|\b(?:[\w-]{1,63}\.){1,8}(?:com|cn|org|net|gov|edu|html?|pdf|docx?|xlsx?|jpe?g|png|mp4)\b/giu

/** A text as rules read it: asked about characters by their place, out of range answered as nothing. */
export type Reading = {
  text: string
  /** A Han character, or 〇. */
  isHan: (at: number) => boolean
  isDigit: (at: number) => boolean
  isLatin: (at: number) => boolean
  isSpace: (at: number) => boolean
  /** Inside an address or the like: not copy. */
  isForeign: (at: number) => boolean
  /** The nearest character that is no space, before or behind a place; -1 or the text's length where there is none. */
  before: (at: number) => number
  behind: (at: number) => number
  /** Every match of a global expression outside addresses. */
  matches: (pattern: RegExp) => RegExpExecArray[]
}

/** Reads a text once. */
export const readingOf = (text: string): Reading => {
  const foreign = new Uint8Array(text.length)
  for (const match of text.matchAll(FOREIGN)) {
    // A mark that ends an address belongs to the sentence.
    const mark = /[,.;:!?'")\]]{1,4}$/.exec(match[0].slice(-4))?.[0] ?? ''
    foreign.fill(1, match.index, match.index + match[0].length - mark.length)
  }
  const is = (kind: Kind) => (at: number): boolean => at >= 0 && at < text.length && kindAt(text.charCodeAt(at)) === kind
  const isSpace = is(Kind.Space)
  const isForeign = (at: number): boolean => foreign[at] === 1
  const walk = (from: number, step: 1 | -1): number => {
    let at = from + step
    while (isSpace(at)) at += step
    return at
  }
  return {
    text,
    isHan: is(Kind.Han),
    isDigit: is(Kind.Digit),
    isLatin: is(Kind.Latin),
    isSpace,
    isForeign,
    before: (at) => walk(at, -1),
    behind: (at) => walk(at, 1),
    matches: (pattern) => [...text.matchAll(pattern)].filter(({ index }) => !isForeign(index)),
  }
}
