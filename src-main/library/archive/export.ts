import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yazl from 'yazl'

import { expected, Fault, ok, type Outcome } from '../../../src-shared/outcome'
import { streamDurable } from '../../durable/stream'
import type { Vault } from '../../durable/vault'
import { parseJson } from '../stored'
import { ARCHIVE_LIMITS, ARCHIVE_SCHEMA, MANIFEST, type ArchiveManifest } from './form'
import { idsAt, sizeAt, storyAt, type Left, type SourceStory } from './source'

/** What an export wrote, in stories, photos, files and bytes, and what it could not read. */
export type Exported = ArchiveManifest['counts'] & { left: Left[] }

export type ExportOptions = {
  /** The folder of stories, read through `vault`: what is sealed there is plain in the archive. */
  stories: string
  vault: Vault
  /** Where the archive is to stand; written over if it is there. */
  file: string
  now: () => string
  tool: string
  /** Bytes read and to read. */
  progress: (done: number, total: number) => void
  signal: AbortSignal
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
// yazl writes a date's local fields: built from local fields it is one moment in every time zone.
const ENTRY = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true } as const
const cancelled = (): Fault => new Fault('cancelled', 'The person stopped it.')

const isBinned = (bytes: Uint8Array): boolean => {
  const draft = parseJson(bytes)
  return typeof draft === 'object' && draft !== null && 'binnedAt' in draft && typeof draft.binnedAt === 'string'
}

type Entries = { add: (path: string, bytes: Uint8Array) => Promise<void>; end: () => Promise<void> }

/** A zip going into a stream, one file in memory at a time: the next is taken only when the one before is on its way. */
const zipInto = (into: Writable): Entries => {
  const zip = new yazl.ZipFile()
  const broken = new Promise<never>((_, reject) => zip.on('error', reject))
  broken.catch(() => undefined)
  const written = pipeline(zip.outputStream, into)
  written.catch(() => undefined)
  return {
    add: async (path, bytes) => {
      const source = Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)])
      const taken = new Promise<void>((resolve) => source.once('end', resolve))
      zip.addReadStream(source, path, { ...ENTRY, compress: !path.startsWith('photos/'), size: bytes.byteLength })
      // A disk that is full ends the pipeline, and nobody would take the rest.
      await Promise.race([taken, broken, written.then(() => taken)])
    },
    end: async () => {
      zip.end()
      await Promise.race([written, broken])
    },
  }
}

const sizeOf = async (stories: string, story: SourceStory): Promise<number> => {
  const sizes = await Promise.all([...story.files, ...story.photos.map((name) => `photos/${name}`)].map((path) => sizeAt(join(stories, story.id, path))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

const fill = async (options: ExportOptions, into: Writable): Promise<Exported> => {
  const { stories, vault, signal } = options
  const ids = await idsAt(stories)
  const sizes: number[] = []
  for (const id of ids) sizes.push(await sizeOf(stories, await storyAt(vault, stories, id)))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const manifest: ArchiveManifest = { format: 'stet-library', schema: ARCHIVE_SCHEMA, tool: options.tool, exportedAt: options.now(), counts: { stories: 0, binned: 0, photos: 0, files: 0, bytes: 0 }, stories: [], files: [] }
  const { counts } = manifest
  const left: Left[] = []
  const photos = new Set<string>()
  const zip = zipInto(into)
  const add = async (path: string, bytes: Uint8Array): Promise<void> => {
    if (signal.aborted) throw cancelled()
    counts.files += 1
    counts.bytes += bytes.byteLength
    if (counts.files >= ARCHIVE_LIMITS.files || counts.bytes > ARCHIVE_LIMITS.whole) throw new Fault('archive-too-large', 'The library is larger than one archive can be.', { limit: ARCHIVE_LIMITS.files })
    manifest.files.push({ path, bytes: bytes.byteLength, sha256: sha256(bytes) })
    await zip.add(path, bytes)
  }
  let done = 0
  options.progress(0, total)
  for (const [index, id] of ids.entries()) {
    const story = await storyAt(vault, stories, id)
    const shown: string[] = []
    for (const name of story.photos) {
      if (!photos.has(name)) {
        const bytes = await story.photo(name)
        if (!bytes || sha256(bytes) !== name.slice(0, 64)) {
          left.push({ place: `stories/${id}/photos/${name}`, code: 'photo-damaged' })
          continue
        }
        photos.add(name)
        await add(`photos/${name}`, bytes)
        counts.photos += 1
      }
      shown.push(name)
    }
    for (const path of story.files) {
      const bytes = await story.read(path)
      if (!bytes) left.push({ place: `stories/${id}/${path}`, code: 'file-unreadable' })
      else {
        await add(`stories/${id}/${path}`, bytes)
        if (path === 'story.json' && isBinned(bytes)) counts.binned += 1
      }
    }
    manifest.stories.push({ id, photos: shown })
    counts.stories += 1
    done += sizes[index] ?? 0
    options.progress(done, total)
  }
  if (signal.aborted) throw cancelled()
  await zip.add(MANIFEST, new TextEncoder().encode(JSON.stringify(manifest)))
  await zip.end()
  return { ...counts, left }
}

/**
 * Writes a whole library into one archive, durably: every file of every story's folder, each photo once, and last a manifest with
 * the digest of every file. One file is in memory at a time. Refuses `cancelled`, `archive-too-large`, `disk-full` and what
 * writing refuses; then no archive is left.
 */
export const exportLibrary = (options: ExportOptions): Promise<Outcome<Exported>> => expected(async () => ok(await streamDurable(options.file, (into) => fill(options, into))))
