import type { Extensions } from '@tiptap/core'
import { useEffect, useState, useSyncExternalStore } from 'react'

import { LiveBinding } from './binding'
import { liveCarets, presentIn, type Present } from './carets'
import type { LivePiece, LiveStanding } from './live-piece'
import type { LiveSession } from './live-state'

/** How a piece stands, drawn anew whenever it changes. */
export const useStanding = (piece: Pick<LivePiece, 'subscribe' | 'standing'>): LiveStanding => useSyncExternalStore(piece.subscribe, piece.standing)

const NOBODY: readonly Present[] = []

/** Who else is in the piece. `document` is the one shown: each has its own way of telling. */
export const usePresent = ({ session }: { session: Pick<LiveSession, 'awareness'> }, document: number): readonly Present[] => {
  const [present, setPresent] = useState(NOBODY)
  useEffect(() => {
    const awareness = session.awareness()
    if (!awareness) return undefined
    const tell = (): void => {
      const now = presentIn(awareness)
      setPresent((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now))
    }
    awareness.on('change', tell)
    tell()
    return () => awareness.off('change', tell)
  }, [session, document])
  return present
}

/** The window's own history, which knows nothing of others: its place is taken while live. */
const ALONE: ReadonlySet<string> = new Set(['undoRedo', 'undoJournaling'])

/** A room's editing extensions for the document a session shows: bound to it, with everybody's carets and each person's own undo. `suggestsOnly` is asked for each undo. */
export const liveExtensions = (editing: Extensions, session: Pick<LiveSession, 'doc' | 'hold' | 'awareness'>, drawn: { person: Present; colourOf: (person: string) => number } | null, suggestsOnly: () => boolean): Extensions => {
  const awareness = session.awareness()
  // Nobody was in it for a while.
  if (awareness && drawn && awareness.getLocalState() === null) awareness.setLocalState({})
  return [...editing.filter(({ name }) => !ALONE.has(name)), LiveBinding.configure({ session, suggestsOnly }), ...(awareness && drawn ? [liveCarets(awareness, drawn.person, drawn.colourOf)] : [])]
}
