import { randomUUID } from 'node:crypto'

import { routes } from '../../../src-shared/desk-api/routes'
import type { Code, Member } from '../../../src-shared/desk-api/people-routes'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Grant, Person, Role } from '../../../src-shared/review/people'
import type { Database } from '../database'
import { INVITATION_DAYS, RESET_DAYS } from './bounds'
import { forgetCodes, makeCode } from './codes'
import { findRow, personOfRow, WHO, type Inside } from './inside'
import { addressOfLogin, foldLogin, tidyName } from './login'
import { isoOf } from './tables'

export type NewPerson = { id?: string; name: string; login: string; role: Role; password: string }
type Rights = { name: string; role: Role; grants: Grant[] }

/** Refuses where nobody but this person keeps the house; locks those rows where several processes might ask at once. */
const keepsAnAdmin = async (db: Database, postgres: boolean, id: string): Promise<Outcome<null>> => {
  const admins = await db.selectFrom('people').select(['id', 'active', 'invitedUntil']).where('role', '=', 'admin').$if(postgres, (query) => query.forUpdate()).execute()
  const others = admins.filter((admin) => admin.id !== id && admin.active && admin.invitedUntil === null)
  const isOne = admins.some((admin) => admin.id === id && admin.active && admin.invitedUntil === null)
  return isOne && others.length === 0 ? failed('last-admin', 'This is the only administrator; name another first.') : ok(null)
}

