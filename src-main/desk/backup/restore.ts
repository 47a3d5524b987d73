import { copyFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'

import { failed, failureOf, Fault, ok, type Outcome } from '../../../src-shared/outcome'
import { photoSchema } from '../../../src-shared/story/story'
import { streamDurable } from '../../durable/stream'
import { makeFolder, writeDurable } from '../../durable/write'
import { openDatabase, type Database } from '../database'
import type { Files } from '../files'
import { lineOf } from '../ledger'
import { lockFolder } from '../lock'
import { openSharedTurns } from '../locks'
import { clearProjection } from '../projection'
import { NEVER } from '../queue/handovers'
import { LEDGER_TURN, readHead, rowOf } from '../shared-ledger'
import { PLACES } from './form'
import { openBackup, type Backup } from './read'
import { emptyTables, keptTables, tablesEmpty, writeTable, type Kind } from './tables'

export type RestoreOptions = {
  from: string
  folder: string
  databaseUrl: string | null
  /** Where revisions and photos go; asked once the folder stands. */
  files: Files
  sha256: (bytes: Uint8Array) => string
  /** The id of the desk's key that is here already, from its file; null where there is none. */
  keyHere: string | null
  /** The id of a key in PEM, or null where it is none. */
  keyIdOf: (pem: string) => string | null
  /** Sets aside (a folder) or empties (PostgreSQL) what is there. */
  force: boolean
  now: () => string
}

/** What was restored. */
export type Restored = { lines: number; files: number; aside: string | null }

const sizeOf = (file: string): Promise<number> => stat(file).then(({ size }) => size, () => -1)
const notEmpty = (where: string) => failed('restore-not-empty', `There is a desk already: ${where}.`, { where })

/** The backup's key or the one here must be the desk's own: with another, nothing of the ledger could be read. */
const checkKey = async (backup: Backup, { keyHere, keyIdOf }: RestoreOptions): Promise<Outcome<null>> => {
  const { desk } = backup.manifest
  const inside = backup.has(PLACES.key) ? keyIdOf((await backup.read(PLACES.key)).toString('utf8')) : null
  if (keyHere !== null && inside !== null && keyHere !== inside) return failed('restore-key-differs', 'Another desk\'s key is here than the one in the backup.', { key: keyHere })
  const key = keyHere ?? inside
  if (desk === null || key === desk) return ok(null)
  return key === null ? failed('restore-key-missing', 'The backup holds no key, and there is none here.', { key: desk }) : failed('restore-key-differs', 'The key here is not the one of the desk that was backed up.', { key })
}

const restoreFiles = async (backup: Backup, files: Files): Promise<number> => {
  let count = 0
  for (const { path } of backup.manifest.files) {
    const [, kind, name, facts] = /^(revisions|photos)\/([0-9a-f]{64})(\.json)?$/.exec(path) ?? []
    if (kind === undefined || name === undefined || (kind === 'photos' && facts !== undefined)) continue
    const bytes = await backup.read(path)
    if (kind === 'revisions') await files.putRevision(name, bytes)
    else {
      const read = photoSchema.safeParse(JSON.parse((await backup.read(PLACES.facts(name))).toString('utf8')))
      if (!read.success || read.data.sha256 !== name || read.data.bytes !== bytes.length) throw new Fault('backup-damaged', `${PLACES.facts(name)} does not describe the photo.`, { path: PLACES.facts(name) })
      await files.putPhoto(read.data, bytes)
    }
    count += 1
  }
  return count
}

/** A restored desk sends nothing by itself: it may be a rehearsal beside the desk that was backed up, or what waited may have gone meanwhile. Somebody lets each go. */
const holdQueue = async (db: Database): Promise<void> => {
  await db.updateTable('jobs').set({ state: 'held', code: 'desk-restored', holder: null, until: '' }).where('state', 'in', ['waiting', 'running']).execute()
  // Nor does it take anything back: the desk that was backed up may have handed it over anew.
  await db.updateTable('handovers').set({ due: NEVER, code: 'desk-restored', until: '' }).where('state', '=', 'recalling').execute()
}

/** The rows of every kept table, and the ledger's where it stands in the database: all or nothing. */
const restoreTables = async (db: Database, kind: Kind, backup: Backup, { sha256, force }: RestoreOptions): Promise<Outcome<null>> => {
  const tables = await keptTables(db, kind)
  const unknown = backup.manifest.files.find(({ path }) => path.startsWith('tables/') && !tables.some(({ name }) => PLACES.table(name) === path))
  if (unknown) return failed('backup-newer', `The backup holds ${unknown.path}, which this Stet does not know.`, { table: unknown.path })
  if (!force && ((await readHead(db)).seq > 0 || !(await tablesEmpty(db, tables)))) return notEmpty('the database')
  await db.transaction().execute(async (transaction) => {
    await emptyTables(transaction, tables)
    await transaction.deleteFrom('ledger').execute()
    await clearProjection(transaction, { key: '', publicKey: '' })
    await transaction.deleteFrom('projection').execute()
    for (const table of tables) if (backup.has(PLACES.table(table.name))) await writeTable(transaction, table, backup.rows(PLACES.table(table.name)), kind)
    await holdQueue(transaction)
    if (kind === 'postgresql') for await (const entry of backup.lines()) await transaction.insertInto('ledger').values(rowOf(entry, sha256)).execute()
  })
  return ok(null)
}

const restoreFolder = async (backup: Backup, { folder, keyHere }: RestoreOptions): Promise<void> => {
  if (keyHere === null && backup.has(PLACES.key)) await writeDurable(join(folder, 'desk-key.pem'), await backup.read(PLACES.key), { mode: 0o600 })
  if (backup.has(PLACES.newsroom)) await writeDurable(join(folder, 'newsroom.json'), await backup.read(PLACES.newsroom))
}

const onSqlite = async (backup: Backup, options: RestoreOptions): Promise<Outcome<number>> => {
  const { folder } = options
  const lock = lockFolder(folder)
  if (!lock.ok) return lock
  const database = await openDatabase(folder, null, () => undefined)
  try {
    if (!database.ok) return database
    const tables = await restoreTables(database.value, 'sqlite', backup, options)
    if (!tables.ok) return tables
    const count = await restoreFiles(backup, options.files)
    await restoreFolder(backup, options)
    // The ledger last: without it, the desk is not there.
    const text = async function* (): AsyncGenerator<string> {
      for await (const entry of backup.lines()) yield `${lineOf(entry)}\n`
    }
    await streamDurable(join(folder, 'ledger.jsonl'), (into) => pipeline(Readable.from(text()), into), { mode: 0o600 })
    return ok(count)
  } finally {
    if (database.ok) await database.value.destroy()
    lock.value()
  }
}

const deskListens = async (db: Database): Promise<boolean> =>
  (await sql`select 1 from pg_stat_activity where application_name = 'stet desk changes' and datname = current_database()`.execute(db)).rows.length > 0

const onPostgres = async (backup: Backup, databaseUrl: string, options: RestoreOptions): Promise<Outcome<number>> => {
  const database = await openDatabase(options.folder, databaseUrl, () => undefined)
  if (!database.ok) return database
  const db = database.value
  const turns = openSharedTurns(databaseUrl, { max: 1, waits: 10_000 }, () => undefined)
  try {
    return await turns.with(LEDGER_TURN, async (held): Promise<Outcome<number>> => {
      if (await deskListens(db)) return failed('desk-in-use', 'A desk is running on this database.', { folder: options.folder })
      // Files first: they are named by what they are and harm nobody; the tables and the ledger then come all at once.
      const empty = options.force || ((await readHead(held)).seq === 0 && (await tablesEmpty(held, await keptTables(held, 'postgresql'))))
      if (!empty) return notEmpty('the database')
      const count = await restoreFiles(backup, options.files)
      const tables = await restoreTables(held, 'postgresql', backup, options)
      if (!tables.ok) return tables
      await restoreFolder(backup, options)
      return ok(count)
    })
  } finally {
    await turns.close()
    await db.destroy()
  }
}

/** Sets the folder aside under a name with the time; the key stays, where the backup has none. */
const setAside = async ({ folder, now, keyHere }: RestoreOptions): Promise<string> => {
  const aside = `${folder}.before-${now().replaceAll(/[:.]/g, '-')}`
  await rename(folder, aside)
  await makeFolder(folder)
  if (keyHere !== null && (await sizeOf(join(aside, 'desk-key.pem'))) > 0) await copyFile(join(aside, 'desk-key.pem'), join(folder, 'desk-key.pem'))
  return aside
}

/**
 * Restores a backup into an empty home, and an empty database where the desk is on PostgreSQL; everything is checked before anything is written. The tables
 * made from the ledger are made when the desk is opened next. Refuses what openBackup refuses, `restore-not-empty` {where}, `restore-key-missing`,
 * `restore-key-differs`, `backup-newer` {table}, `desk-in-use`, and the faults of writing.
 */
export const restore = async (options: RestoreOptions): Promise<Outcome<Restored>> => {
  const opened = await openBackup(options.from, options.sha256)
  if (!opened.ok) return opened
  const backup = opened.value
  try {
    const key = await checkKey(backup, options)
    if (!key.ok) return key
    const { folder, databaseUrl, force } = options
    await makeFolder(folder)
    let aside: string | null = null
    for (const name of ['ledger.jsonl', 'newsroom.json'])
      if (aside === null && (await sizeOf(join(folder, name))) > 0) {
        if (!force) return notEmpty(join(folder, name))
        const lock = lockFolder(folder)
        if (!lock.ok) return lock
        lock.value()
        aside = await setAside(options)
      }
    const count = databaseUrl === null ? await onSqlite(backup, options) : await onPostgres(backup, databaseUrl, options)
    return count.ok ? ok({ lines: backup.manifest.ledger.seq, files: count.value, aside }) : count
  } catch (error) {
    return failureOf(error)
  } finally {
    backup.close()
  }
}
