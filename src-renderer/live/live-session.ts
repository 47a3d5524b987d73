import { Awareness } from 'y-protocols/awareness'
import { applyUpdate, createDocFromSnapshot, decodeSnapshot, decodeUpdate, Doc, encodeStateAsUpdate, encodeStateVector, type Snapshot } from 'yjs'

import { LIVE_SCHEMA, type LiveRight } from '../../src-shared/desk-api/live'
import { bringsNothing, clashOf, type LiveStructs } from '../../src-shared/desk-api/live-clash'
import { failed, type Failure, type Outcome } from '../../src-shared/outcome'
import { stable } from '../../src-shared/story/compare/inline'
import { connect, type Connection, type Hello } from './connection'
import { lineSockets, type OpenLine } from './line-socket'
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
  /** Milliseconds: before the first try to come back, at most between two tries, how long an outage may last before what was typed in it is merged, and the longest anything is held back. */
  times?: Partial<typeof TIMES>
}

const TIMES = { again: 500, atMost: 10_000, outage: 10_000, hold: 10_000 }
const FROM_DESK = 'desk'
const MERGED = 'merged'
/** Refusals that coming again will not change. */
const FINAL: ReadonlySet<string> = new Set(['live-schema', 'live-unsafe', 'live-refused', 'body-invalid', 'bad-request', 'not-allowed', 'not-signed-in', 'piece-unknown', 'story-unknown'])

const structsOf = (doc: Doc): LiveStructs => doc.store
const copyInto = (doc: Doc, from: Doc): void => applyUpdate(doc, encodeStateAsUpdate(from, encodeStateVector(doc)), FROM_DESK)
const snapshotOf = (base64: string): Snapshot => decodeSnapshot(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))

/** Opens a window's part in a story's live session, and keeps it: see docs/decisions/0015-live-co-editing.md. */
export const openLiveSession = (options: LiveOptions): LiveSession => {
  const { story } = options
  const times = { ...TIMES, ...options.times }
  const sockets = lineSockets(options.line)
  const listeners = new Set<() => void>()
  let state: LiveState = { phase: 'opening', failure: null, person: null, may: 'read', unconfirmed: 0, generation: 0, merges: 0, document: 0 }
  /** What the window shows; and the desk's document as far as it has confirmed, which a merge takes for what both sides had. */
  let here: { doc: Doc; confirmed: Doc; awareness: Awareness; session: string } | null = null
  let pending: Uint8Array[] = []
  let stored: Snapshot | null = null
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
      if (live) connection?.send(update)
      set({ unconfirmed: pending.length })
    })
    state = { ...state, document: state.document + 1 }
    return doc
  }
  const baseOf = (session: string): Doc => {
    if (!here) return new Doc()
    // The same document still stands at the desk, or what was stored of an older one.
    return here.session === session || !stored ? here.confirmed : createDocFromSnapshot(here.confirmed, stored, new Doc({ gc: false }))
  }
  /** Takes up the desk's document and puts into it what was done here, block by block. */
  const rejoin = (hello: Hello, theirs: Doc): Failure | null => {
    const [base, mine, desk] = [contentOf(baseOf(hello.session), story), here ? contentOf(here.doc, story) : null, contentOf(theirs, story)]
    const nothingTyped = mine?.ok === true && base.ok && stable(mine.value) === stable(base.value)
    if (!mine || nothingTyped) {
      show(theirs, hello.session)
      return null
    }
    if (!mine.ok) return mine
    if (!base.ok) return base
    if (!desk.ok) return desk
    const merged = options.merge.stories(base.value.story, mine.value.story, desk.value.story)
    const known = new Set(desk.value.conflicts.map(({ id }) => id))
    const settled = new Set(base.value.conflicts.map(({ id }) => id).filter((id) => !mine.value.conflicts.some((each) => each.id === id)))
    const mineOnly = [...mine.value.conflicts, ...merged.conflicts].filter(({ id }, at, all) => !known.has(id) && all.findIndex((each) => each.id === id) === at && !base.value.conflicts.some((each) => each.id === id))
    const doc = show(theirs, hello.session)
    const result: Content = { story: merged.story, notes: options.merge.notes(base.value.notes, mine.value.notes, desk.value.notes), conflicts: [...desk.value.conflicts.filter(({ id }) => !settled.has(id)), ...mineOnly] }
    const put = stable(result) === stable(desk.value) ? null : putMerged(doc, result, MERGED)
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
    stored = snapshotOf(hello.snapshot)
    if (here) connection.present(here.awareness)
    for (const update of pending) connection.send(update)
    live = true
    lostAt = null
    tries = 0
    set({ phase: 'live', failure: null, person: hello.person, may: hello.may, generation: hello.generation, unconfirmed: pending.length })
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
      entry: JSON.stringify({ token: options.token ?? '', schema: LIVE_SCHEMA }),
      socket: sockets.socket,
      heard: {
        ready,
        remote,
        unconfirmed: confirm,
        word: (word) => {
          if (word.type === 'stored') {
            stored = snapshotOf(word.snapshot)
            set({ generation: word.generation, failure: null })
          } else if (word.type === 'unsound') set({ failure: failed(word.code, word.message, word.details) })
        },
        left,
      },
    })
  }
  come()
  return {
    state: () => state,
    doc: () => here?.doc ?? null,
    awareness: () => here?.awareness ?? null,
    content: () => (here ? contentOf(here.doc, story) : failed('live-opening', 'The desk has not sent the piece yet.', {})),
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
