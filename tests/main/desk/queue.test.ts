import { afterAll, beforeAll, describe, it } from 'vitest'

import { postgresPrograms, startPostgres, type Postgres } from '../../support/postgres'
import { sqliteStore, type Store } from './newsroom'
import { destinationsSuite } from './suites/destinations'
import { embargoSuite } from './suites/embargo'
import { manyDesksSuite } from './suites/many-desks'
import { publishingSuite } from './suites/publishing'
import { remoteClockSuite } from './suites/remote-clock'

const suites = (store: Store): void => {
  describe('publishing', () => publishingSuite(store))
  describe('under embargo', () => embargoSuite(store))
  describe('keeping destinations', () => destinationsSuite(store))
  describe('leaving an hour to the CMS', () => remoteClockSuite(store))
}

describe('a desk on SQLite', () => suites(sqliteStore))

const programs = postgresPrograms()
if (programs === null && process.env['CI'] !== undefined) {
  it('finds a PostgreSQL server to test against', () => {
    throw new Error('No PostgreSQL server is installed, and CI must test on one.')
  })
} else {
  describe.skipIf(programs === null)(`a desk on PostgreSQL${programs === null ? ' (skipped: no server is installed)' : ''}`, () => {
    let postgres: Postgres | null = null
    beforeAll(async () => {
      postgres = await startPostgres(programs ?? '')
    })
    afterAll(() => postgres?.stop())
    const store: Store = { name: 'PostgreSQL', databaseUrl: () => postgres?.fresh() ?? Promise.reject(new Error('PostgreSQL has not started')) }
    suites(store)
    describe('of several processes', () => manyDesksSuite(store))
  })
}
