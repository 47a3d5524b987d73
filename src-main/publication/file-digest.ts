import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

import type { FileDigest } from '../../src-shared/publication/package/read-files'

/** Digests a file as it comes, by Node's own SHA-256 and CRC-32. */
export const fileDigest = (): FileDigest => {
  const hash = createHash('sha256')
  let crc = 0
  return {
    update: (chunk) => {
      hash.update(chunk)
      crc = crc32(chunk, crc)
    },
    end: () => ({ sha256: hash.digest('hex'), crc32: crc }),
  }
}

/** Both digests of bytes at hand. */
export const digestsOf = (bytes: Uint8Array): { sha256: string; crc32: number } => {
  const digest = fileDigest()
  digest.update(bytes)
  return digest.end()
}
