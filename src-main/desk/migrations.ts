import type { Migration } from 'kysely/migration'

import { first } from './migrations/0001-first'
import { sharedLedger } from './migrations/0002-shared-ledger'
import { people } from './migrations/0003-people'
import { review } from './migrations/0004-review'
import { liveLeases } from './migrations/0005-live-leases'
import { liveLineage } from './migrations/0006-live-lineage'
import { publishing } from './migrations/0007-publishing'
import { hooks } from './migrations/0008-hooks'
import { handovers } from './migrations/0009-handovers'
import { hookDetails } from './migrations/0010-hook-details'
import { embargo } from './migrations/0011-embargo'
import { carried } from './migrations/0012-carried'
import { houseLists } from './migrations/0013-house-lists'
import { statistics } from './migrations/0014-statistics'

/** The tables' history, the same on SQLite and PostgreSQL. A step once released is never changed; names sort in order, each in its own file. */
export const migrations: Record<string, Migration> = { '0001-first': first, '0002-shared-ledger': sharedLedger, '0003-people': people, '0004-review': review, '0005-live-leases': liveLeases, '0006-live-lineage': liveLineage, '0007-publishing': publishing, '0008-hooks': hooks, '0009-handovers': handovers, '0010-hook-details': hookDetails, '0011-embargo': embargo, '0012-carried': carried, '0013-house-lists': houseLists, '0014-statistics': statistics }
