import { createCipheriv, randomBytes, randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { makeFolder, writeFault } from '../../durable/write'
import { scanBy } from '../../../src-shared/publication/package/zip-source'
import type { OpenSource } from '../zip-source'

const BLOCK = 16

/**
 * Puts a stream aside on the disk to be read from anywhere in: what is decrypted must not lie there in the clear, so it lies there under a key of this one reading that is
 * never written (AES-256 in counter mode; that the bytes are the right ones is checked by whoever reads them). The file has no name. Stops at `limit` bytes with a
 * RangeError; throws what the stream throws, and a Fault where the disk refuses.
 */
export const spoolSealed = async (stream: AsyncIterable<Uint8Array>, folder: string, limit: number): Promise<OpenSource> => {
  await makeFolder(folder)
  const path = join(folder, `${randomUUID()}.tmp`)
  const key = randomBytes(32)
  const handle = await open(path, 'wx+', 0o600).catch((error: unknown) => {
    throw writeFault(error, path)
  })
  await rm(path, { force: true }).catch(() => undefined)
  const close = async (): Promise<void> => {
    await handle.close()
    // Where the system will not part a file from its name while it is open.
    await rm(path, { force: true }).catch(() => undefined)
  }
  /** The cipher as it stands at the beginning of a block: its counter is the block's number, for no other file has this key. */
  const cipherAt = (block: number) => {
    const counter = Buffer.alloc(BLOCK)
    counter.writeBigUInt64BE(BigInt(block), 8)
    return createCipheriv('aes-256-ctr', key, counter)
  }
  let size = 0
  try {
    const cipher = cipherAt(0)
    for await (const chunk of stream) {
      if (size + chunk.length > limit) throw new RangeError('larger than a hand-off file can be')
      const sealed = cipher.update(chunk)
      try {
        for (let done = 0; done < sealed.length; ) done += (await handle.write(sealed, done, sealed.length - done, size + done)).bytesWritten
      } catch (error) {
        throw writeFault(error, path)
      }
      size += chunk.length
    }
  } catch (error) {
    await close()
    throw error
  }
  const read = async (position: number, length: number): Promise<Uint8Array> => {
    if (position < 0 || position + length > size) throw new RangeError('beyond the end')
    const skip = position % BLOCK
    const buffer = Buffer.alloc(skip + length)
    for (let done = 0; done < buffer.length; ) {
      const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position - skip + done)
      if (bytesRead === 0) throw new RangeError('beyond the end')
      done += bytesRead
    }
    return cipherAt((position - skip) / BLOCK).update(buffer).subarray(skip)
  }
  return { size, read, scan: scanBy(read), close }
}
