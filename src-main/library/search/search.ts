import { join } from 'node:path'

import { readQuery } from '../../../src-shared/story/search-text'
import type { Vault } from '../../durable/vault'
import { stampOf } from '../draft-file'
import { storyIds } from '../scan'
import { removeIndex } from './index-db'
import { readStoryText } from './read-story'
import { makeShelf, type Looked } from './shelf'
import type { Snippet } from './snippet'

/** How far the index is in reading the stories; null when it knows them all. */
export type Progress = { done: number; total: number } | null

/** Every story that fits, best first: those named so, then the rest, each newest first. `snippet` is for an id of `ids`. */
export type Found = { ids: string[]; snippet: (id: string) => Snippet; progress: Progress }

/** Full-text search over one library's stories. */
export type Search = {
  /** What was saved before asking is found; while the index is first made, only what it has read so far. An empty query finds nothing. */
  find: (query: string) => Promise<Found>
  /** Says that a story was written, binned or removed; null: any may have been. Costs nothing: they are looked at later. */
  touch: (id: string | null) => void
  progress: () => Progress
  close: () => Promise<void>
}

type Options = {
  /** The library's folder. */
  folder: string
  /** Where the index stands; in the library's folder if not said. */
  file?: string
  vault: Vault
  /** True where another machine holds the library: its files are only read. */
  reading?: boolean
  /** Told when what was found may have changed; while the index is being made, once a second. */
  changed?: () => void
  /** Milliseconds before the index is opened by itself, and after the last touch before stories are read again. */
  delay?: number
}

/** Milliseconds of work between two breaths of the host, and the breath. */
const SLICE = 15
const BREATH = 2
/** Of a slice, what goes into keeping the index quick. */
const TIDYING = 6
/** Stories read side by side. */
const BATCH = 24
/** Milliseconds a question waits for what was just saved. */
const PATIENCE = 60
const TELL_EVERY = 1000

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, BREATH))

/** Takes up to BATCH ids out of the first set that has any. */
const takeFrom = (...sets: Set<string>[]): string[] => {
  const from = sets.find((set) => set.size > 0)
  const batch: string[] = []
  for (const id of from ?? []) {
    if (batch.length === BATCH) break
    batch.push(id)
    from?.delete(id)
  }
  return batch
}

/**
 * Opens the search of a library, at once; its index is checked against every story's file and completed behind what people
 * do, so that what a killed session saved is found, and made again where it is damaged. Where the vault is sealed, or the library
 * only read, it stands in memory.
 */
export const openSearch = ({ folder, file = join(folder, 'search.db'), vault, reading: readOnly = false, changed, delay = 400 }: Options): Search => {
  const stories = join(folder, 'stories')
  if (vault.sealed && !readOnly) removeIndex(file)
  /** Stories whose files are to be compared with the index: those just touched, and all of them once. */
  const touched = new Set<string>()
  const walk = new Set<string>()
  /** Stories the index does not have yet. */
  const missing = new Set<string>()
  let walked = false
  let closed = false
  let reading: Promise<void> | null = null
  let working = false
  let timer: NodeJS.Timeout | undefined
  let toldAt = 0

  const shelf = makeShelf(vault.sealed || readOnly ? null : file, () => {
    walked = false
  })

  const begin = (): void => {
    if (closed) return
    shelf.ready()
    if (walked) return
    walked = true
    missing.clear()
    for (const id of storyIds(stories)) {
      walk.add(id)
      if (!shelf.has(id)) missing.add(id)
    }
    for (const id of shelf.ids()) walk.add(id)
  }

  const look = async (id: string): Promise<Looked | null> => {
    const stamp = await stampOf(stories, id)
    if (stamp !== '' && shelf.stampOf(id) === stamp) return null
    return { id, stamp, text: await readStoryText(vault, stories, id) }
  }

  const tell = (): void => {
    const now = performance.now()
    if (closed || (missing.size > 0 && now - toldAt < TELL_EVERY)) return
    toldAt = now
    changed?.()
  }

  const readBatch = async (): Promise<void> => {
    const batch = takeFrom(touched, walk)
    let looked: readonly Looked[]
    try {
      looked = (await Promise.all(batch.map(look))).filter((one) => one !== null)
    } catch (error) {
      for (const id of batch) touched.add(id)
      throw error
    }
    const waited = missing.size > 0
    const news = looked.length > 0
    while (looked.length > 0 && !closed) {
      looked = shelf.enter(looked, SLICE - TIDYING)
      if (looked.length > 0) await breathe()
    }
    for (const id of batch) missing.delete(id)
    if (news || (waited && missing.size === 0)) tell()
  }

  const step = (): Promise<void> =>
    (reading ??= readBatch().finally(() => {
      reading = null
    }))

  const work = async (): Promise<void> => {
    if (working) return
    working = true
    try {
      begin()
      while (!closed && touched.size + walk.size > 0) {
        await step()
        shelf.tidy(TIDYING)
        await breathe()
        begin()
      }
      while (shelf.tidy(TIDYING)) await breathe()
    } catch {
      // Nothing can be read just now; the next touch or question goes on.
    } finally {
      working = false
    }
  }
  const soon = (): void => {
    if (closed) return
    clearTimeout(timer)
    timer = setTimeout(() => void work(), delay)
    timer.unref()
  }
  soon()

  const progress = (): Progress => (missing.size > 0 ? { done: shelf.size(), total: shelf.size() + missing.size } : null)

  const catchUp = async (): Promise<void> => {
    const until = performance.now() + PATIENCE
    try {
      while ((touched.size > 0 || reading) && performance.now() < until) await step()
    } catch {
      // Then without what was just saved; it is read later.
    }
  }

  return {
    find: async (query) => {
      const terms = readQuery(query)
      begin()
      if (walk.size > 0) void work()
      if (terms.length > 0) await catchUp()
      const ids = shelf.ranked(terms)
      begin() // Should it just have been lost, this says how far it is.
      return { ids, snippet: (id) => shelf.snippet(id, terms), progress: progress() }
    },
    touch: (id) => {
      if (id === null) walked = false
      else touched.add(id)
      soon()
    },
    progress,
    close: async () => {
      if (closed) return
      closed = true
      clearTimeout(timer)
      await reading?.catch(() => undefined)
      shelf.close()
    },
  }
}
