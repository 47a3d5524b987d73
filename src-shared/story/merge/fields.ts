import { stable } from '../compare/inline'
import { LIMITS, type Story } from '../story'
import { conflictId, type FieldConflict, type SomeFields } from './conflict'

/** Fields that change together: a byline and its people are one line. */
const TOGETHER: readonly (readonly (keyof SomeFields)[])[] = [
  ['slugline'], ['language'], ['columnTag'], ['kicker'], ['headline'], ['deck'], ['originalHeadline'], ['byline', 'contributors'], ['dateline'], ['source'], ['channel'],
  ['responsibleEditor'], ['keywords'], ['summary'], ['correction'], ['publishTime'], ['embargo'], ['destinations'], ['targetLength'],
]

const pick = (story: Story, names: readonly (keyof SomeFields)[]): SomeFields => Object.fromEntries(names.map((name) => [name, story[name]]))

/** Keywords are a set: what either side put in is in, what either took out is out. Null where they are too many. */
const mergeKeywords = (base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] | null => {
  const [old, ours] = [new Set(base), new Set(mine)]
  const words = [...new Set([...theirs.filter((word) => ours.has(word) || !old.has(word)), ...mine.filter((word) => !old.has(word))])]
  return words.length <= LIMITS.keywords ? words : null
}

/** Merges the fields of a story, each by itself. Where both sides changed one differently, theirs stands and a conflict keeps both. */
export const mergeFields = (base: Story, mine: Story, theirs: Story): { fields: SomeFields; conflicts: FieldConflict[] } => {
  const conflicts: FieldConflict[] = []
  let fields: SomeFields = {}
  for (const names of TOGETHER) {
    const [was, ours, desk] = [pick(base, names), pick(mine, names), pick(theirs, names)]
    const [old, one, other] = [stable(was), stable(ours), stable(desk)]
    const keywords = names[0] === 'keywords' && one !== old && other !== old && one !== other ? mergeKeywords(base.keywords, mine.keywords, theirs.keywords) : null
    fields = { ...fields, ...(keywords ? { keywords } : other === old ? ours : desk) }
    if (keywords || one === old || other === old || one === other) continue
    const [field = ''] = names
    conflicts.push({ kind: 'field', id: conflictId('field', field, [was, ours, desk]), place: { field }, base: was, mine: ours, theirs: desk })
  }
  return { fields, conflicts }
}
