import { open } from 'node:fs/promises'

import { sourceOf, type ZipSource } from '../../src-shared/publication/package/zip-source'

/** A zip that is open, and has to be closed. */
export type OpenSource = ZipSource & { close: () => Promise<void> }

const fromFile = async (path: string): Promise<OpenSource> => {
  // One descriptor throughout, so that a file replaced meanwhile cannot show two faces.
  const handle = await open(path, 'r')
  try {
    const info = await handle.stat()
    if (!info.isFile()) throw new TypeError('not a file')
    return {
      size: info.size,
      read: async (position, length) => {
        const buffer = Buffer.alloc(length)
        let done = 0
        while (done < length) {
          const { bytesRead } = await handle.read(buffer, done, length - done, position + done)
          if (bytesRead === 0) throw new RangeError('beyond the end')
          done += bytesRead
        }
        return buffer
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
