import { DatabaseSync } from 'node:sqlite'

/**
 * Takes a file for this process alone until it is released or the process dies: SQLite's own file lock, which the operating
 * system lets go by itself. Answers what releases it, or null where another process has it. Throws where the file cannot be
 * made or the file system knows no locks. The file stays, empty: removing it would let two processes lock two files of one name.
 */
export const lockFile = (file: string): (() => void) | null => {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    // In memory, so that no journal lies beside the file while it is held.
    database.exec('pragma journal_mode = memory; begin exclusive')
    return () => database.close()
  } catch (error) {
    database.close()
    if (error instanceof Error && /lock|busy/i.test(error.message)) return null
    throw error
  }
}
