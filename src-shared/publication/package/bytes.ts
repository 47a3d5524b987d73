/** Whether two byte strings are the same. */
export const sameBytes = (one: Uint8Array | null | undefined, other: Uint8Array): boolean => one?.length === other.length && one.every((byte, at) => byte === other[at])

/** Byte strings, one after another. */
export const joined = (parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
