import { setTimeout as pause } from 'node:timers/promises'

import { failed, failureOf, type Failure } from '../../src-shared/outcome'
import type { Files } from './files'
import { readProjected } from './projection'
import type { ReleaseClock } from './queue/clock'
import type { Stores } from './stores'

/**
 * Pieces by state, publications that were parked and that wait or are being sent, how many seconds the desk's clock is ahead of its database's (0 where that is no
 * matter), the ledger's last line, how far the tables are, who is told of changes.
 */
export type Figures = { pieces: Record<string, number>; failedPublications: number; queuedPublications: number; clockAhead: number; ledger: number; projected: number; listeners: number }

/** Counts what a meter shows. */
export const readFigures = async ({ db, evidence }: Stores, release: ReleaseClock, listeners: number): Promise<Figures> => {
  const states = await db.selectFrom('stories').select(['state', ({ fn }) => fn.countAll().as('count')]).groupBy('state').execute()
  const jobs = await db.selectFrom('jobs').select(['state', ({ fn }) => fn.countAll().as('count')]).groupBy('state').execute()
  const count = (parked: boolean): number => jobs.filter(({ state }) => (state === 'parked') === parked).reduce((sum, each) => sum + Number(each.count), 0)
  await release.now()
  return {
    pieces: Object.fromEntries(states.map(({ state, count }) => [state, Number(count)])),
    failedPublications: count(true),
    queuedPublications: count(false),
    clockAhead: release.ahead() ?? 0,
    ledger: (await evidence.head()).seq,
    projected: (await readProjected(db))?.seq ?? 0,
    listeners,
  }
}

/** Milliseconds one of the stores may take to answer. */
const PATIENCE = 5000

const asked = async (question: Promise<Failure | null>, late: Failure): Promise<Failure | null> => {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<Failure>((resolve) => {
    timer = setTimeout(() => resolve(late), PATIENCE)
  })
  try {
    return await Promise.race([question, patience])
  } catch (error) {
    return failureOf(error)
  } finally {
    clearTimeout(timer)
  }
}

const ledgerTrouble = async ({ db, evidence }: Stores): Promise<Failure | null> => {
  // The ledger first: the tables can only have moved on since.
  const head = await evidence.head()
  const behind = async (): Promise<number> => head.seq - ((await readProjected(db))?.seq ?? 0)
  if ((await behind()) <= 0) return null
  // A command may stand just between the two.
  await pause(500)
  const lines = await behind()
  return lines <= 0 ? null : failed('tables-behind', `The tables lack ${String(lines)} lines of the ledger.`, { lines })
}

/** Why a desk could not serve now; empty when its database, its ledger and its files answer. */
export const readTroubles = async (stores: Stores, files: Files): Promise<Failure[]> => {
  const troubles = await Promise.all([
    asked(ledgerTrouble(stores), failed('database-unreachable', 'The database does not answer.', { reason: 'late' })),
    asked(files.ready().then(() => null), failed('store-unreachable', 'The file store does not answer.', { reason: 'late' })),
  ])
  return troubles.filter((trouble) => trouble !== null)
}
