import { describe } from 'vitest'

import { sqliteStore, type Store } from './newsroom'
import { onPostgres } from './on-postgres'
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

onPostgres('a desk on PostgreSQL', (store) => {
  suites(store)
  describe('of several processes', () => manyDesksSuite(store))
})
