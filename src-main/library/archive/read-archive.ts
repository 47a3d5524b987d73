import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

import { failed, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import { parseJson } from '../stored'
import { ARCHIVE_LIMITS, ARCHIVE_SCHEMA, archiveManifestSchema, MANIFEST, placeOf, type ArchiveManifest } from './form'

/** An opened archive whose entries have been judged and held against its manifest; nothing of their content has been believed yet. */
export type Archive = {
  manifest: ArchiveManifest
  /** The bytes of a listed file, or null where they are not what the manifest says. */
  read: (path: string) => Promise<Uint8Array | null>
  close: () => Promise<void>
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const STORED = 0
const DEFLATED = 8

/** A name as it can be shown: what is not printable is escaped, so that nothing hides or reverses text. */
const shown = (name: string): string => JSON.stringify(name.slice(0, 200)).slice(1, -1).replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
const refuse = (code: string, name: string, why: string): Failure => failed(code, `${shown(name)}: ${why}`, { name: shown(name) })

const nameOf = (entry: Entry): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(entry.fileNameRaw)
  } catch {
    return null
  }
}

const limitOf = (path: string): number => (path === MANIFEST ? ARCHIVE_LIMITS.manifest : path.endsWith('/story.json') ? ARCHIVE_LIMITS.draft : ARCHIVE_LIMITS.file)

/** Why an entry is none of an archive's, or nothing. */
const judge = (entry: Entry, name: string | null, seen: ReadonlyMap<string, Entry>): Failure | null => {
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000
  if (name === null || placeOf(name) === null) return refuse('archive-name-unsafe', name ?? entry.fileNameRaw.toString('latin1'), 'The name is none an archive holds.')
  if (seen.has(name.toLowerCase())) return refuse('archive-duplicate', name, 'The name stands twice, or differs from another only in case.')
  if (kind !== 0 && kind !== 0o100000) return refuse('archive-not-file', name, 'The entry is a link or another thing that is no file.')
  if ((entry.generalPurposeBitFlag & 0x41) !== 0) return refuse('archive-encrypted', name, 'The entry is encrypted.')
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) return refuse('archive-compression', name, 'The entry is packed in a way no archive uses.')
  if (entry.compressionMethod === STORED && entry.compressedSize !== entry.uncompressedSize) return refuse('archive-file-differs', name, 'Its sizes contradict each other.')
  if (entry.uncompressedSize > limitOf(name)) return failed('archive-too-large', `${shown(name)} is larger than an archive's file can be.`, { limit: limitOf(name) })
  // Small files may shrink to almost nothing; what would fill a disk may not.
  if (entry.uncompressedSize > 1_000_000 && entry.uncompressedSize > entry.compressedSize * ARCHIVE_LIMITS.ratio) return refuse('archive-ratio', name, 'It would unpack to far more than any text does.')
  return null
}

const listEntries = async (zip: ZipFile): Promise<Outcome<Map<string, Entry>>> => {
  if (zip.entryCount > ARCHIVE_LIMITS.files) return failed('archive-too-large', 'The archive has more files than an archive can have.', { limit: ARCHIVE_LIMITS.files })
  const byFolded = new Map<string, Entry>()
  const entries = new Map<string, Entry>()
  let whole = 0
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    const wrong = judge(entry, name, byFolded)
    if (wrong || name === null) return wrong ?? refuse('archive-name-unsafe', '', 'The name cannot be read.')
    byFolded.set(name.toLowerCase(), entry)
    entries.set(name, entry)
    whole += entry.uncompressedSize
    if (whole > ARCHIVE_LIMITS.whole) return failed('archive-too-large', 'The archive would unpack to more than an archive can hold.', { limit: ARCHIVE_LIMITS.whole })
  }
  return ok(entries)
}

/** Inflates one entry, never further than its size says. Null where it does not inflate to that. */
const readEntry = async (zip: ZipFile, entry: Entry): Promise<Buffer | null> => {
  try {
    const stream = await zip.openReadStreamPromise(entry)
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > entry.uncompressedSize) return null
      chunks.push(chunk)
    }
    return size === entry.uncompressedSize ? Buffer.concat(chunks) : null
  } catch {
    return null
  }
}

