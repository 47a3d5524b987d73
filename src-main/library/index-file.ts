import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { z } from 'zod'

import type { Vault } from '../durable/vault'
import { libraryEntrySchema, type LibraryEntry } from './entry'

/** Bump when a row's shape changes; another format is rebuilt from the folders. */
const INDEX_FORMAT = 1
const HEADER_BYTES = 256

const headerSchema = z.object({ format: z.literal(INDEX_FORMAT), rows: z.int().min(0), bytes: z.int().min(0), crc32: z.int().min(0), storiesChangedAt: z.number() })
type Header = z.infer<typeof headerSchema>

/** index.json: a JSON array whose first line is its header and every other line one row. `storiesChangedAt` is the mtime of the folder of stories, in ms. */
export const encodeIndex = (rows: readonly LibraryEntry[], storiesChangedAt: number): Buffer => {
  const body = Buffer.from(`${rows.map((row) => `,${JSON.stringify(row)}\n`).join('')}]\n`)
  const header: Header = { format: INDEX_FORMAT, rows: rows.length, bytes: body.byteLength, crc32: crc32(body), storiesChangedAt }
  return Buffer.concat([Buffer.from(`[${JSON.stringify(header)}\n`), body])
}

const parseHeader = (start: Buffer): { header: Header; length: number } | null => {
  const end = start.indexOf('\n')
  if (end < 1 || start[0] !== 0x5b) return null
  try {
    return { header: headerSchema.parse(JSON.parse(start.toString('utf8', 1, end))), length: end + 1 }
  } catch {
    return null
  }
}

/** A sealed file opens whole or not at all. */
const readSealedHeader = (vault: Vault, file: string): Header | null => {
  try {
    const bytes = Buffer.from(vault.readSync(file))
    const read = parseHeader(bytes.subarray(0, HEADER_BYTES))
    return read && bytes.byteLength === read.length + read.header.bytes ? read.header : null
  } catch {
    return null
  }
}

/** The header, if the file is there and as long as it says: of a plain file reads 256 bytes whatever the library's size. Null means rebuild. */
export const readIndexHeader = (vault: Vault, file: string): Header | null => {
  if (vault.sealed) return readSealedHeader(vault, file)
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch {
    return null
  }
  try {
    const start = Buffer.alloc(HEADER_BYTES)
    const read = parseHeader(start.subarray(0, readSync(handle, start, 0, HEADER_BYTES, 0)))
    return read && fstatSync(handle).size === read.length + read.header.bytes ? read.header : null
  } catch {
    return null
  } finally {
    closeSync(handle)
  }
}

/** The rows, if every byte is as it was written; null means rebuild. */
export const readIndexRows = (vault: Vault, file: string): LibraryEntry[] | null => {
  try {
    const bytes = Buffer.from(vault.readSync(file))
    const read = parseHeader(bytes.subarray(0, HEADER_BYTES))
    if (!read) return null
    const body = bytes.subarray(read.length)
    if (body.byteLength !== read.header.bytes || crc32(body) !== read.header.crc32) return null
    const rows = z.array(libraryEntrySchema).safeParse((JSON.parse(bytes.toString('utf8')) as unknown[]).slice(1))
    return rows.success && rows.data.length === read.header.rows ? rows.data : null
  } catch {
    return null
  }
}
