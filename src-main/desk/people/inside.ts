import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { grantSchema, personSchema, type Person } from '../../../src-shared/review/people'
import type { Session } from '../../../src-shared/desk-api/people-routes'
import type { Database } from '../database'
import type { Auth } from './auth'
import type { Limiter } from './limiter'
import type { OidcSettings } from './oidc-settings'
import type { Opening } from './opening'
import type { PeopleTables } from './tables'

/** Somebody's name and rights as they were and as they are, and who changed them; null for the desk's own command line. */
export type RightsChange = { before: Person; person: Person; by: Person | null }

/** What the parts of the accounts share. */
export type Inside = {
  db: Database
  postgres: boolean
  /** The library, loaded when it is first needed: a workstation that only writes never waits for it. */
  auth: () => Promise<Auth>
  /** See trySecret. */
  trySecret: () => Promise<{ kept: number; unreadable: number }>
  limiter: Limiter
  sha256: (bytes: Uint8Array) => string
  now: () => string
  house: string
  oidc: OidcSettings | null
  hash: (password: string) => Promise<string>
  onRightsChanged: (change: RightsChange) => Promise<void>
}

type Row = PeopleTables['people']
/** The columns that say who somebody is. */
export const WHO = ['people.id', 'people.name', 'people.username', 'people.role', 'people.grants'] as const

/** Who a row of `people` is. */
export const personOfRow = ({ id, name, username, role, grants }: Pick<Row, 'id' | 'name' | 'username' | 'role' | 'grants'>): Person => {
  const granted = grantSchema.array().parse(JSON.parse(grants))
  return personSchema.parse({ id, name, login: username, role, ...(granted.length > 0 ? { grants: granted } : {}) })
}

/** Somebody by id, with how they stand; `person-unknown` {id}. */
export const findRow = async (db: Database, id: string): Promise<Outcome<Row>> => {
  const row = await db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? ok(row) : failed('person-unknown', 'The desk knows nobody like that.', { id })
}

/** What a session's token is called in the tables. */
export const tokenName = (inside: Pick<Inside, 'sha256'>, token: string): string => inside.sha256(new TextEncoder().encode(token))

/** The request headers that speak for a session. */
export const bearerOf = (inside: Pick<Inside, 'sha256'>, token: string): Headers => new Headers({ authorization: `Bearer ${tokenName(inside, token)}` })

/** The session an opening came to, for who opened it. */
export const sessionOf = async (inside: Inside, { token, opened }: Opening): Promise<Outcome<Session>> => {
  if (!opened) return failed('sign-in-failed', 'No session was opened.')
  const row = await findRow(inside.db, opened.person)
  return row.ok ? ok({ token, person: personOfRow(row.value), expires: opened.expires }) : row
}
