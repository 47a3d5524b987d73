import { afterAll, beforeAll, describe } from 'vitest'

import { postgresPrograms, startPostgres, type Postgres } from '../../../support/postgres'
import { sqliteStore } from '../newsroom'
import { migrationSuite } from '../suites/people-migration'
import { peopleSuite } from '../suites/people'

describe('accounts on SQLite', () => {
  peopleSuite(sqliteStore)
  migrationSuite(sqliteStore)
})

// That CI has a server is stores.test.ts's to insist on.
describe.skipIf(postgresPrograms() === null)('accounts on PostgreSQL', () => {
  let postgres: Postgres | null = null
  beforeAll(async () => {
    postgres = await startPostgres(postgresPrograms() ?? '')
  })
  afterAll(() => postgres?.stop())
  const store = { name: 'PostgreSQL', databaseUrl: () => postgres?.fresh() ?? Promise.reject(new Error('PostgreSQL has not started')) }
  peopleSuite(store)
  migrationSuite(store)
})
