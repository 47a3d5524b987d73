import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** What a sealed secret begins with. */
const FORM = 'gcm1'

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'stet destination secrets', 32))

/**
 * Encrypts a destination's secret with a key of its own that is derived from the desk's secret (HKDF-SHA-256, AES-256-GCM). `destination` is bound to it: in another
 * destination's row it does not open.
 */
export const sealSecret = (secret: string, destination: string, deskSecret: string): string => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(deskSecret), iv).setAAD(Buffer.from(destination))
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return [FORM, ...[iv, cipher.getAuthTag(), sealed].map((bytes) => bytes.toString('base64url'))].join('.')
}

/** The secret again, or null where it was sealed with another desk's secret, for another destination, or is damaged. */
export const openSecret = (sealed: string, destination: string, deskSecret: string): string | null => {
  const [form, iv, tag, bytes] = sealed.split('.')
  if (form !== FORM || iv === undefined || tag === undefined || bytes === undefined) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(deskSecret), Buffer.from(iv, 'base64url'), { authTagLength: 16 }).setAAD(Buffer.from(destination)).setAuthTag(Buffer.from(tag, 'base64url'))
    return Buffer.concat([decipher.update(Buffer.from(bytes, 'base64url')), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
