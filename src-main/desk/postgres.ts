import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { Pool, type PoolClient } from 'pg'

import { Fault } from '../../src-shared/outcome'
import type { Report } from './ledger'

/** What every connection of a desk is told first. Whoever turned durable commits off for the server did not mean this desk's evidence. */
const FIRST_WORDS = `
  select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off';
  set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3; set lock_timeout = '30s'`

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')

const isLost = (error: unknown): boolean =>
  /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(codeOf(error)) ||
  (error instanceof Error && /connection terminated|not queryable|connection error|timeout exceeded when trying to connect/i.test(error.message))

/** What a database driver threw, as a Fault people can act on: `database-unreachable` {reason}, or `desk-busy` where a lock was waited for too long. Anything else as it is. */
export const databaseFault = (error: unknown): unknown => {
  if (error instanceof Fault) return error
  if (codeOf(error) === '55P03') return new Fault('desk-busy', 'Another process of the desk holds what this needs.', {}, error)
  if (!isLost(error)) return error
  return new Fault('database-unreachable', 'The desk\'s database does not answer.', { reason: error instanceof Error ? error.message : '' }, error)
}

/** A pool of connections; `waits` is how many milliseconds one is waited for. Broken connections are reported and replaced. */
export const openPool = (databaseUrl: string, { max, waits }: { max: number; waits: number }, report: Report): Pool => {
  const pool = new Pool({ connectionString: databaseUrl, max, connectionTimeoutMillis: waits, keepAlive: true, application_name: 'stet desk' })
  // An idle connection that breaks would otherwise end the process.
  pool.on('error', (error) => report('A database connection broke', { reason: error.message }))
  pool.on('connect', (client) => {
    client.on('error', () => undefined) // While it is in use, whoever uses it hears of it.
    client.query(FIRST_WORDS).catch((error: unknown) => report('A database connection could not be set up', { reason: error instanceof Error ? error.message : '' }))
  })
  return pool
}

const clients = new WeakMap<PoolClient, PostgresPoolClient>()

/** A connection as Kysely wants one, its errors turned into Faults. The same for the same connection. */
const wrapped = (client: PoolClient): PostgresPoolClient => {
  const known = clients.get(client)
  if (known) return known
  const query = async (text: string, values: unknown[]): Promise<unknown> => {
    try {
      return await client.query(text, values)
    } catch (error) {
      throw databaseFault(error)
    }
  }
  const made: PostgresPoolClient = { query: query as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) }
  clients.set(client, made)
  return made
}

/** A pool as Kysely wants one, its errors turned into Faults. */
export const dialectPool = (pool: Pool): PostgresPool => ({
  options: {},
  end: () => pool.end(),
  connect: async () => {
    try {
      return wrapped(await pool.connect())
    } catch (error) {
      throw databaseFault(error)
    }
  },
})

/** A pool of that one connection, which the caller keeps. */
export const poolOfOne = (client: PoolClient): PostgresPool => {
  const { query } = wrapped(client)
  const connection: PostgresPoolClient = { query, release: () => undefined }
  return { options: {}, end: () => Promise.resolve(), connect: () => Promise.resolve(connection) }
}
