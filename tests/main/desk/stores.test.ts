import { describe } from 'vitest'

import { sqliteStore, type Store } from './newsroom'
import { onPostgres } from './on-postgres'
import { carriedSuite } from './suites/carried'
import { hooksSuite } from './suites/hooks'
import { lifeSuite } from './suites/life'
import { listsSuite } from './suites/lists'
import { recoverySuite } from './suites/recovery'
import { refusalSuite } from './suites/refusals'
import { rightsSuite } from './suites/refusals-rights'
import { reviewSuite } from './suites/review'

const suites = (store: Store): void => {
  // Each with hooks of its own.
  describe('in life', () => lifeSuite(store))
  describe('refusing', () => refusalSuite(store))
  describe('in recovery', () => recoverySuite(store))
  describe('keeping the house\'s lists', () => listsSuite(store))
  describe('in review', () => reviewSuite(store))
  describe('telling other systems', () => hooksSuite(store))
  describe('taking what was carried', () => carriedSuite(store))
  describe('minding who may', () => rightsSuite(store))
}

describe('a desk on SQLite', () => suites(sqliteStore))

onPostgres('a desk on PostgreSQL', suites)
