import { Awareness } from 'y-protocols/awareness'
import { applyUpdate, decodeUpdate, Doc, encodeStateAsUpdate, encodeStateVector, snapshot } from 'yjs'

import { LIVE_MERGES, LIVE_SCHEMA, type KeptLive, type LiveRight } from '../../src-shared/desk-api/live'
import { bringsNothing, clashOf, type LiveStructs } from '../../src-shared/desk-api/live-clash'
import { eitherOf, knowsAll, type LiveKnown } from '../../src-shared/desk-api/live-known'
import { failed, type Failure, type Outcome } from '../../src-shared/outcome'
import { stable } from '../../src-shared/story/compare/inline'
import { connect, type Connection, type Hello } from './connection'
import { lineSockets, type OpenLine } from './line-socket'
import { baseFor, fromText, knownFrom, toKnownText, toText } from './known'
import { contentOf, putMerged, type Content } from './live-content'

/** Merges two copies that went different ways from a third (src-shared/story/merge). */
export type Merging = {
  stories: (base: Content['story'], mine: Content['story'], theirs: Content['story']) => { story: Content['story']; conflicts: Content['conflicts'] }
  notes: (base: Content['notes'], mine: Content['notes'], theirs: Content['notes']) => Content['notes']
}

/** Where a session is. `away`: the line is down and is tried again, what is typed stays here; `ended`: the desk refuses, what was typed is still here. */
export type LiveState = {
  phase: 'opening' | 'live' | 'away' | 'ended'
  failure: Failure | null
  person: { id: string; name: string } | null
  may: LiveRight
  /** Changes made here that the desk has not confirmed. */
  unconfirmed: number
  /** Everything typed here stands in a copy the desk has stored. */
  saved: boolean
  /** The generation the desk stored last. */
  generation: number
  /** How many times what was typed here was merged into another document. */
  merges: number
  /** Which document is shown, counted from 1: with another, the window's editor is made anew. */
  document: number
}

/** One window's part in a live session. */
export type LiveSession = {
  /** The same object until something of it changes. */
  state: () => LiveState
  /** The document the window edits; null before the desk has sent it. Another one after a merge. */
  doc: () => Doc | null
  awareness: () => Awareness | null
  /** What stands in this window, sent or not. */
  content: () => Outcome<Content>
  /** What has to be kept on this machine to go on from another time; null where nothing is unsaved. */
  keep: () => KeptLive | null
  /** Keeps everybody else's changes back while an input method composes; answers what lets them in. At most ten seconds. */
  hold: () => () => void
  subscribe: (listener: () => void) => () => void
  close: () => void
}

export type LiveOptions = {
  story: string
  line: OpenLine
  /** The session token, where this process holds it; the window's host puts it in otherwise. */
  token?: string
  merge: Merging
  /** What an earlier window could not bring to the desk: shown at once, and merged once the desk is there. */
  resume?: KeptLive | null
  /** Milliseconds: before the first try to come back, at most between two tries, how long an outage may last before what was typed in it is merged, and the longest anything is held back. */
  times?: Partial<typeof TIMES>
}

const TIMES = { again: 500, atMost: 10_000, outage: 10_000, hold: 10_000 }
const FROM_DESK = 'desk'
const MERGED = 'merged'
const RESUMED = 'resumed'
/** Refusals that coming again will not change. */
const FINAL: ReadonlySet<string> = new Set(['live-schema', 'live-unsafe', 'live-refused', 'body-invalid', 'bad-request', 'not-allowed', 'not-signed-in', 'piece-unknown', 'story-unknown'])

const structsOf = (doc: Doc): LiveStructs => doc.store
/** Names this window to the desk, for as long as its session lives. */
const newWindow = (): string => crypto.randomUUID()
const copyInto = (doc: Doc, from: Doc): void => applyUpdate(doc, encodeStateAsUpdate(from, encodeStateVector(doc)), FROM_DESK)

