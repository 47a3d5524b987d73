import { randomBytes } from 'node:crypto'

import { Fault } from '../../../src-shared/outcome'
import type { Database } from '../database'

const FEWEST = 32

/**
 * What the accounts' cookies are signed and second factors encrypted with: the one given, else one made once and kept with the accounts,
 * so that every process of a desk has the same and a restored backup still knows everybody's second factor. Throws Fault
 * `secret-too-short` {fewest}.
 */
export const deskSecret = async (given: string | null, db: Database): Promise<string> => {
  if (given !== null && given.length < FEWEST) throw new Fault('secret-too-short', `STET_SECRET needs at least ${String(FEWEST)} characters.`, { fewest: FEWEST })
  if (given !== null) return given
  await db.insertInto('secrets').values({ name: 'accounts', value: randomBytes(32).toString('base64url') }).onConflict((conflict) => conflict.doNothing()).execute()
  return (await db.selectFrom('secrets').select('value').where('name', '=', 'accounts').executeTakeFirstOrThrow()).value
}
