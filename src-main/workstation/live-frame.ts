import { liveEntrySchema } from '../../src-shared/desk-api/live'

/** What a message of the session protocol begins with: the document it is for, its kind, and for words at the door their kind and text. */
type Frame = { name: string; kind: number; door: { kind: number; text: string } | null; rest: Uint8Array }

const AUTH = 2
const [TOKEN, DENIED] = [0, 1]

const reader = (bytes: Uint8Array) => {
  let at = 0
  const number = (): number => {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at]
      if (byte === undefined) throw new RangeError('the message breaks off')
      at += 1
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw new RangeError('no such number')
  }
  return {
    number,
    text: (): string => {
      const length = number()
      if (at + length > bytes.length) throw new RangeError('the message breaks off')
      at += length
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(at - length, at))
    },
    rest: (): Uint8Array => bytes.subarray(at),
    more: (): boolean => at < bytes.length,
  }
}

/** Reads the beginning of a message; null for what is none. */
export const readFrame = (bytes: Uint8Array): Frame | null => {
  try {
    const from = reader(bytes)
    const [name, kind] = [from.text(), from.number()]
    if (kind !== AUTH || !from.more()) return { name, kind, door: null, rest: from.rest() }
    const door = from.number()
    const text = (door === TOKEN || door === DENIED) && from.more() ? from.text() : ''
    return { name, kind, door: { kind: door, text }, rest: from.rest() }
  } catch {
    return null
  }
}

const numberBytes = (value: number): number[] => {
  const bytes: number[] = []
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) + 0x80)
  return [...bytes, value]
}
const textBytes = (text: string): number[] => {
  const bytes = new TextEncoder().encode(text)
  return [...numberBytes(bytes.length), ...bytes]
}

/** A window's message as it goes to the desk: its way in carries the session token, which the window never sees. Null for what is no message of this story's. */
export const outgoing = (bytes: Uint8Array, story: string, token: string): Uint8Array | null => {
  const frame = readFrame(bytes)
  if (!frame || frame.name !== story) return null
  if (frame.kind !== AUTH) return bytes
  if (frame.door?.kind !== TOKEN) return null
  let asked: unknown
  try {
    asked = JSON.parse(frame.door.text)
  } catch {
    return null
  }
  const entry = liveEntrySchema.safeParse(asked)
  if (!entry.success) return null
  const head = [...textBytes(frame.name), AUTH, TOKEN, ...textBytes(JSON.stringify({ ...entry.data, token }))]
  const whole = new Uint8Array(head.length + frame.rest.length)
  whole.set(head)
  whole.set(frame.rest, head.length)
  return whole
}

/** Where the desk says a piece's session is held, if this message says so. */
export const elsewhereIn = (bytes: Uint8Array): string | null => {
  const frame = readFrame(bytes)
  if (frame?.door?.kind !== DENIED) return null
  try {
    const told: unknown = JSON.parse(frame.door.text)
    if (typeof told !== 'object' || told === null || !('code' in told) || told.code !== 'live-elsewhere' || !('details' in told)) return null
    const { details } = told
    return typeof details === 'object' && details !== null && 'url' in details && typeof details.url === 'string' && URL.canParse(details.url) ? details.url : null
  } catch {
    return null
  }
}
