import { randomBytes } from 'node:crypto'
import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { Fault } from '../../../src-shared/outcome'
import { writeDurable } from '../../durable/write'
import type { Database } from '../database'

const FEWEST = 32

const fromFile = async (file: string): Promise<string> => {
  const kept = await readFile(file, 'utf8').catch(() => null)
  if (kept !== null && kept.trim().length >= FEWEST) return kept.trim()
  const made = randomBytes(32).toString('base64url')
  await writeDurable(file, made, { mode: 0o600 })
  await chmod(file, 0o600)
  return made
}

const fromTable = async (db: Database): Promise<string> => {
  await db.insertInto('secrets').values({ name: 'accounts', value: randomBytes(32).toString('base64url') }).onConflict((conflict) => conflict.doNothing()).execute()
  return (await db.selectFrom('secrets').select('value').where('name', '=', 'accounts').executeTakeFirstOrThrow()).value
}

/**
 * What the accounts' cookies are signed and second factors encrypted with: the one given, else one made once and kept, in the
 * desk's folder (readable by its owner only) or, where several processes share a PostgreSQL database, in that. Throws Fault
 * `secret-too-short` {fewest}.
 */
export const deskSecret = async (options: { given: string | null; folder: string; shared: boolean; db: Database }): Promise<string> => {
  if (options.given === null) return options.shared ? fromTable(options.db) : fromFile(join(options.folder, 'accounts.secret'))
  if (options.given.length < FEWEST) throw new Fault('secret-too-short', `STET_SECRET needs at least ${String(FEWEST)} characters.`, { fewest: FEWEST })
  return options.given
}
