import type { Working } from '../../src-shared/desk-api/working'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { changeClassesOf } from '../../src-shared/review/changes'
import type { Decision } from '../../src-shared/review/states'
import type { BodyJson, Story } from '../../src-shared/story/story'
import { unresolvedIn, withoutComments } from '../../src-shared/story/unresolved'

/** The block a mark of that kind first stands in, for the window to jump to. */
const blockWith = (body: BodyJson): string => {
  const look = (node: BodyJson, block: string): string | null => {
    const here = typeof node.attrs?.['blockId'] === 'string' ? node.attrs['blockId'] : block
    if (unresolvedIn({ ...node, content: [] }).length > 0) return here
    for (const child of node.content ?? []) {
      const found = look(child, here)
      if (found !== null) return found
    }
    return null
  }
  return look(body, '') ?? ''
}

const checkSuggestions = (working: Pick<Working, 'story' | 'notes'>): Outcome<null> => {
  const body = withoutComments(working.story.body)
  const fields = working.notes.fields ?? []
  const count = unresolvedIn(body).length + fields.length
  if (count === 0) return ok(null)
  return failed('suggestions-open', `${String(count)} suggestions are still open.`, { count, block: blockWith(body), field: fields[0]?.field ?? '' })
}

/**
 * Whether the working copy lets a piece go on: nothing suggested and nothing in conflict, nothing in it that is in no revision, and, for a sign-off, no
 * comment open. `suggestions-open` {count, block, field}, `conflicts-open` {count, block, field}, `comments-open` {count, thread}, `working-ahead`.
 */
export const checkWorking = (working: Pick<Working, 'story' | 'notes' | 'conflicts'>, revision: Story, decision: Decision): Outcome<null> => {
  if (decision !== 'pass' && decision !== 'signOff') return ok(null)
  const [conflict] = working.conflicts
  if (conflict) return failed('conflicts-open', `${String(working.conflicts.length)} conflicts are still open.`, { count: working.conflicts.length, block: conflict.block ?? '', field: conflict.field ?? '' })
  const suggestions = checkSuggestions(working)
  if (!suggestions.ok) return suggestions
  if (changeClassesOf(revision, working.story).length > 0) return failed('working-ahead', 'The piece was edited at the desk, and no revision was made of it.')
  const threads = working.notes.threads.filter(({ resolvedAt }) => resolvedAt === null)
  if (decision === 'signOff' && threads.length > 0) return failed('comments-open', `${String(threads.length)} comments are still open.`, { count: threads.length, thread: threads[0]?.id ?? '' })
  return ok(null)
}
