import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'

import { failed, type Failure } from '../../src-shared/outcome'

/**
 * The operating system's keychain, injected; null where there is none. `available` is false where it would only obscure, not
 * encrypt. What it throws as a Fault (a locked keyring, another user's key) is passed on as the refusal.
 */
export type Keychain = {
  available: () => boolean
  encrypt: (text: string) => Uint8Array | Promise<Uint8Array>
  decrypt: (bytes: Uint8Array) => string | Promise<string>
}

/** What new secrets are sealed with: about half a second and 128 MB a guess. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 } as const
/** The fewest characters a passphrase may have. */
const MINIMUM = 8

// A file made by somebody else may ask for more work than this machine has: at most 256 MB, and powers of two as scrypt wants.
const scryptSchema = z
  .strictObject({ name: z.literal('scrypt'), N: z.int().min(2 ** 14).max(2 ** 18), r: z.int().min(1).max(16), p: z.int().min(1).max(4), salt: z.base64().length(44) })
  .refine(({ N, r }) => Number.isInteger(Math.log2(N)) && 128 * N * r <= 2 ** 28)

/** How a passphrase became a key: scrypt and its parameters. */
export type Kdf = z.infer<typeof scryptSchema>

/** A secret under a passphrase, as it lies on the disk; binary parts in base64. */
export const byPassphraseSchema = z.strictObject({ by: z.literal('passphrase'), kdf: scryptSchema, cipher: z.literal('aes-256-gcm'), iv: z.base64().length(16), tag: z.base64().length(24), text: z.base64().max(1000) })
export type ByPassphrase = z.infer<typeof byPassphraseSchema>

/** A secret the keychain encrypted, in base64. */
export const byKeychainSchema = z.strictObject({ by: z.literal('keychain'), text: z.base64().max(10_000) })

/** `passphrase-weak` for a passphrase too short to keep anything; else null. */
export const weakPassphrase = (passphrase: string): Failure | null =>
  Array.from(passphrase.normalize('NFKC')).length < MINIMUM ? failed('passphrase-weak', `A passphrase has at least ${String(MINIMUM)} characters.`, { minimum: MINIMUM }) : null

const derive = (passphrase: string, kdf: Kdf): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // NFKC, so that one passphrase typed on two keyboards is one passphrase.
    const secret = passphrase.normalize('NFKC')
    const limits = { N: kdf.N, r: kdf.r, p: kdf.p, maxmem: 128 * kdf.N * kdf.r + 128 * kdf.r * kdf.p + 2 ** 20 }
    scrypt(secret, Buffer.from(kdf.salt, 'base64'), 32, limits, (error, key) => (error ? reject(error) : resolve(key)))
  })

/** Seals a secret (at most 700 bytes) under a passphrase. `bound` says what it belongs to: changed in any byte, it does not open. */
export const sealByPassphrase = async (secret: Uint8Array, passphrase: string, bound: (kdf: Kdf) => Uint8Array): Promise<ByPassphrase> => {
  const kdf: Kdf = { name: 'scrypt', ...SCRYPT, salt: randomBytes(32).toString('base64') }
  const iv = randomBytes(12)
  const key = await derive(passphrase, kdf)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  key.fill(0)
  cipher.setAAD(bound(kdf))
  const text = Buffer.concat([cipher.update(secret), cipher.final()])
  return { by: 'passphrase', kdf, cipher: 'aes-256-gcm', iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), text: text.toString('base64') }
}

/** Opens it again; null for a wrong passphrase and for a changed byte, which nobody without the passphrase can tell apart. */
export const openByPassphrase = async (sealed: ByPassphrase, passphrase: string, bound: (kdf: Kdf) => Uint8Array): Promise<Buffer | null> => {
  const key = await derive(passphrase, sealed.kdf)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'), { authTagLength: 16 })
  key.fill(0)
  decipher.setAAD(bound(sealed.kdf))
  decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'))
  try {
    return Buffer.concat([decipher.update(Buffer.from(sealed.text, 'base64')), decipher.final()])
  } catch {
    return null
  }
}
