import { createHash } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'

import { failed, failureOf, Fault, ok, type Outcome } from '../../../src-shared/outcome'
import { streamDurable } from '../../durable/stream'
import { openAsItIs, type Database } from '../database'
import type { Files } from '../files'
import { lineOf, readLedgerFile, type LedgerEntry, type LedgerHead } from '../ledger'
import { readProjected } from '../projection'
import { readRows } from '../shared-ledger'
import { digestsInRow, filesOfEntry, PLACES, type BackupManifest } from './form'
import { keptTables, readTable, type Kind } from './tables'

/** Whose memory is backed up: as a running desk has it open. */
export type BackupSource = { folder: string; databaseUrl: string | null; files: Files; sha256: (bytes: Uint8Array) => string }

export type BackupOptions = BackupSource & {
  to: string
  /** The key's file, where it is to go into the backup. */
  key: string | null
  tool: string
  madeAt: string
}

/** What a backup holds. */
export type BackedUp = { lines: number; revisions: number; photos: number; desk: string | null }

const noReport = (): void => undefined
const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false)

type Content = { head: LedgerHead; revisions: string[]; photos: string[]; lines: () => AsyncGenerator<LedgerEntry> }

/** The ledger up to its last line now, and the files it names. What comes later is no part of this backup. */
const readContent = async (db: Database, { folder, databaseUrl, sha256 }: BackupSource): Promise<Content> => {
  const all = () => (databaseUrl === null ? readLedgerFile(join(folder, 'ledger.jsonl'), sha256) : readRows(db, sha256))
  let head: LedgerHead = { seq: 0, digest: null }
  const revisions = new Set<string>()
  const photos = new Set<string>()
  for await (const entry of all()) {
    head = { seq: entry.seq, digest: entry.digest }
    const named = filesOfEntry(entry)
    for (const revision of named.revisions) revisions.add(revision)
    for (const photo of named.photos) photos.add(photo)
  }
  const lines = async function* (): AsyncGenerator<LedgerEntry> {
    if (head.seq === 0) return
    for await (const entry of all()) {
      yield entry
      if (entry.seq === head.seq) return
    }
  }
  return { head, revisions: [...revisions].sort(), photos: [...photos].sort(), lines }
}

const stored = (bytes: Uint8Array | 'damaged' | null, path: string): Uint8Array => {
  if (bytes === null || bytes === 'damaged') throw new Fault('backup-file-missing', `${path} is not stored whole.`, { path })
  return bytes
}

const text = (value: string): Promise<Uint8Array> => Promise.resolve(Buffer.from(value))

type Entry = { path: string; read: () => AsyncIterable<Uint8Array> | Promise<Uint8Array> }

const chunks = async function* (read: Entry['read']): AsyncGenerator<Uint8Array> {
  const given = read()
  if (given instanceof Promise) yield await given
  else yield* given
}

const MAKING = { mtime: new Date(1980, 0, 1), mode: 0o100600, compress: false, forceDosTimestamp: true }

/** Writes entries one after another, each asked for when the one before is written; the manifest, made of their digests, last. */
const writeEntries = async (into: Writable, entries: AsyncIterable<Entry>, manifest: Omit<BackupManifest, 'files'>): Promise<void> => {
  const zip = new yazl.ZipFile()
  const files: BackupManifest['files'] = []
  const measured = async function* ({ path, read }: Entry): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of chunks(read)) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
    files.push({ path, bytes, sha256: hash.digest('hex') })
  }
  const add = (path: string, source: AsyncGenerator<Uint8Array>): Promise<void> =>
    new Promise((resolve, reject) => {
      const stream = Readable.from(source, { objectMode: false })
      stream.once('end', resolve)
      stream.once('error', reject)
      zip.addReadStream(stream, path, MAKING)
    })
  const feed = async (): Promise<void> => {
    for await (const entry of entries) await add(entry.path, measured(entry))
    await add(PLACES.manifest, chunks(() => text(`${JSON.stringify({ ...manifest, files }, null, 1)}\n`)))
    zip.end()
  }
  const written = pipeline(zip.outputStream, into)
  zip.once('error', (error) => into.destroy(error instanceof Error ? error : new Error(String(error))))
  await Promise.all([
    written,
    feed().catch((error: unknown) => {
      into.destroy()
      throw error
    }),
  ])
}

