import type { FileHandle } from 'node:fs/promises'
import { open, readdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

import { Fault } from '../../src-shared/outcome'
import { isTemporary, syncFolder, writeDurable } from '../durable/write'
import { isSealed, MARK_BYTES, openBytes, placeOf, sealBytes } from './sealed-bytes'

/** What a conversion does with one file, by its path under the person's folder with "/". */
export type Treatment = 'convert' | 'keep' | 'remove'

/** Where a conversion stands, in bytes. */
export type Progress = { done: number; total: number }

/** How it ended: `left` are sealed files this key does not open, which stay as they are. */
export type Converted = { finished: boolean; left: string[] }

/** `writtenAs`: other paths a file may have been sealed for, where another program moved it. */
type Options = { root: string; key: Uint8Array; to: 'sealed' | 'plain'; treat: (path: string) => Treatment; writtenAs: (path: string) => string[]; progress: (progress: Progress) => void; signal: AbortSignal }

/** Fsyncs of several small files wait side by side; a large one is in memory alone. */
const LANES = 6
const LARGE = 8_000_000
/** How many plain files show that a library is not sealed. */
const ENOUGH = 20

type Found = { file: string; path: string; bytes: number }

/** Files as they come, nearest the root first, without looking at every one. */
const glance = async function* (root: string, folder: string): AsyncGenerator<{ file: string; path: string }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) if (entry.isFile()) yield { file: join(folder, entry.name), path: relative(root, join(folder, entry.name)).split(sep).join('/') }
  for (const entry of entries) if (entry.isDirectory()) yield* glance(root, join(folder, entry.name))
}

/** True where something under a folder is sealed. Looks at a few files only, since either all are or none. */
export const holdsSealed = async (root: string, treat: (path: string) => Treatment): Promise<boolean> => {
  let looked = 0
  for await (const { file, path } of glance(root, root)) {
    if (treat(path) !== 'convert') continue
    if (await beginsSealed(file).catch(() => false)) return true
    if ((looked += 1) >= ENOUGH) return false
  }
  return false
}

/** Every file under a folder, links followed once. */
const filesUnder = async (root: string, folder: string, seen: Set<string>): Promise<Found[]> => {
  const real = await realpath(folder)
  if (seen.has(real)) return []
  seen.add(real)
  const found: Found[] = []
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    const facts = await stat(file).catch(() => null) // A link that leads nowhere holds nothing.
    if (facts?.isDirectory()) found.push(...(await filesUnder(root, file, seen)))
    else if (facts?.isFile()) found.push({ file, path: relative(root, file).split(sep).join('/'), bytes: facts.size })
  }
  return found
}

const beginsSealed = async (file: string): Promise<boolean> => {
  const handle = await open(file, 'r')
  try {
    const start = Buffer.alloc(MARK_BYTES)
    await handle.read(start, 0, MARK_BYTES, 0)
    return isSealed(start)
  } finally {
    await handle.close()
  }
}

/** Overwrites what has no name any more. On flash and on copy-on-write file systems the old blocks stay all the same, until they are used again. */
const scrub = async (handle: FileHandle): Promise<void> => {
  const { nlink, size } = await handle.stat()
  if (nlink > 0) return // Another name still needs it.
  const zeros = Buffer.alloc(Math.min(size, 1 << 20))
  for (let at = 0; at < size; at += zeros.length) await handle.write(zeros, 0, Math.min(zeros.length, size - at), at)
  await handle.datasync()
}

/** Puts other bytes in a file's place, durably; plain bytes it held are overwritten where the file system lets one. */
const replace = async (file: string, bytes: Uint8Array, wipe: boolean): Promise<void> => {
  const target = await realpath(file)
  // Windows does not replace a file that is open.
  const old = wipe && process.platform !== 'win32' ? await open(target, 'r+').catch(() => null) : null
  try {
    await writeDurable(target, bytes)
    if (old) await scrub(old).catch(() => undefined)
  } finally {
    await old?.close()
  }
}

/** `left` for what does not open under this key. */
const convertOne = async ({ file, path }: Found, { root, key, to, writtenAs }: Options): Promise<'done' | 'left'> => {
  const bytes = await readFile(file)
  const place = placeOf(root, file)
  if (!isSealed(bytes)) {
    if (to === 'sealed') await replace(file, sealBytes(key, place, bytes), true)
    return 'done'
  }
  const content = [place, ...writtenAs(path)].map((each) => openBytes(key, each, bytes)).find((each) => typeof each !== 'string')
  if (content === undefined) return 'left'
  if (to === 'plain') await replace(file, content, false)
  return 'done'
}

const remove = async (file: string, wipe: boolean): Promise<void> => {
  const old = wipe && process.platform !== 'win32' ? await open(file, 'r+').catch(() => null) : null
  try {
    await rm(file, { force: true })
    if (old) await scrub(old).catch(() => undefined)
  } finally {
    await old?.close()
  }
}

/** Runs a lane several times over. Every lane comes to rest before a failure is told, or one would go on writing behind the caller's back. */
const abreast = async (lanes: number, lane: () => Promise<void>): Promise<void> => {
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  for (const each of ended) if (each.status === 'rejected') throw each.reason
}

/**
 * Turns every file under `root` into the other kind, one durable write each, so that it may be stopped or killed anywhere and
 * gone on with later, in either direction. Nothing else may write there meanwhile. Sealing looks again until nothing plain is
 * left. Throws a Fault where a file cannot be read or written; what was done stays done.
 */
export const convert = async (options: Options): Promise<Converted> => {
  const { root, to, treat, progress, signal } = options
  const left = new Set<string>()
  for (;;) {
    const found = (await filesUnder(root, root, new Set())).filter(({ path }) => treat(path) !== 'keep')
    const todo: Found[] = []
    for (const one of found) if (isTemporary(one.file) || treat(one.path) === 'remove' || ((await beginsSealed(one.file)) !== (to === 'sealed') && !left.has(one.path))) todo.push(one)
    if (todo.length === 0) break
    const total = found.reduce((sum, { bytes }) => sum + bytes, 0)
    let done = total - todo.reduce((sum, { bytes }) => sum + bytes, 0)
    progress({ done, total })
    const lane = (rest: Found[]) => async (): Promise<void> => {
      for (let next = rest.shift(); next && !signal.aborted; next = rest.shift()) {
        try {
          if (isTemporary(next.file) || treat(next.path) === 'remove') await remove(next.file, to === 'sealed')
          else if ((await convertOne(next, options)) === 'left') left.add(next.path)
        } catch (error) {
          if (error instanceof Fault) throw error
          throw new Fault('seal-stuck', `${next.file} could not be read: ${error instanceof Error ? error.message : String(error)}`, { path: next.file }, error)
        }
        done += next.bytes
        progress({ done, total })
      }
    }
    await abreast(LANES, lane(todo.filter(({ bytes }) => bytes <= LARGE)))
    await abreast(1, lane(todo.filter(({ bytes }) => bytes > LARGE)))
    if (signal.aborted) return { finished: false, left: [...left] }
  }
  await syncFolder(root)
  return { finished: true, left: [...left] }
}
