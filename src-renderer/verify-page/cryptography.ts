import { createCRC32, createSHA256 } from 'hash-wasm'

import type { FileDigest } from '../../src-shared/publication/package/read-files'
import type { LaterCrypto } from '../../src-shared/publication/package/settle'
import { fromBase64 } from '../../src-shared/signoff/envelope'

const derOf = (pem: string): Uint8Array<ArrayBuffer> => fromBase64(pem.replace(/-----[A-Z ]+-----|\s/g, ''))

/** The browser's own Ed25519; a key it cannot read has signed nothing. */
const verify: LaterCrypto['verify'] = async (publicKey, message, signature) => {
  try {
    const key = await crypto.subtle.importKey('spki', derOf(publicKey), 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message))
  } catch {
    return false
  }
}

// RFC 8032, 7.1, test 2: whether this browser tells a good signature from a bad one is tried, not asked.
const KEY = 'MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw='
const SIGNATURE = 'kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA=='

/** Whether the browser can check signatures at all. */
export const canVerify = async (): Promise<boolean> => {
  if (!('crypto' in globalThis) || !('subtle' in crypto)) return false
  const [good, bad] = [await verify(KEY, Uint8Array.of(0x72), fromBase64(SIGNATURE)), await verify(KEY, Uint8Array.of(0x73), fromBase64(SIGNATURE))]
  return good && !bad
}

/** SHA-256 and CRC-32 for files of any size, and the signature check. */
export const openCryptography = async (): Promise<{ crypto: LaterCrypto; digest: () => FileDigest }> => {
  const [sha, small, crc] = [await createSHA256(), await createSHA256(), await createCRC32()]
  return {
    crypto: { sha256: (bytes) => small.init().update(bytes).digest('hex'), verify },
    // One file after another is digested, so that one of each is enough.
    digest: () => {
      sha.init()
      crc.init()
      return {
        update: (chunk) => {
          sha.update(chunk)
          crc.update(chunk)
        },
        end: () => ({ sha256: sha.digest('hex'), crc32: Number.parseInt(crc.digest('hex'), 16) }),
      }
    },
  }
}
