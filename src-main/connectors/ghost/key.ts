import { SignJWT } from 'jose'

import { ok, type Outcome } from '../../../src-shared/outcome'
import { connectorFault } from '../../../src-shared/publication/connector-faults'

/** An Admin API key as Ghost shows it: its id and 32 bytes of secret, both in hexadecimal. A staff access token has the same form. */
const KEY = /^([0-9a-f]{24}):([0-9a-f]{64})$/i

/** A key taken apart. */
export type AdminKey = { id: string; secret: Uint8Array }

/** Reads a key; refuses what cannot be one with `destination-credentials`. */
export const keyOf = (text: string): Outcome<AdminKey> => {
  const [, id, secret] = KEY.exec(text.trim()) ?? []
  if (!id || !secret) return connectorFault('destination-credentials', 'This is not an Admin API key: it is made of 24 and 64 hexadecimal digits with a colon between.', {})
  return ok({ id: id.toLowerCase(), secret: Buffer.from(secret, 'hex') })
}

/** A token of five minutes, the longest Ghost takes; `now` is ISO 8601. */
export const tokenOf = (key: AdminKey, now: string): Promise<string> => {
  const seconds = Math.floor(Date.parse(now) / 1000)
  return new SignJWT({}).setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.id }).setIssuedAt(seconds).setExpirationTime(seconds + 300).setAudience('/admin/').sign(key.secret)
}
