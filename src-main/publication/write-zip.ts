import { localHeader, ZIP, zipTail, type StoredFile } from '../../src-shared/publication/package/zip-form'
import { digestsOf } from './file-digest'

/** One file to be written: its bytes are asked for when their turn comes, and must be those its size and checksum were taken of. */
export type ZipPart = { path: string; size: number; crc32: number; read: () => Promise<Uint8Array> }

/** How many bytes the zip of these files has. */
export const zipSize = (parts: readonly Pick<ZipPart, 'path' | 'size'>[]): number => parts.reduce<number>((sum, { path, size }) => sum + ZIP.local + size + ZIP.central + 2 * path.length, ZIP.end)

/**
 * A zip of these files in the order given, as it is written: stored, dated 1980, mode 0644, so that the same files are the same bytes on every machine. Nothing is
 * deflated: photos would not shrink, and two builds of zlib need not deflate a text alike. One file is held at a time.
 */
export const zipBytes = async function* (parts: readonly ZipPart[]): AsyncGenerator<Uint8Array> {
  const files: StoredFile[] = []
  let offset = 0
  for (const { path, size, crc32, read } of parts) {
    const file = { name: path, size, crc32, offset }
    const header = localHeader(file)
    yield header
    yield await read()
    files.push(file)
    offset += header.length + size
  }
  yield zipTail(files, offset)
}

/** A zip of files that are held already, in the order given. */
export const writeZip = async (files: Iterable<readonly [string, Uint8Array]>): Promise<Buffer> => {
  const parts = [...files].map(([path, bytes]): ZipPart => ({ path, size: bytes.length, crc32: digestsOf(bytes).crc32, read: () => Promise.resolve(bytes) }))
  const chunks: Uint8Array[] = []
  for await (const chunk of zipBytes(parts)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
