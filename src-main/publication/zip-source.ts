import { open } from 'node:fs/promises'

import { CHUNK, sourceOf, type ZipSource } from '../../src-shared/publication/package/zip-source'

/** A zip that is open, and has to be closed. */
export type OpenSource = ZipSource & { close: () => Promise<void> }

const fromFile = async (path: string): Promise<OpenSource> => {
  // One descriptor throughout, so that a file replaced meanwhile cannot show two faces.
  const handle = await open(path, 'r')
  try {
    const info = await handle.stat()
    if (!info.isFile()) throw new TypeError('not a file')
    const fill = async (buffer: Buffer, position: number): Promise<void> => {
      for (let done = 0; done < buffer.length; ) {
        const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position + done)
        if (bytesRead === 0) throw new RangeError('beyond the end')
        done += bytesRead
      }
    }
    return {
      size: info.size,
      read: async (position, length) => {
        const buffer = Buffer.alloc(length)
        await fill(buffer, position)
        return buffer
      },
      // One buffer for all of it: of a large package each chunk anew would be most of the memory.
      scan: async (position, length, take) => {
        const buffer = Buffer.alloc(Math.min(CHUNK, length))
        for (let done = 0; done < length; done += CHUNK) {
          const chunk = buffer.subarray(0, Math.min(CHUNK, length - done))
          await fill(chunk, position + done)
          take(chunk)
        }
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Opens bytes, or the file at a path. Throws what the file system throws. */
export const openSource = (source: Uint8Array | string): Promise<OpenSource> => (typeof source === 'string' ? fromFile(source) : Promise.resolve({ ...sourceOf(source), close: () => Promise.resolve() }))
