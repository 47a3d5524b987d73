import canonicalize from 'canonicalize'

import { Fault } from '../outcome'

// Nearly everything typed is in NFC already: only what differs is built again, so that a save costs no copy of the story.
const nfc = (value: unknown): unknown => {
  if (typeof value === 'string') return value.normalize('NFC')
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const items = value as unknown[]
    for (let at = 0; at < items.length; at += 1) if (nfc(items[at]) !== items[at]) return items.map(nfc)
    return value
  }
  const record = value as Record<string, unknown>
  for (const key in record) if (nfc(record[key]) !== record[key]) return Object.fromEntries(Object.entries(record).map(([name, inner]) => [name, nfc(inner)]))
  return value
}

/** Text in NFC throughout, so that two ways of typing é are one story. Apply where text enters, before hashing. */
export const normalise = <T>(value: T): T => nfc(value) as T

/** The exact bytes that are hashed and signed: RFC 8785 JSON in UTF-8. Throws Fault `not-canonical` on lone surrogates. */
export const canonicalBytes = (value: unknown): Uint8Array<ArrayBuffer> => {
  try {
    const text = canonicalize(value)
    if (text === undefined) throw new TypeError('nothing to write')
    return new TextEncoder().encode(text)
  } catch (error) {
    throw new Fault('not-canonical', `This cannot be written as canonical JSON: ${String(error)}`, {}, error)
  }
}
