import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

import type { Finding } from '../../src-shared/publication/manifest'
import { bad } from './finding'
import { PACKAGE_LIMITS } from './layout'
import type { ZipFileEntry } from './read-zip'
import type { ZipSource } from './zip-source'

/** A file as read: SHA-256, size in bytes, its first and last bytes; `bytes` whole unless it is a photo. */
export type ReadFile = { path: string; sha256: string; size: number; head: Buffer; tail: Buffer; bytes: Buffer | null }

const CHUNK = 1_048_576

const readOne = async (source: ZipSource, entry: ZipFileEntry): Promise<{ file: ReadFile; crc: number }> => {
  const keep = !entry.name.startsWith('photos/')
  const hash = createHash('sha256')
  const chunks: Buffer[] = []
  let crc = 0
  let head: Buffer = Buffer.alloc(0)
  let tail: Buffer = Buffer.alloc(0)
  for (let done = 0; done < entry.size; done += CHUNK) {
    const chunk = await source.read(entry.start + done, Math.min(CHUNK, entry.size - done))
    hash.update(chunk)
    crc = crc32(chunk, crc)
    if (done === 0) head = Buffer.from(chunk.subarray(0, 4))
    tail = Buffer.concat([tail, chunk.subarray(-4)]).subarray(-4)
    if (keep) chunks.push(chunk)
  }
  return { file: { path: entry.name, sha256: hash.digest('hex'), size: entry.size, head, tail, bytes: keep ? Buffer.concat(chunks) : null }, crc }
}

/** Reads every file once, a chunk at a time: photos are hashed and let go, the rest (at most 64 MB together) is kept. */
export const readFiles = async (source: ZipSource, entries: readonly ZipFileEntry[]): Promise<{ files: Map<string, ReadFile>; findings: Finding[] }> => {
  const files = new Map<string, ReadFile>()
  const findings: Finding[] = []
  const text = entries.filter(({ name }) => !name.startsWith('photos/')).reduce((sum, { size }) => sum + size, 0)
  if (text > PACKAGE_LIMITS.text) return { files, findings: [bad('package-too-large', '', 'The files that are not photos are too large.', { limit: PACKAGE_LIMITS.text })] }
  for (const entry of entries) {
    const { file, crc } = await readOne(source, entry)
    files.set(entry.name, file)
    if (crc !== entry.crc32) findings.push(bad('zip-checksum', entry.name, 'The checksum of the file is not the one the zip gives.'))
  }
  return { files, findings }
}
