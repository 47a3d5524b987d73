import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { writeFault } from '../durable/write'
import { digestsOf } from './file-digest'

/** Bytes that were put aside: their size and digests, and the bytes again. */
export type Spooled = { size: number; sha256: string; crc32: number; read: () => Promise<Uint8Array> }

/** What is made before it can be written, because its digest must stand in front of it: on the disk, not in memory. Closing it twice is closing it. */
export type Spool = { add: (bytes: Uint8Array) => Promise<Spooled>; close: () => Promise<void> }

/** Opens a spool in a folder. Its file has no name there, so that it goes with whoever made it, however they end. Throws a Fault. */
export const openSpool = async (folder: string): Promise<Spool> => {
  const path = join(folder, `packing-${randomUUID()}.tmp`)
  const handle = await open(path, 'wx+', 0o600).catch((error: unknown) => {
    throw writeFault(error, path)
  })
  // Where the system will not part a file from its name while it is open, it goes at the end.
  await rm(path, { force: true }).catch(() => undefined)
  let end = 0
  let closed = false
  return {
    add: async (bytes) => {
      const at = end
      // Of the bytes only their length: what reads them again must not keep them.
      const size = bytes.length
      end += size
      try {
        for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten
      } catch (error) {
        throw writeFault(error, path)
      }
      return {
        size,
        ...digestsOf(bytes),
        read: async () => {
          const buffer = Buffer.alloc(size)
          for (let done = 0; done < buffer.length; ) {
            const { bytesRead } = await handle.read(buffer, done, buffer.length - done, at + done)
            if (bytesRead === 0) throw new RangeError('the spool is shorter than what was put in')
            done += bytesRead
          }
          return buffer
        },
      }
    },
    close: async () => {
      if (closed) return
      closed = true
      await handle.close()
      await rm(path, { force: true }).catch(() => undefined)
    },
  }
}
