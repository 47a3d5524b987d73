import type { BodyJson } from '../../story/story'
import type { PrintedBlock, PrintedCell } from './printed'

const spanOf = (cell: BodyJson, name: 'colspan' | 'rowspan'): number => {
  const span: unknown = cell.attrs?.[name]
  return typeof span === 'number' && span > 1 ? span : 1
}

const isHead = (row: BodyJson): boolean => (row.content ?? []).length > 0 && (row.content ?? []).every(({ type }) => type === 'tableHeader')

/** How many rows at the top are headings: those of header cells alone, unless that is all of them or one of their cells reaches further down. */
const headRows = (rows: readonly BodyJson[]): number => {
  const first = rows.findIndex((row) => !isHead(row))
  const count = first === -1 ? 0 : first
  const reaches = rows.slice(0, count).some((row, index) => (row.content ?? []).some((cell) => index + spanOf(cell, 'rowspan') > count))
  return reaches ? 0 : count
}

/** A header heads its column where its whole row is headers, else its row. */
const scopeOf = (cell: BodyJson, row: BodyJson): PrintedCell['header'] => {
  if (cell.type !== 'tableHeader') return null
  if (isHead(row)) return spanOf(cell, 'colspan') > 1 ? 'colgroup' : 'col'
  return spanOf(cell, 'rowspan') > 1 ? 'rowgroup' : 'row'
}

const alignOf = (cell: BodyJson): PrintedCell['align'] => {
  const side: unknown = cell.attrs?.['align']
  return side === 'left' || side === 'center' || side === 'right' ? side : null
}

/** A table in rows of cells; `blocksOf` reads what a cell holds. */
export const tableOf = (table: BodyJson, blocksOf: (cell: BodyJson) => PrintedBlock[]): PrintedBlock => {
  const rows = table.content ?? []
  const cells = (row: BodyJson): PrintedCell[] =>
    (row.content ?? []).map((cell) => ({ header: scopeOf(cell, row), colspan: spanOf(cell, 'colspan'), rowspan: spanOf(cell, 'rowspan'), align: alignOf(cell), blocks: blocksOf(cell) }))
  return { kind: 'table', head: headRows(rows), rows: rows.map(cells) }
}

/** Every place of a table's grid, row by row: the cell that begins there, or null where one from the left or above reaches to. */
export const gridOf = (rows: readonly (readonly PrintedCell[])[]): (PrintedCell | null)[][] => {
  const grid: (PrintedCell | null)[][] = rows.map(() => [])
  for (const [at, row] of rows.entries()) {
    const line = grid[at] ?? []
    let column = 0
    for (const cell of row) {
      while (line[column] !== undefined) column += 1
      for (let down = 0; down < cell.rowspan; down += 1) for (let across = 0; across < cell.colspan; across += 1) (grid[at + down] ?? [])[column + across] = down === 0 && across === 0 ? cell : null
      column += cell.colspan
    }
  }
  return grid.map((line) => Array.from(line, (cell) => cell ?? null))
}
