import canonicalize from 'canonicalize'

import { Fault } from '../outcome'

const nfc = (value: unknown): unknown => {
  if (typeof value === 'string') return value.normalize('NFC')
  if (Array.isArray(value)) return value.map(nfc)
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nfc(inner)]))
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
