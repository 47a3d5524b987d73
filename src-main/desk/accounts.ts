import { randomBytes, randomUUID } from 'node:crypto'

import { routes, type Session } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { personSchema, type Person, type Role } from '../../src-shared/review/people'
import type { Database } from './database'
import { createLimiter } from './limiter'
import { hashPassword, nobodysHash, verifyPassword, type PasswordCost } from './passwords'

/** Days a session lasts from signing in. */
const SESSION_DAYS = 30

export type NewPerson = { id?: string; name: string; login: string; role: Role; password: string }

/** People, their passwords and their sessions. A token is shown once, to who signs in; only its SHA-256 is kept. */
export type Accounts = {
  /** Refuses `login-taken`, `person-taken` (a given id), or `bad-request` {place}. Run it alone: see journal.run. */
  add: (person: NewPerson) => Promise<Outcome<Person>>
  list: () => Promise<Person[]>
  /** `sign-in-failed` says neither which of the two was wrong nor whether the login exists; `too-many-attempts` {minutes}. */
  signIn: (login: string, password: string) => Promise<Outcome<Session>>
  signOut: (token: string) => Promise<void>
  /** Whose session a token is, or null: unknown, signed out, or expired. */
  personOf: (token: string) => Promise<Person | null>
}

/** Logins are one name however they are typed. Control characters are nobody's name, and PostgreSQL keeps no zero. */
const fold = (login: string): string => login.replaceAll(/\p{Cc}/gu, '').trim().normalize('NFC').toLowerCase()

type Row = { id: string; name: string; login: string; role: Role }
const personOfRow = ({ id, name, login, role }: Row): Person => personSchema.parse({ id, name, login, role })

/** Opens the accounts over the desk's tables. */
export const openAccounts = (options: { db: Database; sha256: (bytes: Uint8Array) => string; now: () => string; passwordCost: PasswordCost }): Accounts => {
  const { db, now, passwordCost } = options
  const limiter = createLimiter(now)
  const tokenName = (token: string) => options.sha256(new TextEncoder().encode(token))
  // Unknown logins cost the same hash as known ones, so the time does not tell them apart.
  const nobodys = nobodysHash(randomBytes, passwordCost)

  const openSession = async (person: Person): Promise<Session> => {
    const at = Date.parse(now())
    const token = randomBytes(32).toString('base64url')
    const expires = new Date(at + SESSION_DAYS * 86_400_000).toISOString()
    await db.deleteFrom('sessions').where('expires', '<', new Date(at).toISOString()).execute()
    await db.insertInto('sessions').values({ token: tokenName(token), person: person.id, created_at: new Date(at).toISOString(), expires }).execute()
    return { token, person, expires }
  }

  return {
    add: async ({ id = randomUUID(), ...asked }) => {
      const parsed = routes.addPerson.body.safeParse({ ...asked, login: fold(asked.login), name: asked.name.replaceAll(/\p{Cc}/gu, '').trim().normalize('NFC') })
      if (!parsed.success) return failed('bad-request', `${parsed.error.issues[0]?.path.join('.') ?? ''} is not valid.`, { place: parsed.error.issues[0]?.path.join('.') ?? '' })
      const { password, ...person } = parsed.data
      const taken = await db.selectFrom('people').select(['id', 'login']).where((where) => where.or([where('id', '=', id), where('login', '=', person.login)])).execute()
      if (taken.some(({ login }) => login === person.login)) return failed('login-taken', `Somebody is already called ${person.login} here.`, { login: person.login })
      if (taken.length > 0) return failed('person-taken', `There is already a person ${id}.`, { id })
      await db.insertInto('people').values({ id, ...person, password: await hashPassword(password, randomBytes(16), passwordCost), added_at: now() }).execute()
      return ok(personSchema.parse({ id, ...person }))
    },
    list: async () => (await db.selectFrom('people').select(['id', 'name', 'login', 'role']).orderBy('added_at').orderBy('id').execute()).map(personOfRow),
    signIn: async (typed, password) => {
      const login = fold(typed)
      const allowed = limiter.begin(login)
      if (!allowed.ok) return allowed
      const row = await db.selectFrom('people').selectAll().where('login', '=', login).executeTakeFirst()
      const right = await verifyPassword(password, row?.password ?? nobodys)
      if (!row || !right) return failed('sign-in-failed', 'The login or the password is wrong.')
      limiter.succeeded(login)
      return ok(await openSession(personOfRow(row)))
    },
    signOut: async (token) => {
      await db.deleteFrom('sessions').where('token', '=', tokenName(token)).execute()
    },
    personOf: async (token) => {
      const row = await db
        .selectFrom('sessions')
        .innerJoin('people', 'people.id', 'sessions.person')
        .select(['people.id', 'people.name', 'people.login', 'people.role', 'sessions.expires'])
        .where('sessions.token', '=', tokenName(token))
        .executeTakeFirst()
      return row && Date.parse(row.expires) > Date.parse(now()) ? personOfRow(row) : null
    },
  }
}
