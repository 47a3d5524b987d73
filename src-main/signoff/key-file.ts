import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, randomBytes, scrypt, type KeyObject } from 'node:crypto'
import { z } from 'zod'

import { failed, failureOf, Fault, ok, type Outcome } from '../../src-shared/outcome'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { sha256Schema } from '../../src-shared/story/story'
import { pemOf } from './crypto'

/**
 * The operating system's keychain, injected; null where there is none. `available` is false where it would only obscure, not
 * encrypt. What it throws as a Fault (a locked keyring, another user's key) is passed on as the refusal.
 */
export type Keychain = {
  available: () => boolean
  encrypt: (text: string) => Uint8Array | Promise<Uint8Array>
  decrypt: (bytes: Uint8Array) => string | Promise<string>
}

/** What new keys are sealed with: about half a second and 128 MB a guess. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 } as const

// A file made by somebody else may ask for more work than this machine has: at most 256 MB, and powers of two as scrypt wants.
const scryptSchema = z
  .strictObject({ name: z.literal('scrypt'), N: z.int().min(2 ** 14).max(2 ** 18), r: z.int().min(1).max(16), p: z.int().min(1).max(4), salt: z.base64().length(44) })
  .refine(({ N, r }) => Number.isInteger(Math.log2(N)) && 128 * N * r <= 2 ** 28)

const sealSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('keychain'), text: z.base64().max(10_000) }),
  z.strictObject({ by: z.literal('passphrase'), kdf: scryptSchema, cipher: z.literal('aes-256-gcm'), iv: z.base64().length(16), tag: z.base64().length(24), text: z.base64().max(1000) }),
])

/** A person's key as it lies on the disk: the public half to read, the private half sealed. */
export const keyFileSchema = z.strictObject({ type: z.literal('stet.key/1'), person: z.string(), id: sha256Schema, publicKey: z.string().max(1000), createdAt: z.string(), sealed: sealSchema })
export type KeyFile = z.infer<typeof keyFileSchema>
type KeyOwner = Pick<KeyFile, 'person' | 'id' | 'publicKey' | 'createdAt'>

type Kdf = z.infer<typeof scryptSchema>

const MINIMUM = 8
const damaged = (person: string, reason: string) => failed('key-damaged', `The key file of ${person} is damaged: ${reason}.`, { reason })
const weak = () => failed('passphrase-weak', `A passphrase has at least ${String(MINIMUM)} characters.`, { minimum: MINIMUM })

const derive = (passphrase: string, kdf: Kdf): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // NFKC, so that one passphrase typed on two keyboards is one passphrase.
    const secret = passphrase.normalize('NFKC')
    const limits = { N: kdf.N, r: kdf.r, p: kdf.p, maxmem: 128 * kdf.N * kdf.r + 128 * kdf.r * kdf.p + 2 ** 20 }
    scrypt(secret, Buffer.from(kdf.salt, 'base64'), 32, limits, (error, key) => (error ? reject(error) : resolve(key)))
  })

/** What a sealed key is bound to: moved to another person, or given another public key, it does not open. */
const bound = (owner: KeyOwner, kdf: Kdf): Uint8Array => canonicalBytes({ type: 'stet.key/1', person: owner.person, id: owner.id, publicKey: owner.publicKey, createdAt: owner.createdAt, kdf })

const secretSchema = z.strictObject({ person: z.string(), id: sha256Schema, privateKey: z.base64() })

const sealByPassphrase = async (der: Buffer, owner: KeyOwner, passphrase: string): Promise<KeyFile['sealed']> => {
  const kdf: Kdf = { name: 'scrypt', ...SCRYPT, salt: randomBytes(32).toString('base64') }
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, kdf), iv)
  cipher.setAAD(bound(owner, kdf))
  const text = Buffer.concat([cipher.update(der), cipher.final()])
  return { by: 'passphrase', kdf, cipher: 'aes-256-gcm', iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), text: text.toString('base64') }
}

/** Seals a private key for its owner: by the keychain where there is one, else by a passphrase (`passphrase-needed`, `passphrase-weak`). */
export const sealKey = async (key: KeyObject, owner: KeyOwner, keychain: Keychain | null, passphrase: string | null): Promise<Outcome<KeyFile>> => {
  const der = key.export({ type: 'pkcs8', format: 'der' })
  try {
    if (keychain) {
      const secret = JSON.stringify({ person: owner.person, id: owner.id, privateKey: der.toString('base64') })
      return ok({ type: 'stet.key/1', ...owner, sealed: { by: 'keychain', text: Buffer.from(await keychain.encrypt(secret)).toString('base64') } })
    }
    if (passphrase === null) return failed('passphrase-needed', 'A passphrase is needed to keep the key.')
    if (Array.from(passphrase.normalize('NFKC')).length < MINIMUM) return weak()
    return ok({ type: 'stet.key/1', ...owner, sealed: await sealByPassphrase(der, owner, passphrase) })
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
  const decipher = createDecipheriv('aes-256-gcm', await derive(passphrase, sealed.kdf), Buffer.from(sealed.iv, 'base64'), { authTagLength: 16 })
  decipher.setAAD(bound(file, sealed.kdf))
  decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'))
  let der: Buffer
  try {
    der = Buffer.concat([decipher.update(Buffer.from(sealed.text, 'base64')), decipher.final()])
  } catch {
    // A flipped byte of the sealed text looks the same as a wrong passphrase; nobody without the passphrase can tell them apart.
    return failed('passphrase-wrong', 'The passphrase is not the one this key was made with.')
  }
  return privateKeyOf(file, der)
}