const photoEntries = function* (photos: Iterable<string>, files: Files): Generator<Entry> {
  for (const photo of photos) {
    yield { path: PLACES.photo(photo), read: async () => stored(await files.photo(photo), PLACES.photo(photo)) }
    yield {
      path: PLACES.facts(photo),
      read: async () => {
        const facts = await files.photoFacts(photo)
        return stored(facts && Buffer.from(JSON.stringify(facts)), PLACES.facts(photo))
      },
    }
  }
}

const entriesOf = async function* (transaction: Database, kind: Kind, content: Content, { folder, files, key }: BackupOptions): AsyncGenerator<Entry> {
  yield {
    path: PLACES.ledger,
    read: async function* () {
      for await (const entry of content.lines()) yield Buffer.from(`${lineOf(entry)}\n`)
    },
  }
  const digests = new Set<string>()
  for (const { name } of await keptTables(transaction, kind))
    yield {
      path: PLACES.table(name),
      read: async function* () {
        for await (const row of readTable(transaction, name, kind)) {
          for (const digest of digestsInRow(row)) digests.add(digest)
          yield Buffer.from(`${JSON.stringify(row)}\n`)
        }
      },
    }
  if (await exists(join(folder, 'newsroom.json'))) yield { path: PLACES.newsroom, read: () => readFile(join(folder, 'newsroom.json')) }
  if (key !== null) yield { path: PLACES.key, read: () => readFile(key) }
  for (const revision of content.revisions) yield { path: PLACES.revision(revision), read: async () => stored(await files.revision(revision), PLACES.revision(revision)) }
  const signed = new Set(content.photos)
  yield* photoEntries(signed, files)
  // Photos that only a working copy shows were signed by nobody: where one is lost, the evidence is still whole.
  for (const digest of digests) if (!signed.has(digest) && (await files.photo(digest)) instanceof Uint8Array && (await files.photoFacts(digest))) yield* photoEntries([digest], files)
}

/**
 * Backs a desk up into one zip while it runs: the ledger up to its last line now, every file it names, every table that is not made from it, the
 * newsroom's settings, and the desk's key where asked. Refuses `desk-absent`, `ledger-broken`, `backup-file-missing` {path} (the stored file is lost or
 * damaged), `database-unreachable`, `store-unreachable`, and the faults of writing; then no file is left.
 */
export const backUp = async (options: BackupOptions): Promise<Outcome<BackedUp>> => {
  const { folder, databaseUrl, to, tool, madeAt } = options
  if (databaseUrl === null && !(await exists(join(folder, 'desk.sqlite')))) return failed('desk-absent', `There is no desk in ${folder}.`, { folder })
  const kind = databaseUrl === null ? 'sqlite' : 'postgresql'
  const db = openAsItIs(folder, databaseUrl, noReport)
  try {
    const content = await readContent(db, options)
    const desk = (await readProjected(db))?.desk ?? null
    // All tables at one moment: people and what refers to them belong together.
    const snapshot = kind === 'postgresql' ? db.transaction().setIsolationLevel('repeatable read') : db.transaction()
    await snapshot.execute((transaction) =>
      // It holds what people's passwords are checked by, and perhaps the key.
      streamDurable(to, (into) => writeEntries(into, entriesOf(transaction, kind, content, options), { type: 'stet.desk-backup/1', tool, madeAt, desk, ledger: content.head }), { mode: 0o600 }),
    )
    return ok({ lines: content.head.seq, revisions: content.revisions.length, photos: content.photos.length, desk })
  } catch (error) {
    return failureOf(error)
  } finally {
    await db.destroy()
  }
}
