import { createHash } from 'node:crypto'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

import { failed, failureOf, Fault, ok, type Outcome } from '../../../src-shared/outcome'
import { readLine, type LedgerEntry, type LedgerHead } from '../ledger'
import { filesOfEntry, isPlace, manifestSchema, PLACES, rowSchema, type BackupManifest, type Row } from './form'

/** A backup whose every byte was held against its manifest, and whose ledger holds. */
export type Backup = {
  manifest: BackupManifest
  has: (path: string) => boolean
  /** A small file's bytes, held against the manifest again. Throws Fault `backup-damaged` {path}. */
  read: (path: string) => Promise<Buffer>
  rows: (path: string) => AsyncGenerator<Row>
  lines: () => AsyncGenerator<LedgerEntry>
  close: () => void
}

/** Bytes a manifest may have: a desk of a hundred thousand files. */
const MANIFEST_LIMIT = 64_000_000
const STORED = 0

const damaged = (path: string, why: string): Fault => new Fault('backup-damaged', `${path}: ${why}.`, { path })

const listEntries = async (zip: ZipFile): Promise<Map<string, Entry>> => {
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName
    if (!isPlace(name)) throw damaged(JSON.stringify(name.slice(0, 100)), 'no backup holds a file of this name')
    if (entries.has(name)) throw damaged(name, 'it stands twice in the file')
    if (entry.compressionMethod !== STORED || entry.compressedSize !== entry.uncompressedSize || (entry.generalPurposeBitFlag & 0x41) !== 0) throw damaged(name, 'it is packed in a way no backup uses')
    entries.set(name, entry)
  }
  return entries
}

const openAt = async (zip: ZipFile, entries: ReadonlyMap<string, Entry>, path: string): Promise<AsyncIterable<Buffer>> => {
  const entry = entries.get(path)
  if (!entry) throw new Fault('backup-file-missing', `The backup lacks ${path}.`, { path })
  return (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>
}

const readAll = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Lines end in "\n" and nothing else: JSON text may hold the other line ends of Unicode. */
const linesOf = async function* (stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  for await (const chunk of stream) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)])
      rest = []
      from = end + 1
    }
    if (from < chunk.length) rest.push(chunk.subarray(from))
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}

const readManifest = async (zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<BackupManifest> => {
  if ((entries.get(PLACES.manifest)?.uncompressedSize ?? 0) > MANIFEST_LIMIT) throw damaged(PLACES.manifest, 'it is larger than any manifest')
  const text = (await readAll(await openAt(zip, entries, PLACES.manifest))).toString('utf8')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw damaged(PLACES.manifest, 'it is not JSON')
  }
  const parsed = manifestSchema.safeParse(json)
  if (!parsed.success) throw damaged(PLACES.manifest, `${parsed.error.issues[0]?.path.join('.') ?? ''} is not valid`)
  return parsed.data
}

const checkDigests = async (zip: ZipFile, entries: ReadonlyMap<string, Entry>, manifest: BackupManifest): Promise<void> => {
  const listed = new Set(manifest.files.map(({ path }) => path))
  if (listed.size !== manifest.files.length) throw damaged(PLACES.manifest, 'it names a file twice')
  for (const path of entries.keys()) if (path !== PLACES.manifest && !listed.has(path)) throw damaged(path, 'the manifest does not name it')
  for (const { path, bytes, sha256 } of manifest.files) {
    const hash = createHash('sha256')
    let size = 0
    for await (const chunk of await openAt(zip, entries, path)) {
      hash.update(chunk)
      size += chunk.length
    }
    if (size !== bytes || hash.digest('hex') !== sha256) throw damaged(path, 'it is not what was backed up')
    // Revisions and photos are named by what they are.
    const named = /^(?:revisions|photos)\/([0-9a-f]{64})(\.json)?$/.exec(path)
    if (named && (path.startsWith('revisions/') || named[2] === undefined) && named[1] !== sha256) throw damaged(path, 'it is not what its name says')
  }
}

/** Every line must follow the one before, the last must be the manifest's, and every file the ledger names must be there. */
const checkLedger = async (backup: Backup): Promise<void> => {
  let head: LedgerHead = { seq: 0, digest: null }
  for await (const entry of backup.lines()) {
    head = { seq: entry.seq, digest: entry.digest }
    const { revisions, photos } = filesOfEntry(entry)
    for (const path of [...revisions.map(PLACES.revision), ...photos.flatMap((photo) => [PLACES.photo(photo), PLACES.facts(photo)])]) if (!backup.has(path)) throw new Fault('backup-file-missing', `The backup lacks ${path}.`, { path })
  }
  if (head.seq !== backup.manifest.ledger.seq || head.digest !== backup.manifest.ledger.digest) throw damaged(PLACES.ledger, 'it does not end where the manifest says')
}

const backupOf = (zip: ZipFile, entries: ReadonlyMap<string, Entry>, manifest: BackupManifest, sha256: (bytes: Uint8Array) => string): Backup => {
  const open = (path: string) => openAt(zip, entries, path)
  const texts = async function* (path: string): AsyncGenerator<string> {
    for await (const line of linesOf(await open(path))) yield line.toString('utf8')
  }
  return {
    manifest,
    has: (path) => entries.has(path),
    read: async (path) => {
      const bytes = await readAll(await open(path))
      if (sha256(bytes) !== manifest.files.find((file) => file.path === path)?.sha256) throw damaged(path, 'it changed while it was read')
      return bytes
    },
    rows: async function* (path) {
      for await (const line of texts(path)) yield rowSchema.parse(JSON.parse(line))
    },
    lines: async function* () {
      let before: LedgerHead = { seq: 0, digest: null }
      for await (const line of texts(PLACES.ledger)) {
        const entry = readLine(Buffer.from(line), before, sha256)
        before = { seq: entry.seq, digest: entry.digest }
        yield entry
      }
    },
    close: () => zip.close(),
  }
}

/**
 * Opens a backup and checks all of it before anything is believed. Refuses `backup-unreadable` (no zip, or cut off), `backup-damaged` {path},
 * `backup-file-missing` {path}, `ledger-broken` {line, reason}.
 */
export const openBackup = async (file: string, sha256: (bytes: Uint8Array) => string): Promise<Outcome<Backup>> => {
  let zip: ZipFile
  try {
    zip = await yauzl.openPromise(file, { autoClose: false, lazyEntries: true })
  } catch (error) {
    return failed('backup-unreadable', `The backup cannot be read: ${failureOf(error).message}`, { reason: failureOf(error).message })
  }
  try {
    const entries = await listEntries(zip)
    const manifest = await readManifest(zip, entries)
    await checkDigests(zip, entries, manifest)
    const backup = backupOf(zip, entries, manifest, sha256)
    await checkLedger(backup)
    return ok(backup)
  } catch (error) {
    zip.close()
    if (error instanceof Fault) return failureOf(error)
    return failed('backup-unreadable', `The backup cannot be read: ${failureOf(error).message}`, { reason: failureOf(error).message })
  }
}
