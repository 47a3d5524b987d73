import type { Finding } from '../manifest'
import { joined } from './bytes'
import { bad } from './finding'
import { isKept, PACKAGE_LIMITS } from './layout'
import type { ZipFileEntry } from './read-zip'
import type { ZipSource } from './zip-source'

/** A file as read: SHA-256, size in bytes, its first and last bytes; `bytes` whole where they are judged, null where the digest says all. */
export type ReadFile = { path: string; sha256: string; size: number; head: Uint8Array; tail: Uint8Array; bytes: Uint8Array | null }

/** Digests a file as it comes, a chunk at a time: SHA-256 in lower-case hex, and the zip's CRC-32. */
export type FileDigest = { update: (chunk: Uint8Array) => void; end: () => { sha256: string; crc32: number } }

const readOne = async (source: ZipSource, entry: ZipFileEntry, digest: FileDigest, keep: boolean): Promise<{ file: ReadFile; crc: number }> => {
  const chunks: Uint8Array[] = []
  let head = new Uint8Array()
  let tail = new Uint8Array()
  await source.scan(entry.start, entry.size, (chunk) => {
    digest.update(chunk)
    if (head.length < 4) head = joined([head, chunk.subarray(0, 4)]).slice(0, 4)
    tail = joined([tail, chunk.subarray(-4)]).slice(-4)
    if (keep) chunks.push(chunk.slice())
  })
  const { sha256, crc32 } = digest.end()
  return { file: { path: entry.name, sha256, size: entry.size, head, tail, bytes: keep ? joined(chunks) : null }, crc: crc32 }
}

/** Reads every file once, a chunk at a time: what is signed and what is drawn again (at most 64 MB together) is kept, photos and formats are digested and let go. `held` says which are kept. */
export const readFiles = async (source: ZipSource, entries: readonly ZipFileEntry[], digest: () => FileDigest, held: (path: string) => boolean = isKept): Promise<{ files: Map<string, ReadFile>; findings: Finding[] }> => {
  const files = new Map<string, ReadFile>()
  const findings: Finding[] = []
  const text = entries.filter(({ name }) => held(name)).reduce((sum, { size }) => sum + size, 0)
  if (text > PACKAGE_LIMITS.text) return { files, findings: [bad('package-too-large', '', 'The files that are not photos are too large.', { limit: PACKAGE_LIMITS.text })] }
  for (const entry of entries) {
    const { file, crc } = await readOne(source, entry, digest(), held(entry.name))
    files.set(entry.name, file)
    if (crc !== entry.crc32) findings.push(bad('zip-checksum', entry.name, 'The checksum of the file is not the one the zip gives.'))
  }
  return { files, findings }
}
