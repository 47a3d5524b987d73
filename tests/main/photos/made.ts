import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'

import type { Outcome } from '../../../src-shared/outcome'

export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.code)

export const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`)
  return outcome.value
}

/** Uneven pixels, the same each time, so that compressed data is long enough to be cut anywhere. */
export const picture = (width: number, height: number) => {
  const raw = Buffer.alloc(width * height * 3)
  let state = 7
  for (let index = 0; index < raw.length; index += 1) {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    raw[index] = (state >> 16) & 255
  }
  return sharp(raw, { raw: { width, height, channels: 3 } })
}

export const jpeg = (width = 120, height = 80): Promise<Buffer> => picture(width, height).jpeg().toBuffer()

const afterStart = (bytes: Buffer, marker: number, payload: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(payload.byteLength + 2, 2)
  return Buffer.concat([bytes.subarray(0, 2), head, payload, bytes.subarray(2)])
}

/**
 * A JPEG with IPTC records of raw bytes, as older Chinese picture desks write them: with no declared character set unless one is
 * given (the bytes of 1:90). 120 caption, 110 credit, 80 by-line, 90 city, 92 sublocation, 95 province.
 */
export const withIptc = (bytes: Buffer, records: [dataset: number, content: Buffer][], charset = ''): Buffer => {
  const dataset = (record: number, number: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([0x1c, record, number, content.length >> 8, content.length & 255]), content])
  const data = Buffer.concat([...(charset === '' ? [] : [dataset(1, 90, Buffer.from(charset, 'latin1'))]), ...records.map(([number, content]) => dataset(2, number, content))])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  return afterStart(bytes, 0xed, Buffer.concat([Buffer.from('Photoshop 3.0\0'), Buffer.from('8BIM\x04\x04\0\0', 'latin1'), size, data, Buffer.alloc(data.length % 2)]))
}

const pngChunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([size, named, sum])
}

/** A PNG made an animated one: it announces that many frames, the first of which is itself. */
export const asAnimatedPng = (png: Buffer, frames: number): Buffer => {
  const [count, control] = [Buffer.alloc(8), Buffer.alloc(26)]
  count.writeUInt32BE(frames)
  control.writeUInt32BE(png.readUInt32BE(16), 4)
  control.writeUInt32BE(png.readUInt32BE(20), 8)
  return Buffer.concat([png.subarray(0, 33), pngChunk('acTL', count), pngChunk('fcTL', control), png.subarray(33)])
}

/** A GIF of one pixel and that many frames. */
export const longGif = (frames: number): Buffer => {
  const frame = Buffer.from('21f90400000000002c00000000010001000002024c0100', 'hex')
  return Buffer.concat([Buffer.from('474946383961' + '01000100800000ffffff000000', 'hex'), ...Array.from({ length: frames }, () => frame), Buffer.from('3b', 'hex')])
}

/** An animated WebP of two frames, its second repeated until there are that many. */
export const longWebp = async (frames: number): Promise<Buffer> => {
  const two = await sharp(await Promise.all(['#a33', '#33a'].map((background) => sharp({ create: { width: 16, height: 16, channels: 3, background } }).png().toBuffer())), { join: { animated: true } }).webp({ lossless: true }).toBuffer()
  const last = two.lastIndexOf('ANMF')
  const frame = two.subarray(last, last + 8 + two.readUInt32LE(last + 4))
  const long = Buffer.concat([two.subarray(0, last), ...Array.from({ length: frames - 1 }, () => frame)])
  long.writeUInt32LE(long.length - 8, 4)
  return long
}

/** A TIFF of that many pages of `width` by `height`, each of which holds next to nothing. */
export const tiffOf = (pages: number, width: number, height: number): Buffer => {
  const entries = [[256, 4, width], [257, 4, height], [258, 3, 8], [259, 3, 1], [262, 3, 1], [273, 4, 0], [278, 4, height], [279, 4, 1]] as const
  const size = 2 + entries.length * 12 + 4 + 2
  return Buffer.concat([Buffer.from('49492a0008000000', 'hex'), ...Array.from({ length: pages }, (_, page) => {
    const [directory, start] = [Buffer.alloc(size), 8 + page * size]
    directory.writeUInt16LE(entries.length)
    for (const [index, [tag, type, value]] of entries.entries()) {
      directory.writeUInt16LE(tag, 2 + index * 12)
      directory.writeUInt16LE(type, 4 + index * 12)
      directory.writeUInt32LE(1, 6 + index * 12)
      directory.writeUInt32LE(tag === 273 ? start + size - 2 : value, 10 + index * 12)
    }
    if (page < pages - 1) directory.writeUInt32LE(start + size, size - 6)
    return directory
  })])
}

/** The segments of a JPEG before its picture, by marker, without the one named. */
export const withoutSegment = (bytes: Buffer, marker: number): Buffer => {
  const kept = [bytes.subarray(0, 2)]
  let at = 2
  for (; bytes[at + 1] !== 0xda; at += 2 + bytes.readUInt16BE(at + 2)) if (bytes[at + 1] !== marker) kept.push(bytes.subarray(at, at + 2 + bytes.readUInt16BE(at + 2)))
  return Buffer.concat([...kept, bytes.subarray(at)])
}

/** The head of a PNG that says it is `width` by `height` and holds next to nothing. */
export const hugePng = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), pngChunk('IHDR', header), pngChunk('IDAT', Buffer.from('789c030000000001', 'hex')), pngChunk('IEND', Buffer.alloc(0))])
}

/** The first box of an ISO media file: a HEIC photo by its brands. */
export const brandBox = (major: string, ...compatible: string[]): Buffer => {
  const brands = Buffer.from([major, '\0\0\0\0', ...compatible].join(''), 'latin1')
  const head = Buffer.alloc(4)
  head.writeUInt32BE(brands.length + 8)
  return Buffer.concat([head, Buffer.from('ftyp'), brands, Buffer.alloc(64)])
}

/** Runs exiftool on a file of these bytes; null, with the reason printed, where it is not installed. Any other failure is thrown. */
const exiftool = <T>(extension: string, bytes: Uint8Array, args: readonly string[], take: (file: string, said: string) => T): T | null => {
  const folder = mkdtempSync(join(tmpdir(), 'stet-photo-'))
  const file = join(folder, `photo.${extension}`)
  try {
    writeFileSync(file, bytes)
    return take(file, execFileSync('exiftool', ['-charset', 'filename=UTF8', ...args, file], { stdio: 'pipe' }).toString())
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    console.log('skipped: exiftool is not on this machine')
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What exiftool makes of a file of that kind (its extension) with these arguments. */
export const withExiftoolOn = (extension: string, bytes: Uint8Array, ...args: string[]): Buffer | null => exiftool(extension, bytes, ['-overwrite_original', ...args], (file) => readFileSync(file))

/** What exiftool makes of a JPEG with these arguments. */
export const withExiftool = (bytes: Buffer, ...args: string[]): Buffer | null => withExiftoolOn('jpg', bytes, ...args)

/** Every tag exiftool finds in a JPEG, by group and name. */
export const tagsOf = (bytes: Uint8Array): Record<string, unknown> | null => exiftool('jpg', bytes, ['-json', '-G1', '-a', '-u', '-ee'], (_, said) => (JSON.parse(said) as Record<string, unknown>[])[0] ?? {})

/** A JPEG with an XMP packet of these very bytes. */
export const withPacket = (bytes: Buffer, packet: Buffer): Buffer => afterStart(bytes, 0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), packet]))

/** A JPEG whose EXIF is these bytes after its name. */
export const withExif = (bytes: Buffer, exif: Buffer): Buffer => afterStart(bytes, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif]))

/** The smallest XMP packet with one property of Dublin Core. */
export const packetOf = (name: string, text: string): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:${name}><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></dc:${name}></rdf:Description></rdf:RDF></x:xmpmeta>`
