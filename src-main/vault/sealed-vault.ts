import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

import { Fault } from '../../src-shared/outcome'
import type { Vault } from '../durable/vault'
import { writeDurable } from '../durable/write'
import { isSealed, openBytes, placeOf, sealBytes } from './sealed-bytes'

/** On its way to being sealed, sealed, or on its way back. While on the way files of both kinds are read. */
export type Phase = 'sealing' | 'sealed' | 'unsealing'

/** A vault that forgets its key: after `close` it reads and writes nothing more, with Fault `library-locked`. */
export type SealedVault = Vault & { close: () => void }

/** Opens a vault over the files under `root` with a 32-byte key, which it takes over and clears in the end. `phase` is asked at every use. */
export const sealedVault = (options: { root: string; key: Buffer; phase: () => Phase }): SealedVault => {
  const { root, key, phase } = options
  let closed = false
  const insist = (): void => {
    if (closed) throw new Fault('library-locked', 'The library is locked; its key is no longer in memory.')
  }
  const opened = (file: string, bytes: Uint8Array, writtenAs = file): Uint8Array => {
    insist()
    const place = placeOf(root, writtenAs)
    const broken = (reason: string): Fault => new Fault('vault-broken', `${file} does not open: ${reason}.`, { path: file, place, reason })
    if (!isSealed(bytes)) {
      if (phase() === 'sealed') throw broken('it is not sealed, and everything here is')
      return bytes
    }
    const content = openBytes(key, place, bytes)
    if (content === 'newer') throw new Fault('vault-newer', `${file} was sealed by a newer Stet.`, { path: file })
    if (content === 'broken') throw broken('changed, cut short, or sealed for another place')
    return content
  }
  return {
    get sealed() {
      return phase() !== 'unsealing'
    },
    write: async (file, data, options) => {
      insist()
      await writeDurable(file, phase() === 'unsealing' ? data : sealBytes(key, placeOf(root, file), data), options)
    },
    read: async (file, writtenAs) => {
      insist()
      return opened(writtenAs ?? file, await readFile(file))
    },
    readSync: (file) => {
      insist()
      return opened(file, readFileSync(file))
    },
    close: () => {
      closed = true
      key.fill(0)
    },
  }
}
