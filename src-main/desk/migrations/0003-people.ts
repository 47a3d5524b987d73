import { PostgresAdapter, sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createHash } from 'node:crypto'

type Old = {
  people_before: { id: string; login: string; name: string; role: string; password: string; added_at: string }
  [table: string]: Record<string, unknown>
}

/** The undeliverable address the accounts keep in place of an e-mail. */
const addressOf = (login: string): string => `${createHash('sha256').update(login).digest('hex').slice(0, 40)}@people.invalid`

/**
 * Accounts in the form better-auth keeps them, under the desk's own table names. People come over with their ids, roles and
 * passwords; sessions do not: everybody signs in again. SQLite runs this outside a transaction, so each step may be met twice.
 */
const up = async (db: Kysely<Old>): Promise<void> => {
  const { schema } = db
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const date = postgres ? sql`timestamptz` : sql`date`
  const flag = postgres ? sql`boolean` : sql`integer`
  const yes = (value: boolean): unknown => (postgres ? value : Number(value))
  const table = (name: string) => schema.createTable(name).ifNotExists().addColumn('id', 'text', (column) => column.primaryKey())
  const tables = async (): Promise<Map<string, Set<string>>> => new Map((await db.introspection.getTables()).map(({ name, columns }) => [name, new Set(columns.map((column) => column.name))]))

  const before = await tables()
  if (before.get('sessions')?.has('person')) await schema.dropTable('sessions').execute()
  if (before.get('people')?.has('password')) await schema.alterTable('people').renameTo('people_before').execute()

  await table('people')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('emailVerified', flag, (column) => column.notNull())
    .addColumn('image', 'text')
    .addColumn('createdAt', date, (column) => column.notNull())
    .addColumn('updatedAt', date, (column) => column.notNull())
    .addColumn('username', 'text', (column) => column.unique())
    .addColumn('twoFactorEnabled', flag)
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('grants', 'text', (column) => column.notNull())
    .addColumn('active', flag, (column) => column.notNull())
    .addColumn('invitedUntil', 'text')
    .execute()
  const ofPerson = (name: string) => table(name).addColumn('userId', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
  await ofPerson('sessions')
    .addColumn('expiresAt', date, (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('createdAt', date, (column) => column.notNull())
    .addColumn('updatedAt', date, (column) => column.notNull())
    .addColumn('ipAddress', 'text')
    .addColumn('userAgent', 'text')
    .addColumn('device', 'text')
    .execute()
  await ofPerson('credentials')
    .addColumn('accountId', 'text', (column) => column.notNull())
    .addColumn('providerId', 'text', (column) => column.notNull())
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('idToken', 'text')
    .addColumn('accessTokenExpiresAt', date)
    .addColumn('refreshTokenExpiresAt', date)
    .addColumn('scope', 'text')
    .addColumn('password', 'text')
    .addColumn('createdAt', date, (column) => column.notNull())
    .addColumn('updatedAt', date, (column) => column.notNull())
    .execute()
  await ofPerson('second_factors')
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('backupCodes', 'text', (column) => column.notNull())
    .addColumn('verified', flag)
    .addColumn('failedVerificationCount', 'integer')
    .addColumn('lockedUntil', date)
    .execute()
  await table('verifications')
    .addColumn('identifier', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('expiresAt', date, (column) => column.notNull())
    .addColumn('createdAt', date, (column) => column.notNull())
    .addColumn('updatedAt', date, (column) => column.notNull())
    .execute()
  await table('device_codes')
    .addColumn('deviceCode', 'text', (column) => column.notNull())
    .addColumn('userCode', 'text', (column) => column.notNull())
    .addColumn('userId', 'text')
    .addColumn('expiresAt', date, (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('lastPolledAt', date)
    .addColumn('pollingInterval', 'integer')
    .addColumn('clientId', 'text')
    .addColumn('scope', 'text')
    .execute()
  await table('tries').addColumn('name', 'text', (column) => column.notNull()).addColumn('at', 'text', (column) => column.notNull()).execute()
  await schema.createTable('secrets').ifNotExists().addColumn('name', 'text', (column) => column.primaryKey()).addColumn('value', 'text', (column) => column.notNull()).execute()
  const index = (name: string) => schema.createIndex(name).ifNotExists()
  for (const [name, column] of [['sessions', 'userId'], ['credentials', 'userId'], ['second_factors', 'userId'], ['second_factors', 'secret'], ['verifications', 'identifier'], ['verifications', 'value']] as const)
    await index(`${name}_by_${column}`).on(name).column(column).execute()
  await index('device_codes_by_device').unique().on('device_codes').column('deviceCode').execute()
  await index('device_codes_by_user').unique().on('device_codes').column('userCode').execute()
  await index('tries_by_name').on('tries').columns(['name', 'at']).execute()

  if (!(await tables()).has('people_before')) return
  for (const old of await db.selectFrom('people_before').selectAll().execute()) {
    const at: unknown = postgres ? new Date(old.added_at) : old.added_at
    const times = { createdAt: at, updatedAt: at }
    await db
      .insertInto('people')
      .values({ id: old.id, name: old.name, username: old.login, email: addressOf(old.login), emailVerified: yes(true), role: old.role, grants: '[]', active: yes(true), twoFactorEnabled: yes(false), ...times })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await db
      .insertInto('credentials')
      .values({ id: `credential-${old.id}`, userId: old.id, accountId: old.id, providerId: 'credential', password: old.password, ...times })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await schema.dropTable('people_before').execute()
}

/** Accounts by better-auth. */
export const people: Migration = { up }
