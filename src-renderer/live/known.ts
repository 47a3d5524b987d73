import { applyUpdate, createDeleteSet, createDocFromSnapshot, createSnapshot, decodeSnapshot, decodeUpdate, Doc, encodeSnapshot, encodeStateAsUpdate, snapshot, type Snapshot } from 'yjs'

import { commonOf, knowsAll, type LiveKnown } from '../../src-shared/desk-api/live-known'

/** Bytes of a document as text (base64). */
export const toText = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
export const fromText = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

/** What a text (a Yjs snapshot in base64) says is known of a document; null for what is none. */
export const knownFrom = (text: unknown): LiveKnown | null => {
  if (typeof text !== 'string' || text === '') return null
  try {
    return decodeSnapshot(fromText(text))
  } catch {
    return null
  }
}

const asSnapshot = ({ sv, ds }: LiveKnown): Snapshot => createSnapshot(Object.assign(createDeleteSet(), ds), sv)

/** The same as text. */
export const toKnownText = (known: LiveKnown): string => toText(encodeSnapshot(asSnapshot(known)))

const arrived = (update: Uint8Array, known: LiveKnown): boolean => {
  const { structs, ds } = decodeUpdate(update)
  const sv = new Map<number, number>()
  for (const { id, length } of structs) sv.set(id.client, Math.max(id.clock + length, sv.get(id.client) ?? 0))
  return knowsAll(known, { sv, ds })
}

/**
 * What this window and somebody who knows `known` of its document both had: what was confirmed, as far as it is known there, and those changes not confirmed
 * that arrived all the same. What both took out by themselves still stands in it, so that both are seen to have changed it.
 */
export const baseFor = (confirmed: Doc, pending: readonly Uint8Array[], known: LiveKnown): Doc => {
  const doc = new Doc({ gc: false })
  applyUpdate(doc, encodeStateAsUpdate(confirmed))
  for (const update of pending) {
    if (!arrived(update, known)) break
    applyUpdate(doc, update)
  }
  return createDocFromSnapshot(doc, asSnapshot(commonOf(snapshot(doc), known)), new Doc({ gc: false }))
}
