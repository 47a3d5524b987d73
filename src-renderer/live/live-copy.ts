import { Awareness } from 'y-protocols/awareness'
import { applyUpdate, decodeUpdate, Doc, encodeStateAsUpdate, encodeStateVector, snapshot } from 'yjs'

import type { KeptLive } from '../../src-shared/desk-api/live'
import { bringsNothing, clashOf, type LiveStructs } from '../../src-shared/desk-api/live-clash'
import { knowsAll, type LiveKnown } from '../../src-shared/desk-api/live-known'
import { fromText, knownFrom, toKnownText, toText } from './known'

/** What the window shows, and the desk's document as far as it has confirmed, of one session at the desk. */
export type Shown = { doc: Doc; confirmed: Doc; awareness: Awareness; session: string }

/** This window's copy of the document: what is shown, what of it the desk has not confirmed, and what it is known to have stored. */
export type LiveCopy = {
  shown: () => Shown | null
  /** What was done here and is not confirmed, oldest first. */
  pending: () => readonly Uint8Array[]
  /** Shows another document, as it stands, in place of what is shown. */
  show: (from: Doc, session: string) => Doc
  /** Takes in what is the desk's. */
  takeIn: (update: Uint8Array) => void
  /** True where that touches a place at which something unconfirmed was done. */
  clashes: (update: Uint8Array) => boolean
  /** The desk has all but the last `count` changes. */
  confirm: (count: number) => void
  /** What arrived though its confirmation did not is no longer this window's alone to put in. */
  dropArrived: (session: string, theirs: Doc) => void
  /** The desk says what of a session's document it has stored; and what it said last. */
  hear: (session: string, text: string) => void
  storedOf: (session: string) => LiveKnown | undefined
  /** Everything that stands here has to be stored anew: whatever it was, or only where something was not stored. */
  unsettle: (whatever: boolean) => void
  /** Whether all that was done here is stored; null where nothing new can be said of it. */
  settle: () => boolean | null
  /** What has to be kept on this machine to go on from another time; null where nothing is unsaved. */
  keep: () => KeptLive | null
  /** Goes on from what was kept. */
  goOn: (kept: KeptLive) => void
  close: () => void
}

const FROM_DESK = 'desk'
const RESUMED = 'resumed'

const structsOf = (doc: Doc): LiveStructs => doc.store

/** Puts all of a document into another, as the desk's own. */
export const copyInto = (doc: Doc, from: Doc): void => applyUpdate(doc, encodeStateAsUpdate(from, encodeStateVector(doc)), FROM_DESK)

/** An empty copy; `typed` is told each change made here. */
export const openLiveCopy = (typed: (update: Uint8Array) => void): LiveCopy => {
  let here: Shown | null = null
  let pending: Uint8Array[] = []
  /** What the desk is known to have stored of a session's document, by the session. */
  const stored = new Map<string, LiveKnown>()
  /** What of this window's has to be stored before it is saved; null where that is so. */
  let unsaved: LiveKnown | 'unconfirmed' | null = null
  let takingIn = false

  const copy: LiveCopy = {
    shown: () => here,
    pending: () => pending,
    show: (from, session) => {
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
        typed(update)
      })
      return doc
    },
    takeIn: (update) => {
      if (!here) return
      takingIn = true
      applyUpdate(here.doc, update, FROM_DESK)
      takingIn = false
      applyUpdate(here.confirmed, update, FROM_DESK)
    },
    clashes: (update) => here !== null && pending.length > 0 && clashOf(decodeUpdate(update), structsOf(here.doc), structsOf(here.confirmed)) !== null,
    confirm: (count) => {
      while (here && pending.length > count) {
        const update = pending.shift()
        if (update) applyUpdate(here.confirmed, update, FROM_DESK)
      }
    },
    dropArrived: (session, theirs) => {
      while (here?.session === session && pending[0] && bringsNothing(decodeUpdate(pending[0]), structsOf(theirs))) {
        applyUpdate(here.confirmed, pending[0], FROM_DESK)
        pending.shift()
      }
    },
    hear: (session, text) => {
      const known = knownFrom(text)
      if (known) stored.set(session, known)
    },
    storedOf: (session) => stored.get(session),
    unsettle: (whatever) => {
      if (whatever || unsaved !== null) unsaved = 'unconfirmed'
    },
    settle: () => {
      // Once nothing is unconfirmed, what stands here has to be stored; it is saved when the desk says so.
      if (!here || unsaved === null || pending.length > 0) return null
      if (unsaved === 'unconfirmed') unsaved = snapshot(here.confirmed)
      const known = stored.get(here.session)
      if (known && knowsAll(known, unsaved)) unsaved = null
      return unsaved === null
    },
    keep: () => {
      if (!here || unsaved === null) return null
      const known = stored.get(here.session)
      return { session: here.session, confirmed: toText(encodeStateAsUpdate(here.confirmed)), pending: pending.map(toText), stored: known ? toKnownText(known) : null }
    },
    goOn: (kept) => {
      const confirmed = new Doc({ gc: false })
      applyUpdate(confirmed, fromText(kept.confirmed))
      const doc = copy.show(confirmed, kept.session)
      for (const update of kept.pending) applyUpdate(doc, fromText(update), RESUMED)
      if (kept.stored !== null) copy.hear(kept.session, kept.stored)
      unsaved ??= snapshot(confirmed)
    },
    close: () => here?.awareness.destroy(),
  }
  return copy
}
