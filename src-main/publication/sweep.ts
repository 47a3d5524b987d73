import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { isBatchFolder } from './batch-folder'

/** How the name of a package ends that is being written or verified; in front of it are a dot and a random id. */
export const UNFINISHED = '.zip.tmp'
// Writing durably goes through one more temporary name behind it.
const OURS = /^\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.zip\.tmp(?:\.[\da-f-]{36}\.tmp)?$/

const sweepIn = async (folder: string, before: number): Promise<void> => {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((each) => OURS.test(each))) {
    const path = join(folder, name)
    const info = await stat(path).catch(() => null)
    if (info?.isFile() && info.mtimeMs <= before) await rm(path, { force: true }).catch(() => undefined)
  }
}

/**
 * Takes away what a killed process left of packages it was writing, in a folder of packages and in its folders of batches: only what nobody wrote to since `before`
 * (milliseconds), as another process may be at work there.
 */
export const sweepUnfinished = async (folder: string, before: number): Promise<void> => {
  await sweepIn(folder, before)
  for (const name of (await readdir(folder).catch(() => [])).filter(isBatchFolder)) await sweepIn(join(folder, name), before)
}
