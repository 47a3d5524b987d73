import { encodeStateAsUpdate, encodeStateVector, type Doc } from 'yjs'

import { LIVE_SCHEMA } from '../../src-shared/desk-api/live'
import { failed, ok, type Failure } from '../../src-shared/outcome'
import { stable } from '../../src-shared/story/compare/inline'
import { connect, type Connection, type Hello } from './connection'
import { lineSockets } from './line-socket'
import { contentOf } from './live-content'
import { openLiveCopy } from './live-copy'
import type { LiveOptions, LiveSession, LiveState, LiveTimes } from './live-state'
import { mergeCopy } from './merge-copy'

const TIMES: LiveTimes = { again: 500, atMost: 10_000, outage: 10_000, hold: 10_000 }
/** Refusals that coming again will not change. */
const FINAL: ReadonlySet<string> = new Set(['live-schema', 'live-unsafe', 'live-suggest', 'live-refused', 'body-invalid', 'bad-request', 'not-allowed', 'not-signed-in', 'piece-unknown', 'story-unknown'])

/** Opens a window's part in a story's live session, and keeps it: see docs/decisions/0015-live-co-editing.md. */
export const openLiveSession = (options: LiveOptions): LiveSession => {
  const { story } = options
  const times = { ...TIMES, ...options.times }
  const sockets = lineSockets(options.line)
  const listeners = new Set<() => void>()
  let state: LiveState = { phase: 'opening', failure: null, person: null, may: 'read', unconfirmed: 0, saved: true, generation: 0, merges: 0, document: 0 }
  /** Names this window to the desk, for as long as its session lives. */
  const window = crypto.randomUUID()
  let connection: Connection | null = null
  let live = false
  /** The session at the desk this window is in. */
  let session: string | null = null
  /** What was done here is on its way into the desk's document; and how many changes it was. */
  let merging: { hello: Hello; typed: number } | null = null
  let lostAt: number | null = null
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const set = (more: Partial<LiveState>): void => {
    const next = { ...state, ...more }
    if (stable(next) === stable(state)) return
    state = next
    for (const listener of [...listeners]) listener()
  }
  const copy = openLiveCopy((update) => {
    if (live) connection?.send(update)
    set({ unconfirmed: copy.pending().length, saved: false })
  })
  const show = (from: Doc, at: string): void => {
    copy.show(from, at)
    state = { ...state, document: state.document + 1 }
  }
  const mindSaved = (): void => {
    const saved = copy.settle()
    if (saved !== null) set({ saved })
  }
  const goLive = (hello: Hello): void => {
    const shown = copy.shown()
    if (!connection || !shown) return
    connection.present(shown.awareness)
    for (const update of copy.pending()) connection.send(update)
    live = true
    lostAt = null
    tries = 0
    set({ phase: 'live', failure: null, person: hello.person, may: hello.may, generation: hello.generation, unconfirmed: copy.pending().length })
    mindSaved()
  }
  /** Takes up the desk's document with what was done here in it. Until the desk has confirmed that, what was done here stays as it is: it may have to be merged anew. */
  const takeUp = (hello: Hello): void => {
    if (!connection) return
    const theirs = connection.doc
    const shown = copy.shown()
    const merge = shown ? mergeCopy(copy, shown, { session: hello.session, theirs, story, merge: options.merge }) : ok(null)
    if (!merge.ok) finish(merge)
    else if (merge.value === null) {
      show(theirs, hello.session)
      copy.unsettle(false)
      goLive(hello)
    } else if (hello.may === 'read') finish(failed('not-allowed', 'This person may only read the piece.', {}))
    else {
      merging = { hello, typed: copy.pending().length }
      connection.send(merge.value)
    }
  }
  const merged = (): void => {
    if (!merging) return
    const { hello, typed } = merging
    merging = null
    set({ merges: state.merges + 1 })
    // What was typed meanwhile goes in after it, in the same way.
    if (copy.pending().length > typed || !connection) takeUp(hello)
    else {
      show(connection.doc, hello.session)
      copy.unsettle(true)
      goLive(hello)
    }
  }
  const ready = (hello: Hello): void => {
    if (!connection) return
    session = hello.session
    const away = lostAt === null ? 0 : performance.now() - lostAt
    copy.hear(hello.session, hello.snapshot)
    copy.dropArrived(hello.session, connection.doc)
    const shown = copy.shown()
    const same = shown?.session === hello.session && state.failure?.code !== 'live-apart' ? shown : null
    const diff = encodeStateAsUpdate(connection.doc, same ? encodeStateVector(same.doc) : undefined)
    if (same && (copy.pending().length === 0 || (away < times.outage && !copy.clashes(diff)))) {
      copy.takeIn(diff)
      goLive(hello)
    } else takeUp(hello)
  }
  const remote = (update: Uint8Array): void => {
    if (!live || !copy.shown()) return
    if (copy.clashes(update)) {
      leave(failed('live-apart', 'Two people changed one place at once.', {}))
      return
    }
    copy.takeIn(update)
  }
  const confirm = (count: number): void => {
    if (merging && count === 0) merged()
    if (!live || !copy.shown()) return
    copy.confirm(count)
    set({ unconfirmed: copy.pending().length })
    mindSaved()
  }
  const finish = (failure: Failure): void => {
    live = false
    merging = null
    connection?.leave()
    connection = null
    set({ phase: 'ended', failure })
  }
  const left = (failure: Failure | null): void => {
    connection = null
    session = null
    merging = null
    if (closed) return
    if (live || lostAt === null) lostAt = performance.now()
    live = false
    if (failure && FINAL.has(failure.code)) {
      finish(failure)
      return
    }
    const wait = failure?.code === 'live-apart' || failure?.code === 'live-ended' ? 20 : Math.min(times.again * 2 ** tries, times.atMost)
    tries += 1
    set({ phase: state.phase === 'opening' ? 'opening' : 'away', failure })
    timer = setTimeout(come, wait)
  }
  const leave = (failure: Failure): void => {
    connection?.leave()
    left(failure)
  }
  const come = (): void => {
    if (closed) return
    connection = connect({
      story,
      entry: JSON.stringify({ token: options.token ?? '', schema: LIVE_SCHEMA, window }),
      socket: sockets.socket,
      heard: {
        ready,
        remote,
        unconfirmed: confirm,
        word: (word) => {
          if (word.type === 'stored') {
            if (session !== null) copy.hear(session, word.snapshot)
            set({ generation: word.generation, failure: null })
            mindSaved()
          } else if (word.type === 'unsound') set({ failure: failed(word.code, word.message, word.details) })
        },
        left,
      },
    })
  }
  if (options.resume) {
    copy.goOn(options.resume)
    // Back within an outage's time or not, nobody knows: what was typed then is merged.
    lostAt = -Infinity
    state = { ...state, document: state.document + 1, saved: false }
  }
  come()
  return {
    state: () => state,
    doc: () => copy.shown()?.doc ?? null,
    awareness: () => copy.shown()?.awareness ?? null,
    content: () => {
      const shown = copy.shown()
      return shown ? contentOf(shown.doc, story) : failed('live-opening', 'The desk has not sent the piece yet.', {})
    },
    keep: copy.keep,
    hold: () => {
      sockets.hold()
      const stop = setTimeout(sockets.release, times.hold)
      return () => {
        clearTimeout(stop)
        sockets.release()
      }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      closed = true
      clearTimeout(timer)
      live = false
      connection?.leave()
      connection = null
      copy.close()
    },
  }
}
