import { describe } from 'vitest'

import { sqliteStore } from '../newsroom'
import { onPostgres } from '../on-postgres'
import { migrationSuite } from '../suites/people-migration'
import { peopleSuite } from '../suites/people'

describe('accounts on SQLite', () => {
  peopleSuite(sqliteStore)
  migrationSuite(sqliteStore)
})

onPostgres('accounts on PostgreSQL', (store) => {
  peopleSuite(store)
  migrationSuite(store)
})
