import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { failed, type Failure } from '../../../src-shared/outcome'
import { writeDurable } from '../../durable/write'

/** How often the holder looks whether the library is still its own, how often it says it is still there, and after how long without it is taken for gone; in milliseconds. */
export const BEAT = { look: 2_000, every: 20_000, stale: 120_000 } as const

/** Who is at this machine, as another machine may be told. `machine` is this installation's own id. */
export type Holder = { machine: string; host: string; person: string }

const recordSchema = z.object({
  format: z.literal(1),
  /** One opening of the library; a new one each time. */
  token: z.uuid(),
  /** Counts takings of this library: the highest holds it. */
  epoch: z.int().min(1),
  machine: z.string(),
  host: z.string(),
  person: z.string(),
  process: z.int(),
  /** ISO 8601: since when, and when it was last there. */
  since: z.string(),
  beat: z.string(),
  /** Let go. The record stays all the same, so that whoever lost the library before learns it even now. */
  closed: z.boolean(),
})

/** What `open-by.json` says: which opening of the library, on which machine, may write in it. */
export type LockRecord = z.infer<typeof recordSchema>

/** Where a library says who has it open. Holds no words of any story, so it is never sealed: every machine must be able to read it. */
export const recordFile = (folder: string): string => join(folder, 'open-by.json')

/** The record; `absent` where there is none, `unreadable` where a disk or a half-done synchronisation gives none, `away` where the library's folder itself is gone. */
export const readRecord = async (folder: string): Promise<LockRecord | 'absent' | 'unreadable' | 'away'> => {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(await readFile(recordFile(folder), 'utf8')))
    return parsed.success ? parsed.data : 'unreadable'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return (await isThere(folder)) ? 'unreadable' : 'away'
    return (await isThere(folder)) ? 'absent' : 'away'
  }
}

/** True where the folder holds a library. The mount point of a drive that was pulled out is a folder too, but an empty one. */
export const isThere = async (folder: string): Promise<boolean> => {
  try {
    return (await stat(join(folder, 'stories'))).isDirectory()
  } catch {
    return false
  }
}

/** Writes the record durably. Throws a Fault. */
export const writeRecord = (folder: string, record: LockRecord): Promise<void> => writeDurable(recordFile(folder), JSON.stringify(record))

/** Removes what killed processes left of writing a record; what is younger than a stale beat somebody may be writing just now. */
export const sweepRecords = async (folder: string, now: string): Promise<void> => {
  for (const name of await readdir(folder).catch(() => []))
    if (/^open-by\.json\..*\.tmp$/.test(name)) {
      const file = join(folder, name)
      const age = Date.parse(now) - (await stat(file).then(({ mtimeMs }) => mtimeMs, () => Infinity))
      if (age > BEAT.stale) await rm(file, { force: true }).catch(() => undefined)
    }
}

/** True where `other` took the library after `mine` did. Of two that took it at one moment the same one wins on every machine. */
export const outranks = (other: LockRecord, mine: LockRecord): boolean =>
  other.token !== mine.token && (other.epoch > mine.epoch || (other.epoch === mine.epoch && other.token > mine.token))

/** True where the holder was there lately and did not let go. A beat from the future is a clock that jumped, and says as little as an old one. */
export const isFresh = (record: LockRecord, now: string): boolean => !record.closed && Math.abs(Date.parse(now) - Date.parse(record.beat)) <= BEAT.stale

/** The refusal to open what another has open. */
export const openElsewhere = (by: Pick<LockRecord, 'host' | 'person' | 'since'>, here: boolean): Failure =>
  failed('library-open-elsewhere', `This library is open on ${by.host} (${by.person}) since ${by.since}.`, { host: by.host, person: by.person, since: by.since, here })

/** The refusal where the folder is gone. */
export const away = (folder: string): Failure => failed('library-away', `The library's folder ${folder} is not there.`, { path: folder })
