import type { Content } from './live-content'

/** Merges two copies that went different ways from a third (src-shared/story/merge). */
export type Merging = {
  stories: (base: Content['story'], mine: Content['story'], theirs: Content['story']) => { story: Content['story']; conflicts: Content['conflicts'] }
  notes: (base: Content['notes'], mine: Content['notes'], theirs: Content['notes']) => Content['notes']
}

/** What two people made of one working copy, as one: a conflict either settled is settled, and each side's new ones stand. */
export const mergeContents = (base: Content, mine: Content, theirs: Content, merge: Merging): Content => {
  const { story, conflicts } = merge.stories(base.story, mine.story, theirs.story)
  const idsOf = (content: Content): Set<string> => new Set(content.conflicts.map(({ id }) => id))
  const [before, now, standing] = [idsOf(base), idsOf(mine), idsOf(theirs)]
  const kept = theirs.conflicts.filter(({ id }) => !before.has(id) || now.has(id))
  const added = [...mine.conflicts, ...conflicts].filter(({ id }, at, all) => !standing.has(id) && !before.has(id) && all.findIndex((each) => each.id === id) === at)
  return { story, notes: merge.notes(base.notes, mine.notes, theirs.notes), conflicts: [...kept, ...added] }
}
