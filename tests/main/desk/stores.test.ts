import { afterAll, beforeAll, describe, it } from 'vitest'

import { postgresPrograms, startPostgres, type Postgres } from '../../support/postgres'
import { sqliteStore, type Store } from './newsroom'
import { hooksSuite } from './suites/hooks'
import { lifeSuite } from './suites/life'
import { recoverySuite } from './suites/recovery'
import { refusalSuite } from './suites/refusals'
import { rightsSuite } from './suites/refusals-rights'
import { reviewSuite } from './suites/review'

const suites = (store: Store): void => {
  // Each with hooks of its own.
  describe('in life', () => lifeSuite(store))
  describe('refusing', () => refusalSuite(store))
  describe('in recovery', () => recoverySuite(store))
  describe('in review', () => reviewSuite(store))
  describe('telling other systems', () => hooksSuite(store))
  describe('minding who may', () => rightsSuite(store))
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
    suites({ name: 'PostgreSQL', databaseUrl: () => postgres?.fresh() ?? Promise.reject(new Error('PostgreSQL has not started')) })
  })
}
