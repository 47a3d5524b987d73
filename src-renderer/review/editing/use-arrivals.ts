import type { Editor } from '@tiptap/core'
import { useEffect, useEffectEvent } from 'react'

import type { Working } from '../../../src-shared/desk-api/working'
import { mergeNotes, mergeStories } from '../../../src-shared/story/merge'
import { bench } from '../../bench'
import type { Arrival, SavingSession } from './desk-session'
import { replaceBody } from '../../writing/replace-body'

/** How long after the desk says that something changed the copy there is looked at, in milliseconds. */
const QUIET = 400

/** Resolves once no input method is composing; false where the editor is gone by then. */
const whenComposed = async (editor: Editor): Promise<boolean> => {
  while (!editor.isDestroyed && editor.view.composing) await new Promise((resolve) => setTimeout(resolve, 50))
  return !editor.isDestroyed
}

/**
 * Keeps the open copy with the one at the desk: what somebody else stored is taken in, together with what was typed since, and never
 * in the middle of a composition. `arrived` is told of each.
 */
export const useArrivals = (id: string, session: SavingSession, editor: Editor, arrived: (theirs: Working) => void): void => {
  const take = useEffectEvent(async ({ sent, theirs }: Arrival): Promise<boolean> => {
    if (!(await whenComposed(editor))) return false
    const { saver, store, notes } = session
    const clean = !saver.state().dirty
    const now = session.story()
    const merged = clean ? { story: theirs.story, conflicts: [] } : mergeStories(sent.story, now, theirs.story)
    const said = clean ? theirs.notes : mergeNotes(sent.notes, notes.value(), theirs.notes)
    store.replace(merged.story)
    replaceBody(editor, merged.story.body)
    notes.replace(said)
    session.took({ ...theirs, conflicts: [...theirs.conflicts, ...merged.conflicts] }, clean)
    arrived(theirs)
    return true
  })
  const look = useEffectEvent(async (): Promise<void> => {
    const state = session.saver.state()
    // What is unsaved meets the other copy at the desk, when it is saved.
    if (state.dirty || state.saving) return
    const sent = { story: session.story(), notes: session.notes.value() }
    const answer = await bench.ask('desk.working', { id })
    if (answer.ok && answer.value.generation > session.saver.generation()) await take({ sent, theirs: answer.value })
  })
  useEffect(() => {
    session.onArrival((arrival) => take(arrival))
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = bench.listen(({ type }) => {
      if (type !== 'deskChanged') return
      clearTimeout(timer)
      timer = setTimeout(() => void look(), QUIET)
    })
    return () => {
      session.onArrival(null)
      clearTimeout(timer)
      stop()
    }
  }, [session])
}