/** Opens a window's part in a story's live session, and keeps it: see docs/decisions/0015-live-co-editing.md. */
export const openLiveSession = (options: LiveOptions): LiveSession => {
  const { story } = options
  const times = { ...TIMES, ...options.times }
  const sockets = lineSockets(options.line)
  const listeners = new Set<() => void>()
  let state: LiveState = { phase: 'opening', failure: null, person: null, may: 'read', unconfirmed: 0, saved: true, generation: 0, merges: 0, document: 0 }
  const window = newWindow()
  /** What the window shows, and the desk's document as far as it has confirmed. */
  let here: { doc: Doc; confirmed: Doc; awareness: Awareness; session: string } | null = null
  let pending: Uint8Array[] = []
  let stored: LiveKnown | null = null
  /** What of this window's has to be stored before it is saved; null where that is so. */
  let unsaved: LiveKnown | 'unconfirmed' | null = null
  let connection: Connection | null = null
  let live = false
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
  const clash = (update: Uint8Array): boolean => here !== null && pending.length > 0 && clashOf(decodeUpdate(update), structsOf(here.doc), structsOf(here.confirmed)) !== null

  const show = (from: Doc, session: string): Doc => {
    const [doc, confirmed] = [new Doc({ gc: false }), new Doc({ gc: false })]
    copyInto(doc, from)
    copyInto(confirmed, from)
    here?.awareness.destroy()
    here = { doc, confirmed, awareness: new Awareness(doc), session }
    pending = []
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === FROM_DESK) return
      pending.push(update)
      unsaved = 'unconfirmed'
      if (live) connection?.send(update)
      set({ unconfirmed: pending.length, saved: false })
    })
    state = { ...state, document: state.document + 1 }
    return doc
  }
  /** Once nothing is unconfirmed, what stands here has to be stored; it is saved when the desk says so. */
  const mindSaved = (): void => {
    if (!here || unsaved === null || pending.length > 0) return
    if (unsaved === 'unconfirmed') unsaved = snapshot(here.confirmed)
    if (stored && knowsAll(stored, unsaved)) unsaved = null
    set({ saved: unsaved === null })
  }
  /** How much of what stands here stands in the desk's document, of this session or another: as the desk tells, else as it was last heard. */
  const inTheirs = (session: string, theirs: Doc, mine: NonNullable<typeof here>): LiveKnown => {
    const told = knownFrom(theirs.getMap(LIVE_MERGES).get(mine.session))
    const own = mine.session === session ? snapshot(theirs) : null
    if (own) return told ? eitherOf(own, told) : own
    return told ?? stored ?? snapshot(mine.confirmed)
  }
  /** Takes up the desk's document and puts into it what was done here, block by block. */
  const rejoin = (hello: Hello, theirs: Doc): Failure | null => {
    if (!here) {
      show(theirs, hello.session)
      return null
    }
    const known = inTheirs(hello.session, theirs, here)
    const [base, mine, desk] = [contentOf(baseFor(here.confirmed, pending, known), story), contentOf(here.doc, story), contentOf(theirs, story)]
    if (mine.ok && base.ok && stable(mine.value) === stable(base.value)) {
      show(theirs, hello.session)
      return null
    }
    if (!mine.ok) return mine
    if (!base.ok) return base
    if (!desk.ok) return desk
    const merged = options.merge.stories(base.value.story, mine.value.story, desk.value.story)
    const standing = new Set(desk.value.conflicts.map(({ id }) => id))
    const settled = new Set(base.value.conflicts.map(({ id }) => id).filter((id) => !mine.value.conflicts.some((each) => each.id === id)))
    const mineOnly = [...mine.value.conflicts, ...merged.conflicts].filter(({ id }, at, all) => !standing.has(id) && all.findIndex((each) => each.id === id) === at && !base.value.conflicts.some((each) => each.id === id))
    const brought = { session: here.session, known: toKnownText(eitherOf(known, snapshot(here.doc))) }
    const doc = show(theirs, hello.session)
    const result: Content = { story: merged.story, notes: options.merge.notes(base.value.notes, mine.value.notes, desk.value.notes), conflicts: [...desk.value.conflicts.filter(({ id }) => !settled.has(id)), ...mineOnly] }
    const put = stable(result) === stable(desk.value) ? null : putMerged(doc, result, brought, MERGED)
    if (put?.ok === false) return put
    set({ merges: state.merges + 1 })
    return null
  }
  const ready = (hello: Hello): void => {
    if (!connection) return
    const away = lostAt === null ? 0 : performance.now() - lostAt
    // What arrived though its confirmation did not is no longer this window's alone to put in.
    while (here?.session === hello.session && pending[0] && bringsNothing(decodeUpdate(pending[0]), structsOf(connection.doc))) {
      applyUpdate(here.confirmed, pending[0], FROM_DESK)
      pending.shift()
    }
    const same = here?.session === hello.session && state.failure?.code !== 'live-apart' ? here : null
    const diff = encodeStateAsUpdate(connection.doc, same ? encodeStateVector(same.doc) : undefined)
    if (same && (pending.length === 0 || (away < times.outage && !clash(diff)))) {
      applyUpdate(same.doc, diff, FROM_DESK)
      applyUpdate(same.confirmed, diff, FROM_DESK)
    } else {
      const failure = rejoin(hello, connection.doc)
      if (failure) {
        finish(failure)
        return
      }
    }
    stored = knownFrom(hello.snapshot)
    if (here) connection.present(here.awareness)
    for (const update of pending) connection.send(update)
    live = true
    lostAt = null
    tries = 0
    set({ phase: 'live', failure: null, person: hello.person, may: hello.may, generation: hello.generation, unconfirmed: pending.length })
    mindSaved()
  }
  const remote = (update: Uint8Array): void => {
    if (!live || !here) return
    if (clash(update)) {
      leave(failed('live-apart', 'Two people changed one place at once.', {}))
      return
    }
    applyUpdate(here.doc, update, FROM_DESK)
    applyUpdate(here.confirmed, update, FROM_DESK)
  }
  const confirm = (count: number): void => {
    if (!live || !here) return
    while (pending.length > count) {
      const update = pending.shift()
      if (update) applyUpdate(here.confirmed, update, FROM_DESK)
    }
    set({ unconfirmed: pending.length })
    mindSaved()
  }
  const finish = (failure: Failure): void => {
    live = false
    connection?.leave()
    connection = null
    set({ phase: 'ended', failure })
  }
  const left = (failure: Failure | null): void => {
    connection = null
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
            stored = knownFrom(word.snapshot)
            set({ generation: word.generation, failure: null })
            mindSaved()
          } else if (word.type === 'unsound') set({ failure: failed(word.code, word.message, word.details) })
        },
        left,
      },
    })
  }
  const goOn = (kept: KeptLive): void => {
    const confirmed = new Doc({ gc: false })
    applyUpdate(confirmed, fromText(kept.confirmed))
    const doc = show(confirmed, kept.session)
    for (const update of kept.pending) applyUpdate(doc, fromText(update), RESUMED)
    stored = knownFrom(kept.stored)
    if (unsaved === null) unsaved = snapshot(confirmed)
    // Back within an outage's time or not, nobody knows: what was typed then is merged.
    lostAt = -Infinity
    state = { ...state, saved: false }
  }
  if (options.resume) goOn(options.resume)
  come()
  return {
    state: () => state,
    doc: () => here?.doc ?? null,
    awareness: () => here?.awareness ?? null,
    content: () => (here ? contentOf(here.doc, story) : failed('live-opening', 'The desk has not sent the piece yet.', {})),
    keep: () => (here && unsaved !== null ? { session: here.session, confirmed: toText(encodeStateAsUpdate(here.confirmed)), pending: pending.map(toText), stored: stored && toKnownText(stored) } : null),
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
      here?.awareness.destroy()
    },
  }
}
