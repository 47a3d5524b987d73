import { failed, ok, type Outcome } from '../../outcome'
import type { Crypto } from '../../signoff/check'
import { fromBase64 } from '../../signoff/envelope'
import { sameBytes } from './bytes'

/** What stands before the 32 bytes of an Ed25519 key in SPKI DER. */
const PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00)
const PEM = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{58}[AEIMQUYcgkosw048]=)\n-----END PUBLIC KEY-----\n$/

/** The id of a packaged key: SHA-256 of its SPKI DER. Only an Ed25519 key in the one PEM form there is passes; else `key-unsuitable`. */
export const packagedKeyId = (pem: string, crypto: Crypto): Outcome<string> => {
  const der = fromBase64(PEM.exec(pem)?.[1] ?? '')
  if (der.length !== 44 || !sameBytes(der.subarray(0, PREFIX.length), PREFIX)) return failed('key-unsuitable', 'This is not an Ed25519 public key.')
  return ok(crypto.sha256(der))
}
