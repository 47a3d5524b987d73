import { joined } from './bytes'

/** One stored file of a zip: `name` in ASCII, sizes and offsets in bytes. */
export type StoredFile = { name: string; size: number; crc32: number; offset: number }

/** The numbers every entry of a package carries: version 2.0, UTF-8 names, stored, 1980-01-01 00:00, a plain file 0644 made on Unix. */
export const ZIP = { madeBy: (3 << 8) | 63, needed: 20, flags: 0x0800, stored: 0, time: 0, date: 0x0021, mode: 0o100644, local: 30, central: 46, end: 22 } as const

/** Little-endian numbers, each as [value, length in bytes], one after another. */
const numbers = (...given: (readonly [number, 2 | 4])[]): Uint8Array => {
  const bytes = new Uint8Array(given.reduce((sum, [, length]) => sum + length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const [value, length] of given) {
    if (length === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += length
  }
  return bytes
}

/** ASCII, or one byte for each of the first 256 characters. */
export const latin = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))

const common = ({ crc32, size, name }: StoredFile): Uint8Array =>
  numbers([ZIP.needed, 2], [ZIP.flags, 2], [ZIP.stored, 2], [ZIP.time, 2], [ZIP.date, 2], [crc32, 4], [size, 4], [size, 4], [name.length, 2], [0, 2])

/** The exact bytes before a file's data. */
export const localHeader = (file: StoredFile): Uint8Array => joined([latin('PK\x03\x04'), common(file), latin(file.name)])

const centralRecord = (file: StoredFile): Uint8Array =>
  // Then comment length, disk, internal attributes, mode, offset.
  joined([latin('PK\x01\x02'), numbers([ZIP.madeBy, 2]), common(file), numbers([0, 2], [0, 2], [0, 2], [(ZIP.mode << 16) >>> 0, 4], [file.offset, 4]), latin(file.name)])

/** The exact bytes after the last file's data: the central directory, in the files' order, and its end. `start` is where it begins. */
export const zipTail = (files: readonly StoredFile[], start: number): Uint8Array => {
  const directory = joined(files.map(centralRecord))
  return joined([directory, latin('PK\x05\x06'), numbers([0, 2], [0, 2], [files.length, 2], [files.length, 2], [directory.length, 4], [start, 4], [0, 2])])
}
