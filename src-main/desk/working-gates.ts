import type { Working } from '../../src-shared/desk-api/working'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { changeClassesOf } from '../../src-shared/review/changes'
import type { Decision } from '../../src-shared/review/states'
import { openConflicts } from '../../src-shared/story/merge/conflict'
import type { Story } from '../../src-shared/story/story'
import { openNotes } from '../../src-shared/story/unresolved'

/** Where something stands, for the window to jump to: a block's id or a field's name, the other empty. */
const placeOf = (place: { field: string } | { block: string } | { blockId: string }): { block: string; field: string } =>
  'field' in place ? { block: '', field: place.field } : { block: 'block' in place ? place.block : place.blockId, field: '' }

/**
 * Whether the working copy lets a piece go on: nothing suggested and nothing in conflict, nothing in it that is in no revision, and, for a sign-off, no
 * comment open. `suggestions-open`, `conflicts-open`, `comments-open`, each {count, block, field} with the place of the first; `working-ahead`.
 */
export const checkWorking = (working: Pick<Working, 'story' | 'notes' | 'conflicts'>, revision: Story, decision: Decision): Outcome<null> => {
  if (decision !== 'pass' && decision !== 'signOff') return ok(null)
  const [conflict] = working.conflicts
  const conflicts = openConflicts(working.conflicts)
  if (conflict) return failed('conflicts-open', `${String(conflicts)} conflicts are still open.`, { count: conflicts, ...placeOf(conflict.place) })
  const open = openNotes(working.story, working.notes)
  const suggestions = open.filter(({ kind }) => kind === 'suggestion')
  if (suggestions[0]) return failed('suggestions-open', `${String(suggestions.length)} suggestions are still open.`, { count: suggestions.length, ...placeOf(suggestions[0].place) })
  if (changeClassesOf(revision, working.story).length > 0) return failed('working-ahead', 'The piece was edited at the desk, and no revision was made of it.')
  const comments = open.filter(({ kind }) => kind === 'comment')
  if (decision === 'signOff' && comments[0]) return failed('comments-open', `${String(comments.length)} comments are still open.`, { count: comments.length, ...placeOf(comments[0].place) })
  return ok(null)
}
