import { join } from 'node:path'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { lockFile } from '../durable/process-lock'

/** Takes a desk's folder for this process alone: two writers would break the ledger's chain. Answers what releases it, or `desk-in-use`. */
export const lockFolder = (folder: string): Outcome<() => void> => {
  const release = lockFile(join(folder, 'desk.lock'))
  return release ? ok(release) : failed('desk-in-use', 'This desk is already open in another process.', { folder })
}
