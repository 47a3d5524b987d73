import type { Reading } from '../reading'
import type { Found, TextRule } from '../rule'
import { say } from './say'

const MARK = /^[，。、；：？！…—《》〈〉（）【】〔〕“”‘’]$/u

/** Whether what stands at a place is Chinese: a Han character or a full-width mark. */
const isChinese = ({ text, isHan }: Reading, at: number): boolean => isHan(at) || MARK.test(text[at] ?? '')

/** Straight quotes of one sort in the order they pair, by what is open already; feet, inches and apostrophes are none. */
const pairsOf = (reading: Reading, straight: '"' | "'", opener: string, closer: string): (readonly [at: number, opens: boolean])[] => {
  const { text, isLatin, isDigit, isForeign } = reading
  const found: (readonly [number, boolean])[] = []
  let open = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (char === opener) open = true
    if (char === closer) open = false
    if (char !== straight || isForeign(at)) continue
    if (straight === "'" && isLatin(at - 1) && (isLatin(at + 1) || !open)) continue
    if (isDigit(at - 1) && !open) continue
    open = !open
    found.push([at, open])
  }
  return found
}

/** Those of the quotes that stand in Chinese: around it or beside it. An English sentence keeps its own. */
const inChinese = (reading: Reading, quotes: readonly (readonly [number, boolean])[]): (readonly [number, boolean])[] => {
  const kept: (readonly [number, boolean])[] = []
  for (let index = 0; index < quotes.length; index += 1) {
    const [one, other] = [quotes[index], quotes[index + 1]]
    if (!one) continue
    const paired = one[1] && other && !other[1] ? other : undefined
    const last = paired ?? one
    const around = isChinese(reading, reading.before(one[0])) || isChinese(reading, reading.behind(last[0]))
    if (around || (paired && /[\p{Script=Han}，。！？]/u.test(reading.text.slice(one[0], paired[0])))) kept.push(one, ...(paired ? [paired] : []))
    if (paired) index += 1
  }
  return kept
}

/** Places of single quotes that stand inside double ones, which these have become. */
const withinDoubles = (text: string, doubles: readonly (readonly [number, boolean])[]): ReadonlySet<number> => {
  const turns = new Map(doubles)
  const within = new Set<number>()
  let open = false
  for (let at = 0; at < text.length; at += 1) {
    open = text[at] === '“' ? true : text[at] === '”' ? false : (turns.get(at) ?? open)
    if (open && text[at] === "'") within.add(at)
  }
  return within
}

/** Straight quotes " and ' in Chinese copy, turned by the order they stand in. */
export const straightQuotes: TextRule = {
  id: 'zh.punct.straight-quotes',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15834',
  check: (reading): Found[] => {
    const { text } = reading
    const doubles = inChinese(reading, pairsOf(reading, '"', '“', '”'))
    const singles = inChinese(reading, pairsOf(reading, "'", '‘', '’'))
    const within = withinDoubles(text, doubles)
    return [
      ...doubles.map(([at, opens]) => say(text, at, at + 1, [opens ? '“' : '”'], [at - 2, at + 3])),
      ...singles.map(([at, opens]) => say(text, at, at + 1, within.has(at) ? [opens ? '‘' : '’'] : [opens ? '“' : '”', opens ? '‘' : '’'], [at - 2, at + 3])),
    ]
  },
}
