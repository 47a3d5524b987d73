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

/**
 * Searches as somebody types: null where nothing is asked. Until an answer is there the one before stays on screen; where the
 * index cannot answer, or has not read everything yet, what the rows themselves say is found too.
 */
export const useFound = (query: string, rows: readonly LibraryRow[], filter: LibraryFilter, limit: number): Found | null => {
  const terms = useMemo(() => readQuery(query), [query])
  const asked = terms.length > 0
  const answer = useAsk('library.search', { query: query.slice(0, 500), limit: Math.min(limit, MOST_HITS), filter }, { enabled: asked })
  const [last, setLast] = useState<SearchFound | null>(null)
  if (answer.data && answer.data !== last) setLast(answer.data)
  if (!asked && last !== null) setLast(null)
  const data = answer.data ?? last
  return useMemo(() => {
    if (!asked) return null
    const byId = new Map(rows.map((row) => [row.id, row]))
    const found: FoundRow[] = []
    for (const { id, snippet, ranges } of data?.hits ?? []) {
      const row = byId.get(id)
      if (row) found.push({ row, snippet, ranges })
    }
    const known = new Set(found.map(({ row }) => row.id))
    const unread = answer.isError || data === null || data.indexing !== null
    if (unread) for (const row of rowsSaying(rows, query)) if (!known.has(row.id) && fitsFilter(row, filter)) found.push({ row, snippet: '', ranges: [] })
    const kept = found.filter(({ row }) => row.group !== 'bin')
    const binned = found.filter(({ row }) => row.group === 'bin')
    return { terms, kept, binned, total: Math.max(data?.total ?? 0, found.length), totalBinned: Math.max(data?.binned ?? 0, binned.length), indexing: data?.indexing ?? null, pending: data === null && !answer.isError }
  }, [asked, data, rows, query, filter, terms, answer.isError])
}