/** What an administrator does with people. Run it alone: see journal.run. */
export const keepHouse = (inside: Inside) => {
  const { db, postgres } = inside

  const create = async (id: string, person: { name: string; login: string; role: Role; grants: Grant[] }, invitedUntil: string | null): Promise<Outcome<null>> => {
    const taken = await db.selectFrom('people').select(['id', 'username']).where((where) => where.or([where('id', '=', id), where('username', '=', person.login)])).execute()
    if (taken.some(({ username }) => username === person.login)) return failed('login-taken', `Somebody is already called ${person.login} here.`, { login: person.login })
    if (taken.length > 0) return failed('person-taken', `There is already a person ${id}.`, { id })
    const { internalAdapter } = await (await inside.auth()).$context
    const { name, login, role, grants } = person
    await internalAdapter.createUser({ id, name, username: login, email: addressOfLogin(login, inside.sha256), emailVerified: true, role, grants: JSON.stringify(grants), active: true, invitedUntil }, { method: 'invitation' })
    return ok(null)
  }

  /** A change of rows that must leave an administrator, all or nothing. */
  const changing = async (id: string, harmless: boolean, act: (db: Database) => Promise<unknown>): Promise<Outcome<null>> =>
    db.transaction().execute(async (transaction) => {
      const kept = harmless ? ok(null) : await keepsAnAdmin(transaction, postgres, id)
      if (kept.ok) await act(transaction)
      return kept
    })

  return {
    /** Refuses `login-taken`, `person-taken` (a given id), or `bad-request` {place}. */
    add: async ({ id = randomUUID(), ...asked }: NewPerson): Promise<Outcome<Person>> => {
      const parsed = routes.addPerson.body.safeParse({ ...asked, login: foldLogin(asked.login), name: tidyName(asked.name) })
      const place = parsed.error?.issues[0]?.path.join('.') ?? ''
      if (!parsed.success) return failed('bad-request', `${place} is not valid.`, { place })
      const { password, ...person } = parsed.data
      const created = await create(id, { ...person, grants: [] }, null)
      if (!created.ok) return created
      const { internalAdapter } = await (await inside.auth()).$context
      await internalAdapter.createAccount({ userId: id, accountId: id, providerId: 'credential', password: await inside.hash(password) })
      return ok({ id, ...person })
    },
    /** Everybody who may act, oldest first: not who was only invited, nor whose account is closed. */
    list: async (): Promise<Person[]> => (await db.selectFrom('people').select(WHO).where('active', '=', postgres ? true : 1).where('invitedUntil', 'is', null).orderBy('createdAt').orderBy('id').execute()).map(personOfRow),
    members: async (): Promise<Member[]> => {
      const seen = new Map((await db.selectFrom('sessions').select((select) => ['userId', select.fn.max('updatedAt').as('at')]).groupBy('userId').execute()).map(({ userId, at }) => [userId, isoOf(at)]))
      return (await db.selectFrom('people').selectAll().orderBy('createdAt').orderBy('id').execute()).map((row) => ({
        person: personOfRow(row),
        active: Boolean(row.active),
        invitedUntil: row.invitedUntil,
        invitationOver: row.invitedUntil !== null && Date.parse(row.invitedUntil) <= Date.now(),
        seenAt: seen.get(row.id) ?? null,
        secondFactor: Boolean(row.twoFactorEnabled),
      }))
    },
    /** A place for somebody, and the code that lets them take it. Refuses `login-taken`, `bad-request` {place}. */
    invite: async (asked: Rights & { login: string }): Promise<Outcome<Code>> => {
      const login = foldLogin(asked.login)
      const name = tidyName(asked.name)
      if (login === '' || name === '') return failed('bad-request', 'A person needs a name and a login.', { place: login === '' ? 'login' : 'name' })
      const id = randomUUID()
      const until = new Date(Date.now() + INVITATION_DAYS * 86_400_000).toISOString()
      const created = await create(id, { name, login, role: asked.role, grants: asked.grants }, until)
      if (!created.ok) return created
      const row = await findRow(db, id)
      return row.ok ? ok(await makeCode(inside, row.value, INVITATION_DAYS)) : row
    },
    /** Takes back what nobody has taken up; `already-joined` once they came. */
    withdraw: async (id: string): Promise<Outcome<null>> => {
      const row = await findRow(db, id)
      if (!row.ok) return row
      await forgetCodes(inside, id)
      const gone = await db.deleteFrom('people').where('id', '=', id).where('invitedUntil', 'is not', null).executeTakeFirst()
      return gone.numDeletedRows > 0n ? ok(null) : failed('already-joined', 'This person has come already; close the account instead.')
    },
    issueCode: async (id: string): Promise<Outcome<Code>> => {
      const row = await findRow(db, id)
      if (!row.ok) return row
      if (!row.value.active) return failed('person-inactive', 'This account has been closed.')
      if (row.value.invitedUntil === null) return ok(await makeCode(inside, row.value, RESET_DAYS))
      const code = await makeCode(inside, row.value, INVITATION_DAYS)
      await db.updateTable('people').set({ invitedUntil: code.expires }).where('id', '=', id).where('invitedUntil', 'is not', null).execute()
      return ok(code)
    },
    /** Renames somebody or gives them other rights. Refuses `last-admin`, `person-unknown`. */
    change: async (id: string, asked: Rights, by: Person | null): Promise<Outcome<Person>> => {
      const row = await findRow(db, id)
      if (!row.ok) return row
      const name = tidyName(asked.name)
      if (name === '') return failed('bad-request', 'A person needs a name.', { place: 'name' })
      const grants = asked.role === 'admin' ? [] : asked.grants
      const changed = await changing(id, asked.role === 'admin', (rows) => rows.updateTable('people').set({ name, role: asked.role, grants: JSON.stringify(grants) }).where('id', '=', id).execute())
      if (!changed.ok) return changed
      const before = personOfRow(row.value)
      const person = personOfRow({ ...row.value, name, role: asked.role, grants: JSON.stringify(grants) })
      if (JSON.stringify(before) !== JSON.stringify(person)) await inside.onRightsChanged({ before, person, by })
      return ok(person)
    },
    /** Closes an account, ending every session at once, or opens it again. Refuses `last-admin`, `person-unknown`. */
    setActive: async (id: string, active: boolean): Promise<Outcome<Person>> => {
      const row = await findRow(db, id)
      if (!row.ok) return row
      const changed = await changing(id, active, (rows) => rows.updateTable('people').set({ active: postgres ? active : Number(active) }).where('id', '=', id).execute())
      if (!changed.ok) return changed
      if (!active) {
        await (await (await inside.auth()).$context).internalAdapter.deleteUserSessions(id)
        await forgetCodes(inside, id)
      }
      return ok(personOfRow(row.value))
    },
    clearSecondFactor: async (id: string): Promise<Outcome<null>> => {
      const row = await findRow(db, id)
      if (!row.ok) return row
      await db.deleteFrom('second_factors').where('userId', '=', id).execute()
      await (await (await inside.auth()).$context).internalAdapter.updateUser(id, { twoFactorEnabled: false })
      return ok(null)
    },
  }
}
