import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { makeFolder, syncFolder, writeFault } from '../durable/write'

/** Where folders stand that are being removed: out of the library at once, off the disk soon. */
const leavingIn = (library: string): string => join(library, 'removed')

/** Takes a story's folder (draft, photos, history) out of the library in one step that survives a power cut, then removes it. Throws a Fault if it is still there. */
export const removeStory = async (library: string, folder: string): Promise<void> => {
  try {
    const leaving = leavingIn(library)
    await makeFolder(leaving)
    const gone = join(leaving, randomUUID())
    await rename(folder, gone)
    await syncFolder(dirname(folder))
    // Gone from the library already: what a full or failing disk keeps of it is swept at the next opening.
    await rm(leaving, { recursive: true, force: true }).catch(() => undefined)
  } catch (error) {
    throw writeFault(error, folder)
  }
}

/** Removes what a killed session was still removing. */
export const sweepRemoved = async (library: string): Promise<void> => {
  await rm(leavingIn(library), { recursive: true, force: true }).catch(() => undefined)
}
