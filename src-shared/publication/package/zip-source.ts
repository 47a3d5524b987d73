/** How much is read at a time where a file is looked through, in bytes. */
export const CHUNK = 1_048_576

/**
 * A zip to read from anywhere in: its size in bytes, and exact reads; a short one throws. `scan` looks through a stretch a chunk at a time; a chunk is only good
 * until `take` returns.
 */
export type ZipSource = { size: number; read: (position: number, length: number) => Promise<Uint8Array>; scan: (position: number, length: number, take: (chunk: Uint8Array) => void) => Promise<void> }

/** A scan by reads, for a source that has none of its own. */
export const scanBy = (read: ZipSource['read']): ZipSource['scan'] => async (position, length, take) => {
  for (let done = 0; done < length; done += CHUNK) take(await read(position + done, Math.min(CHUNK, length - done)))
}

/** The same over bytes in memory. */
export const sourceOf = (bytes: Uint8Array): ZipSource => {
  const read: ZipSource['read'] = (position, length) => (position + length <= bytes.length ? Promise.resolve(bytes.subarray(position, position + length)) : Promise.reject(new RangeError('beyond the end')))
  return { size: bytes.length, read, scan: scanBy(read) }
}
