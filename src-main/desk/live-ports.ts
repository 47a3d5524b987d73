import { failed, ok } from '../../src-shared/outcome'
import { authorise } from '../../src-shared/review/access'
import { channelPathSchema } from '../../src-shared/review/people'
import type { ReviewState } from '../../src-shared/review/states'
import { rightsNow } from './delegation-table'
import { checkMayEdit } from './editing'
import type { Lease, LivePorts } from './live/ports'
import type { Parts } from './parts'
import { loadLineage, loadWorking, storeWorking } from './working'

/** States in which there is something to edit together. */
const OPEN: ReadonlySet<ReviewState> = new Set(['inReview', 'held'])

/**
 * What live sessions need of this desk: its working copies, and who may do what with them. Who could store a working copy edits; other editors of the
 * channel suggest; the author, and everybody once the piece has left review, reads.
 */
export const livePorts = (parts: Parts, lease: Lease): LivePorts => ({
  load: (story) => loadWorking(parts, story),
  lineage: (story) => loadLineage(parts.db, story),
  store: (story, working, expected, lineage) => storeWorking(parts, story, { ...working, generation: expected }, working.by, lineage),
  admit: async (token, story) => {
    const person = await parts.accounts.personOf(token)
    if (!person) return failed('not-signed-in', 'Sign in to the desk first.')
    const row = await parts.db.selectFrom('stories').select(['author', 'channel', 'state']).where('id', '=', story).executeTakeFirst()
    if (!row) return failed('piece-unknown', 'The desk has no such piece.', { story })
    const subject = { author: row.author, channel: channelPathSchema.parse(JSON.parse(row.channel)) }
    const rights = await rightsNow(parts, person)
    const reads = authorise(rights, 'readWorking', subject)
    if (!reads.ok) return reads
    const edits = await checkMayEdit(parts, story, person)
    const suggests = OPEN.has(row.state) && !edits.ok && edits.code !== 'own-piece' && authorise(rights, 'editWorking', subject).ok
    return ok({ person: { id: person.id, name: person.name }, may: edits.ok && OPEN.has(row.state) ? 'edit' : suggests ? 'suggest' : 'read' })
  },
  lease,
  now: parts.now,
  report: parts.report,
})
