import { useMemo } from 'react'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { authorise } from '../../src-shared/review/access'
import { isEditor, useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { isOut, needsSomebody } from './standing'

/** The pieces on Published as they were read: what was signed, and what stands anywhere though it is in review again, held or spiked. */
export type Out = { pieces: Piece[]; read: boolean; pending: boolean; error: unknown; again: () => void }

/** Reads them, newest sign-off first: an editor's from the desk, a reporter's own. */
export const useOut = (): Out => {
  const { person } = useApp()
  const editor = isEditor(person)
  const cleared = useAsk('desk.pieces', { scope: editor ? 'cleared' : 'mine' })
  const queue = useAsk('desk.pieces', { scope: 'queue' }, { enabled: editor })
  const stopped = useAsk('desk.pieces', { scope: 'stopped' }, { enabled: editor })
  const pieces = useMemo(() => {
    const all = [...(cleared.data ?? []), ...(queue.data ?? []), ...(stopped.data ?? [])].filter(isOut)
    return [...new Map(all.map((piece) => [piece.standing.story, piece])).values()].sort((a, b) => Date.parse(b.signedAt) - Date.parse(a.signedAt))
  }, [cleared.data, queue.data, stopped.data])
  return { pieces, read: cleared.isSuccess, pending: cleared.isPending, error: cleared.isError ? cleared.error : null, again: () => void cleared.refetch() }
}

/** How many pieces this person has to see to at their destinations: a sending failed, or a correction is lacking. 0 where `enabled` is false or the desk does not answer. */
export const useAttention = (enabled: boolean): number => {
  const { person } = useApp()
  const cleared = useAsk('desk.pieces', { scope: 'cleared' }, { enabled }).data
  return useMemo(() => (enabled ? (cleared ?? []).filter((piece) => needsSomebody(piece) && authorise(person, 'publish', { author: piece.standing.author, channel: piece.standing.channel }).ok).length : 0), [enabled, cleared, person])
}
