import { join } from 'node:path'

import { failed, failureOf, ok, type Outcome } from '../../src-shared/outcome'
import type { Vault } from '../durable/vault'
import { makeFolder, writeFault } from '../durable/write'
import { openJournal, readJournal, type Journal } from './journal'
import { openRows, type Rows } from './rows'
import { sweepLibrary, sweepStory } from './scan'

/** How long after the last change the index is written, in milliseconds. The journal covers what comes before. */
const FLUSH_AFTER = 3000

/** The rows, the journal that makes a stale index harmless, and what closes both. */
export type KeptRows = { rows: Rows; journal: Pick<Journal, 'touch'>; close: () => Promise<void> }

const prepare = async (folder: string, stories: string): Promise<Outcome<Journal>> => {
  const file = join(folder, 'index.journal')
  try {
    await makeFolder(stories)
    sweepLibrary(folder) // First: on a full disk it may be what makes room.
    return ok(await openJournal(file))
  } catch (error) {
    const fault = writeFault(error, file)
    if (fault.code === 'disk-full') return failureOf(fault)
    const reason = String(fault.details['reason'] ?? fault.code)
    return failed('library-read-only', `Stet may not write in ${folder} (${reason}). Allow writing there or choose another folder.`, { path: folder, reason })
  }
}

/** Makes the folders, clears what a killed session left, and keeps the index written behind the changes. While `reading` says so nothing is written: the library is another's. */
export const keepRows = async (vault: Vault, folder: string, stories: string, reading: () => boolean): Promise<Outcome<KeptRows>> => {
  const prepared = reading() ? ok(await readJournal(join(folder, 'index.journal'))) : await prepare(folder, stories)
  if (!prepared.ok) return prepared
  const journal = prepared.value

  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<boolean> = Promise.resolve(true)
  let closing = false
  const flush = async (): Promise<boolean> => {
    if (reading()) return false
    try {
      if (rows.changed()) await rows.flush()
      await journal.settle()
      return true
    } catch {
      // The index can always be made again; the journal says which rows to look at. The next change tries once more.
      return false
    }
  }
  const dirty = (): void => {
    if (closing) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      flushing = flushing.then(flush)
    }, FLUSH_AFTER)
    timer.unref()
  }
  const rows = openRows(vault, folder, dirty)
  for (const id of journal.inherited) {
    if (!reading()) sweepStory(stories, id)
    rows.look(id)
  }
  return ok({
    rows,
    journal,
    close: async () => {
      closing = true
      clearTimeout(timer)
      await flushing
      await journal.close(await flush())
    },
  })
}
