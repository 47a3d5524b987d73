import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'

import { failed, failureOf, Fault, ok, type Outcome } from '../../src-shared/outcome'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { sha256Schema } from '../../src-shared/story/story'
import { byKeychainSchema, byPassphraseSchema, openByPassphrase, sealByPassphrase, weakPassphrase, type Kdf, type Keychain } from '../durable/passphrase'
import { pemOf } from './crypto'

export type { Keychain } from '../durable/passphrase'

const sealSchema = z.discriminatedUnion('by', [byKeychainSchema, byPassphraseSchema])

/** A person's key as it lies on the disk: the public half to read, the private half sealed. */
export const keyFileSchema = z.strictObject({ type: z.literal('stet.key/1'), person: z.string(), id: sha256Schema, publicKey: z.string().max(1000), createdAt: z.string(), sealed: sealSchema })
export type KeyFile = z.infer<typeof keyFileSchema>
type KeyOwner = Pick<KeyFile, 'person' | 'id' | 'publicKey' | 'createdAt'>

const damaged = (person: string, reason: string) => failed('key-damaged', `The key file of ${person} is damaged: ${reason}.`, { reason })

/** What a sealed key is bound to: moved to another person, or given another public key, it does not open. */
const bound = (owner: KeyOwner) => (kdf: Kdf): Uint8Array => canonicalBytes({ type: 'stet.key/1', person: owner.person, id: owner.id, publicKey: owner.publicKey, createdAt: owner.createdAt, kdf })

const secretSchema = z.strictObject({ person: z.string(), id: sha256Schema, privateKey: z.base64() })

/** Seals a private key for its owner: by the keychain where there is one, else by a passphrase (`passphrase-needed`, `passphrase-weak`). */
export const sealKey = async (key: KeyObject, owner: KeyOwner, keychain: Keychain | null, passphrase: string | null): Promise<Outcome<KeyFile>> => {
  const der = key.export({ type: 'pkcs8', format: 'der' })
  try {
    if (keychain) {
      const secret = JSON.stringify({ person: owner.person, id: owner.id, privateKey: der.toString('base64') })
      return ok({ type: 'stet.key/1', ...owner, sealed: { by: 'keychain', text: Buffer.from(await keychain.encrypt(secret)).toString('base64') } })
    }
    if (passphrase === null) return failed('passphrase-needed', 'A passphrase is needed to keep the key.')
    return weakPassphrase(passphrase) ?? ok({ type: 'stet.key/1', ...owner, sealed: await sealByPassphrase(der, passphrase, bound(owner)) })
  } catch (error) {
    if (error instanceof Fault) return failureOf(error) // The keychain said no.
    throw error
  } finally {
    der.fill(0)
  }
}

const privateKeyOf = (file: KeyFile, der: Buffer): Outcome<KeyObject> => {
  try {
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    if (key.asymmetricKeyType !== 'ed25519' || pemOf(createPublicKey(key)) !== file.publicKey) return damaged(file.person, 'the two halves do not belong together')
    return ok(key)
  } catch {
    return damaged(file.person, 'not a private key')
  } finally {
    der.fill(0)
  }
}

const openByKeychain = async (file: KeyFile, text: string, keychain: Keychain | null): Promise<Outcome<KeyObject>> => {
  if (!keychain) return failed('keychain-unavailable', "This key is kept by the system's keychain, which is not available now.")
  let secret: unknown
  try {
    secret = JSON.parse(await keychain.decrypt(Buffer.from(text, 'base64')))
  } catch (error) {
    if (error instanceof Fault) return failureOf(error)
    return damaged(file.person, 'the keychain does not open it')
  }
  const parsed = secretSchema.safeParse(secret)
  if (!parsed.success || parsed.data.person !== file.person || parsed.data.id !== file.id) return damaged(file.person, 'it was sealed for somebody else')
  return privateKeyOf(file, Buffer.from(parsed.data.privateKey, 'base64'))
}

/** Opens a sealed key: `passphrase-needed`, `passphrase-wrong`, `keychain-unavailable` or `key-damaged` say why not. */
export const openKey = async (file: KeyFile, keychain: Keychain | null, passphrase: string | null): Promise<Outcome<KeyObject>> => {
  const { sealed } = file
  if (sealed.by === 'keychain') return openByKeychain(file, sealed.text, keychain)
  if (passphrase === null) return failed('passphrase-needed', 'The passphrase of this key is needed.')
  const der = await openByPassphrase(sealed, passphrase, bound(file))
  // A flipped byte of the sealed text looks the same as a wrong passphrase; nobody without the passphrase can tell them apart.
  if (!der) return failed('passphrase-wrong', 'The passphrase is not the one this key was made with.')
  return privateKeyOf(file, der)
}
