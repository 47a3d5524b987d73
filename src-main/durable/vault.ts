import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

import { writeDurable } from './write'

/**
 * How one person's own files reach the disk and come back: as they are, or sealed. Everything that holds their words or
 * pictures (drafts, photos, history, index, outbox) goes through the vault it was opened with; what holds only ids need not.
 */
export type Vault = {
  /** True where what is written cannot be read without the key. */
  sealed: boolean
  /** As writeDurable: durable when it returns, the old file whole until then; throws a Fault. */
  write: (file: string, data: string | Uint8Array, options?: { previous?: boolean; mode?: number }) => Promise<void>
  /** The bytes as they were given to `write`. Throws the file system's own errors, and Fault `vault-broken` for bytes that do not open. */
  read: (file: string, /** The name it was written by, where another program renamed it. */ writtenAs?: string) => Promise<Uint8Array>
  /** The same, at once. */
  readSync: (file: string) => Uint8Array
}

/** Files as they are. */
export const plainVault: Vault = { sealed: false, write: writeDurable, read: (file) => readFile(file), readSync: (file) => readFileSync(file) }
