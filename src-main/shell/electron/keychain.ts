/* eslint-disable @typescript-eslint/no-deprecated -- Its asynchronous successor reads the same bytes; keys are sealed synchronously until it leaves its first releases. */
import { safeStorage } from 'electron'

import { Fault } from '../../../src-shared/outcome'
import type { Keychain } from '../host'

/**
 * The system's keychain through Electron, or null where there is none worth the name: on Linux the basic_text backend keeps
 * secrets under a password everyone knows. Call after the app is ready.
 */
export const electronKeychain = (platform: string): Keychain | null => {
  const trusted = (): boolean => {
    if (!safeStorage.isEncryptionAvailable()) return false
    return platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  }
  if (!trusted()) return null
  const guarded = <T>(act: () => T): T => {
    try {
      if (!trusted()) throw new Error('the keychain is locked or gone')
      return act()
    } catch (error) {
      throw new Fault('keychain-refused', `The system's keychain refused: ${error instanceof Error ? error.message : String(error)}`, {}, error)
    }
  }
  return {
    available: trusted,
    encrypt: (text) => guarded(() => new Uint8Array(safeStorage.encryptString(text))),
    decrypt: (bytes) => guarded(() => safeStorage.decryptString(Buffer.from(bytes))),
  }
}
