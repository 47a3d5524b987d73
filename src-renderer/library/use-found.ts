import { useMemo, useState } from 'react'

import type { LibraryFilter, LibraryRow, SearchFound } from '../../src-shared/bridge/contract'
import { fitsFilter } from '../../src-shared/bridge/library-filter'
import { readQuery, type Range, type Term } from '../../src-shared/story/search-text'
import { useAsk } from '../ui/ask'
import { rowsSaying } from './groups'

/** A row that was found, with the words around it. */
export type FoundRow = { row: LibraryRow; snippet: string; ranges: readonly Range[] }

/** What a search came to. `kept` and `binned` are rows to show, `total` counts all that fit in and out of the bin. */
export type Found = { terms: readonly Term[]; kept: FoundRow[]; binned: FoundRow[]; total: number; totalBinned: number; indexing: SearchFound['indexing']; /** The first answer has not come yet. */ pending: boolean }

/** The most one question may ask for. */
export const MOST_HITS = 1000

type Answered = { query: string; data: SearchFound }

/**
 * Searches as somebody types: null where nothing is asked. Until an answer is there the one before stays on screen, as it was;
 * where the index cannot answer, or has not read everything yet, what the rows themselves say is found too.
 */
export const useFound = (query: string, rows: ReadonlyMap<string, LibraryRow>, filter: LibraryFilter, limit: number): Found | null => {
  const asked = useMemo(() => readQuery(query).length > 0, [query])
  const answer = useAsk('library.search', { query: query.slice(0, 500), limit: Math.min(limit, MOST_HITS), filter }, { enabled: asked })
  const [last, setLast] = useState<Answered | null>(null)
  if (asked && answer.data && answer.data !== last?.data) setLast({ query, data: answer.data })
  if (!asked && last !== null) setLast(null)
  const failed = answer.isError
  const shown = failed ? null : last
  // While an answer stands it says which words are marked; without one what was typed does.
  const words = shown?.query ?? query
  return useMemo(() => {
    if (!asked) return null
    const found: FoundRow[] = []
    for (const { id, snippet, ranges } of shown?.data.hits ?? []) {
      const row = rows.get(id)
      if (row) found.push({ row, snippet, ranges })
    }
    if (!shown || shown.data.indexing !== null) {
      const known = new Set(found.map(({ row }) => row.id))
      for (const row of rowsSaying([...rows.values()], words)) if (!known.has(row.id) && fitsFilter(row, filter)) found.push({ row, snippet: '', ranges: [] })
    }
    const kept = found.filter(({ row }) => row.group !== 'bin')
    const binned = found.filter(({ row }) => row.group === 'bin')
    return {
      terms: readQuery(words),
      kept,
      binned,
      total: Math.max(shown?.data.total ?? 0, found.length),
      totalBinned: Math.max(shown?.data.binned ?? 0, binned.length),
      indexing: shown?.data.indexing ?? null,
      pending: !shown && !failed,
    }
  }, [asked, shown, words, rows, filter, failed])
}
