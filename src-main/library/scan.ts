import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { storyIdSchema } from '../../src-shared/story/story'
import type { Vault } from '../durable/vault'
import { isTemporary, previousOf } from '../durable/write'
import { entryOf, glimpseOf, type LibraryEntry } from './entry'
import { storyFile, storyFolder } from './draft-file'
import { parseJson, readStored } from './stored'

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const read = (vault: Vault, file: string): { raw: unknown; changedAt: string } | null => {
  try {
    const changedAt = statSync(file).mtime.toISOString()
    try {
      return { raw: parseJson(vault.readSync(file)), changedAt }
    } catch {
      return { raw: undefined, changedAt }
    }
  } catch {
    return null
  }
}

/** The row of one story made from its files alone; null if there is no draft in the folder. Reads only. */
export const scanStory = (vault: Vault, stories: string, id: string): LibraryEntry | null => {
  const file = storyFile(stories, id)
  const current = read(vault, file)
  const stored = current && readStored(current.raw, id)
  if (stored?.ok) return entryOf(stored.value)
  if (current && stored?.code === 'story-newer') return glimpseOf(id, current.raw, { changedAt: current.changedAt, damaged: false })
  const previous = read(vault, previousOf(file))
  if (!current && !previous) return null
  const older = previous && readStored(previous.raw, id)
  if (older?.ok) return { ...entryOf(older.value), damaged: true }
  return glimpseOf(id, current?.raw ?? previous?.raw ?? null, { changedAt: (current ?? previous)?.changedAt ?? '', damaged: true })
}

/** Every story id that has a folder. */
export const storyIds = (stories: string): string[] => namesIn(stories).filter((name) => storyIdSchema.safeParse(name).success)

/** The rows of every story in the folders. */
export const scanAll = (vault: Vault, stories: string): LibraryEntry[] => storyIds(stories).flatMap((id) => scanStory(vault, stories, id) ?? [])

/** Names like "story.json.3141592653" are what the write-file-atomic library leaves. */
const isLeftover = (name: string): boolean => isTemporary(name) || /^(?:story|index)\.json\.\d+$|^[0-9a-f]{64}\.[a-z]+\.\d+$/.test(name)

const sweep = (folder: string, mine: (name: string) => boolean = () => true): void => {
  for (const name of namesIn(folder).filter((found) => isLeftover(found) && mine(found))) {
    try {
      rmSync(join(folder, name), { force: true })
    } catch {
      // Litter that cannot be swept is no reason to keep anybody from writing.
    }
  }
}

/** Removes temporary files a killed process left in one story's folders. */
export const sweepStory = (stories: string, id: string): void => {
  sweep(storyFolder(stories, id))
  sweep(join(storyFolder(stories, id), 'photos'))
}

/** Removes temporary files beside the index; not those of the lock's record, which another machine may be writing just now (lock/hold.ts). */
export const sweepLibrary = (folder: string): void => sweep(folder, (name) => !name.startsWith('open-by.json'))
