/** A zip to read from anywhere in: its size in bytes, and exact reads; a short one throws. */
export type ZipSource = { size: number; read: (position: number, length: number) => Promise<Uint8Array> }

/** The same over bytes in memory. */
export const sourceOf = (bytes: Uint8Array): ZipSource => ({
  size: bytes.length,
  read: (position, length) => (position + length <= bytes.length ? Promise.resolve(bytes.subarray(position, position + length)) : Promise.reject(new RangeError('beyond the end'))),
})
