import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import { link, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { makeFolder, syncFolder, writeDurable, writeFault } from '../durable/write'
import { failed, failureOf, ok, type Outcome } from '../../src-shared/outcome'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { envelopeBy, keyIdOf, pemOf } from './crypto'

/** The desk's own key: seals packages and records. `sign` cannot fail; the key is open as long as the desk runs. */
export type DeskKey = { id: string; publicKey: string; sign: (payloadType: string, payload: Uint8Array) => Envelope }

const NAME = 'desk-key.pem'
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Makes a key, unless another process of the desk makes one in the same folder first: then that one stands. */
const make = async (path: string, now: string): Promise<void> => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const note = `Stet desk key, made ${now}. Whoever holds this file can seal and enrol as this desk. Back it up; show it to nobody.\n`
  const fresh = `${path}.${randomUUID()}.tmp`
  await writeDurable(fresh, `${note}${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}`, { mode: 0o600 })
  try {
    await link(fresh, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) await rename(fresh, path) // No hard links on this disk.
  }
  await rm(fresh, { force: true })
  await syncFolder(dirname(path))
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

/** Where a desk's key stands in its folder. */
export const deskKeyFile = (folder: string): string => join(folder, NAME)

const idOf = (key: KeyObject): string => keyIdOf(pemOf(createPublicKey(key)))

/** The id of the private key in a PEM text, or null where it is no desk's key. */
export const deskKeyIdIn = (pem: string): string | null => {
  try {
    const key = createPrivateKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? idOf(key) : null
  } catch {
    return null
  }
}

/** The id of the desk's key in a file; null where there is none. Refuses as deskKey does. */
export const deskKeyOf = async (path: string): Promise<Outcome<string> | null> => {
  const found = await readKey(path)
  return found?.ok ? ok(idOf(found.value)) : found
}

/**
 * The desk's key, made on first use and kept as PKCS8 PEM in `<folder>/desk-key.pem`, mode 0600. It is not sealed by a passphrase:
 * a server starts with nobody there to type one, so the file's own permissions guard it, and a file others can read is refused
 * (`desk-key-exposed`). Never replaced when damaged (`key-damaged`): a new key would be another desk. `file` names one that stands elsewhere,
 * for several processes of one desk; it is never made (`desk-key-missing`).
 */
export const deskKey = async (options: { folder: string; now: () => string; file?: string | null }): Promise<Outcome<DeskKey>> => {
  const path = options.file ?? join(options.folder, NAME)
  try {
    let found = await readKey(path)
    if (!found && options.file) return failed('desk-key-missing', `There is no desk key at ${path}.`, { path })
    if (!found) {
      await makeFolder(options.folder)
      await make(path, options.now())
      found = await readKey(path)
    }
    if (!found) return failed('desk-key-missing', `There is no desk key at ${path}.`, { path })
    if (!found.ok) return found
    const key = found.value
    const publicKey = pemOf(createPublicKey(key))
    const id = keyIdOf(publicKey)
    return ok({ id, publicKey, sign: (payloadType, payload) => envelopeBy(id, (message) => sign(null, message, key), payloadType, payload) })
  } catch (error) {
    return failureOf(writeFault(error, path))
  }
}
