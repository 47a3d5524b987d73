import type { PassageKind } from './passage'
import type { Severity } from './severity'

/** What the meter counts of a flag: its rule, how grave it is, what it says, and the kind of passage it stands in. */
export type Counted = { rule: string; severity: Severity; kind: PassageKind; wrong: string }

/** The reading of the meter: errors as the trade counts them, their number in ten thousand characters, and whether that is over the limit. */
export type Rate = { errors: number; per10000: number; over: boolean }

/** Three errors in ten thousand characters: what a newspaper may have and still pass. */
export const RATE_LIMIT = 3

/** One slip made again and again is counted three times at most. */
const AT_MOST = 3

/** A headline's error is counted twice. */
const HEADLINES: ReadonlySet<PassageKind> = new Set(['headline', 'kicker', 'deck', 'crosshead', 'title'])

/**
 * What one error of a kind weighs, by the first beginning that fits: marks and forms of numerals a tenth, slips of fact and logic two, a wrong
 * word one. What is no error of the printed text (a link, a missing introduction) weighs nothing.
 */
const WEIGHTS: readonly (readonly [beginning: string, weight: number])[] = [
  ['zh.punct.', 0.1], ['zh.num.', 0.1], ['en.number', 0.1], ['en.percent', 0.1], ['en.date', 0.1], ['en.time', 0.1], ['en.currency', 0.1], ['en.punctuation', 0.1],
  ['x.figure', 2], ['x.headline-figure', 2], ['x.sum', 2], ['x.percent', 2], ['x.date', 2], ['x.title', 2], ['x.name', 1], ['x.organisation', 1], ['x.', 0],
]

const weightOf = (rule: string): number => WEIGHTS.find(([beginning]) => rule.startsWith(beginning))?.[1] ?? 1

/** The error rate of a piece as far as a machine can tell it: an estimate. Advice is no error. `characters`: those counted as printed, punctuation among them. */
export const errorRate = (flags: readonly Counted[], characters: number): Rate => {
  const slips = new Map<string, number[]>()
  for (const { rule, severity, kind, wrong } of flags) {
    const weight = weightOf(rule) * (HEADLINES.has(kind) ? 2 : 1)
    if (severity === 'advice' || weight === 0) continue
    const slip = `${rule}\n${wrong}`
    slips.set(slip, [...(slips.get(slip) ?? []), weight])
  }
  let tenths = 0
  // The gravest three of one slip count. In tenths: 0.1 added ten times is not 1.
  for (const weights of slips.values()) for (const weight of weights.sort((one, other) => other - one).slice(0, AT_MOST)) tenths += Math.round(weight * 10)
  const errors = tenths / 10
  const per10000 = characters > 0 ? (errors * 10_000) / characters : 0
  return { errors, per10000: Math.round(per10000 * 100) / 100, over: per10000 > RATE_LIMIT }
}
