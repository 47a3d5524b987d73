import type { Working } from '../../src-shared/desk-api/working'
import { mergeNotes, mergeStories, type Conflict } from '../../src-shared/story/merge'

/** What is merged of a copy: its words, what is said about them, and what somebody must still choose. */
export type Copy = Pick<Working, 'story' | 'notes' | 'conflicts'>

const idsOf = (conflicts: readonly Conflict[]): Set<string> => new Set(conflicts.map(({ id }) => id))

/** Conflicts still open on either side and settled on neither, and the ones of this merge; each once. */
const openOf = (base: Copy, mine: Copy, theirs: Copy, fresh: readonly Conflict[]): Conflict[] => {
  const [was, here, there] = [idsOf(base.conflicts), idsOf(mine.conflicts), idsOf(theirs.conflicts)]
  const settled = (id: string): boolean => was.has(id) && !(here.has(id) && there.has(id))
  const found = new Map<string, Conflict>()
  for (const conflict of [...theirs.conflicts, ...mine.conflicts]) if (!settled(conflict.id) && !found.has(conflict.id)) found.set(conflict.id, conflict)
  for (const conflict of fresh) if (!found.has(conflict.id)) found.set(conflict.id, conflict)
  return [...found.values()]
}

/** Merges two copies grown from one: whole stories by block and field, notes by id. `names` are whose they are, for people to read in a conflict. */
export const mergeCopies = (base: Copy, mine: Copy, theirs: Copy, names: { mine: string; theirs: string }): Copy => {
  const { story, conflicts } = mergeStories(base.story, mine.story, theirs.story)
  const named = conflicts.map((conflict): Conflict => ({ ...conflict, mineBy: names.mine.slice(0, 200), theirsBy: names.theirs.slice(0, 200) }))
  return { story, notes: mergeNotes(base.notes, mine.notes, theirs.notes), conflicts: openOf(base, mine, theirs, named) }
}
