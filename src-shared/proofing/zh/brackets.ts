import type { Reading } from '../reading'

/** Marks that stand in pairs, an opening one and its closing one. */
const PAIRS = ['《》', '〈〉', '“”', '‘’', '（）', '【】', '〔〕', '「」', '『』'] as const

const closerOf = new Map(PAIRS.map((pair) => [pair.charAt(0), pair.charAt(1)]))
const openerOf = new Map(PAIRS.map((pair) => [pair.charAt(1), pair.charAt(0)]))
const HALF: Readonly<Record<string, string>> = { '(': '（', ')': '）' }

/** One mark of a pair as it stands in a text: `char` in its full-width form. */
export type Bracket = { at: number; char: string; half: boolean }

/** How the marks of a text pair: those that do, with the pair around each; those that close across another; openers and closers left alone. */
export type Pairing = {
  pairs: { open: Bracket; close: Bracket; around: Bracket | undefined }[]
  crossed: { at: number; swap: boolean }[]
  openers: Bracket[]
  closers: Bracket[]
}

/** The mark that closes an opening one. */
export const closing = (opener: string): string => closerOf.get(opener) ?? ''

/** The mark that opens what a closing one closes. */
export const opening = (closer: string): string => openerOf.get(closer) ?? ''

/** Whether ’ at a place is an apostrophe, or ） the sign of a numbered item "1）": neither closes anything. */
const isLoner = ({ text, isLatin, isDigit, isHan }: Reading, at: number): boolean => {
  const char = text[at]
  if (char === '’' || char === '‘') return isLatin(at - 1) || (isDigit(at - 1) && !isHan(at + 1))
  return (char === '）' || char === ')') && /(?:^|[\s。；：，、？！])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$/.test(text.slice(Math.max(0, at - 4), at))
}

class Counts {
  readonly #by = new Map<string, number>()
  of(char: string): number {
    return this.#by.get(char) ?? 0
  }
  add(char: string, by: number): void {
    this.#by.set(char, this.of(char) + by)
  }
}

const marksOf = (reading: Reading): Bracket[] => {
  const marks: Bracket[] = []
  for (const { index, 0: char } of reading.matches(/[《》〈〉“”‘’（）【】〔〕「」『』()]/g)) marks.push({ at: index, char: HALF[char] ?? char, half: char in HALF })
  return marks
}

/** Whether the next mark of an opener's sort, among the few behind `index`, closes it. */
const closesSoon = (marks: readonly Bracket[], index: number, opener: string): boolean =>
  marks.slice(index + 1, index + 5).find(({ char }) => char === opener || char === closing(opener))?.char === closing(opener)

/** Pairs the marks of a text, as they nest. */
export const pairBrackets = (reading: Reading): Pairing => {
  const result: Pairing = { pairs: [], crossed: [], openers: [], closers: [] }
  const open: Bracket[] = []
  // How many of each sort are open, and how many a pair has closed across whose own closer is still to come.
  const waiting = new Counts()
  const across = new Counts()
  const marks = marksOf(reading)
  for (const [index, mark] of marks.entries()) {
    if (mark.char === '’' && reading.isLatin(mark.at - 1) && reading.isLatin(mark.at + 1)) continue
    if (closerOf.has(mark.char)) {
      if (mark.char === '‘' && isLoner(reading, mark.at)) continue
      open.push(mark)
      waiting.add(mark.char, 1)
      continue
    }
    const wanted = opening(mark.char)
    if (waiting.of(wanted) === 0) {
      if (across.of(wanted) > 0) across.add(wanted, -1)
      else if (!isLoner(reading, mark.at)) result.closers.push(mark)
      continue
    }
    const within: Bracket[] = []
    let top = open.pop()
    while (top && top.char !== wanted) {
      within.push(top)
      waiting.add(top.char, -1)
      top = open.pop()
    }
    if (!top) continue
    waiting.add(wanted, -1)
    result.pairs.push({ open: top, close: mark, around: open.at(-1) })
    for (const inner of within) {
      if (closesSoon(marks, index, inner.char)) {
        across.add(inner.char, 1)
        result.crossed.push({ at: mark.at, swap: within.length === 1 && reading.text[mark.at + 1] === closing(inner.char) })
      } else result.openers.push(inner)
    }
  }
  result.openers.push(...open)
  return result
}
