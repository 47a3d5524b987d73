import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { makeFolder, writeDurable, writeFault } from '../durable/write'
import { failed, failureOf, ok, type Outcome } from '../../src-shared/outcome'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { envelopeBy, keyIdOf, pemOf } from './crypto'

/** The desk's own key: seals packages and records. `sign` cannot fail; the key is open as long as the desk runs. */
export type DeskKey = { id: string; publicKey: string; sign: (payloadType: string, payload: Uint8Array) => Envelope }

const NAME = 'desk-key.pem'
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const made = async (path: string, now: string): Promise<KeyObject> => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const note = `Stet desk key, made ${now}. Whoever holds this file can seal and enrol as this desk. Back it up; show it to nobody.\n`
  await writeDurable(path, `${note}${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}`, { mode: 0o600 })
  return privateKey
}

const readKey = async (path: string): Promise<Outcome<KeyObject> | null> => {
  let info
  try {
    info = await stat(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  if (!info.isFile()) return failed('key-damaged', `${path} is not a file.`, { path })
  // Windows has no such bits; there the folder's own access list guards it.
  if (process.platform !== 'win32' && (info.mode & 0o077) !== 0)
    return failed('desk-key-exposed', `Other accounts can read the desk's key: run chmod 600 ${path}.`, { path })
  try {
    const key = createPrivateKey(await readFile(path, 'utf8'))
    if (key.asymmetricKeyType === 'ed25519') return ok(key)
    return failed('key-damaged', `${path} is not an Ed25519 key.`, { path })
  } catch {
    return failed('key-damaged', `${path} does not hold a private key.`, { path })
  }
}

/**
 * The desk's key, made on first use and kept as PKCS8 PEM in `<folder>/desk-key.pem`, mode 0600. It is not sealed by a passphrase:
 * a server starts with nobody there to type one, so the file's own permissions guard it, and a file others can read is refused
 * (`desk-key-exposed`). Never replaced when damaged (`key-damaged`): a new key would be another desk.
 */
export const deskKey = async (options: { folder: string; now: () => string; keychain?: null }): Promise<Outcome<DeskKey>> => {
  const path = join(options.folder, NAME)
  try {
    await makeFolder(options.folder)
    const found = await readKey(path)
    if (found && !found.ok) return found
    const key = found ? found.value : await made(path, options.now())
    const publicKey = pemOf(createPublicKey(key))
    const id = keyIdOf(publicKey)
    return ok({ id, publicKey, sign: (payloadType, payload) => envelopeBy(id, (message) => sign(null, message, key), payloadType, payload) })
  } catch (error) {
    return failureOf(writeFault(error, path))
  }
}
