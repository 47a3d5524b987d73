import type { Found } from './rule'
import type { Entry, WordTable } from './tables'

/** Whether the word at `at` stands inside one of the longer strings in which it is right. */
const isExcepted = (text: string, at: number, { wrong, except }: Entry): boolean =>
  except.some((longer) => {
    for (let shift = longer.indexOf(wrong); shift >= 0; shift = longer.indexOf(wrong, shift + 1)) if (text.startsWith(longer, at - shift)) return true
    return false
  })

/** Every entry of a table that stands in a text, the longest where several begin at one place; none inside another. */
export const lookUp = (text: string, { starting }: WordTable): { at: number; entry: Entry }[] => {
  const found: { at: number; entry: Entry }[] = []
  for (let at = 0; at < text.length - 1; at += 1) {
    const entry = starting.get(text.slice(at, at + 2))?.find((each) => text.startsWith(each.wrong, at) && !isExcepted(text, at, each))
    if (!entry) continue
    found.push({ at, entry })
    at += entry.wrong.length - 1
  }
  return found
}

/** What a table says of a text, as a rule finds it. */
export const findWords = (text: string, table: WordTable): Found[] =>
  lookUp(text, table).map(({ at, entry }) => ({ from: at, to: at + entry.wrong.length, fixes: entry.right, details: { wrong: entry.wrong, right: entry.right.join('、') }, severity: entry.severity, source: entry.source }))
