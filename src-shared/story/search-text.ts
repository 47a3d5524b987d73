/** One word as search sees it: a single CJK character, or a run of other letters and digits. `text` is folded; `from` and `to` are UTF-16 places in what it was read from. */
export type Unit = { text: string; cjk: boolean; from: number; to: number }

/** One thing asked for: units that must stand side by side. `open` lets the last word go on ("har" finds "harbour"). */
export type Term = { units: readonly Unit[]; open: boolean }

/** A stretch of a text, from (in) to (out), in UTF-16 units. */
export type Range = readonly [number, number]

/** A word longer than this is known by its beginning. */
const WORD_LIMIT = 64
const TERM_LIMIT = 20
const UNIT_LIMIT = 200

const Kind = { Gap: 1, Cjk: 2, Word: 3, Silent: 4, Several: 5 } as const
type Kind = (typeof Kind)[keyof typeof Kind]
type Folded = { kind: Kind; text: string }

/** Written without spaces, so searched by the character. Private-use code points stand for rare characters of names in older files. */
const CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u30fc\p{Co}]$/u
const HANGUL = /\p{Script=Hangul}/u
const WORD = /^[\p{L}\p{N}]$/u
const SILENT = /^[\p{M}\p{Cf}]$/u

/** Width, case and accents fall away. Hangul alone would come apart into letters. */
const plain = (char: string): string =>
  HANGUL.test(char) ? char.normalize('NFKC') : char.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '')

const foldOne = (char: string): Folded => {
  if (SILENT.test(char)) return { kind: Kind.Silent, text: '' }
  const text = plain(char)
  if (CJK.test(text)) return { kind: Kind.Cjk, text }
  const chars = Array.from(text)
  if (chars.length > 0 && chars.every((each) => WORD.test(each) && !CJK.test(each))) return { kind: Kind.Word, text }
  if (chars.length > 1 && chars.some((each) => WORD.test(each) || CJK.test(each))) return { kind: Kind.Several, text }
  return { kind: Kind.Gap, text: '' }
}

// Ten thousand stories are folded in one go; each character is looked up once in a lifetime.
const known: (Folded | undefined)[] = new Array<Folded | undefined>(0x10000)
const folded = (code: number): Folded => {
  if (code > 0xffff) return foldOne(String.fromCodePoint(code))
  return (known[code] ??= foldOne(String.fromCharCode(code)))
}

/** Calls `take` for each word of a text, in order. Punctuation, spaces, case, width and accents make no difference. */
const eachUnit = (text: string, take: (word: string, cjk: boolean, from: number, to: number) => void): void => {
  let word = ''
  let from = 0
  let end = 0
  const finish = (): void => {
    if (word !== '') take(word.length > WORD_LIMIT ? word.slice(0, WORD_LIMIT) : word, false, from, end)
    word = ''
  }
  const add = ({ kind, text: said }: Folded, at: number, to: number): void => {
    if (kind === Kind.Word) {
      if (word === '') from = at
      if (word.length <= WORD_LIMIT) word += said
      end = to
    } else if (kind === Kind.Cjk) {
      finish()
      take(said, true, at, to)
    } else if (kind === Kind.Several) for (const each of said) add(foldOne(each), at, to)
    else if (kind === Kind.Gap) finish()
    else if (word !== '') end = to
  }
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0
    const start = at
    if (code > 0xffff) at += 1
    add(folded(code), start, at + 1)
  }
  finish()
}

/** The words of a text, in order. */
export const unitsOf = (text: string): Unit[] => {
  const units: Unit[] = []
  eachUnit(text, (word, cjk, from, to) => units.push({ text: word, cjk, from, to }))
  return units
}

/** Stands between blocks in the index, so that no phrase reaches across them. A sign no word can be. */
const BORDER = '¶'

/**
 * Blocks of text as the words of an index, divided by spaces, one for each unit: a CJK character with the one after it, or
 * alone at the end of its run; other words as they are.
 */
export const indexWords = (blocks: readonly string[]): string => {
  const words: string[] = []
  for (const block of blocks) {
    let before = ''
    eachUnit(block, (word, cjk) => {
      if (before !== '') words.push(cjk ? before + word : before)
      before = cjk ? word : ''
      if (!cjk) words.push(word)
    })
    if (before !== '') words.push(before)
    words.push(BORDER)
  }
  return words.join(' ')
}

const QUOTE = /["“”„＂«»]/u

/** What a person typed, as the terms that must all be found: words divided by spaces, "phrases" in quotes kept together. Anything can be typed; signs that are no words ask for nothing. */
export const readQuery = (query: string): Term[] => {
  const terms: Term[] = []
  let room = UNIT_LIMIT
  const add = (text: string, open: boolean): void => {
    const units = unitsOf(text).slice(0, room)
    if (units.length === 0 || terms.length >= TERM_LIMIT) return
    room -= units.length
    terms.push({ units, open })
  }
  // Every other part stands inside quotes; the last one may still be being typed.
  const parts = query.split(QUOTE)
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) add(part, index === parts.length - 1)
    else for (const word of part.split(/\s+/u)) add(word, true)
  }
  return terms
}

/** A term as an FTS5 phrase over `indexWords`. Holds nothing but folded words, so it is never a syntax error. */
const phraseOf = ({ units, open }: Term): string => {
  const words: string[] = []
  let goesOn = false
  for (const [index, unit] of units.entries()) {
    const next = units[index + 1]
    const previous = units[index - 1]
    if (!unit.cjk) words.push(unit.text)
    else if (next?.cjk) words.push(unit.text + next.text)
    else if (next || !previous?.cjk) words.push(unit.text)
    if (!next) goesOn = unit.cjk ? !previous?.cjk : open
  }
  return `"${words.join(' ')}"${goesOn ? ' *' : ''}`
}

/** Terms as an FTS5 query over `indexWords`; empty where nothing is asked. */
export const ftsQuery = (terms: readonly Term[]): string => terms.map(phraseOf).join(' AND ')

const standsAt = (units: readonly Unit[], at: number, { units: asked, open }: Term): boolean =>
  asked.every((unit, index) => {
    const there = units[at + index]
    if (!there || there.cjk !== unit.cjk) return false
    return there.text === unit.text || (open && !unit.cjk && index === asked.length - 1 && there.text.startsWith(unit.text))
  })

/** Where the terms stand in a text of one block: sorted, apart from each other. */
export const rangesOf = (text: string, terms: readonly Term[]): Range[] => {
  const units = terms.length > 0 ? unitsOf(text) : []
  const found: [number, number][] = []
  for (let at = 0; at < units.length; at += 1)
    for (const term of terms)
      if (standsAt(units, at, term)) found.push([units[at]?.from ?? 0, units[at + term.units.length - 1]?.to ?? 0])
  const merged: [number, number][] = []
  for (const [from, to] of found.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}
