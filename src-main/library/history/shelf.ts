import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { failed, Fault, ok, type Outcome } from '../../../src-shared/outcome'
import type { Story } from '../../../src-shared/story/story'
import { versionIdSchema } from '../../../src-shared/story/version'
import type { Vault } from '../../durable/vault'
import { isTemporary, makeFolder } from '../../durable/write'
import { parseJson } from '../stored'
import { decodeRecord, decodeStory, encodeVersion, recordSchema, type VersionRecord } from './version-file'

const ENDING = '.version'
const LIST = 'list.json'
const LIST_FORMAT = 1

/** One version and the state of its file it was read from. */
const listedSchema = recordSchema.extend({ bytes: z.number(), changed: z.number() })
const listSchema = z.object({ format: z.literal(LIST_FORMAT), versions: z.array(listedSchema) })
type Listed = z.infer<typeof listedSchema>

/** A history as it stands on the disk, oldest first; `damaged` are the names of files nothing can be read of; `next` is the number of the version to come. */
export type Shelved = { versions: VersionRecord[]; damaged: string[]; next: number }

/** The files of one story's history. */
export type Shelf = {
  load: () => Promise<Shelved>
  /** Writes a version durably. Throws a Fault. */
  write: (record: Omit<VersionRecord, 'format'>, bytes: Uint8Array | null) => Promise<void>
  /** Writes a version's head again with what changed; its content stays. `version-damaged` or `version-missing` where it cannot. Throws a Fault. */
  change: (id: string, step: (record: VersionRecord) => VersionRecord) => Promise<Outcome<VersionRecord>>
  remove: (ids: readonly string[]) => Promise<void>
  read: (id: string, story: string) => Promise<Outcome<{ record: VersionRecord; story: Story }>>
}

const sequenceOf = (id: string): number => Number(id.split('-')[0])

/** True for errors that say a file is not there. */
export const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

const missing = (id: string): Outcome<never> => failed('version-missing', `There is no version ${id} of this story.`, { version: id })
const damaged = (id: string): Outcome<never> => failed('version-damaged', `Version ${id} can no longer be read as it was kept. The story and its other versions are not touched.`, { version: id })

/** Opens the history in a folder, which is made with the first version. `reading` says that nothing may be written. */
export const openShelf = (vault: Vault, folder: string, reading: () => boolean): Shelf => {
  const fileOf = (id: string): string => join(folder, `${id}${ENDING}`)

  const readList = async (): Promise<Map<string, Listed>> => {
    const parsed = listSchema.safeParse(await vault.read(join(folder, LIST)).then(parseJson, () => undefined))
    return new Map(parsed.success ? parsed.data.versions.map((one) => [one.id, one]) : [])
  }

  /** The list only saves reading each file; whoever comes next makes it again. */
  const writeList = async (versions: readonly Listed[]): Promise<void> => {
    if (reading()) return
    await vault.write(join(folder, LIST), JSON.stringify({ format: LIST_FORMAT, versions })).catch(() => undefined)
  }

  const idsOnDisk = async (): Promise<string[]> => {
    const names = await readdir(folder).catch((error: unknown) => (isMissing(error) ? [] : Promise.reject(error as Error)))
    if (!reading()) await Promise.all(names.filter(isTemporary).map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)))
    return names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length)).filter((id) => versionIdSchema.safeParse(id).success).sort((a, b) => sequenceOf(a) - sequenceOf(b) || (a < b ? -1 : 1))
  }

  /** A file that is gone by the time it is looked at is `null`; one that says nothing is `damaged`. */
  const look = async (id: string, known: Listed | undefined): Promise<Listed | 'damaged' | null> => {
    try {
      const { size, mtimeMs } = await stat(fileOf(id))
      if (known?.bytes === size && known.changed === mtimeMs) return known
      const read = decodeRecord(await vault.read(fileOf(id)), id)
      return read ? { ...read.record, bytes: size, changed: mtimeMs } : 'damaged'
    } catch (error) {
      // A locked vault says nothing about the file.
      if (error instanceof Fault && error.code !== 'vault-broken') throw error
      return isMissing(error) ? null : 'damaged'
    }
  }

  const load = async (): Promise<Shelved> => {
    const ids = await idsOnDisk()
    if (ids.length === 0) return { versions: [], damaged: [], next: 1 }
    const known = await readList()
    const found = await Promise.all(ids.map(async (id) => ({ id, one: await look(id, known.get(id)) })))
    const listed = found.flatMap(({ one }) => (one === null || one === 'damaged' ? [] : [one]))
    if (listed.length !== known.size || listed.some((one) => known.get(one.id) !== one)) await writeList(listed)
    const versions = listed.map(({ bytes: _bytes, changed: _changed, ...record }) => record)
    return { versions, damaged: found.filter(({ one }) => one === 'damaged').map(({ id }) => `${id}${ENDING}`), next: sequenceOf(ids.at(-1) ?? '0') + 1 }
  }

  const open = async (id: string): Promise<Outcome<{ record: VersionRecord; content: Uint8Array }>> => {
    if (!versionIdSchema.safeParse(id).success) return missing(id.slice(0, 40))
    try {
      const bytes = await vault.read(fileOf(id))
      const read = decodeRecord(bytes, id)
      return read ? ok({ record: read.record, content: bytes.subarray(read.contentAt) }) : damaged(id)
    } catch (error) {
      if (error instanceof Fault && error.code !== 'vault-broken') throw error
      return isMissing(error) ? missing(id) : damaged(id)
    }
  }

  return {
    load,
    write: async (record, bytes) => {
      await makeFolder(folder)
      await vault.write(fileOf(record.id), await encodeVersion(record, bytes))
    },
    change: async (id, step) => {
      const opened = await open(id)
      if (!opened.ok) return opened
      const record = step(opened.value.record)
      await vault.write(fileOf(id), Buffer.concat([await encodeVersion(record, null), opened.value.content]))
      return ok(record)
    },
    remove: async (ids) => {
      for (const id of ids) await rm(fileOf(id), { force: true })
    },
    read: async (id, story) => {
      const opened = await open(id)
      if (!opened.ok) return opened
      const { record } = opened.value
      const holder = record.of === null ? opened : await open(record.of)
      if (!holder.ok) return damaged(id)
      const decoded = await decodeStory(holder.value.content, record, story)
      return decoded.ok ? ok({ record, story: decoded.value }) : decoded
    },
  }
}
