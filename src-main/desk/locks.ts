import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import type { Pool, PoolClient } from 'pg'

import { makeTurns, type Turns } from '../durable/turns'
import type { Database, Tables } from './database'
import type { Report } from './ledger'
import { databaseFault, openPool, poolOfOne } from './postgres'

/** Turns that every process on one database takes together. */
export type SharedTurns = Turns & {
  /** The same, for a task that works on the connection the turn is held by: if that breaks, so does its work. */
  with: <T>(key: string, task: (db: Database) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

/** PostgreSQL's advisory locks are numbers; this one is the desk's family. */
const FAMILY = 0x57e7

const numberOf = (key: string): number => createHash('sha256').update(key).digest().readInt32BE(0)

const held = async <T>(pool: Pool, key: string, task: (client: PoolClient) => Promise<T>): Promise<T> => {
  let client: PoolClient
  try {
    client = await pool.connect()
  } catch (error) {
    throw databaseFault(error)
  }
  let broken = true
  try {
    await client.query('select pg_advisory_lock($1, $2)', [FAMILY, numberOf(key)]).catch((error: unknown) => {
      throw databaseFault(error)
    })
    try {
      return await task(client)
    } finally {
      // A connection that cannot say it let go is closed, which lets go.
      broken = await client.query('select pg_advisory_unlock($1, $2)', [FAMILY, numberOf(key)]).then(() => false, () => true)
    }
  } finally {
    client.release(broken)
  }
}

/** Opens turns on a database, at most `max` held at a time by this process; more wait up to `waits` milliseconds. */
export const openSharedTurns = (databaseUrl: string, limits: { max: number; waits: number }, report: Report): SharedTurns => {
  const pool = openPool(databaseUrl, limits, report)
  const turns = makeTurns()
  return {
    take: (key, task) => turns.take(key, () => held(pool, key, task)),
    with: (key, task) =>
      turns.take(key, () => held(pool, key, (client) => task(new Kysely<Tables>({ dialect: new PostgresDialect({ pool: poolOfOne(client) }) })))),
    idle: turns.idle,
    close: () => pool.end(),
  }
}
