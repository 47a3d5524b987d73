import type { Person } from '../../src-shared/review/people'
import type { Standing } from '../../src-shared/review/states'
import type { CheckedStatement } from '../../src-shared/signoff/check'
import type { Parts } from './parts'
import { keepWorking, rebaseWorking } from './working'

/** Acts that end a round of work on the text. */
const CUTS: ReadonlySet<string> = new Set(['pass', 'signOff', 'return', 'revise'])

/**
 * What accepted acts do to what is not evidence. A working copy is kept as it was at every stage command; it follows an edit cut from it, and goes when
 * the author brings a new revision. A claim ends when the piece leaves its stage. Inside journal.run.
 */
export const settle = async (parts: Parts, before: Standing | null, after: Standing | null, acts: readonly CheckedStatement[], person: Person): Promise<void> => {
  if (!before || !after) return
  const { story } = after
  const cut = acts.some(({ statement }) => CUTS.has(statement.decision))
  const revised = acts.some(({ statement }) => statement.decision === 'revise')
  if (cut) await keepWorking(parts, story, 'stage', person.name)
  const [from, to] = [before.revision.sha256, after.revision.sha256]
  if (revised) await rebaseWorking(parts, story, from, to)
  else if (from !== to) await parts.db.deleteFrom('workings').where('story', '=', story).execute()
  const stays = after.stage === before.stage && (after.state === 'inReview' || after.state === 'held')
  const ended = stays ? 0n : (await parts.db.deleteFrom('claims').where('story', '=', story).executeTakeFirst()).numDeletedRows
  if (ended > 0n) parts.changed({ kind: 'claim', story })
  if (from !== to) parts.changed({ kind: 'working', story })
}
