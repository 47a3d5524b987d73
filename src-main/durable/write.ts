import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { chmod, copyFile, link, mkdir, open, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

import { Fault } from '../../src-shared/outcome'
import { makeTurns } from './turns'

/** Where the previous generation of a file stands. */
export const previousOf = (file: string): string => `${file}.previous`

/** Puts a folder's own entries (creations, renames) on the disk. Windows cannot; its renames are durable by the file system's journal. */
export const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (process.platform !== 'win32') throw error
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** A file system error as a Fault people can act on: `disk-full`, `folder-read-only`, or `write-failed`. */
export const writeFault = (error: unknown, path: string): Fault => {
  if (error instanceof Fault) return error
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Fault('disk-full', `The disk is full: ${path} was not written.`, { path }, error)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new Fault('folder-read-only', `No permission to write ${path}.`, { path }, error)
  return new Fault('write-failed', `${path} was not written: ${error instanceof Error ? error.message : String(error)}`, { path, reason: code }, error)
}

const temporaryOf = (file: string): string => `${file}.${randomUUID()}.tmp`

/** True for the name of a temporary file that a killed process may have left behind. */
export const isTemporary = (name: string): boolean => name.endsWith('.tmp')

/** What is written: all of it, or one piece after another as it is made. */
type Content = string | Uint8Array | AsyncIterable<Uint8Array>

const writeSynced = async (file: string, data: Content, mode: number | undefined): Promise<void> => {
  const handle = await open(file, 'wx', mode)
  try {
    // Unlike one write(2), this goes on after a short write, so a full disk is an error and never a file cut off in silence.
    await writeFile(handle, data)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const statOf = async (file: string): Promise<Stats | null> => {
  try {
    return await stat(file)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

type Old = { mode: number; held: boolean }

/** Gives the file as it stands a second name, to become the previous generation. `held` is false if there is nothing to hold. */
const hold = async (file: string, second: string | null): Promise<Old | null> => {
  const old = await statOf(file)
  if (!old || second === null) return old && { mode: old.mode & 0o777, held: false }
  const mode = old.mode & 0o777
  // Killed between the two renames below, the previous generation is already this one.
  if (old.nlink > 1 && (await statOf(previousOf(file)))?.ino === old.ino) return { mode, held: false }
  try {
    await link(file, second)
  } catch {
    await copyFile(file, second) // No hard links on this disk (exFAT, some shares).
  }
  return { mode, held: true }
}

const openFolder = async (folder: string): Promise<FileHandle | null> => {
  try {
    return await open(folder, 'r')
  } catch (error) {
    if (process.platform !== 'win32') throw error
    return null
  }
}

const valueOf = <T>(settled: PromiseSettledResult<T>): T => {
  if (settled.status === 'rejected') throw settled.reason
  return settled.value
}

const replace = async (file: string, data: Content, options: { previous?: boolean; mode?: number }): Promise<void> => {
  const fresh = temporaryOf(file)
  const second = options.previous ? temporaryOf(previousOf(file)) : null
  // Everything that can go on beside the one slow thing, the fsync, does.
  const [written, standing, folder] = await Promise.allSettled([writeSynced(fresh, data, options.mode), hold(file, second), openFolder(dirname(file))])
  try {
    valueOf(written)
    const old = valueOf(standing)
    const entries = valueOf(folder)
    if (old && options.mode === undefined && (old.mode & 0o077) === 0) await chmod(fresh, old.mode) // What only its owner may read stays so.
    // Only now, with the new bytes safe, may the generation before the last one go. In either order one of the two is whole.
    const [renamed, kept] = await Promise.allSettled([rename(fresh, file), second !== null && old?.held ? rename(second, previousOf(file)) : null])
    valueOf(renamed)
    if (kept.status === 'rejected' && second !== null) await rm(second, { force: true })
    if (process.platform === 'win32') await entries?.sync().catch(() => undefined)
    else await entries?.sync()
  } catch (error) {
    await Promise.allSettled([rm(fresh, { force: true }), second === null ? undefined : rm(second, { force: true })])
    throw error
  } finally {
    // Nothing waits for this: it has no say in what is on the disk.
    if (folder.status === 'fulfilled') void folder.value?.close().catch(() => undefined)
  }
}

const turns = makeTurns()

/**
 * Replaces a file so that, when this returns, its new bytes survive a power cut, and at every moment before it either the old
 * or the new file is whole: temporary file, fsync, rename, folder fsync. `previous` also keeps the last generation beside it.
 * Two writes of one file take turns. Throws a Fault (see writeFault); then the old file and its previous generation stand
 * untouched and no temporary file is left.
 */
export const writeDurable = async (file: string, data: Content, options: { previous?: boolean; mode?: number } = {}): Promise<void> => {
  try {
    await turns.take(resolve(file), () => replace(file, data, options))
  } catch (error) {
    throw writeFault(error, file)
  }
}

// Not mkdir's own `recursive`: where a system folder answers ENOENT to every mkdir (/proc), Node tries for ever.
const make = async (folder: string, again = false): Promise<void> => {
  try {
    await mkdir(folder)
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error
    if (await statOf(dirname(folder))) {
      // Somebody else may have made the parent since; once.
      if (again) throw error
      return make(folder, true)
    }
    await make(dirname(folder))
    return make(folder, again)
  }
  await syncFolder(dirname(folder))
}

/** Makes a folder and its parents, durably. Throws a Fault. */
export const makeFolder = async (folder: string): Promise<void> => {
  try {
    await make(resolve(folder))
  } catch (error) {
    throw writeFault(error, folder)
  }
}
