import type { CellObject, SheetData } from 'write-excel-file/node'

import type { Cell, Sheet } from './sheets'

const HEAD = { fontWeight: 'bold', wrap: true, alignVertical: 'center' } as const

const firstOf = (month: string): Date => new Date(`${month}-01T00:00:00.000Z`)

const cellOf = (cell: Cell): CellObject => {
  if (typeof cell === 'number') return { type: Number, value: cell, format: '#,##0' }
  // Words are words, however they begin: only a cell of type formula is one.
  if (typeof cell === 'string') return { type: String, value: cell }
  return { type: Date, value: firstOf(cell.month), format: 'yyyy-mm', align: 'left' }
}

const dataOf = ({ rows }: Sheet): SheetData => rows.map((row, index) => row.map((cell) => (index === 0 ? { ...cellOf(cell), ...HEAD } : cellOf(cell))))

/** Widths in characters: what says what a line is, then numbers. A sheet of sentences is one wide column. */
const widthsOf = ({ rows, frozen }: Sheet): { width: number }[] => (rows[0] ?? []).map((_, index) => ({ width: frozen === 0 ? 120 : index < frozen ? 24 : 13 }))

/** Tables as one workbook (.xlsx): numbers and months by their types, heads that stay in sight. */
export const xlsxOf = async (sheets: readonly Sheet[]): Promise<Uint8Array> => {
  // Loaded where it is used: a workstation that exports nothing never waits for it.
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  return writeXlsxFile(sheets.map((sheet) => ({ data: dataOf(sheet), sheet: sheet.name, columns: widthsOf(sheet), stickyRowsCount: 1, ...(sheet.frozen > 0 && { stickyColumnsCount: sheet.frozen }) }))).toBuffer()
}
