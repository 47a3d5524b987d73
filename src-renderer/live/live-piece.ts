import type { KeptEntry } from '../../src-shared/bridge/live'
import type { LiveRight } from '../../src-shared/desk-api/live'
import { failed, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import { bench } from '../bench'
import type { LiveSession, LiveState } from './live-state'

/** How a piece stands that is edited together. The same object until something of it changes. */
export type LiveStanding = LiveState & {
  /** When what the desk does not have was put on this machine's disk; null where nothing of it is. */
  keptAt: string | null
  /** When the desk said that all typed here is stored. */
  storedAt: string | null
  /** Since when the desk is away. */
  awaySince: string | null
  /** Why it could not be kept on this machine, where that is so. */
  unkept: Failure | null
  /** The desk refused the last words; they are among the kept versions. */
  aside: boolean
}

/** A live session whose unsaved words also stand on this machine's disk. */
export type LivePiece = {
  id: string
  session: LiveSession
  standing: () => LiveStanding
  subscribe: (listener: () => void) => () => void
  /** Puts on the disk whatever the desk has not stored. Answers when. */
  keep: () => Promise<Outcome<{ at: string }>>
  /** Waits until the desk has stored everything typed so far; refuses `live-unsaved` after `within` milliseconds, or with why the session is over. */
  stored: (within: number) => Promise<Outcome<null>>
  /** True where nothing would be lost if the window closed now. */
  safe: () => boolean
  /** Answers when nothing of it is under way any more. */
  close: () => Promise<void>
}

/** Refusals after which the same words may be taken another time: they stay kept, to be sent then. */
const LATER: ReadonlySet<string> = new Set(['not-signed-in'])

const now = (): string => new Date().toISOString()

/** Waits until `met` answers something, asked at every word of a piece; null after `within` milliseconds. */
const when = <T>(piece: Pick<LiveSession, 'subscribe'>, met: () => T | null, within: number): Promise<T | null> =>
  new Promise((resolve) => {
    const end = (value: T | null): void => {
      stop()
      clearTimeout(timer)
      resolve(value)
    }
    const look = (): void => {
      const value = met()
      if (value !== null) end(value)
    }
    const stop = piece.subscribe(look)
    const timer = setTimeout(() => end(null), within)
    look()
  })

/** Resolves once a session shows something; refuses with why it does not, or `live-unanswered` after `within` milliseconds. */
export const shown = async (session: LiveSession, within: number): Promise<Outcome<null>> => {
  const answer = await when(session, (): Outcome<null> | null => {
    const { phase, failure } = session.state()
    if (session.doc()) return ok(null)
    return phase === 'ended' ? (failure ?? failed('live-refused', 'The session is over.')) : null
  }, within)
  return answer ?? failed('live-unanswered', 'No live session began.')
}

/** Goes on with a session, keeping what it has on the disk as `kept`. `may` is what its person could do when it was last there. */
export const keepPiece = (session: LiveSession, kept: Pick<KeptEntry, 'id' | 'keeping'>, was: { may: LiveRight; at: string } | null, released: () => void): LivePiece => {
  const { id, keeping } = kept
  const listeners = new Set<() => void>()
  let more = { keptAt: was?.at ?? null, storedAt: null as string | null, awaySince: null as string | null, unkept: null as Failure | null, aside: false }
  const rightNow = (): LiveRight => (session.state().person ? session.state().may : (was?.may ?? 'read'))
  const made = (): LiveStanding => ({ ...session.state(), may: rightNow(), ...more })
  let standing = made()
  const tell = (change: Partial<typeof more>): void => {
    more = { ...more, ...change }
    standing = made()
    for (const listener of [...listeners]) listener()
  }

  /** Null where what stands here is no story: then it stays kept as it is. */
  const setAside = async (failure: Failure): Promise<Outcome<{ at: string }> | null> => {
    const content = session.content()
    if (!content.ok) return null
    const put = await bench.ask('live.setAside', { id, keeping, ...content.value, generation: session.state().generation, code: failure.code })
    if (!put.ok) return put
    tell({ aside: true, keptAt: null, unkept: null })
    return ok({ at: now() })
  }
  const keepNow = async (): Promise<Outcome<{ at: string }>> => {
    if (more.aside) return ok({ at: now() })
    const { phase, failure, saved } = session.state()
    if (phase === 'ended' && failure && !LATER.has(failure.code) && !saved) {
      const put = await setAside(failure)
      if (put) return put
    }
    const part = session.keep()
    if (part) {
      const put = await bench.ask('live.keep', { id, keeping, may: rightNow(), part })
      tell(put.ok ? { keptAt: put.value.at, unkept: null } : { unkept: put })
      return put
    }
    if (more.keptAt !== null) {
      const gone = await bench.ask('live.drop', { id, keeping })
      // Kept longer than it must be is no harm: it is dropped the next time.
      if (gone.ok) tell({ keptAt: null })
    }
    if (more.unkept) tell({ unkept: null })
    return ok({ at: more.storedAt ?? now() })
  }
  // One after the other: what is dropped must not be older than what was kept.
  let last: Promise<unknown> = Promise.resolve()
  const keep = (): Promise<Outcome<{ at: string }>> => {
    const next = last.then(keepNow)
    last = next
    return next
  }

  let before = session.state()
  const stop = session.subscribe(() => {
    const state = session.state()
    const was = before
    before = state
    const lost = state.phase === 'away' && was.phase !== 'away'
    tell({ ...(lost && { awaySince: now() }), ...(state.phase === 'live' && { awaySince: null }), ...(state.saved && !was.saved && { storedAt: now() }) })
    // Stored at the desk, or refused for good: either way what is kept here is settled.
    if ((state.saved && !was.saved) || (state.phase === 'ended' && was.phase !== 'ended')) void keep()
  })

  const piece: LivePiece = {
    id,
    session,
    standing: () => standing,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    keep,
    stored: async (within) => {
      const answer = await when(piece, (): Outcome<null> | null => {
        const { saved, phase, failure } = session.state()
        if (saved) return ok(null)
        return phase === 'ended' ? (failure ?? failed('live-refused', 'The session is over.')) : null
      }, within)
      return answer ?? failed('live-unsaved', 'The desk has not stored what was typed; it is kept on this machine.')
    },
    safe: () => session.state().saved || more.aside || (more.keptAt !== null && more.unkept === null),
    close: async () => {
      stop()
      session.close()
      await last.catch(() => undefined)
      released()
    },
  }
  return piece
}
