import { groupSchema, type Group, type LibraryRow } from '../../src-shared/bridge/contract'

const saysAll = (row: LibraryRow, words: readonly string[]): boolean => {
  const said = [row.headline, row.slugline, row.byline, ...row.channel].join('\n').toLowerCase()
  return words.every((word) => said.includes(word))
}

/** Rows under what the person must do next, newest change first; empty groups are left out. Every word of `filter` must be in headline, slug, byline or channel. */
export const groupRows = (rows: readonly LibraryRow[], filter: string): { group: Group; rows: LibraryRow[] }[] => {
  const words = filter.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean)
  const kept = rows.filter((row) => saysAll(row, words)).sort((a, b) => Date.parse(b.changedAt) - Date.parse(a.changedAt))
  return groupSchema.options.map((group) => ({ group, rows: kept.filter((row) => row.group === group) })).filter((found) => found.rows.length > 0)
}
