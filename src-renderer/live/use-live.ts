import type { Extensions } from '@tiptap/core'
import { useEffect, useState, useSyncExternalStore } from 'react'

import { bench } from '../bench'
import { LiveBinding } from './binding'
import { liveCarets, presentIn, type Present } from './carets'
import { openLiveSession, type LiveSession, type LiveState, type Merging } from './live-session'

const NOT_YET: LiveState = { phase: 'opening', failure: null, person: null, may: 'read', unconfirmed: 0, saved: true, generation: 0, merges: 0, document: 0 }

/**
 * A window's part in a story's live session, for as long as the caller is on screen. Null until it has begun. Where `state.document` changes, the editor
 * and what is bound to the session are made anew (use it as a key): another document is shown, with what was typed merged into it.
 */
export const useLive = (story: string, merge: Merging): { session: LiveSession | null; state: LiveState; present: readonly Present[] } => {
  const [session, setSession] = useState<LiveSession | null>(null)
  const [present, setPresent] = useState<readonly Present[]>([])
  useEffect(() => {
    const opened = openLiveSession({ story, merge, line: (heard) => bench.live(story, heard) })
    // Not in the effect itself: the room is drawn once without, and then with its session.
    const begun = setTimeout(() => setSession(opened), 0)
    return () => {
      clearTimeout(begun)
      opened.close()
    }
  }, [story, merge])
  const state = useSyncExternalStore(session?.subscribe ?? (() => () => undefined), () => session?.state() ?? NOT_YET)
  useEffect(() => {
    const awareness = session?.awareness()
    if (!awareness) return undefined
    const tell = (): void => {
      const now = presentIn(awareness)
      setPresent((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now))
    }
    awareness.on('change', tell)
    tell()
    return () => awareness.off('change', tell)
  }, [session, state.document])
  return { session, state, present }
}

/** The window's own history, which knows nothing of others: its place is taken while live. */
const ALONE: ReadonlySet<string> = new Set(['undoRedo', 'undoJournaling'])

/** A room's editing extensions for the document a session shows: bound to it, with everybody's carets and each person's own undo. */
export const liveExtensions = (editing: Extensions, session: Pick<LiveSession, 'doc' | 'hold' | 'awareness'> & { state: () => Pick<LiveState, 'person'> }): Extensions => {
  const [awareness, { person }] = [session.awareness(), session.state()]
  return [...editing.filter(({ name }) => !ALONE.has(name)), LiveBinding.configure({ session }), ...(awareness && person ? [liveCarets(awareness, person)] : [])]
}
