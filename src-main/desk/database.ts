import { Kysely, PostgresDialect, SqliteDialect, type ColumnType, type SqliteDatabase } from 'kysely'
import { Migrator } from 'kysely/migration'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Milestone } from '../../src-shared/desk-api/statistics'
import type { ReviewState } from '../../src-shared/review/states'
import type { Report } from './ledger'
import { migrations } from './migrations'
import type { PeopleTables } from './people/tables'
import { dialectPool, openPool } from './postgres'

/** Where an older desk kept publications that failed; see adoptAttempts. */
type AttemptsTable = { story: string; destination: string; at: string; revision: string; code: string; message: string }

/**
 * The rest is a projection of the ledger. `standing` and `channel` are JSON; `moved_seq` is the ledger's line of the last review act; `embargo` is until when, empty
 * where there is none, null in a row of an older desk; `names` is JSON of whom the byline names, null in such a row.
 */
type StoriesTable = {
  id: string
  author: string
  author_name: string
  state: ReviewState
  standing: string
  headline: string
  slugline: string
  channel: string
  byline: string
  characters: number
  photos: number
  submitted_at: string
  waiting_since: string
  moved_seq: number
  reason: string
  signed_by: string
  signed_at: string
  embargo: string | null
  names: string | null
}
/** `photos` is a JSON list of SHA-256. */
type RevisionsTable = { story: string; number: number; sha256: string; photos: string; seq: number }
type EventsTable = { id: string; story: string; seq: number; decision: string; stage: string; person: string; name: string; key: string; at: string; reason: string; revision: string; envelope: string }
/** What was last put on record of a story at a destination; `late` in milliseconds. */
type PublicationsTable = { story: string; destination: string; at: string; revision: string; receipt: string; seq: number; state: ColumnType<'published' | 'takenDown' | 'left', 'published' | 'takenDown' | 'left' | undefined>; reason: ColumnType<string, string | undefined>; late: ColumnType<number | null, number | null | undefined> }
/** When a piece first came to a milestone (UTC), and how much it then was: see statistics/tally.ts. `channel` is JSON. */
type TalliesTable = { story: string; milestone: Milestone; at: string; channel: string; characters: number; photos: number }
/** Whom its byline then named, once each. */
type TallyNamesTable = { story: string; milestone: Milestone; name: string }
/** What was said comes from the desk's or a person's signed `envelope`, checked at each reading; the columns only find it. `id` is the record's own. */
type EnrolmentsTable = { id: string; key: string; person: string; seq: number; envelope: string }
type RevocationsTable = { key: string; seq: number; envelope: string }
type PoliciesTable = { seq: number; digest: string; envelope: string }
/** Times in UTC, so that they compare as text. */
type DelegationsTable = { id: string; seq: number; giver: string; receiver: string; not_before: string; not_after: string; ended_at: string | null; envelope: string }
/** Versions of the house's lists; the file each names stands among the desk's files. */
type HouseListsTable = { id: string; seq: number; number: number; sha256: string; key: string; at: string; envelope: string }
/** Not evidence, and not made again from the ledger: a lease on a piece, and what is done to it between two revisions. */
type ClaimsTable = { story: string; person: string; name: string; since: string; until: string }
/** `document` is JSON of story, notes and conflicts; `photos` a JSON list of SHA-256; `edited` is 1 where it says something its base does not. */
type WorkingsTable = { story: string; base: string; generation: number; at: string; by: string; document: string; edited: number; photos: string }
/** Who brought an act to the desk that another had signed. */
type CarriedTable = { event: string; story: string; person: string; name: string; at: string }
type KeptWorkingsTable = { id: string; story: string; base: string; generation: number; at: string; by: string; document: string; kept_at: string; kept_by: string; why: 'takeover' | 'stage' | 'merge' }
/**
 * `settings` and `details` (of the last failure) are JSON. `delivered` is the last line of the ledger that was told or is of no matter; `salt` makes the secret (see secret.ts). `process` holds it until
 * `until`, so that one process of the desk tells at a time.
 */
export type HooksTable = {
  id: string
  settings: string
  salt: string
  state: 'open' | 'parked'
  delivered: number
  tries: number
  code: string
  message: string
  details: string
  next: string | null
  last_at: string | null
  process: string | null
  until: string | null
}
type LiveLineageTable = { story: string; lineage: string }
/** Not evidence. `settings` is JSON, `secret` sealed (see seal.ts; empty where there is none), `version` another at every change. */
type DestinationsTable = { id: string; settings: string; secret: string; version: string; at: string; by: string }
/** Until when a destination asked to be left alone. */
type DestinationRestsTable = { destination: string; until: string }
/**
 * What is to be sent, see queue/jobs.ts. Not evidence. `hour` is the time somebody asked for, `due` when it is tried next (empty: at once), both in UTC; `details` is JSON.
 * `holder` and `until` are the lease of who sends it, `fence` counts its holders.
 */
