import type { Budget, Step } from './steps'
import { wayBetween, type Reading } from './way'

/** One stretch of a comparison of two texts: in both, only in the new one, or only in the old one. */
export type TextRun = { op: Step['op']; text: string }

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const SENTENCE = /[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)"']*|[^。！？!?；;\n]+/gu

/** A text's words: Chinese by the dictionary, others by their letters; each sign and space is one of its own. Joined they are the text. */
export const wordsIn = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment)
/** A text's sentences, each with its closing mark. Joined they are the text. */
export const sentencesIn = (text: string): string[] => text.match(SENTENCE) ?? []

const plain: Reading<string> = { textOf: (text) => text, keyOf: (text) => text, split: wordsIn, ofText: (text) => text, solid: () => false }

/** Compares two plain texts by words. The `same` and `removed` stretches joined are the old text, `same` and `added` the new. */
export const compareText = (before: string, after: string, budget: Budget): TextRun[] => {
  if (before === after) return before === '' ? [] : [{ op: 'same', text: before }]
  const way = wayBetween(sentencesIn(before), sentencesIn(after), plain, budget)
  let [from, to] = [0, 0]
  return way.steps.map(({ op, count }) => {
    const text = (op === 'added' ? way.after.slice(to, to + count) : way.before.slice(from, from + count)).join('')
    if (op !== 'added') from += count
    if (op !== 'removed') to += count
    return { op, text }
  })
}
