import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'

import { Fault } from '../../src-shared/outcome'
import type { Crypto } from '../../src-shared/signoff/check'
import { preAuthBytes, toBase64, type Envelope } from '../../src-shared/signoff/envelope'

const PEM = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=\n]{1,2000})-----END PUBLIC KEY-----\n?$/

/** The y coordinates (little endian, sign bit off) of the points of small order: a signature by one of them fits many messages, so it binds nobody. BoringSSL (Electron) and older OpenSSL take them. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
])

const spkiOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' })

/** A public key from its SPKI PEM: Ed25519 of full order and nothing else. Throws Fault `key-unsuitable`. */
const publicKeyFrom = (pem: string): KeyObject => {
  try {
    // createPublicKey would also take a private key or a certificate; only a bare public key is one.
    if (!PEM.test(pem)) throw new TypeError('not a PEM public key')
    const key = createPublicKey({ key: pem, format: 'pem', type: 'spki' })
    if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`${String(key.asymmetricKeyType)}, not ed25519`)
    const point = spkiOf(key).subarray(-32)
    const y = Buffer.from(point)
    y[31] = (y[31] ?? 0) & 0x7f
    if (SMALL_ORDER.has(y.toString('hex'))) throw new TypeError('a point of small order')
    return key
  } catch (error) {
    throw new Fault('key-unsuitable', `This is not an Ed25519 public key: ${error instanceof Error ? error.message : String(error)}`, {}, error)
  }
}

/** SHA-256 of bytes in lower-case hex. */
const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The id of a key: SHA-256 (hex) of its SPKI DER. Throws Fault `key-unsuitable` for anything but an Ed25519 public key in PEM. */
export const keyIdOf = (publicKeyPem: string): string => sha256Hex(spkiOf(publicKeyFrom(publicKeyPem)))

/** A public key as everything of ours writes it: SPKI PEM. */
export const pemOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'pem' }).toString()

/** Hashing and Ed25519 by node:crypto. `verify` answers false, and never throws, for another kind of key or a malformed signature. */
export const nodeCrypto: Crypto = {
  sha256: sha256Hex,
  verify: (publicKey, message, signature) => {
    try {
      return signature.length === 64 && verify(null, message, publicKeyFrom(publicKey), signature)
    } catch {
      return false
    }
  },
}

/** Puts a payload and its signature in a DSSE envelope. `signBytes` signs exactly the bytes it is given. */
export const envelopeBy = (id: string, signBytes: (message: Uint8Array) => Uint8Array, payloadType: string, payload: Uint8Array): Envelope => ({
  payloadType,
  payload: toBase64(payload),
  signatures: [{ keyid: id, sig: toBase64(signBytes(preAuthBytes(payloadType, payload))) }],
})
