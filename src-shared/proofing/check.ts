import type { Language } from '../story/story'
import { withoutKnown } from './house/rules'
import type { Passage } from './passage'
import { readingOf } from './reading'
import type { Found, TextRule } from './rule'
import type { Severity } from './severity'
import type { Tables } from './tables'

/** One thing found in a passage, with the rule that found it. Places are UTF-16 units of the passage's text. */
export type Flag = Omit<Found, 'severity' | 'source' | 'details'> & { rule: string; severity: Severity; source: string; details: Readonly<Record<string, string | number>> }

const GRAVITY: Readonly<Record<Severity, number>> = { error: 0, warning: 1, advice: 2 }

/** In the order of the text; where two say something of one stretch, only the graver, and of equals the longer, is kept. */
const settled = (flags: readonly Flag[]): Flag[] => {
  const kept: Flag[] = []
  const weight = [...flags].sort((one, other) => GRAVITY[one.severity] - GRAVITY[other.severity] || other.to - other.from - (one.to - one.from) || one.from - other.from)
  for (const flag of weight) if (!kept.some(({ from, to }) => flag.from < to && from < flag.to)) kept.push(flag)
  return kept.sort((one, other) => one.from - other.from)
}

/** Our own finds and another's of one text, where a stretch is told of once, and nothing of it that the house knows to be right. */
export const withSettled = (own: readonly Flag[], others: readonly Flag[], text: string, { house }: Pick<Tables, 'house'>): Flag[] => settled([...own, ...withoutKnown(others, text, house)])

/** Checks one passage by the rules of its language. Depends on nothing but what it is given. */
export const checkPassage = ({ text, kind }: Pick<Passage, 'text' | 'kind'>, language: Language, rules: readonly TextRule[], tables: Tables): Flag[] => {
  if (text === '') return []
  const reading = readingOf(text)
  const flags = rules
    .filter((rule) => (rule.language === null || rule.language === language) && (rule.kinds?.includes(kind) ?? true))
    .flatMap((rule) => rule.check(reading, { tables, kind }).map((found): Flag => ({ rule: rule.id, severity: rule.severity, source: rule.source, details: {}, ...found })))
  return settled(withoutKnown(flags, text, tables.house))
}
