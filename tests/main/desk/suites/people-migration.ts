import { getMigrations } from 'better-auth/db/migration'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { Kysely, PostgresDialect, SqliteDialect, type SqliteDatabase } from 'kysely'
import { Migrator } from 'kysely/migration'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { migrations } from '../../../../src-main/desk/migrations'
import { makeAuth } from '../../../../src-main/desk/people/auth'
import { hashPassword } from '../../../../src-main/desk/people/passwords'
import type { Database } from '../../../../src-main/desk/database'
import { valueOf } from '../../../../src-shared/outcome'
import { codeOf, nodeCrypto, openNewsroom, PASSWORD, type Newsroom, type Store } from '../newsroom'

const sqlite = (file: string): SqliteDatabase => {
  const database = new DatabaseSync(file)
  return {
    close: () => database.close(),
    prepare: (text) => {
      const statement = database.prepare(text)
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
      return { reader: statement.columns().length > 0, all: (given) => statement.all(...values(given)), run: (given) => statement.run(...values(given)), iterate: (given) => statement.iterate(...values(given)) }
    },
  }
}

type Rows = Record<string, Record<string, unknown>>
const connect = <T = Rows>(folder: string, databaseUrl: string | null): Kysely<T> =>
  new Kysely<T>({ dialect: databaseUrl === null ? new SqliteDialect({ database: sqlite(join(folder, 'desk.sqlite')) }) : new PostgresDialect({ pool: new Pool({ connectionString: databaseUrl }) }) })

/** A desk whose tables an earlier Stet made, brought to this one's form. */
export const migrationSuite = (store: Store): void => {
  describe('a desk of an earlier Stet', () => {
    let room: Newsroom
    beforeAll(async () => {
      room = await openNewsroom(store)
      await room.desk().close()
      // Its tables as they were: everything gone, and the first step alone taken.
      const db = connect(room.folder, room.databaseUrl)
      if (room.databaseUrl === null) {
        await db.destroy()
        for (const end of ['', '-wal', '-shm']) await rm(join(room.folder, `desk.sqlite${end}`), { force: true })
      } else {
        for (const { name } of await db.introspection.getTables({ withInternalKyselyTables: true })) await db.schema.dropTable(name).cascade().execute()
        await db.destroy()
      }
      const old = connect(room.folder, room.databaseUrl)
      const first = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0003'))
      const { error } = await new Migrator({ db: old, provider: { getMigrations: () => Promise.resolve(first) } }).migrateToLatest()
      if (error !== undefined) throw new Error('The old tables could not be made', { cause: error })
      const password = await hashPassword(PASSWORD, randomBytes(16), { memorySize: 64, iterations: 1 })
      for (const person of [{ id: 'u-1', login: '顾岚', name: '顾岚', role: 'editor' }, { id: 'u-2', login: 'xu', name: '许知行', role: 'admin' }]) await old.insertInto('people').values({ ...person, password, added_at: '2026-01-02T03:04:05.000Z' }).execute()
      await old.insertInto('sessions').values({ token: 'ab'.repeat(32), person: 'u-1', created_at: '2026-01-02T03:04:05.000Z', expires: '2099-01-01T00:00:00.000Z' }).execute()
      await old.destroy()
    })
    afterAll(() => room.close())

    it('keeps its people, their ids, roles and passwords, and signs everybody out', async () => {
      valueOf(await room.reopen())
      const session = valueOf(await room.client(null).call('signIn', { body: { login: '顾岚', password: PASSWORD } }))
      expect(session.person).toEqual({ id: 'u-1', name: '顾岚', login: '顾岚', role: 'editor' })
      const admin = valueOf(await room.client(null).call('signIn', { body: { login: 'XU', password: PASSWORD } }))
      expect(valueOf(await room.client(admin.token).call('members')).map(({ person, active, invitedUntil }) => [person.id, person.role, active, invitedUntil])).toEqual([['u-1', 'editor', true, null], ['u-2', 'admin', true, null]])
      expect(codeOf(await room.client('ab'.repeat(32)).call('self'))).toBe('not-signed-in')
      valueOf(await room.reopen())
      expect(codeOf(await room.client(session.token).call('self'))).toBe('ok')
    })

    it('has every table and column the accounts\' library asks for', async () => {
      await room.desk().close()
      const db = connect<Database extends Kysely<infer T> ? T : never>(room.folder, room.databaseUrl)
      const auth = makeAuth({ db, postgres: room.databaseUrl !== null, sha256: nodeCrypto.sha256, secret: 'a secret of some thirty-two letters', house: '江畔日报', oidc: null, passwordCost: { memorySize: 64, iterations: 1 }, now: () => new Date().toISOString(), report: () => undefined })
      const { toBeAdded, toBeCreated } = await getMigrations(auth.options)
      expect([toBeCreated, toBeAdded]).toEqual([[], []])
      await db.destroy()
    })
  })
}
