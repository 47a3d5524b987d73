import { open } from 'node:fs/promises'
import yauzl from 'yauzl'

/** A zip to read from anywhere in: its size in bytes, exact reads (short ones throw), and yauzl over the same bytes. */
export type ZipSource = { size: number; read: (position: number, length: number) => Promise<Buffer>; openZip: () => Promise<yauzl.ZipFile>; close: () => Promise<void> }

// Names and sizes are judged here, each with a finding of its own; yauzl would stop at the first.
const OPTIONS = { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: false } as const

const fromBytes = (bytes: Uint8Array): ZipSource => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    size: buffer.length,
    read: (position, length) => (position + length <= buffer.length ? Promise.resolve(buffer.subarray(position, position + length)) : Promise.reject(new RangeError('beyond the end'))),
    openZip: () => yauzl.fromBufferPromise(buffer, { ...OPTIONS }),
    close: () => Promise.resolve(),
  }
}

const fromFile = async (path: string): Promise<ZipSource> => {
  const handle = await open(path, 'r')
  try {
    const info = await handle.stat()
    if (!info.isFile()) throw new TypeError('not a file')
    return {
      size: info.size,
      read: async (position, length) => {
        const buffer = Buffer.alloc(length)
        const { bytesRead } = await handle.read(buffer, 0, length, position)
        if (bytesRead < length) throw new RangeError('beyond the end')
        return buffer
      },
      // One descriptor for both, so that a file replaced meanwhile cannot show them different bytes. yauzl never closes it: we do.
      openZip: () => yauzl.fromFdPromise(handle.fd, { ...OPTIONS }),
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Opens bytes, or the file at a path. Throws what the file system throws. */
export const openSource = (source: Uint8Array | string): Promise<ZipSource> => (typeof source === 'string' ? fromFile(source) : Promise.resolve(fromBytes(source)))
