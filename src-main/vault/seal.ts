import { createHmac, hkdfSync, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'

import { failed, failureOf, Fault, ok, type Outcome } from '../../src-shared/outcome'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { openByPassphrase, sealByPassphrase, weakPassphrase, type Kdf, type Keychain } from '../durable/passphrase'
import { removeSealFile, SEAL_FILE, writeSealFile, type SealFile } from './seal-file'
import { sealedVault, type Phase, type SealedVault } from './sealed-vault'

/** What keeps a library's key: the system's keychain, or a passphrase only its person knows. */
export type Keeper = { by: 'keychain'; keychain: Keychain } | { by: 'passphrase'; passphrase: string }

/** An open seal: its vault, its phase on the disk and in use, and the key it forgets. */
export type Seal = {
  by: Keeper['by']
  vault: SealedVault
  /** The key's own copy for a conversion; cleared by `close`. */
  key: Buffer
  phase: () => Phase
  /** Changes the phase, on the disk before in use. Throws a Fault. */
  enter: (phase: Phase) => Promise<void>
  /** Wraps the same key under another passphrase; no other file changes. Refuses `library-passphrase-wrong`, `passphrase-weak`; throws faults of writing. */
  rewrap: (current: string, next: string) => Promise<Outcome<null>>
  /** Answers whether a passphrase is the right one; changes nothing. */
  proves: (passphrase: string | null) => Promise<Outcome<null>>
  /** The library is plain again: removes the seal and forgets the key. Throws a Fault. */
  dissolve: () => Promise<void>
  /** Clears the key from memory. */
  close: () => void
}

type Owner = Pick<SealFile, 'type' | 'id' | 'createdAt'>
type Keys = { files: Buffer; mark: Buffer }

const bound = (owner: Owner) => (kdf: Kdf): Uint8Array => canonicalBytes({ type: owner.type, id: owner.id, createdAt: owner.createdAt, kdf })
const derived = (master: Buffer, owner: Owner, use: string): Buffer => Buffer.from(hkdfSync('sha256', master, owner.id, `${owner.type} ${use}`, 32))
/** The keys in use; the master key they come from is cleared. */
const keysOf = (master: Buffer, owner: Owner): Keys => {
  const keys = { files: derived(master, owner, 'files'), mark: derived(master, owner, 'phase') }
  master.fill(0)
  return keys
}
const markOf = (keys: Keys, owner: Owner, phase: Phase): Buffer => createHmac('sha256', keys.mark).update(canonicalBytes({ id: owner.id, phase })).digest()

const secretSchema = z.strictObject({ id: z.uuid(), key: z.base64().length(44) })

const wrap = async (master: Buffer, owner: Owner, keeper: Keeper): Promise<SealFile['kept']> => {
  if (keeper.by === 'passphrase') return sealByPassphrase(master, keeper.passphrase, bound(owner))
  const text = await keeper.keychain.encrypt(JSON.stringify({ id: owner.id, key: master.toString('base64') }))
  return { by: 'keychain', text: Buffer.from(text).toString('base64') }
}

const unwrap = async (file: SealFile, keychain: Keychain | null, passphrase: string | null): Promise<Outcome<Buffer>> => {
  const { kept } = file
  if (kept.by === 'passphrase') {
    const master = await openByPassphrase(kept, passphrase ?? '', bound(file))
    return master ? ok(master) : failed('library-passphrase-wrong', 'The passphrase is not the one this library was sealed with.')
  }
  if (!keychain) return failed('library-keychain-away', "This library's key is kept by the system's keychain, which is not available here.")
  try {
    const secret = secretSchema.parse(JSON.parse(await keychain.decrypt(Buffer.from(kept.text, 'base64'))))
    if (secret.id === file.id) return ok(Buffer.from(secret.key, 'base64'))
  } catch (error) {
    if (error instanceof Fault) return failureOf(error)
  }
  return failed('library-keychain-away', 'The keychain does not open this library: another account or machine sealed it.')
}

const seal = (folder: string, first: SealFile, keys: Keys): Seal => {
  let file = first
  const vault = sealedVault({ root: folder, key: keys.files, phase: () => file.phase })
  const close = (): void => {
    vault.close()
    keys.mark.fill(0)
  }
  return {
    by: file.kept.by,
    vault,
    key: keys.files,
    phase: () => file.phase,
    enter: async (phase) => {
      const next = { ...file, phase, mark: markOf(keys, file, phase).toString('base64') }
      await writeSealFile(folder, next)
      file = next
    },
    rewrap: async (current, next) => {
      const weak = weakPassphrase(next)
      if (weak) return weak
      if (file.kept.by !== 'passphrase') return failed('library-no-passphrase', 'This library has no passphrase: the keychain keeps its key.')
      const master = await unwrap(file, null, current)
      if (!master.ok) return master
      const kept = await wrap(master.value, file, { by: 'passphrase', passphrase: next })
      master.value.fill(0)
      const changed = { ...file, kept }
      await writeSealFile(folder, changed)
      file = changed
      return ok(null)
    },
    proves: async (passphrase) => {
      // What the keychain keeps has no passphrase to prove: the person's account is the proof.
      if (file.kept.by !== 'passphrase') return ok(null)
      const master = await unwrap(file, null, passphrase)
      if (!master.ok) return master
      master.value.fill(0)
      return ok(null)
    },
    dissolve: async () => {
      await removeSealFile(folder)
      close()
    },
    close,
  }
}

/** Makes a library's key, 256 random bits, and writes it wrapped, in phase `sealing`: from here on it can be finished or undone after any crash. Refuses `passphrase-weak`, `keychain-refused`; throws faults of writing. */
export const makeSeal = async (folder: string, keeper: Keeper, now: string): Promise<Outcome<Seal>> => {
  const weak = keeper.by === 'passphrase' ? weakPassphrase(keeper.passphrase) : null
  if (weak) return weak
  const owner: Owner = { type: 'stet.seal/1', id: randomUUID(), createdAt: now }
  const master = randomBytes(32)
  let kept: SealFile['kept']
  try {
    kept = await wrap(master, owner, keeper)
  } catch (error) {
    master.fill(0)
    if (error instanceof Fault) return failureOf(error)
    throw error
  }
  const keys = keysOf(master, owner)
  const file: SealFile = { ...owner, phase: 'sealing', mark: markOf(keys, owner, 'sealing').toString('base64'), kept }
  await writeSealFile(folder, file)
  return ok(seal(folder, file, keys))
}

/** Opens a seal. Refuses `library-passphrase-wrong`, `library-keychain-away`, `keychain-refused`, and `seal-damaged` where its phase was changed by somebody without the key. */
export const openSeal = async (folder: string, file: SealFile, keychain: Keychain | null, passphrase: string | null): Promise<Outcome<Seal>> => {
  const master = await unwrap(file, keychain, passphrase)
  if (!master.ok) return master
  const keys = keysOf(master.value, file)
  if (timingSafeEqual(markOf(keys, file, file.phase), Buffer.from(file.mark, 'base64'))) return ok(seal(folder, file, keys))
  keys.files.fill(0)
  keys.mark.fill(0)
  const path = join(folder, SEAL_FILE)
  return failed('seal-damaged', `${path} was changed: its phase is not the one its key marked.`, { path })
}