const readManifest = async (zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<Outcome<ArchiveManifest>> => {
  const entry = entries.get(MANIFEST)
  if (!entry) return failed('archive-no-manifest', 'This zip file has no list of its own; it is no library archive.')
  const bytes = await readEntry(zip, entry)
  const raw = bytes && parseJson(bytes)
  if (typeof raw === 'object' && raw !== null && 'format' in raw && raw.format === 'stet-library' && 'schema' in raw && typeof raw.schema === 'number' && raw.schema > ARCHIVE_SCHEMA)
    return failed('archive-newer', `This archive was made by a newer Stet (${String(raw.schema)}).`, { schema: raw.schema })
  const parsed = archiveManifestSchema.safeParse(raw)
  if (!parsed.success) return failed('archive-manifest-invalid', "The archive's list cannot be read.", { place: parsed.error.issues[0]?.path.join('.') ?? '' })
  return ok(parsed.data)
}

/** Holds the list against the entries: every file listed once and there, nothing else there, photos named by their digest, every story's photos listed. */
const holdTogether = (manifest: ArchiveManifest, entries: ReadonlyMap<string, Entry>): Failure | null => {
  const listed = new Map(manifest.files.map((file) => [file.path, file]))
  if (listed.size !== manifest.files.length) return failed('archive-manifest-invalid', 'A file stands twice in the list.', { place: 'files' })
  for (const { path, bytes, sha256 } of manifest.files) {
    const place = placeOf(path)
    if (place === null || place.kind === 'manifest' || (place.kind === 'photo' && place.sha256 !== sha256)) return failed('archive-manifest-invalid', 'The list names what no archive holds.', { place: shown(path) })
    const entry = entries.get(path)
    if (!entry) return refuse('archive-file-missing', path, 'It is listed and not there.')
    if (entry.uncompressedSize !== bytes) return refuse('archive-file-differs', path, 'It has another size than the list says.')
  }
  for (const path of entries.keys()) if (path !== MANIFEST && !listed.has(path)) return refuse('archive-file-unlisted', path, 'It is there and not listed.')
  const stories = new Set(manifest.stories.map(({ id }) => id))
  if (stories.size !== manifest.stories.length) return failed('archive-manifest-invalid', 'A story stands twice in the list.', { place: 'stories' })
  for (const { photos } of manifest.stories) for (const name of photos) if (!listed.has(`photos/${name}`)) return refuse('archive-file-missing', `photos/${name}`, 'A story shows it, and it is not there.')
  for (const path of listed.keys()) {
    const place = placeOf(path)
    if (place && 'story' in place && !stories.has(place.story)) return failed('archive-manifest-invalid', 'The list has files of a story it does not name.', { place: shown(path) })
  }
  return null
}

/**
 * Opens a library archive at a path and judges its directory and its list. Nothing is unpacked but the list. Refuses
 * `archive-unreadable`, `archive-not-zip`, and what is hostile or damaged in the directory or the list, each by its own code.
 */
export const openArchive = async (path: string): Promise<Outcome<Archive>> => {
  const handle = await open(path, 'r').catch((error: unknown) => failed('archive-unreadable', `The archive could not be opened: ${reasonOf(error)}`, { path }))
  if ('ok' in handle) return handle
  const refused = async (failure: Failure): Promise<Failure> => {
    await handle.close()
    return failure
  }
  try {
    // Sizes are judged here, each with a refusal of its own. One descriptor throughout, so that a file replaced meanwhile cannot show two faces. yauzl never closes it: we do.
    const zip = await yauzl.fromFdPromise(handle.fd, { autoClose: false, lazyEntries: true, decodeStrings: false, validateEntrySizes: false })
    const entries = await listEntries(zip)
    if (!entries.ok) return await refused(entries)
    const manifest = await readManifest(zip, entries.value)
    if (!manifest.ok) return await refused(manifest)
    const wrong = holdTogether(manifest.value, entries.value)
    if (wrong) return await refused(wrong)
    const digests = new Map(manifest.value.files.map((file) => [file.path, file.sha256]))
    return ok({
      manifest: manifest.value,
      read: async (name) => {
        const entry = entries.value.get(name)
        const bytes = entry ? await readEntry(zip, entry) : null
        return bytes && createHash('sha256').update(bytes).digest('hex') === digests.get(name) ? bytes : null
      },
      close: () => handle.close(),
    })
  } catch (error) {
    return refused(failed('archive-not-zip', `This is not a whole zip file: ${reasonOf(error)}`, { reason: reasonOf(error) }))
  }
}
