import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of a hand-made zip; everything but name and data may lie. */
export type RawEntry = {
  name: string
  data: Uint8Array
  /** The name before the data, where it differs. */
  localName?: string
  mode?: number
  flags?: number
  deflate?: boolean
  /** Sizes as the headers give them. */
  size?: number
  compressedSize?: number
  crc?: number
  /** Bytes put before this entry, belonging to nothing. */
  gap?: Uint8Array
  extra?: Uint8Array
  comment?: Uint8Array
}

const u16 = (value: number): Buffer => Buffer.from([value & 255, (value >>> 8) & 255])
const u32 = (value: number): Buffer => Buffer.from([value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255])

/** Writes a zip by hand, so that tests can write what no library would. */
export const rawZip = (entries: readonly RawEntry[], options: { comment?: Uint8Array; before?: Uint8Array; after?: Uint8Array; count?: number } = {}): Buffer => {
  const parts: Buffer[] = [Buffer.from(options.before ?? [])]
  const directory: Buffer[] = []
  let at = parts[0]!.length
  const put = (bytes: Buffer): void => {
    parts.push(bytes)
    at += bytes.length
  }
  for (const entry of entries) {
    put(Buffer.from(entry.gap ?? []))
    const offset = at
    const data = entry.deflate ? deflateRawSync(entry.data, { level: 9 }) : Buffer.from(entry.data)
    const about = Buffer.concat([u16(20), u16(entry.flags ?? 0x0800), u16(entry.deflate ? 8 : 0), u16(0), u16(0x21), u32(entry.crc ?? crc32(entry.data)), u32(entry.compressedSize ?? data.length), u32(entry.size ?? entry.data.length)])
    const local = Buffer.from(entry.localName ?? entry.name, 'latin1')
    const name = Buffer.from(entry.name, 'latin1')
    put(Buffer.concat([Buffer.from('PK\x03\x04'), about, u16(local.length), u16(0), local]))
    put(data)
    const [extra, comment] = [Buffer.from(entry.extra ?? []), Buffer.from(entry.comment ?? [])]
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), u16((3 << 8) | 63), about, u16(name.length), u16(extra.length), u16(comment.length), u16(0), u16(0), u32(((entry.mode ?? 0o100644) << 16) >>> 0), u32(offset), name, extra, comment]))
  }
  put(Buffer.from(options.after ?? []))
  const start = at
  const central = Buffer.concat(directory)
  const count = options.count ?? entries.length
  const comment = Buffer.from(options.comment ?? [])
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06'), u16(0), u16(0), u16(count), u16(count), u32(central.length), u32(start), u16(comment.length), comment])
}
