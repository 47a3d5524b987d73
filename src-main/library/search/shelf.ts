import type { Term } from '../../../src-shared/story/search-text'
import { ftsQuery } from '../../../src-shared/story/search-text'
import { openIndex, removeIndex, type IndexDb, type Known } from './index-db'
import { snippetOf, type Snippet } from './snippet'
import type { StoryText } from './story-text'

/** A story as it was looked at: `stamp` is the state of its file, `text` null where there is nothing to read. */
export type Looked = { id: string; stamp: string; text: StoryText | null }

/** The index over its file, with what must be known of every story at hand. What SQLite throws never leaves it: then all is forgotten and `onLoss` told. */
export type Shelf = {
  /** Opens it if it is not open. */
  ready: () => void
  ids: () => Iterable<string>
  size: () => number
  has: (id: string) => boolean
  stampOf: (id: string) => string | undefined
  /** Enters stories for at most `ms` milliseconds, at least one; answers those that are left. */
  enter: (looked: readonly Looked[], ms: number) => readonly Looked[]
  /** Puts the index in order for about `ms` milliseconds; false once it is. */
  tidy: (ms: number) => boolean
  /** Ids of the stories that fit, best first. */
  ranked: (terms: readonly Term[]) => string[]
  snippet: (id: string, terms: readonly Term[]) => Snippet
  close: () => void
}

/** After so many losses the file is not trusted, after twice as many nothing is. */
const LOSSES = 3
const NOTHING: Snippet = { snippet: '', ranges: [] }

/** Makes the shelf over `file`, or in memory where that is null. `onLoss` is told when it begins empty or loses what it had, before anything else is asked of it. */
export const makeShelf = (file: string | null, onLoss: () => void): Shelf => {
  let index: IndexDb | null = null
  let known = new Map<string, Known>()
  let ids = new Map<number, string>()
  let lastRow = 0
  let losses = 0
  let closed = false

  const forget = (): void => {
    losses += 1
    try {
      index?.close()
    } catch {
      // It is thrown away in any case.
    }
    index = null
    known = new Map()
    ids = new Map()
    if (file !== null) removeIndex(file)
    onLoss()
  }

  const open = (): IndexDb => {
    if (index) return index
    const opened = openIndex(losses < LOSSES ? file : null)
    index = opened
    known = opened.known()
    ids = new Map([...known].map(([id, { row }]) => [row, id]))
    lastRow = 0
    for (const row of ids.keys()) lastRow = Math.max(lastRow, row)
    return opened
  }

  const guarded = <T>(otherwise: T, run: (index: IndexDb) => T): T => {
    if (closed || losses >= LOSSES * 2) return otherwise
    try {
      return run(open())
    } catch {
      forget()
      return otherwise
    }
  }

  const enterOne = (into: IndexDb, { id, stamp, text }: Looked): void => {
    const before = known.get(id)
    if (text) {
      const row = before?.row ?? (lastRow += 1)
      into.put(id, row, stamp, text)
      known.set(id, { row, stamp, changedAt: text.changedAt })
      ids.set(row, id)
    } else if (before) {
      into.drop(before.row)
      known.delete(id)
      ids.delete(before.row)
    }
  }

  return {
    ready: () => guarded(undefined, () => undefined),
    ids: () => known.keys(),
    size: () => known.size,
    has: (id) => known.has(id),
    stampOf: (id) => known.get(id)?.stamp,
    enter: (looked, ms) => {
      const until = performance.now() + ms
      return guarded([], (into) => {
        let at = 0
        into.together(() => {
          for (const one of looked) {
            if (at > 0 && performance.now() > until) break
            enterOne(into, one)
            at += 1
          }
        })
        return looked.slice(at)
      })
    },
    tidy: (ms) => {
      const until = performance.now() + ms
      return guarded(false, (into) => {
        while (into.tidy()) if (performance.now() > until) return true
        return false
      })
    },
    ranked: (terms) =>
      guarded([], (from) => {
        const query = ftsQuery(terms)
        if (query === '') return []
        const named = new Set(from.match(query, true))
        const found: { id: string; named: boolean; changedAt: number }[] = []
        for (const row of from.match(query, false)) {
          const id = ids.get(row)
          if (id !== undefined) found.push({ id, named: named.has(row), changedAt: known.get(id)?.changedAt ?? 0 })
        }
        return found.sort((a, b) => Number(b.named) - Number(a.named) || b.changedAt - a.changedAt).map(({ id }) => id)
      }),
    snippet: (id, terms) =>
      guarded(NOTHING, (from) => {
        const row = known.get(id)?.row
        return row === undefined ? NOTHING : snippetOf(from.text(row), terms)
      }),
    close: () => {
      closed = true
      index?.close()
      index = null
    },
  }
}
