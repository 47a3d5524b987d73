import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { failed, ok, type Outcome } from '../../src-shared/outcome'

/**
 * Takes a desk's folder for this process alone: two writers would break the ledger's chain. The lock is SQLite's own file
 * lock, so the operating system lets it go when the process dies. Answers what releases it, or `desk-in-use`.
 */
export const lockFolder = (folder: string): Outcome<() => void> => {
  const database = new DatabaseSync(join(folder, 'desk.lock'))
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive; pragma user_version = 1; commit')
    return ok(() => database.close())
  } catch (error) {
    database.close()
    if (error instanceof Error && /lock|busy/i.test(error.message)) return failed('desk-in-use', 'This desk is already open in another process.', { folder })
    throw error
  }
}
