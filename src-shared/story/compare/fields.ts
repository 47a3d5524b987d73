import { diffArrays } from 'diff'

import type { Contributor, Correction, Story } from '../story'
import { stable } from './inline'
import type { Budget } from './steps'
import { compareText, type TextRun } from './words'

type TextField = 'slugline' | 'columnTag' | 'kicker' | 'headline' | 'deck' | 'originalHeadline' | 'byline' | 'dateline' | 'source' | 'responsibleEditor' | 'summary'
type ListField = 'channel' | 'keywords' | 'destinations'
type ValueField = 'language' | 'publishTime' | 'embargo' | 'targetLength'

/** One item of a compared list, in the order both are read. */
export type ListRun<T> = { op: TextRun['op']; item: T }

/** A field that changed: its words, its items, its value, or the parts of its correction note (null: there is none on that side). */
export type FieldChange =
  | { field: TextField; kind: 'text'; runs: TextRun[] }
  | { field: ListField; kind: 'list'; items: ListRun<string>[] }
  | { field: 'contributors'; kind: 'people'; items: ListRun<Contributor>[] }
  | { field: ValueField; kind: 'value'; before: string | number | null; after: string | number | null }
  | { field: 'correction'; kind: 'correction'; before: Correction | null; after: Correction | null; parts: { name: 'headline' | 'printedOn' | 'text'; runs: TextRun[] }[] }

/** Fields as they stand on the page, then those beside it. */
const TEXTS: readonly TextField[] = ['columnTag', 'kicker', 'headline', 'deck', 'originalHeadline', 'byline', 'dateline', 'slugline', 'source', 'responsibleEditor', 'summary']
const LISTS: readonly ListField[] = ['channel', 'keywords', 'destinations']
const VALUES: readonly ValueField[] = ['language', 'publishTime', 'embargo', 'targetLength']

const listRuns = <T>(before: readonly T[], after: readonly T[]): ListRun<T>[] =>
  diffArrays([...before], [...after], { comparator: (one, other) => stable(one) === stable(other) }).flatMap(({ added, removed, value }) => value.map((item) => ({ op: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const), item })))

const compareCorrection = (before: Correction | null, after: Correction | null, budget: Budget): FieldChange[] => {
  if (stable(before) === stable(after)) return []
  const parts = (['headline', 'printedOn', 'text'] as const).map((name) => ({ name, runs: compareText(before?.[name] ?? '', after?.[name] ?? '', budget) }))
  return [{ field: 'correction', kind: 'correction', before, after, parts }]
}

/** The fields of a story that differ, in the order they are read. */
export const compareFields = (before: Story, after: Story, budget: Budget): FieldChange[] => [
  ...TEXTS.flatMap((field): FieldChange[] => (before[field] === after[field] ? [] : [{ field, kind: 'text', runs: compareText(before[field], after[field], budget) }])),
  ...(stable(before.contributors) === stable(after.contributors) ? [] : [{ field: 'contributors' as const, kind: 'people' as const, items: listRuns(before.contributors, after.contributors) }]),
  ...LISTS.flatMap((field): FieldChange[] => (stable(before[field]) === stable(after[field]) ? [] : [{ field, kind: 'list', items: listRuns(before[field], after[field]) }])),
  ...VALUES.flatMap((field): FieldChange[] => (before[field] === after[field] ? [] : [{ field, kind: 'value', before: before[field], after: after[field] }])),
  ...compareCorrection(before.correction, after.correction, budget),
]
