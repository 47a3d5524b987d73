import { contradictionOfHead } from './figure'
import { mayStandFor, type Figure } from './quantity'
import type { AcrossRule } from './rule'
import { isBody, isHead } from './same-thing'

/** A count a reader can make for himself needs no figure in the body: the body may just tell the five one after another. */
const SMALL = 10

const isTold = (figure: Figure): boolean => (figure.value >= SMALL || /[%.]/.test(figure.text)) && /\d|\p{Script=Han}{3,}/u.test(figure.text)

/** Whether a figure stands in a text as it is, not as the end of a longer one. */
const standsIn = (figure: string, text: string): boolean => {
  for (let at = text.indexOf(figure); at >= 0; at = text.indexOf(figure, at + 1)) if (!/[\d.,]/.test(text.charAt(at - 1))) return true
  return false
}

/** Whether figures of one unit that stand side by side make the one in the headline together. */
const isSum = (figure: Figure, body: readonly Figure[]): boolean => {
  const same = body.filter(({ unit }) => unit === figure.unit)
  for (let first = 0; first < same.length; first += 1) {
    let sum = 0
    for (const each of same.slice(first, first + 12)) {
      sum += each.value
      if (Math.abs(sum - figure.value) < 1e-6 || mayStandFor(figure, { ...each, value: sum })) return true
    }
  }
  return false
}

/** A figure of the headline or deck that the body never gives. */
export const headlineFigure: AcrossRule = {
  id: 'x.headline-figure',
  languages: ['zh-CN', 'en'],
  severity: 'warning',
  source: 'usage',
  check: ({ piece, figures }) => {
    const of = (which: typeof isBody): Figure[] => figures.filter(({ passage }) => piece.passages[passage] !== undefined && which(piece.passages[passage]))
    const body = of(isBody)
    const text = piece.passages.filter(isBody).map((passage) => passage.text).join('\n')
    if (text === '') return []
    return of(isHead)
      .filter((figure) => isTold(figure) && !standsIn(figure.text, text) && !body.some((each) => mayStandFor(figure, each) || Math.abs(each.value - figure.value) < 1e-9))
      .filter((figure) => contradictionOfHead(figure, body, piece.language) === null && !isSum(figure, body))
      .map(({ passage, from, to, text: shown }) => ({ passage, from, to, fixes: [], details: { figure: shown } }))
  },
}
