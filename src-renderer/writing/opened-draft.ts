import { useCallback, useEffect, useState } from 'react'

import type { Draft, Group } from '../../src-shared/bridge/contract'
import { ok, type Outcome } from '../../src-shared/outcome'
import { parseBody } from '../../src-shared/story/body'
import type { UndoJournal } from '../../src-shared/story/undo'
import { bench } from '../bench'
import { settleSessions, takeKept } from './session'

/** A draft as the room has it. `opening` counts openings, so that a reload makes a new editor; `unsaved` when it carries kept words; `undo` is what an earlier opening did. */
export type Opened = { draft: Draft; unsaved: boolean; opening: number; undo: UndoJournal | null }

const WRITABLE: ReadonlySet<Group> = new Set(['writing', 'returned'])

/** True where the story is the writer's to change. */
export const isWritable = (draft: Pick<Draft, 'group'>): boolean => WRITABLE.has(draft.group)

/** True where the piece was signed off, so that what is wrong in it is corrected by a new revision with a sign-off of its own. */
export const mayCorrect = ({ group, piece }: Pick<Draft, 'group' | 'piece'>): boolean => (group === 'inReview' || group === 'published') && (piece?.standing.state === 'signedOff' || piece?.standing.state === 'published')

const open = async (id: string, opening: number): Promise<Outcome<Opened>> => {
  await settleSessions(id)
  const answer = await bench.ask('library.open', { id })
  if (!answer.ok) return answer
  // The editor would drop what it does not know; such a body is shown to be wrong instead.
  const body = parseBody(answer.value.story.body)
  if (!body.ok) return body
  const unsaved = isWritable(answer.value) || mayCorrect(answer.value) ? takeKept(id) : null
  const undo = isWritable(answer.value) || mayCorrect(answer.value) ? await bench.ask('library.undo', { id }) : null
  return ok({ draft: unsaved ? { ...answer.value, ...unsaved } : answer.value, unsaved: unsaved !== null, opening, undo: undo?.ok ? undo.value : null })
}

/** Opens a draft; null until the host has answered. `reload` opens it afresh, giving up whatever the room had. */
export const useDraft = (id: string): { opened: Outcome<Opened> | null; reload: () => void } => {
  const [opening, setOpening] = useState(0)
  const [opened, setOpened] = useState<Outcome<Opened> | null>(null)
  useEffect(() => {
    let wanted = true
    void open(id, opening).then((answer) => {
      if (wanted) setOpened(answer)
    })
    return () => {
      wanted = false
    }
  }, [id, opening])
  return { opened, reload: useCallback(() => setOpening((count) => count + 1), []) }
}
