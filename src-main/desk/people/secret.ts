import { randomBytes } from 'node:crypto'

import { Fault } from '../../../src-shared/outcome'
import type { Database } from '../database'

/** Characters a secret that is given has at least. */
export const SECRET_FEWEST = 32

/**
 * What the accounts' cookies are signed and second factors encrypted with: the one given, else one made once and kept with the accounts,
 * so that every process of a desk has the same and a restored backup still knows everybody's second factor. Throws Fault
 * `secret-too-short` {name, fewest}.
 */
export const deskSecret = async (given: string | null, db: Database): Promise<string> => {
  if (given !== null && given.length < SECRET_FEWEST) throw new Fault('secret-too-short', `The accounts' secret needs at least ${String(SECRET_FEWEST)} characters.`, { name: 'STET_SECRET', fewest: SECRET_FEWEST })
  if (given !== null) return given
  await db.insertInto('secrets').values({ name: 'accounts', value: randomBytes(32).toString('base64url') }).onConflict((conflict) => conflict.doNothing()).execute()
  return (await db.selectFrom('secrets').select('value').where('name', '=', 'accounts').executeTakeFirstOrThrow()).value
}

/**
 * Whether the secret is the one the accounts were kept with, tried on every second factor: `kept` there are, `unreadable` of them it does not open. Their people could
 * not come in until the right secret is given, or their second step is turned off.
 */
export const trySecret = async (given: string | null, db: Database): Promise<{ kept: number; unreadable: number }> => {
  const rows = await db.selectFrom('second_factors').select('secret').execute()
  if (rows.length === 0) return { kept: 0, unreadable: 0 }
  const key = await deskSecret(given, db)
  const { symmetricDecrypt } = await import('better-auth/crypto')
  const opened = await Promise.all(rows.map(({ secret }) => symmetricDecrypt({ key, data: secret }).then(() => true, () => false)))
  return { kept: rows.length, unreadable: opened.filter((whole) => !whole).length }
}
