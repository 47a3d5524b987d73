import { groupSchema, type Group, type LibraryRow } from '../../src-shared/bridge/contract'

const saysAll = (row: LibraryRow, words: readonly string[]): boolean => {
  const said = [row.headline, row.slugline, row.byline, ...row.channel].join('\n').toLowerCase()
  return words.every((word) => said.includes(word))
}

/** Rows that say every word in headline, slug, byline or channel: what can be found before the index is asked. */
export const rowsSaying = (rows: readonly LibraryRow[], filter: string): LibraryRow[] => {
  const words = filter.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter((row) => saysAll(row, words))
}

/** Rows under what the person must do next, newest change first; empty groups are left out. Every word of `filter` must be in headline, slug, byline or channel. */
export const groupRows = (rows: readonly LibraryRow[], filter = ''): { group: Group; rows: LibraryRow[] }[] => {
  const kept = rowsSaying(rows, filter).sort((a, b) => Date.parse(b.changedAt) - Date.parse(a.changedAt))
  return groupSchema.options.map((group) => ({ group, rows: kept.filter((row) => row.group === group) })).filter((found) => found.rows.length > 0)
}
