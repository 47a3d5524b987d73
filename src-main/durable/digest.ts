import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'

/** Bytes hashed without a pause: about two milliseconds' worth. */
const STRETCH = 1 << 20

/** SHA-256 in hex. Goes on in stretches, so that a photo of 100 MB does not hold up a save. */
export const digestOf = async (bytes: Uint8Array): Promise<string> => {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.byteLength; at += STRETCH) {
    if (at > 0) await breathe()
    hash.update(bytes.subarray(at, at + STRETCH))
  }
  return hash.digest('hex')
}
