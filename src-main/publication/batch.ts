import { failed, failureOf, type Failure, type Outcome } from '../../src-shared/outcome'
import type { BatchProgress, BatchReport } from '../../src-shared/publication/batch'
import { makeNewFolder, removeEmpty } from './batch-folder'
import { keepPackage, type KeptPackage } from './keep-package'
import { packageName } from './package-name'
import { sweepUnfinished } from './sweep'
import type { VerifyOptions } from './verify'

/** Where a batch gets what it exports: what a piece's package is named by, and the package as it comes. Both end with the signal. */
export type BatchSource = {
  about: (id: string, signal: AbortSignal) => Promise<Outcome<{ headline: string; signedAt: string }>>
  stream: (id: string, signal: AbortSignal) => Promise<Outcome<ReadableStream<Uint8Array>>>
}

export type BatchOptions = {
  /** The folder that gets a new folder, called `name`, for the packages. */
  into: string
  name: string
  source: BatchSource
  verify: VerifyOptions
  /** True for a refusal that would meet every further piece as well: then the batch ends. */
  isForAll: (code: string) => boolean
  progress: (progress: BatchProgress) => void
  signal: AbortSignal
}

/** What keeps the disk from taking anything more. */
const DISK: ReadonlySet<string> = new Set(['disk-full', 'folder-read-only', 'write-failed'])
/** Nobody writes a package this slowly, in milliseconds: what was not touched for so long belongs to no process any more. */
const IDLE = 10 * 60_000

/** File names of a folder that are not given twice, on whatever disk: cases and compositions of one name are one. */
const namesOf = (): ((name: string) => string) => {
  const taken = new Set<string>()
  return (name) => {
    for (let n = 1; ; n += 1) {
      const free = n === 1 ? name : name.replace(/(\.[a-z]+)$/, ` ${String(n)}$1`)
      const key = free.normalize('NFC').toLowerCase()
      if (taken.has(key)) continue
      taken.add(key)
      return free
    }
  }
}

const CANCELLED = failed('cancelled', 'The person stopped it.')

/**
 * Exports the packages of many pieces, one after another, into a new folder: each is streamed, verified and only then named, so that what stands there is whole at every
 * moment. A piece that cannot be exported is reported and the rest go on. `signal` takes effect within the piece that is being packed; what was finished stays. Throws a
 * Fault where the folder cannot be made.
 */
export const exportBatch = async (ids: readonly string[], { into, name, source, verify, isForAll, progress, signal }: BatchOptions): Promise<BatchReport> => {
  await sweepUnfinished(into, Date.now() - IDLE)
  const folder = await makeNewFolder(into, name)
  const nameFor = namesOf()
  const written: BatchReport['written'] = []
  const refused: BatchReport['refused'] = []
  let ended: Failure | null = null

  const keep = async (id: string, told: (headline: string) => void): Promise<Outcome<KeptPackage>> => {
    const about = await source.about(id, signal)
    if (!about.ok) return about
    const { headline, signedAt } = about.value
    told(headline)
    const stream = await source.stream(id, signal)
    if (!stream.ok) return stream
    return keepPackage(stream.value, folder, (signed) => nameFor(packageName({ headline: signed, signedAt })), { ...verify, signal })
  }

  let at = 0
  for (; at < ids.length && ended === null; at += 1) {
    const id = ids[at] ?? ''
    let headline = ''
    const told = (known: string): void => {
      headline = known
      progress({ done: at, total: ids.length, headline })
    }
    if (at === 0) told('')
    const kept: Outcome<KeptPackage> = signal.aborted ? CANCELLED : await keep(id, told).catch(failureOf)
    if (kept.ok) written.push({ id, name: kept.value.name, bytes: kept.value.bytes })
    else if (signal.aborted) ended = CANCELLED
    else if (DISK.has(kept.code) || isForAll(kept.code)) ended = kept
    else refused.push({ id, headline, failure: kept })
  }
  // The one at which it ended is among those nobody came to: it is to be exported again with them.
  const left = ended === null ? [] : ids.slice(at - 1)
  if (written.length === 0) await removeEmpty(folder)
  return { folder: written.length === 0 ? null : folder, written, refused, left: [...left], ended }
}
