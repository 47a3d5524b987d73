import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'

import { syncFolder, writeFault } from './write'

/**
 * Writes a file too large for one buffer so that it is there whole and durably when this returns, or not at all: `fill` writes
 * into a temporary file beside it and ends the stream; what it answers is answered. Throws what `fill` throws, or a Fault; then nothing is left.
 */
export const streamDurable = async <T>(file: string, fill: (into: Writable) => Promise<T>, options: { mode?: number } = {}): Promise<T> => {
  const fresh = `${file}.${randomUUID()}.tmp`
  let filling = false
  try {
    const handle = await open(fresh, 'wx', options.mode)
    const stream = handle.createWriteStream({ autoClose: false })
    let filled: T
    try {
      filling = true
      filled = await fill(stream)
      filling = false
      await handle.sync()
    } finally {
      stream.destroy()
      await handle.close()
    }
    await rename(fresh, file)
    await syncFolder(dirname(file))
    return filled
  } catch (error) {
    await rm(fresh, { force: true })
    // A full disk shows while filling too; what else goes wrong there is the filler's own to say.
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (filling && code !== 'ENOSPC' && code !== 'EDQUOT') throw error
    throw writeFault(error, file)
  }
}
