import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

import { makeFolder, syncFolder, writeDurable, writeFault } from '../durable/write'
import { failed, failureOf, ok, type Outcome } from '../../src-shared/outcome'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { decryptionKey } from './agreement'
import { envelopeBy, keyIdOf, pemOf } from './crypto'
import { keyFileSchema, openKey, sealKey, type Keychain, type KeyFile } from './key-file'

export type { Keychain } from './key-file'

/** A key to show and to enrol: its id (SHA-256 of the SPKI DER) and SPKI PEM. */
export type PublicKey = { id: string; publicKey: string }

/** The keys of the people who work on this machine. `passphrase` is null where the keychain keeps the key. */
export type Signer = {
  state: (person: string) => 'absent' | 'locked' | 'open'
  /** True where the system's keychain keeps new keys, so no passphrase is needed. */
  keychain: boolean
  /** Makes a key, once. Refuses `key-exists`, `passphrase-needed`, `passphrase-weak`, and what writing refuses. */
  create: (person: string, passphrase: string | null) => Promise<Outcome<PublicKey>>
  /** Opens a key until it is locked or the program ends. Refuses `key-absent`, `key-damaged`, `passphrase-wrong`. */
  unlock: (person: string, passphrase: string | null) => Promise<Outcome<PublicKey>>
  /** Checks the passphrase again and changes nothing: asked before a sign-off, even when the key is open. */
  confirm: (person: string, passphrase: string | null) => Promise<Outcome<null>>
  publicKey: (person: string) => Outcome<PublicKey>
  /** Signs bytes as a DSSE envelope. Refuses `key-absent` and `key-locked`. */
  sign: (person: string, payloadType: string, payload: Uint8Array) => Outcome<Envelope>
  /** What opens files that were encrypted to this person's open key. Refuses `key-absent` and `key-locked`. */
  decryptionKey: (person: string) => Promise<Outcome<CryptoKey>>
  lock: (person: string) => void
  /**
   * Begins to change a key for a new one: made, sealed and on the disk beside the old one, which stays the person's until `finishRotation`. Answers
   * how the new one signs. A rotation that was interrupted goes on with the key it had made where the passphrase opens it. Refuses as `unlock` and `create` do.
   */
  beginRotation: (person: string, current: string | null, next: string | null) => Promise<Outcome<NextKey>>
  /** Puts the new key in the old one's place; the old file stays as `<name>.<id>.ended`. */
  finishRotation: (person: string, next: NextKey) => Promise<Outcome<PublicKey>>
  /** Ids of keys this machine ended, oldest first. */
  ended: (person: string) => Promise<string[]>
}

/** A key that is not the person's yet. */
export type NextKey = PublicKey & { sign: (payloadType: string, payload: Uint8Array) => Envelope }

/** One task at a time for each name, so that two clicks cannot make two keys. */
const queue = () => {
  const last = new Map<string, Promise<unknown>>()
  return <T>(name: string, task: () => Promise<T>): Promise<T> => {
    const next = (last.get(name) ?? Promise.resolve()).then(task, task)
    last.set(name, next)
    return next
  }
}

/**
 * Opens the key folder (made 0700). Private keys are born here, lie sealed on the disk and, once opened, live in memory only as
 * KeyObjects. One Stet at a time works in a folder; the home's own lock sees to that. Fails as writing does.
 */
