import { stringify } from 'csv-stringify/sync'

import type { Cell, Sheet } from './sheets'

const textOf = (cell: Cell): string | number => (typeof cell === 'object' ? cell.month : cell)

/** A table as CSV (RFC 4180, UTF-8). The mark in front tells spreadsheets the encoding; a name that begins like a formula is set off, so that none of them runs it. */
export const csvOf = ({ rows }: Sheet): Uint8Array =>
  new TextEncoder().encode(stringify(rows.map((row) => row.map(textOf)), { bom: true, escape_formulas: true, record_delimiter: 'windows' }))
