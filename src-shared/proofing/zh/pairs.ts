import type { PassageKind } from '../passage'
import type { Reading } from '../reading'
import type { Found, TextRule } from '../rule'
import { closing, opening, pairBrackets, type Bracket, type Pairing } from './brackets'
import { say } from './say'

/** Passages another of the same speech may follow. */
const RUNNING: ReadonlySet<PassageKind> = new Set(['text', 'quote', 'summary', 'footnote'])

const INNER: Readonly<Record<string, string>> = { '“': '‘', '”': '’', '《': '〈', '》': '〉' }

const around = (text: string, { at, char }: Bracket, ...fixes: string[]): Found => say(text, at, at + 1, fixes.filter((fix) => fix !== char), [at - 4, at + 5])

/** Whether a “ nothing closes may be closed by a later paragraph: speech begins there and the paragraph ends as a sentence does. */
const goesOn = ({ text, before }: Reading, { at, char }: Bracket, kind: PassageKind): boolean =>
  (char === '“' || char === '「') && RUNNING.has(kind) && /^[：，。—…；？！\n]?$/.test(text[before(at)] ?? '') && /[。？！…”’：）—]\s{0,4}$/.test(text.slice(-6))

/** Whether an opening mark stands where a closing one would, or the other way round. */
const isTurned = ({ text }: Reading, { at, char }: Bracket): boolean => {
  const edge = /^[，。、；：？！\s]?$/
  return closing(char) !== '' ? !edge.test(text[at - 1] ?? '') : !edge.test(text[at + 1] ?? '')
}

/** What is wrong with marks that stand alone: turned round, of another sort than their partner's, or without one. */
const loners = (reading: Reading, { openers, closers }: Pairing, kind: PassageKind): Found[] => {
  const { text } = reading
  const found: Found[] = []
  const isTwin = ({ at }: Bracket): boolean => text[at - 1] === text[at] || text[at + 1] === text[at]
  // Two of one quote side by side are zh.punct.doubled.
  const alone = [...openers, ...closers].filter((mark) => !(isTwin(mark) && /[“”‘’]/.test(text.charAt(mark.at)))).sort((one, other) => one.at - other.at)
  for (let index = 0; index < alone.length; index += 1) {
    const [one, other] = [alone[index], alone[index + 1]]
    if (!one) continue
    const opens = closing(one.char) !== ''
    const sentence = other && !/[。！？]/.test(text.slice(one.at, other.at - 1).slice(-60))
    if (other && sentence && opens && closing(other.char) === '') {
      // 《…〉: the partner is of another sort.
      found.push(around(text, other, closing(one.char)))
      index += 1
    } else if (other && sentence && one.char === other.char && isTurned(reading, opens ? other : one)) {
      // “…“ or ”…”: one of the two is turned round.
      const wrong = opens ? other : one
      found.push(around(text, wrong, opens ? closing(one.char) : opening(one.char)))
      index += 1
    } else if (!one.half && !(opens && index === alone.length - 1 && goesOn(reading, one, kind))) found.push(around(text, one, ...(isTwin(one) ? [''] : [])))
  }
  return found
}

/** Marks that stand in pairs and do not pair: missing, crossed, turned round, or nested in their own sort. */
export const pairs: TextRule = {
  id: 'zh.punct.pairs',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15834',
  check: (reading, { kind }): Found[] => {
    const { text } = reading
    const pairing = pairBrackets(reading)
    const unclosed = new Set(pairing.openers)
    const nested = pairing.pairs.filter(({ open, around: outer }) => open.char in INNER && outer?.char === open.char && !unclosed.has(outer))
    return [
      ...loners(reading, pairing, kind),
      ...pairing.crossed.map(({ at, swap }) => (swap ? say(text, at, at + 2, [text.charAt(at + 1) + text.charAt(at)], [at - 4, at + 3]) : say(text, at, at + 1, [], [at - 4, at + 4]))),
      ...nested.flatMap(({ open, close, around: outer }) => {
        // ““…””: typed twice rather than nested.
        const twice = outer?.at === open.at - 1 && text[close.at + 1] === close.char
        return [open, close].map((mark) => around(text, mark, ...(twice ? [''] : []), INNER[mark.char] ?? ''))
      }),
    ]
  },
}
