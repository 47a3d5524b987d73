import { ZIP } from './zip-form'
import type { ZipSource } from './zip-source'

/** What the directory of a zip says of one entry, as it says it: nothing is judged yet. `name` is the raw bytes of its name. */
export type DirectoryEntry = { name: Uint8Array; flags: number; method: number; crc32: number; packed: number; size: number; attributes: number; offset: number }

const ENTRY = 0x02014b50
const END = 0x06054b50
/** A comment is at most this long, so the end begins no further from the end of the file. */
const LONGEST_COMMENT = 0xffff

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Where the end of the directory says it begins, how long it is and how many entries it has. Throws on what is no whole zip. */
export const findDirectory = async (source: ZipSource): Promise<{ start: number; length: number; count: number }> => {
  const reach = Math.min(source.size, ZIP.end + LONGEST_COMMENT)
  const view = viewOf(await source.read(source.size - reach, reach))
  for (let at = reach - ZIP.end; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END || view.getUint16(at + 20, true) !== reach - at - ZIP.end) continue
    const [count, length, start] = [view.getUint16(at + 10, true), view.getUint32(at + 12, true), view.getUint32(at + 16, true)]
    if (start + length > source.size - reach + at) throw new RangeError('the directory reaches beyond its end')
    return { start, length, count }
  }
  throw new RangeError('there is no directory')
}

/** Reads the entries one after another. Throws where one is none. */
export const readDirectory = async (source: ZipSource, { start, length, count }: { start: number; length: number; count: number }): Promise<DirectoryEntry[]> => {
  const bytes = await source.read(start, length)
  const view = viewOf(bytes)
  const entries: DirectoryEntry[] = []
  let at = 0
  while (entries.length < count) {
    if (at + ZIP.central > length || view.getUint32(at, true) !== ENTRY) throw new RangeError('an entry of the directory is none')
    const name = at + ZIP.central
    const end = name + view.getUint16(at + 28, true)
    if (end > length) throw new RangeError('a name reaches beyond the directory')
    entries.push({
      name: bytes.subarray(name, end),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      attributes: view.getUint32(at + 38, true),
      offset: view.getUint32(at + 42, true),
    })
    at = end + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}
