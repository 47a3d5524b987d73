import { ok, type Outcome } from '../../../src-shared/outcome'
import { bindConflicts, bindFields, bindNotes } from '../../live/bind-stores'
import type { Content } from '../../live/live-content'
import type { LivePiece } from '../../live/live-piece'
import type { Saved } from '../../writing/saver'
import { createSession } from '../../writing/session'
import type { DeskSession } from './desk-session'

/** How long a decision waits for the desk to store what was typed, in milliseconds. */
const STORED_WITHIN = 10_000

/**
 * The document a live piece shows, as a room edits it. What is typed is in the document at once and on its way; the saver puts what the desk has not stored on this
 * machine's disk. One is made for each document: the piece outlives it.
 */
export const openLiveDeskSession = (piece: LivePiece, content: Content): DeskSession => {
  const session = createSession({
    key: `live ${piece.id}`,
    opened: { ...content, generation: piece.standing().generation },
    unsaved: !piece.standing().saved,
    send: async (): Promise<Outcome<Saved>> => {
      const kept = await piece.keep()
      return kept.ok ? ok({ generation: piece.standing().generation, savedAt: kept.value.at }) : kept
    },
  })
  let given: (conflicts: Content['conflicts']) => void = () => undefined
  return {
    ...session,
    setConflicts: (conflicts, kept) => {
      session.setConflicts(conflicts, kept)
      if (!kept) given([...conflicts])
    },
    tie: () => {
      const conflicts = bindConflicts((next) => session.setConflicts(next, 'kept'), piece.session)
      given = conflicts.give
      const ties = [bindFields(session.store, piece.session), bindNotes(session.notes, piece.session), conflicts.stop]
      return () => {
        given = () => undefined
        for (const untie of ties) untie()
      }
    },
    toDesk: async () => {
      // Where it cannot be kept here, the desk having it is what counts.
      await session.saver.flush()
      return piece.stored(STORED_WITHIN)
    },
    // The piece is left by whoever came into it, when its words are safe.
    leave: () => void piece.keep(),
  }
}
