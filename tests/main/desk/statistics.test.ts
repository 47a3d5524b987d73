import { describe } from 'vitest'

import { sqliteStore } from './newsroom'
import { onPostgres } from './on-postgres'
import { statisticsSuite } from './suites/statistics'

describe('the statistics of a desk on SQLite', () => statisticsSuite(sqliteStore))

onPostgres('the statistics of a desk on PostgreSQL', (store) => statisticsSuite(store))
