import { ed25519 } from '@noble/curves/ed25519.js'
import { bech32 } from '@scure/base'
import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

/** What stands before the 32 bytes of an X25519 key in PKCS8 DER. */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** The last 32 bytes of a key's DER: an Ed25519 key's point, or the seed of its private half. */
const rawOf = (der: Buffer): Buffer => der.subarray(-32)

/**
 * An enrolled Ed25519 key as age's recipient: the same point on the curve's other form, as age itself does with SSH keys. What is encrypted to it, the private half of the signing
 * key opens (decryptionKey).
 */
export const recipientOf = (publicKeyPem: string): string => {
  const point = rawOf(createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' }))
  return bech32.encodeFromBytes('age', ed25519.utils.toMontgomery(new Uint8Array(point)))
}

/** The X25519 half of a signing key, to decrypt with and for nothing else: it cannot be taken out again, and does not sign. */
export const decryptionKey = async (key: KeyObject): Promise<CryptoKey> => {
  const der = key.export({ type: 'pkcs8', format: 'der' })
  // RFC 8032: the scalar is the first half of the seed's digest, with the bits set that X25519 sets as well.
  const digest = createHash('sha512').update(rawOf(der)).digest()
  const scalar = digest.subarray(0, 32)
  scalar[0] = (scalar[0] ?? 0) & 248
  scalar[31] = ((scalar[31] ?? 0) & 127) | 64
  const whole = Buffer.concat([PKCS8, scalar])
  try {
    return await crypto.subtle.importKey('pkcs8', whole, { name: 'X25519' }, false, ['deriveBits'])
  } finally {
    for (const secret of [der, digest, whole]) secret.fill(0)
  }
}
