/** A sentence of a text and where it begins in it, in UTF-16 units. */
export type Sentence = { text: string; at: number }

const cutBy = (text: string, ends: RegExp): Sentence[] => {
  const found: Sentence[] = []
  let at = 0
  for (const end of text.matchAll(ends)) {
    const to = end.index + end[0].length
    if (to > at) found.push({ text: text.slice(at, to), at })
    at = to
  }
  if (at < text.length) found.push({ text: text.slice(at), at })
  return found
}

/** Chinese sentences: up to a full stop, a question or exclamation mark, or a line's end. */
export const sentencesOf = (text: string): Sentence[] => cutBy(text, /[。！？!?\n]/g)

/** English sentences; "U.S.", "3.5" and "Nov. 5" end none. */
export const englishSentencesOf = (text: string): Sentence[] => cutBy(text, /(?<=[a-z0-9%)”"]{2})[.!?]["”’)]?\s(?=["“‘(]?[A-Z$0-9])|\n/g)

/** Chinese clauses: sentences cut at semicolons too. */
export const clausesOf = (text: string): Sentence[] => cutBy(text, /[。！？!?；;\n]/g)
