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

/** A JPEG with IPTC records of raw bytes and no declared character set, as older Chinese picture desks write them. 120 caption, 110 credit, 80 by-line. */
export const withIptc = (bytes: Buffer, records: [dataset: number, content: Buffer][]): Buffer => {
  const data = Buffer.concat(records.map(([dataset, content]) => Buffer.concat([Buffer.from([0x1c, 2, dataset, content.length >> 8, content.length & 255]), content])))
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  return afterStart(bytes, 0xed, Buffer.concat([Buffer.from('Photoshop 3.0\0'), Buffer.from('8BIM\x04\x04\0\0', 'latin1'), size, data, Buffer.alloc(data.length % 2)]))
}

/** The head of a PNG that says it is `width` by `height` and holds next to nothing. */
export const hugePng = (width: number, height: number): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([size, named, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', Buffer.from('789c030000000001', 'hex')), chunk('IEND', Buffer.alloc(0))])
}

/** The first box of an ISO media file: a HEIC photo by its brands. */
export const brandBox = (major: string, ...compatible: string[]): Buffer => {
  const brands = Buffer.from([major, '\0\0\0\0', ...compatible].join(''), 'latin1')
  const head = Buffer.alloc(4)
  head.writeUInt32BE(brands.length + 8)
  return Buffer.concat([head, Buffer.from('ftyp'), brands, Buffer.alloc(64)])
}

/** What exiftool makes of a JPEG with these arguments; null, with the reason printed, where it is not installed. */
export const withExiftool = (bytes: Buffer, ...args: string[]): Buffer | null => {
  const folder = mkdtempSync(join(tmpdir(), 'stet-photo-'))
  const file = join(folder, 'photo.jpg')
  try {
    writeFileSync(file, bytes)
    execFileSync('exiftool', ['-overwrite_original', '-charset', 'filename=UTF8', ...args, file], { stdio: 'pipe' })
    return readFileSync(file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    console.log('skipped: exiftool is not on this machine')
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
