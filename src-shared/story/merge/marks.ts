import { Mark } from '@tiptap/pm/model'

import { bodySchema } from '../body'
import { stable } from '../compare/inline'
import type { BodyJson } from '../story'

export type MarkJson = NonNullable<BodyJson['marks']>[number]

/** Marks as text: equal for the same marks in the same order. */
export const marksKey = (marks: readonly MarkJson[] | undefined): string => (marks === undefined || marks.length === 0 ? '' : stable(marks))

/** A node with these marks and no others. */
export const withMarks = (node: BodyJson, marks: readonly MarkJson[]): BodyJson => {
  const { marks: _marks, ...bare } = node
  return marks.length === 0 ? bare : { ...bare, marks: [...marks] }
}

/** These marks together, in the schema's order; null where one of them shuts out another, as one deletion does another. */
export const unionOf = (marks: readonly MarkJson[]): MarkJson[] | null => {
  const schema = bodySchema()
  const known = marks.map((json) => ({ json, mark: Mark.fromJSON(schema, json) }))
  const set = known.reduce<readonly Mark[]>((all, { mark }) => mark.addToSet(all), Mark.none)
  if (set.length < new Set(marks.map(stable)).size) return null
  // The JSON as it came, with attributes this build does not know.
  return set.map((mark) => known.find((each) => each.mark.eq(mark))?.json ?? (mark.toJSON() as MarkJson))
}

/** The marks of one stretch, or one block, of three copies: what either side put on is on, what either took off is off. Null where both cannot be. */
export const mergeMarks = (base: readonly MarkJson[] | undefined, mine: readonly MarkJson[] | undefined, theirs: readonly MarkJson[] | undefined): readonly MarkJson[] | null => {
  const [was, one, other] = [marksKey(base), marksKey(mine), marksKey(theirs)]
  if (was === one || one === other) return theirs ?? []
  if (was === other) return mine ?? []
  const keys = (marks: readonly MarkJson[] | undefined): Set<string> => new Set((marks ?? []).map(stable))
  const [old, ours, desk] = [keys(base), keys(mine), keys(theirs)]
  const kept = (theirs ?? []).filter((mark) => ours.has(stable(mark)) || !old.has(stable(mark)))
  const added = (mine ?? []).filter((mark) => !old.has(stable(mark)) && !desk.has(stable(mark)))
  const came = kept.filter((mark) => !old.has(stable(mark)))
  // Words that one side only suggests now and the other takes out of what stood there are for somebody to choose about.
  const opposed = (one: readonly MarkJson[], other: readonly MarkJson[]): boolean => one.some(({ type }) => type === 'insertion') && other.some(({ type }) => type === 'deletion')
  if (opposed(added, came) || opposed(came, added)) return null
  return unionOf([...kept, ...added])
}
