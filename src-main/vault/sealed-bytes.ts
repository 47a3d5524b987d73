import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { relative, sep } from 'node:path'

// magic (8) | version (1) | nonce (12) | AES-256-GCM of the content | tag (16)
const MAGIC = Buffer.from('STETSEAL', 'latin1')
const VERSION = 1
const NONCE_AT = MAGIC.length + 1
const TEXT_AT = NONCE_AT + 12
const TAG = 16

/** How many bytes `isSealed` needs to see. */
export const MARK_BYTES = MAGIC.length

/** True where the bytes begin as a sealed file does. */
export const isSealed = (bytes: Uint8Array): boolean => MAGIC.every((byte, index) => bytes[index] === byte)

/** What a rename of ours may add to a file's name: the generation before, what was set aside, and what is held to become a version. */
const RENAMED = /(\.previous|\.damaged(-[0-9A-Za-z-]+)?|\.dismissed|\.before-[0-9]+)$/

/** The place a sealed file is bound to: its path under `root` with "/", under the name it was written by. */
export const placeOf = (root: string, file: string): string => {
  let place = relative(root, file).split(sep).join('/')
  while (RENAMED.test(place)) place = place.replace(RENAMED, '')
  return place
}

const boundTo = (place: string): Buffer => Buffer.concat([MAGIC, Buffer.from([VERSION]), Buffer.from(place, 'utf8')])

/**
 * Seals a file's whole content for one place, under a fresh random nonce. The key must be 32 bytes and serve one library only:
 * random nonces are safe for some four thousand million writes, a save a second for a hundred years.
 */
export const sealBytes = (key: Uint8Array, place: string, content: string | Uint8Array): Buffer => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(boundTo(place))
  const text = typeof content === 'string' ? cipher.update(content, 'utf8') : cipher.update(content)
  return Buffer.concat([MAGIC, Buffer.from([VERSION]), nonce, text, cipher.final(), cipher.getAuthTag()])
}

/** The content again; `newer` for a form this build does not know, `broken` for anything else but the very bytes sealed for this place by this key. */
export const openBytes = (key: Uint8Array, place: string, bytes: Uint8Array): Buffer | 'broken' | 'newer' => {
  if (!isSealed(bytes)) return 'broken'
  if ((bytes[MAGIC.length] ?? 0) > VERSION) return 'newer'
  if (bytes[MAGIC.length] !== VERSION || bytes.length < TEXT_AT + TAG) return 'broken'
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(NONCE_AT, TEXT_AT), { authTagLength: TAG })
  decipher.setAAD(boundTo(place))
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG))
  const text = decipher.update(bytes.subarray(TEXT_AT, bytes.length - TAG))
  try {
    decipher.final()
    return text
  } catch {
    text.fill(0)
    return 'broken'
  }
}
