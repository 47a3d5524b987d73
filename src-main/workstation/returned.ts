import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Piece } from '../../src-shared/desk-api/pieces'
import { ok, type Outcome } from '../../src-shared/outcome'
import type { Conflict } from '../../src-shared/story/merge'
import { noNotes, type Notes } from '../../src-shared/story/notes'
import type { Story } from '../../src-shared/story/story'
import { mergeCopies } from './merge-working'
import { storyFrom } from './read-piece'

/** A draft as a return finds it. */
export type ReturnedDraft = { story: Story; notes: Notes; conflicts: Conflict[] }

/** What a returned piece brings its author from the desk, merged into the draft as it stands now; null where the desk changed nothing. Fails as the desk does. */
export const bringBack = async (draft: ReturnedDraft, piece: Piece, author: string, client: DeskClient): Promise<Outcome<ReturnedDraft | null>> => {
  const { story } = piece.standing
  const working = await client.call('working', { params: { story } })
  if (!working.ok) return working
  const dossier = await client.call('piece', { params: { story } })
  if (!dossier.ok) return dossier
  // What the author sent, not what the desk made of it since: editors may have cut revisions of their own.
  const sent = [...dossier.value.events].reverse().find(({ decision }) => decision === 'submit' || decision === 'correct')
  if (!sent) return ok(null)
  const untouched = working.value.generation === 0 && working.value.base === sent.revision
  if (untouched && working.value.conflicts.length === 0) return ok(null)
  const bytes = await client.call('getRevision', { params: { story, sha256: sent.revision } })
  if (!bytes.ok) return bytes
  const base = storyFrom(bytes.value)
  if (!base.ok) return base
  return ok(mergeCopies({ story: base.value, notes: noNotes, conflicts: [] }, draft, working.value, { mine: author, theirs: working.value.by }))
}
