import { useMemo } from 'react'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { authorise } from '../../src-shared/review/access'
import type { Person } from '../../src-shared/review/people'
import { isEditor, useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { isOut, needsSomebody } from './standing'

/** The pieces on Published as they were read: what was signed, and what stands anywhere though it is in review again, held or spiked. */
export type Out = { pieces: Piece[]; read: boolean; pending: boolean; error: unknown; again: () => void }

/** True where this person has to see to a piece at its destinations: a sending failed, or a correction is lacking, and they may publish it. */
export const needsPerson = (piece: Piece, person: Person): boolean => needsSomebody(piece) && authorise(person, 'publish', { author: piece.standing.author, channel: piece.standing.channel }).ok

/** Reads them, newest sign-off first: an editor's from the desk, a reporter's own. Reads nothing where `enabled` is false. */
export const useOut = (enabled = true): Out => {
  const { person } = useApp()
  const editor = isEditor(person)
  const { data, isSuccess, isPending, isError, error, refetch } = useAsk('desk.pieces', { scope: editor ? 'out' : 'mine' }, { enabled })
  const pieces = useMemo(() => (enabled ? (data ?? []) : []).filter(isOut).sort((a, b) => Date.parse(b.signedAt) - Date.parse(a.signedAt)), [enabled, data])
  return { pieces, read: isSuccess, pending: isPending, error: isError ? error : null, again: () => void refetch() }
}

/** How many pieces this person has to see to at their destinations; 0 where `enabled` is false or the desk does not answer. */
export const useAttention = (enabled: boolean): number => {
  const { person } = useApp()
  const { pieces } = useOut(enabled)
  return useMemo(() => pieces.filter((piece) => needsPerson(piece, person)).length, [pieces, person])
}
