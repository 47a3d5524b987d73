import { failed, failureOf, ok, type Outcome } from '../../src-shared/outcome'
import { makeFolder } from '../durable/write'
import { makeTurns, type Turns } from '../durable/turns'
import { createChanges, type Changes } from './changes'
import { openDatabase, type Database } from './database'
import { evidenceInFile, type Evidence } from './evidence'
import { importLedger } from './import-ledger'
import { openLedger, type LedgerHead, type Report } from './ledger'
import { lockFolder } from './lock'
import { openSharedTurns } from './locks'
import { readProjected } from './projection'
import { openSharedChanges } from './shared-changes'
import { openSharedLedger } from './shared-ledger'

export type StoreOptions = { folder: string; databaseUrl: string | null; key: string; sha256: (bytes: Uint8Array) => string; report: Report }

/** Everything a desk keeps its memory in: in a folder of this process's own, or in a PostgreSQL that several processes share. */
export type Stores = {
  db: Database
  evidence: Evidence
  changes: Changes
  /** Turns by story that hold across processes, for what takes longer than a command: publishing. */
  stories: Turns
  /** Turns by destination that hold across processes: two that write one site's pages would each leave the other's out. */
  destinations: Turns
  /** Where the tables keep things that another process must see too. */
  shared: boolean
  close: () => Promise<void>
}

/** Publications that one process carries out at a time, and how long more of them wait. */
const PUBLICATIONS = { max: 4, waits: 120_000 } as const

/** What is closed, last opened first. */
type Closing = (() => unknown)[]

const closeAll = async (closing: Closing): Promise<void> => {
  for (const close of closing.splice(0).reverse()) await close()
}

const openFolder = async (options: StoreOptions, db: Database, acknowledged: LedgerHead, closing: Closing): Promise<Outcome<Omit<Stores, 'db' | 'close'>>> => {
  const ledger = await openLedger({ folder: options.folder, sha256: options.sha256, acknowledged, report: options.report })
  if (!ledger.ok) return ledger
  closing.push(() => ledger.value.close())
  return ok({ evidence: evidenceInFile(ledger.value, db), changes: createChanges(options.report), stories: makeTurns(), destinations: makeTurns(), shared: false })
}

const openShared = async (options: StoreOptions, databaseUrl: string, db: Database, acknowledged: LedgerHead, closing: Closing): Promise<Outcome<Omit<Stores, 'db' | 'close'>>> => {
  const { folder, sha256, report } = options
  const turns = openSharedTurns(databaseUrl, { max: 1, waits: 10_000 }, report)
  closing.push(() => turns.close())
  const imported = await importLedger({ folder, db, turns, sha256, acknowledged, report })
  if (!imported.ok) return imported
  const evidence = await openSharedLedger({ db, turns, sha256, acknowledged })
  if (!evidence.ok) return evidence
  const stories = openSharedTurns(databaseUrl, PUBLICATIONS, report)
  closing.push(() => stories.close())
  // A pool of its own: a publication waits for its destination while it holds its story.
  const destinations = openSharedTurns(databaseUrl, PUBLICATIONS, report)
  closing.push(() => destinations.close())
  const changes = openSharedChanges({ databaseUrl, db, report })
  closing.push(() => changes.close())
  await Promise.race([changes.heard, new Promise((resolve) => setTimeout(resolve, 5000).unref())])
  return ok({ evidence: evidence.value, changes, stories, destinations, shared: true })
}

/**
 * Opens the tables and the ledger: for SQLite the folder is taken for this process alone; on PostgreSQL a ledger still in a file is moved into
 * the database. Refuses `desk-in-use`, `desk-key-changed`, and what openDatabase, openLedger, openSharedLedger and importLedger refuse.
 */
export const openStores = async (options: StoreOptions): Promise<Outcome<Stores>> => {
  const closing: Closing = []
  const refuse = async <T>(failure: T): Promise<T> => {
    await closeAll(closing)
    return failure
  }
  try {
    await makeFolder(options.folder)
    if (options.databaseUrl === null) {
      const lock = lockFolder(options.folder)
      if (!lock.ok) return lock
      closing.push(lock.value)
    }
    const database = await openDatabase(options.folder, options.databaseUrl, options.report)
    if (!database.ok) return await refuse(database)
    const db = database.value
    closing.push(() => db.destroy())
    const projected = await readProjected(db)
    if (projected && projected.desk !== options.key) return await refuse(failed('desk-key-changed', 'These tables and this ledger were signed with another desk key.', { key: projected.desk }))
    const acknowledged = { seq: projected?.seq ?? 0, digest: projected?.digest ?? null }
    const opened = options.databaseUrl === null ? await openFolder(options, db, acknowledged, closing) : await openShared(options, options.databaseUrl, db, acknowledged, closing)
    if (!opened.ok) return await refuse(opened)
    return ok({ ...opened.value, db, close: () => closeAll(closing) })
  } catch (error) {
    return refuse(failureOf(error))
  }
}
