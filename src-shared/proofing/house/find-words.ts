/** Words to be looked for, by their first character, the longest first. */
export type Lexicon<Entry> = ReadonlyMap<string, readonly { word: string; exact: boolean; entry: Entry }[]>

/** Lower case, character by character, so that places stay. */
const folded = (text: string): string => {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : Array.from(text, (char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char)).join('')
}

/** Puts words where they are found. An `exact` one is looked for in its own capitals: it differs from what should stand there in nothing else. */
export const lexiconOf = <Entry>(words: readonly { word: string; exact?: boolean; entry: Entry }[]): Lexicon<Entry> => {
  const starting = new Map<string, { word: string; exact: boolean; entry: Entry }[]>()
  for (const { word, exact = false, entry } of words) {
    const known = { word: exact ? word : folded(word), exact, entry }
    const start = folded(word).charAt(0)
    const list = starting.get(start)
    if (list) list.push(known)
    else starting.set(start, [known])
  }
  for (const list of starting.values()) list.sort((one, other) => other.word.length - one.word.length)
  return starting
}

const LETTER = /[\p{Script=Latin}\p{Nd}]/u

/** Words of letters are found whole; Chinese has no gaps to go by. */
const isWhole = (text: string, from: number, to: number): boolean =>
  !(LETTER.test(text.charAt(from)) && LETTER.test(text.charAt(from - 1))) && !(LETTER.test(text.charAt(to - 1)) && LETTER.test(text.charAt(to)))

/** Every word that stands in a text, the longest where several begin at one place, none inside another. Capitals are no matter unless an entry says so. */
export const findIn = <Entry>(text: string, lexicon: Lexicon<Entry>): { from: number; to: number; entry: Entry }[] => {
  const found: { from: number; to: number; entry: Entry }[] = []
  if (lexicon.size === 0) return found
  const lower = folded(text)
  for (let at = 0; at < text.length; at += 1) {
    const here = lexicon.get(lower.charAt(at))?.find(({ word, exact }) => (exact ? text : lower).startsWith(word, at) && isWhole(text, at, at + word.length))
    if (!here) continue
    found.push({ from: at, to: at + here.word.length, entry: here.entry })
    at += here.word.length - 1
  }
  return found
}

/** True where one of the longer strings stands over a place of the text. */
export const isInside = (text: string, from: number, to: number, longer: readonly string[]): boolean =>
  longer.some((each) => {
    for (let at = text.indexOf(each, Math.max(0, to - each.length)); at >= 0 && at <= from; at = text.indexOf(each, at + 1)) if (at + each.length >= to) return true
    return false
  })
