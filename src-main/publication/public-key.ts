import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Crypto } from '../../src-shared/signoff/check'
import { fromBase64 } from '../../src-shared/signoff/envelope'

const PREFIX = '302a300506032b6570032100'
const PEM = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{58}[AEIMQUYcgkosw048]=)\n-----END PUBLIC KEY-----\n$/

/** The id of a packaged key: SHA-256 of its SPKI DER. Only an Ed25519 key in the one PEM form there is passes; else `key-unsuitable`. */
export const packagedKeyId = (pem: string, crypto: Crypto): Outcome<string> => {
  const der = fromBase64(PEM.exec(pem)?.[1] ?? '')
  if (der.length !== 44 || !Buffer.from(der).toString('hex').startsWith(PREFIX)) return failed('key-unsuitable', 'This is not an Ed25519 public key.')
  return ok(crypto.sha256(der))
}
