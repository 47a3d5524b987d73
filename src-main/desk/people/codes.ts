import { randomBytes } from 'node:crypto'

import type { Code } from '../../../src-shared/desk-api/people-routes'
import type { Inside } from './inside'
import { personOfRow } from './inside'
import type { PeopleTables } from './tables'

/** Letters and digits nobody takes for one another when a code is read out. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const LENGTH = 20

/** A code as it is looked up: capitals and digits alone. */
export const bareCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

/** What the library calls it: the same as its own password reset, which is what takes it. */
export const codeIdentifier = (code: string): string => `reset-password:${code}`

/** Forgets every code of somebody's that is still open. */
export const forgetCodes = async ({ db }: Pick<Inside, 'db'>, person: string): Promise<void> => {
  await db.deleteFrom('verifications').where('value', '=', person).execute()
}

/** Makes the one code somebody may use within so many days; 100 random bits, of which only a hash is kept. */
export const makeCode = async (inside: Inside, row: PeopleTables['people'], days: number): Promise<Code> => {
  const bare = Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
  // By this machine's clock, which is what the library goes by when the code is used.
  const expiresAt = new Date(Date.now() + days * 86_400_000)
  await forgetCodes(inside, row.id)
  const { internalAdapter } = await (await inside.auth()).$context
  await internalAdapter.createVerificationValue({ identifier: codeIdentifier(bare), value: row.id, expiresAt })
  return { person: personOfRow(row), code: bare.replaceAll(/(.{5})(?=.)/g, '$1-'), expires: expiresAt.toISOString() }
}
