import { statSync } from 'node:fs'
import { join } from 'node:path'

import type { Vault } from '../durable/vault'
import type { LibraryEntry } from './entry'
import { encodeIndex, readIndexHeader, readIndexRows } from './index-file'
import { scanAll, scanStory, storyIds } from './scan'

/** The library's rows in memory, over an index file that may be lost at any time and is made again from the folders. */
export type Rows = {
  /** Newest change first. */
  list: () => LibraryEntry[]
  /** A story's row, made only when somebody looks: counting a long text is not part of saving it. */
  put: (id: string, make: () => LibraryEntry) => void
  /** Looks at one story's files again. */
  look: (id: string) => void
  rebuild: () => void
  /** Looks whether stories came or went since, as another machine adds them; true if rows changed. */
  notice: () => boolean
  /** True if rows changed since the last flush. */
  changed: () => boolean
  /** Writes the index durably; throws a Fault. */
  flush: () => Promise<void>
}

const folderTime = (folder: string): number => {
  try {
    return statSync(folder).mtimeMs
  } catch {
    return 0
  }
}

const byNewest = (a: LibraryEntry, b: LibraryEntry): number => (a.changedAt < b.changedAt ? 1 : a.changedAt > b.changedAt ? -1 : a.id < b.id ? -1 : 1)

/** Opens the rows of `<folder>/index.json`. Its rows are parsed when first listed, so that opening costs the same at any size. `dirty` is called when there is something to flush. */
export const openRows = (vault: Vault, folder: string, dirty: () => void): Rows => {
  const file = join(folder, 'index.json')
  const stories = join(folder, 'stories')
  let loaded: Map<string, LibraryEntry> | null = null
  let changes = 0
  let flushed = 0
  let noticedAt = 0
  /** Folders without a draft: one stands a moment before its draft does, and on a synchronised drive perhaps minutes. */
  const waiting = new Set<string>()
  /** Rows known newer than the index file's; null: no draft there any more. */
  const pending = new Map<string, () => LibraryEntry | null>()

  const touch = (): void => {
    changes += 1
    dirty()
  }
  const scanned = (): Map<string, LibraryEntry> => new Map(scanAll(vault, stories).map((row) => [row.id, row]))

  /** Drafts that came into folders which were waiting for theirs. */
  const arrived = (rows: Map<string, LibraryEntry>): boolean => {
    let changed = false
    for (const id of waiting) {
      const row = scanStory(vault, stories, id)
      if (!row) continue
      rows.set(id, row)
      waiting.delete(id)
      changed = true
    }
    return changed
  }

  /** Folders added or taken away by hand, which the folder's own mtime tells. */
  const reconcile = (rows: Map<string, LibraryEntry>): boolean => {
    const present = new Set(storyIds(stories))
    let changed = false
    for (const id of rows.keys()) if (!present.has(id)) changed = rows.delete(id)
    waiting.clear()
    for (const id of present) if (!rows.has(id)) waiting.add(id)
    return arrived(rows) || changed
  }

  const load = (): Map<string, LibraryEntry> => {
    const header = readIndexHeader(vault, file)
    const rows = header && readIndexRows(vault, file)
    if (!header || !rows) {
      touch()
      return scanned()
    }
    const known = new Map(rows.map((row) => [row.id, row]))
    if (header.storiesChangedAt !== folderTime(stories)) {
      reconcile(known)
      touch()
    }
    return known
  }

  const all = (): Map<string, LibraryEntry> => {
    const rows = (loaded ??= load())
    for (const [id, make] of pending) {
      const row = make()
      const known = rows.get(id)
      // What was known of a file that can no longer be read is better than what can be guessed from its remains.
      if (row) rows.set(id, row.damaged && known ? { ...known, damaged: true } : row)
      else rows.delete(id)
    }
    pending.clear()
    return rows
  }

  if (!readIndexHeader(vault, file)) {
    loaded = scanned()
    if (loaded.size > 0) touch()
  }

  return {
    list: () => [...all().values()].sort(byNewest),
    put: (id, make) => {
      pending.set(id, make)
      touch()
    },
    look: (id) => {
      pending.set(id, () => scanStory(vault, stories, id))
      touch()
    },
    rebuild: () => {
      pending.clear()
      loaded = scanned()
      touch()
    },
    notice: () => {
      const changedAt = folderTime(stories)
      // A folder that is not there just now has not lost its stories.
      if (!loaded || changedAt === 0 || (changedAt === noticedAt && waiting.size === 0)) return false
      const changed = changedAt === noticedAt ? arrived(all()) : reconcile(all())
      noticedAt = changedAt
      if (changed) touch()
      return changed
    },
    changed: () => changes > flushed,
    flush: async () => {
      const changedAt = folderTime(stories)
      const rows = [...all().values()].sort(byNewest)
      const upTo = changes
      await vault.write(file, encodeIndex(rows, changedAt))
      flushed = upTo
    },
  }
}