type JobsTable = {
  id: string
  seq: number
  story: string
  destination: string
  doing: 'publish' | 'takeDown'
  revision: string
  person: string
  reason: string
  over: string | null
  hour: string | null
  due: string
  state: 'waiting' | 'held' | 'running' | 'parked'
  tries: number
  at: string
  code: string
  message: string
  details: string
  holder: string | null
  until: string
  fence: number
}
/**
 * What a destination was given to show at an hour by its own clock, see queue/handovers.ts. Not evidence. One row a story and destination: `sent` was not answered yet, `given`
 * was, `recalling` is to be taken back, `back` was; `receipt` (empty where there is none) is the last answer whatever the state. `tries`, `due`, `code`, `message` and `details` are
 * of taking it back, `recaller` who wants that (empty where a decision on the piece does); `until` and `fence` the lease of who does it.
 */
type HandoversTable = {
  story: string
  destination: string
  revision: string
  hour: string
  receipt: string
  state: 'sent' | 'given' | 'recalling' | 'back'
  person: string
  recaller: string
  at: string
  tries: number
  due: string
  code: string
  message: string
  details: string
  until: string
  fence: number
}
/** The ledger itself, where it stands in the database: see shared-ledger.ts. */
type LedgerTable = { seq: number; previous: string | null; digest: string; received_at: string; envelope: string }
/** One row: whose ledger this projects, and how far. */
type ProjectionTable = { id: number; desk: string; seq: number; digest: string | null }

export type Tables = PeopleTables & {
  attempts: AttemptsTable
  stories: StoriesTable
  revisions: RevisionsTable
  events: EventsTable
  publications: PublicationsTable
  tallies: TalliesTable
  tally_names: TallyNamesTable
  policies: PoliciesTable
  enrolments: EnrolmentsTable
  revocations: RevocationsTable
  delegations: DelegationsTable
  house_lists: HouseListsTable
  claims: ClaimsTable
  workings: WorkingsTable
  kept_workings: KeptWorkingsTable
  carried: CarriedTable
  live_lineage: LiveLineageTable
  hooks: HooksTable
  destinations: DestinationsTable
  destination_rests: DestinationRestsTable
  jobs: JobsTable
  handovers: HandoversTable
  projection: ProjectionTable
  ledger: LedgerTable
}

/** The desk's tables, on SQLite or PostgreSQL alike. Times are ISO 8601 text, structures JSON text. */
export type Database = Kysely<Tables>

const sqlite = (file: string): SqliteDatabase => {
  const database = new DatabaseSync(file, { timeout: 5000 })
  try {
    // It holds password hashes; what SQLite puts beside it takes the same rights.
    chmodSync(file, 0o600)
    // FULL, because an acknowledged commit must survive a power cut; NORMAL does not promise that under WAL.
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  } catch (error) {
    database.close()
    throw error
  }
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql)
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      }
    },
  }
}

const connect = (folder: string, databaseUrl: string | null, report: Report): Database => {
  if (databaseUrl === null) return new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite(join(folder, 'desk.sqlite')) }) })
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: dialectPool(openPool(databaseUrl, { max: 10, waits: 10_000 }, report)) }) })
}

/** Opens a database as it is, whatever build made it: to be read only. Throws what the driver throws. */
export const openAsItIs = connect

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Opens the tables and brings them to this build's form: `desk.sqlite` in the folder, or the PostgreSQL database of a connection string.
 * Refusals: `database-newer` (a newer Stet made it), `database-damaged` (SQLite), `database-unreachable` (PostgreSQL).
 */
export const openDatabase = async (folder: string, databaseUrl: string | null, report: Report): Promise<Outcome<Database>> => {
  const refusal = (error: unknown) => {
    if (/previously executed migration/.test(words(error))) return failed('database-newer', 'The desk\'s database was made by a newer Stet.', {})
    if (databaseUrl === null) return failed('database-damaged', `The desk's database cannot be opened: ${words(error)}`, { reason: words(error) })
    return failed('database-unreachable', `The desk's database does not answer: ${words(error)}`, { reason: words(error) })
  }
  let database: Database
  try {
    database = connect(folder, databaseUrl, report)
  } catch (error) {
    return refusal(error)
  }
  try {
    const { error } = await new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrations) } }).migrateToLatest()
    if (error === undefined) return ok(database)
    await database.destroy()
    return refusal(error)
  } catch (error) {
    await database.destroy()
    return refusal(error)
  }
}
