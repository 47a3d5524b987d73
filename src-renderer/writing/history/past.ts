import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Outcome } from '../../../src-shared/outcome'
import type { Story } from '../../../src-shared/story/story'
import { bench } from '../../bench'
import { sayFailure } from '../../ui/fault-note'
import type { Session } from '../session'
import { noteRestored } from './restored'

/** The story as it stands now, or one of its versions by id. */
export type Moment = 'now' | (string & {})

/** What is compared, and the story as it stood when that began. */
export type Comparing = { base: Moment; other: Moment; now: Story }

/** A story's past in its room. */
export type Past = {
  id: string
  comparing: Comparing | null
  /** Compares a version with another, or with the story as it is now, once that is safely saved. */
  compare: (base: Moment, other?: Moment) => void
  close: () => void
  /** Goes back to a version; null where the story is not to be changed. `at` is when the version is of. */
  restore: ((version: string, at: string) => Promise<boolean>) | null
  /** Keeps the story as it is now under a name; null where the story is not to be changed. */
  nameNow: ((label: string) => Promise<boolean>) | null
}

/** What of a writing session the past needs; a story that is only read has its story alone. `makeRoom` clears what would lie over the comparison. */
type Present = { id: string; story: () => Story; session: Session | null; makeRoom: () => void; onReload: () => void }

/** A story's past, for its room: what is typed and not yet saved is saved before it is compared or left. */
export const usePast = ({ id, story, session, makeRoom, onReload }: Present): Past => {
  const { t } = useTranslation('history')
  const [comparing, setComparing] = useState<Comparing | null>(null)
  const settled = useCallback(async (): Promise<boolean> => {
    const saved: Outcome<null> | undefined = await session?.saver.flush()
    if (saved && !saved.ok) sayFailure(t, saved)
    return saved?.ok ?? true
  }, [session, t])
  const compare = useCallback((base: Moment, other: Moment = 'now'): void => {
    void settled().then((safe) => {
      if (!safe) return
      makeRoom()
      setComparing((before) => ({ base, other, now: before?.now ?? story() }))
    })
  }, [settled, story, makeRoom])
  const close = useCallback(() => setComparing(null), [])
  const restore = useCallback(async (version: string, at: string): Promise<boolean> => {
    if (!session || !(await settled())) return false
    const answer = await bench.ask('history.restore', { id, version, generation: session.saver.generation() })
    if (!answer.ok) {
      sayFailure(t, answer)
      return false
    }
    // The host has what this room held as a version; its words are not to be saved over the restored ones.
    session.saver.forget()
    noteRestored(id, { version, at, before: answer.value.before })
    setComparing(null)
    onReload()
    return true
  }, [id, session, settled, onReload, t])
  const nameNow = useCallback(async (label: string): Promise<boolean> => {
    if (!(await settled())) return false
    const answer = await bench.ask('history.name', { id, version: null, label })
    if (!answer.ok) sayFailure(t, answer)
    return answer.ok
  }, [id, settled, t])
  return useMemo(() => ({ id, comparing, compare, close, restore: session && restore, nameNow: session && nameNow }), [id, comparing, compare, close, session, restore, nameNow])
}