export const openSigner = async (options: { folder: string; keychain: Keychain | null; now: () => string }): Promise<Outcome<Signer>> => {
  const { folder, now } = options
  const keychain = options.keychain?.available() ? options.keychain : null
  const open = new Map<string, { key: KeyObject; id: string }>()
  const locks = new Map<string, number>()
  const inTurn = queue()
  const fileOf = (person: string): string => join(folder, `${createHash('sha256').update(person, 'utf8').digest('hex').slice(0, 32)}.json`)

  try {
    await makeFolder(folder)
    await chmod(folder, 0o700)
  } catch (error) {
    return failureOf(writeFault(error, folder))
  }

  const read = (person: string): Outcome<KeyFile> => readAt(person, fileOf(person))
  const readAt = (person: string, path: string): Outcome<KeyFile> => {
    if (!existsSync(path)) return failed('key-absent', `There is no key of ${person} on this machine.`)
    const broken = (reason: string) => failed('key-damaged', `The key file ${path} is damaged: ${reason}.`, { path, reason })
    try {
      const parsed = keyFileSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
      if (!parsed.success) return broken(parsed.error.issues[0]?.path.join('.') ?? 'its form')
      if (parsed.data.person !== person) return broken('it belongs to somebody else')
      if (keyIdOf(parsed.data.publicKey) !== parsed.data.id) return broken('its id is not that of its key')
      return ok(parsed.data)
    } catch (error) {
      return broken(error instanceof Error ? error.message : String(error))
    }
  }

  const nextOf = (person: string): string => `${fileOf(person)}.next`
  const signingWith = (key: KeyObject, id: string): NextKey['sign'] => (payloadType, payload) => envelopeBy(id, (message) => sign(null, message, key), payloadType, payload)

  /** The key an interrupted rotation had made, where the passphrase opens it: the desk may know it already. */
  const goingOn = async (person: string, passphrase: string | null): Promise<{ file: KeyFile; key: KeyObject } | null> => {
    const path = nextOf(person)
    if (!existsSync(path)) return null
    const file = readAt(person, path)
    const key = file.ok ? await openKey(file.value, keychain, passphrase) : null
    return file.ok && key?.ok ? { file: file.value, key: key.value } : null
  }

  const beginRotation = async (person: string, current: string | null, passphrase: string | null): Promise<Outcome<NextKey>> => {
    const held = await openFile(person, current)
    if (!held.ok) return held
    const begun = await goingOn(person, passphrase)
    if (begun) return ok({ id: begun.file.id, publicKey: begun.file.publicKey, sign: signingWith(begun.key, begun.file.id) })
    const { privateKey } = generateKeyPairSync('ed25519')
    const publicKey = pemOf(createPublicKey(privateKey))
    const id = keyIdOf(publicKey)
    const file = await sealKey(privateKey, { person, id, publicKey, createdAt: now() }, keychain, passphrase)
    if (!file.ok) return file
    try {
      await writeDurable(nextOf(person), `${JSON.stringify(file.value, null, 2)}\n`, { mode: 0o600 })
    } catch (error) {
      return failureOf(error)
    }
    return ok({ id, publicKey, sign: signingWith(privateKey, id) })
  }

  const finishRotation = async (person: string, next: NextKey): Promise<Outcome<PublicKey>> => {
    const [path, fresh] = [fileOf(person), nextOf(person)]
    const [old, made] = [read(person), readAt(person, fresh)]
    if (!old.ok) return old
    if (!made.ok || made.value.id !== next.id) return failed('key-absent', `There is no new key of ${person} on this machine.`)
    try {
      // The old key has its second name, durably, before its first goes to the new one: at every moment both are on the disk.
      await writeDurable(`${path}.${old.value.id.slice(0, 16)}.ended`, readFileSync(path), { mode: 0o600 })
      await rename(fresh, path)
      await syncFolder(folder)
    } catch (error) {
      return failureOf(writeFault(error, path))
    }
    open.delete(person) // It signs with the old one; the person opens the new one.
    return ok({ id: next.id, publicKey: next.publicKey })
  }

  const ended = async (person: string): Promise<string[]> => {
    const path = fileOf(person)
    const current = read(person)
    const names = (await readdir(folder)).filter((name) => join(folder, name).startsWith(`${path}.`) && name.endsWith('.ended'))
    const files = names.flatMap((name) => { const file = readAt(person, join(folder, name)); return file.ok ? [file.value] : [] })
    // Cut off between the two steps, the old key has both names and has not ended.
    return files.filter(({ id }) => !current.ok || id !== current.value.id).sort((a, b) => a.createdAt.localeCompare(b.createdAt)).map(({ id }) => id)
  }

  const openFile = async (person: string, passphrase: string | null): Promise<Outcome<{ file: KeyFile; key: KeyObject }>> => {
    const file = read(person)
    if (!file.ok) return file
    const key = await openKey(file.value, keychain, passphrase)
    if (key.ok) return ok({ file: file.value, key: key.value })
    return key.code === 'key-damaged' ? { ...key, details: { ...key.details, path: fileOf(person) } } : key
  }

  /** Opens a key unless it was locked (a sign-out) while its passphrase was still being checked. */
  const hold = (person: string, since: number, key: KeyObject, id: string): boolean => {
    if ((locks.get(person) ?? 0) !== since) return false
    open.set(person, { key, id })
    return true
  }

  const create = async (person: string, passphrase: string | null): Promise<Outcome<PublicKey>> => {
    const since = locks.get(person) ?? 0
    const path = fileOf(person)
    if (existsSync(path)) return failed('key-exists', `There is already a key of ${person} on this machine.`)
    const { privateKey } = generateKeyPairSync('ed25519')
    const publicKey = pemOf(createPublicKey(privateKey))
    const id = keyIdOf(publicKey)
    const file = await sealKey(privateKey, { person, id, publicKey, createdAt: now() }, keychain, passphrase)
    if (!file.ok) return file
    try {
      await writeDurable(path, `${JSON.stringify(file.value, null, 2)}\n`, { mode: 0o600 })
    } catch (error) {
      return failureOf(error)
    }
    hold(person, since, privateKey, id)
    return ok({ id, publicKey })
  }

  return ok({
    keychain: keychain !== null,
    state: (person) => (open.has(person) ? 'open' : existsSync(fileOf(person)) ? 'locked' : 'absent'),
    create: (person, passphrase) => inTurn(person, () => create(person, passphrase)),
    unlock: async (person, passphrase) => {
      const since = locks.get(person) ?? 0
      const opened = await openFile(person, passphrase)
      if (!opened.ok) return opened
      const { file, key } = opened.value
      if (!hold(person, since, key, file.id)) return failed('key-locked', `The key of ${person} is locked.`)
      return ok({ id: file.id, publicKey: file.publicKey })
    },
    confirm: async (person, passphrase) => {
      const opened = await openFile(person, passphrase)
      return opened.ok ? ok(null) : opened
    },
    publicKey: (person) => {
      const file = read(person)
      return file.ok ? ok({ id: file.value.id, publicKey: file.value.publicKey }) : file
    },
    sign: (person, payloadType, payload) => {
      const held = open.get(person)
      if (held) return ok(envelopeBy(held.id, (message) => sign(null, message, held.key), payloadType, payload))
      if (!existsSync(fileOf(person))) return failed('key-absent', `There is no key of ${person} on this machine.`)
      return failed('key-locked', `The key of ${person} is locked.`)
    },
    decryptionKey: async (person) => {
      const held = open.get(person)
      if (held) return ok(await decryptionKey(held.key))
      return existsSync(fileOf(person)) ? failed('key-locked', `The key of ${person} is locked.`) : failed('key-absent', `There is no key of ${person} on this machine.`)
    },
    lock: (person) => {
      locks.set(person, (locks.get(person) ?? 0) + 1)
      open.delete(person)
    },
    beginRotation: (person, current, next) => inTurn(person, () => beginRotation(person, current, next)),
    finishRotation: (person, next) => inTurn(person, () => finishRotation(person, next)),
    ended,
  })
}
