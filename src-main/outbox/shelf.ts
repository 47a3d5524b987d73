import { readdirSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { Vault } from '../durable/vault'
import { isTemporary, makeFolder, previousOf, syncFolder, writeFault } from '../durable/write'
import { storedItemSchema, type StoredItem } from './item'

/** An item whose file could not be read: its name is all that is sure. `recovered` is the generation before, where that one is whole. */
export type Damaged = { id: string; file: string; story: string; headline: string; recovered: StoredItem | null }

/** The outbox's folder: one file an item, one a revision. Every write is durable when it returns; faults of writing are thrown. */
export type Shelf = {
  revisionFile: (revision: string) => string
  write: (stored: StoredItem) => Promise<void>
  writeRevision: (revision: string, bytes: Uint8Array) => Promise<void>
  /** Removes an item, and its revision unless `revisionStays`. */
  remove: (stored: StoredItem, revisionStays: boolean) => Promise<void>
  /** Takes a damaged item out of the list; its bytes stay as `<id>.json.dismissed`. */
  dismiss: (damaged: Damaged) => Promise<void>
}

const ITEM = /^([0-9a-f]{64})\.json$/
const DAMAGED = /^([0-9a-f]{64})\.json\.damaged$/
const REVISION = /^([0-9a-f]{64})\.story\.json$/
const NO_STORY = '00000000-0000-0000-0000-000000000000'

/** How many items wait in a folder, by their names alone: all that can be told while its contents are sealed. */
export const countWaiting = (folder: string): number => {
  try {
    return readdirSync(folder).filter((name) => ITEM.test(name)).length
  } catch {
    return 0
  }
}

const textOf = async (vault: Vault, file: string): Promise<string> => new TextDecoder().decode(await vault.read(file))

const parse = async (vault: Vault, file: string): Promise<StoredItem | null> => {
  try {
    return storedItemSchema.parse(JSON.parse(await textOf(vault, file)))
  } catch {
    return null
  }
}

/** What a damaged file still lets one read, for people to know which piece it was. */
const salvage = async (vault: Vault, file: string): Promise<{ story: string; headline: string }> => {
  const text = await textOf(vault, file).catch(() => '')
  const story = /"story":"([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})"/.exec(text)?.[1] ?? NO_STORY
  const headline = /"headline":"([^"\\]{0,500})"/.exec(text)?.[1] ?? ''
  return { story, headline }
}

/** Opens the folder: sweeps what interrupted writes left, sets damaged items aside as `<id>.json.damaged`, answers what is there. */
export const openShelf = async (folder: string, vault: Vault): Promise<{ shelf: Shelf; items: StoredItem[]; damaged: Damaged[] }> => {
  await makeFolder(folder)
  const fileOf = (id: string): string => join(folder, `${id}.json`)
  const revisionFile = (revision: string): string => join(folder, `${revision}.story.json`)
  const items: StoredItem[] = []
  for (const name of await readdir(folder)) {
    const id = ITEM.exec(name)?.[1]
    if (isTemporary(name)) await rm(join(folder, name), { force: true })
    if (id === undefined) continue
    const stored = await parse(vault, join(folder, name))
    if (stored?.item.id === id) items.push(stored)
    else await rename(join(folder, name), join(folder, `${name}.damaged`))
  }
  const known = new Set(items.map(({ item }) => item.id))
  const names = await readdir(folder)
  const damaged: Damaged[] = []
  for (const name of names) {
    const id = DAMAGED.exec(name)?.[1]
    if (id === undefined || known.has(id)) continue
    const before = await parse(vault, previousOf(fileOf(id)))
    const recovered = before?.item.id === id ? before : null
    const file = join(folder, name)
    damaged.push({ id, file, recovered, ...(recovered ? { story: recovered.item.story, headline: recovered.item.headline } : await salvage(vault, file)) })
  }
  // A revision without an item was written just before a crash, or outlived its item by one; a damaged item may still need its own.
  const needed = new Set(items.filter(({ item }) => item.kind === 'submission').map(({ item }) => item.revision))
  if (damaged.length === 0) for (const name of names) if (REVISION.test(name) && !needed.has(name.slice(0, 64))) await rm(join(folder, name), { force: true })
  await syncFolder(folder)

  const shelf: Shelf = {
    revisionFile,
    write: (stored) => vault.write(fileOf(stored.item.id), JSON.stringify(stored), { previous: true }),
    writeRevision: (revision, bytes) => vault.write(revisionFile(revision), bytes),
    remove: async ({ item }, revisionStays) => {
      try {
        await rm(fileOf(item.id), { force: true })
        // The item is gone before what it needs, so that a crash between leaves nothing that cannot be sent.
        await syncFolder(folder)
        await rm(previousOf(fileOf(item.id)), { force: true })
        await rm(`${fileOf(item.id)}.damaged`, { force: true })
        if (item.kind === 'submission' && !revisionStays) await rm(revisionFile(item.revision), { force: true })
        await syncFolder(folder)
      } catch (error) {
        throw writeFault(error, fileOf(item.id))
      }
    },
    dismiss: async ({ id, file }) => {
      try {
        await rename(file, `${fileOf(id)}.dismissed`)
        await syncFolder(folder)
      } catch (error) {
        throw writeFault(error, file)
      }
    },
  }
  return { shelf, items, damaged }
}
