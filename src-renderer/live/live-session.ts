import { Awareness } from 'y-protocols/awareness'
import { applyUpdate, decodeUpdate, Doc, encodeStateAsUpdate, encodeStateVector, snapshot } from 'yjs'

import { LIVE_MERGES, LIVE_SCHEMA, type KeptLive, type LiveRight } from '../../src-shared/desk-api/live'
import { bringsNothing, clashOf, type LiveStructs } from '../../src-shared/desk-api/live-clash'
import { eitherOf, knowsAll, type LiveKnown } from '../../src-shared/desk-api/live-known'
import { failed, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import { stable } from '../../src-shared/story/compare/inline'
import { connect, type Connection, type Hello } from './connection'
import { lineSockets, type OpenLine } from './line-socket'
import { baseFor, fromText, knownFrom, toKnownText, toText } from './known'
import { contentOf, putMerged, type Content } from './live-content'
import { mergeContents, type Merging } from './merge-contents'

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
const FINAL: ReadonlySet<string> = new Set(['live-schema', 'live-unsafe', 'live-suggest', 'live-refused', 'body-invalid', 'bad-request', 'not-allowed', 'not-signed-in', 'piece-unknown', 'story-unknown'])

const structsOf = (doc: Doc): LiveStructs => doc.store
const copyInto = (doc: Doc, from: Doc): void => applyUpdate(doc, encodeStateAsUpdate(from, encodeStateVector(doc)), FROM_DESK)

/** Opens a window's part in a story's live session, and keeps it: see docs/decisions/0015-live-co-editing.md. */
export const openLiveSession = (options: LiveOptions): LiveSession => {
  const { story } = options
  const times = { ...TIMES, ...options.times }
  const sockets = lineSockets(options.line)
  const listeners = new Set<() => void>()
  let state: LiveState = { phase: 'opening', failure: null, person: null, may: 'read', unconfirmed: 0, saved: true, generation: 0, merges: 0, document: 0 }
  /** Names this window to the desk, for as long as its session lives. */
  const window = crypto.randomUUID()
  /** What the window shows, and the desk's document as far as it has confirmed. */
  let here: { doc: Doc; confirmed: Doc; awareness: Awareness; session: string } | null = null
  let pending: Uint8Array[] = []
  /** What the desk is known to have stored of a session's document, by the session. */
  const stored = new Map<string, LiveKnown>()
  /** What of this window's has to be stored before it is saved; null where that is so. */
  let unsaved: LiveKnown | 'unconfirmed' | null = null
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
  let takingIn = false
  /** Takes in what is the desk's. */
  const takeIn = (mine: NonNullable<typeof here>, update: Uint8Array): void => {
    takingIn = true
    applyUpdate(mine.doc, update, FROM_DESK)
    takingIn = false
    applyUpdate(mine.confirmed, update, FROM_DESK)
  }
  const clash = (update: Uint8Array): boolean => here !== null && pending.length > 0 && clashOf(decodeUpdate(update), structsOf(here.doc), structsOf(here.confirmed)) !== null

  const show = (from: Doc, session: string): Doc => {
    const [doc, confirmed] = [new Doc({ gc: false }), new Doc({ gc: false })]
    copyInto(doc, from)
    copyInto(confirmed, from)
    here?.awareness.destroy()
    here = { doc, confirmed, awareness: new Awareness(doc), session }
    for (const other of stored.keys()) if (other !== session) stored.delete(other)
    pending = []
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      // An editor that is being taken down may still write into the document it showed.
      if (origin === FROM_DESK || here?.doc !== doc) return
      // Of what two people marked at once Yjs takes out by itself, in every copy, what says nothing more: the desk confirms no such thing of anybody.
      if (takingIn && origin === null) return
      pending.push(update)
      unsaved = 'unconfirmed'
      if (live) connection?.send(update)
      set({ unconfirmed: pending.length, saved: false })
    })
    state = { ...state, document: state.document + 1 }
    return doc
  }
  const hear = (session: string, text: string): void => {
    const known = knownFrom(text)
    if (known) stored.set(session, known)
  }
  const storedText = (session: string): string | null => {
    const known = stored.get(session)
    return known ? toKnownText(known) : null
  }
  /** Once nothing is unconfirmed, what stands here has to be stored; it is saved when the desk says so. */
  const mindSaved = (): void => {
    if (!here || unsaved === null || pending.length > 0) return
    if (unsaved === 'unconfirmed') unsaved = snapshot(here.confirmed)
    const known = stored.get(here.session)
    if (known && knowsAll(known, unsaved)) unsaved = null
    set({ saved: unsaved === null })
  }
  /** How much of what stands here stands in the desk's document, of this session or another: as the desk tells, else as it was last heard. */
  const inTheirs = (session: string, theirs: Doc, mine: NonNullable<typeof here>): LiveKnown => {
    const told = knownFrom(theirs.getMap(LIVE_MERGES).get(mine.session))
    const own = mine.session === session ? snapshot(theirs) : null
    if (own) return told ? eitherOf(own, told) : own
    return told ?? stored.get(mine.session) ?? snapshot(mine.confirmed)
  }
  /** What puts everything done here into the desk's document, block by block; null where it has all of it. */
  const mergeFor = (hello: Hello, theirs: Doc, mine: NonNullable<typeof here>): Outcome<Uint8Array | null> => {
    const known = inTheirs(hello.session, theirs, mine)
    const [before, now, desk] = [contentOf(baseFor(mine.confirmed, pending, known), story), contentOf(mine.doc, story), contentOf(theirs, story)]
    if (!now.ok) return now
    if (!before.ok) return before
    if (stable(now.value) === stable(before.value)) return ok(null)
    if (!desk.ok) return desk
    const result = mergeContents(before.value, now.value, desk.value, options.merge)
    if (stable(result) === stable(desk.value)) return ok(null)
    const doc = new Doc({ gc: false })
    copyInto(doc, theirs)
    const brought = { session: mine.session, known: toKnownText(eitherOf(known, snapshot(mine.doc))) }
    const put = putMerged(doc, result, brought, MERGED)
    return put.ok ? ok(encodeStateAsUpdate(doc, encodeStateVector(theirs))) : put
  }
  const goLive = (hello: Hello): void => {
    if (!connection || !here) return
    connection.present(here.awareness)
    for (const update of pending) connection.send(update)
    live = true
    lostAt = null
    tries = 0
    set({ phase: 'live', failure: null, person: hello.person, may: hello.may, generation: hello.generation, unconfirmed: pending.length })
    mindSaved()
  }
  /** Takes up the desk's document with what was done here in it. Until the desk has confirmed that, what was done here stays as it is: it may have to be merged anew. */
  const takeUp = (hello: Hello): void => {
    if (!connection) return
    const theirs = connection.doc
    const merge = here ? mergeFor(hello, theirs, here) : ok(null)
    if (!merge.ok) finish(merge)
    else if (merge.value === null) {
      show(theirs, hello.session)
      if (unsaved !== null) unsaved = 'unconfirmed'
      goLive(hello)
    } else if (hello.may === 'read') finish(failed('not-allowed', 'This person may only read the piece.', {}))
    else {
      merging = { hello, typed: pending.length }
      connection.send(merge.value)
    }
  }
  const merged = (): void => {
    if (!merging) return
    const { hello, typed } = merging
    merging = null
    set({ merges: state.merges + 1 })
    // What was typed meanwhile goes in after it, in the same way.
    if (pending.length > typed || !connection) takeUp(hello)
    else {
      show(connection.doc, hello.session)
      unsaved = 'unconfirmed'
      goLive(hello)
    }
  }
  const ready = (hello: Hello): void => {
    if (!connection) return
    session = hello.session
    const away = lostAt === null ? 0 : performance.now() - lostAt
    hear(hello.session, hello.snapshot)
    // What arrived though its confirmation did not is no longer this window's alone to put in.
    while (here?.session === hello.session && pending[0] && bringsNothing(decodeUpdate(pending[0]), structsOf(connection.doc))) {
      applyUpdate(here.confirmed, pending[0], FROM_DESK)
      pending.shift()
    }
    const same = here?.session === hello.session && state.failure?.code !== 'live-apart' ? here : null
    const diff = encodeStateAsUpdate(connection.doc, same ? encodeStateVector(same.doc) : undefined)
    if (same && (pending.length === 0 || (away < times.outage && !clash(diff)))) {
      takeIn(same, diff)
      goLive(hello)
    } else takeUp(hello)
  }
  const remote = (update: Uint8Array): void => {
    if (!live || !here) return
    if (clash(update)) {
      leave(failed('live-apart', 'Two people changed one place at once.', {}))
      return
    }
    takeIn(here, update)
  }
  const confirm = (count: number): void => {
    if (merging && count === 0) merged()
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
            if (session !== null) hear(session, word.snapshot)
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
    if (kept.stored !== null) hear(kept.session, kept.stored)
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
    keep: () => (here && unsaved !== null ? { session: here.session, confirmed: toText(encodeStateAsUpdate(here.confirmed)), pending: pending.map(toText), stored: storedText(here.session) } : null),
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
