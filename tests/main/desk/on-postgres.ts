import { afterAll, beforeAll, describe, it } from 'vitest'

import { postgresPrograms, startPostgres, type Postgres } from '../../support/postgres'
import { sqliteStore, type Store } from './newsroom'

/** Where every asking makes an empty database. */
type PostgresStore = { name: string; databaseUrl: () => Promise<string> }

/** A store of fresh databases on one PostgreSQL, which runs as long as the tests around this call; null where no server is installed, which fails where CI must have one. */
const startedStore = (): PostgresStore | null => {
  const programs = postgresPrograms()
  if (programs === null) {
    if (process.env['CI'] !== undefined)
      it('finds a PostgreSQL server to test against', () => {
        throw new Error('No PostgreSQL server is installed, and CI must test on one.')
      })
    return null
  }
  let postgres: Postgres | null = null
  beforeAll(async () => {
    postgres = await startPostgres(programs)
  })
  afterAll(() => postgres?.stop())
  return { name: 'PostgreSQL', databaseUrl: () => postgres?.fresh() ?? Promise.reject(new Error('PostgreSQL has not started')) }
}

/** SQLite, and PostgreSQL where a server is installed. */
export const everyStore = (): readonly Store[] => [sqliteStore, ...[startedStore()].filter((store) => store !== null)]

/** Tests on a real PostgreSQL; skipped by their name where no server is installed. */
export const onPostgres = (what: string, tests: (store: PostgresStore) => void): void => {
  describe(what, () => {
    const store = startedStore()
    if (store) tests(store)
    else it.skip('no PostgreSQL server is installed', () => undefined)
  })
}
