import type { PrintedBlock, PrintedCell } from '../../../../src-shared/publication/printed/printed'
import { gridOf } from '../../../../src-shared/publication/printed/table'
import { flow, paragraph, TOP, type Paragraph, type Place } from './paragraph'
import { CELL_STYLES, TABLE_STYLE } from './styles'
import { element, type Xml } from './xml'

type Table = Extract<PrintedBlock, { kind: 'table' }>

/** A cell and where it begins; null where the table leaves a place open. Spans end with the table. */
type Placed = { row: number; column: number; cell: PrintedCell | null; rowspan: number; colspan: number }

/** Every cell of a table, and an empty one for each place no cell reaches: InDesign's tables have no holes. */
const placedCells = ({ rows }: Table, columns: number): Placed[] => {
  const taken = new Set<string>()
  const at = (row: number, column: number): string => `${String(column)}:${String(row)}`
  const cells = gridOf(rows).flatMap((line, row) =>
    line.flatMap((cell, column): Placed[] => {
      if (!cell) return []
      const [rowspan, colspan] = [Math.min(cell.rowspan, rows.length - row), Math.min(cell.colspan, columns - column)]
      for (let down = 0; down < rowspan; down += 1) for (let across = 0; across < colspan; across += 1) taken.add(at(row + down, column + across))
      return [{ row, column, cell, rowspan, colspan }]
    }))
  const open = rows.flatMap((_, row) => Array.from({ length: columns }, (__, column): Placed => ({ row, column, cell: null, rowspan: 1, colspan: 1 })).filter(({ column }) => !taken.has(at(row, column))))
  return [...cells, ...open].sort((a, b) => a.row - b.row || a.column - b.column)
}

/** InDesign's heading rows are at most so many. */
const MOST_HEADS = 25

/** The width a table has until it is placed, in points. */
const WIDTH = 300

/** A table with its heading rows and spans; `self` is its own id. */
export const icmlTable = (table: Table, self: string, draw: (blocks: PrintedCell['blocks'], place: Place) => Paragraph[]): Xml => {
  const columns = Math.max(1, ...gridOf(table.rows).map(({ length }) => length))
  const head = Math.min(table.head, MOST_HEADS)
  const cell = ({ row, column, cell: printed, rowspan, colspan }: Placed): Xml => {
    const place: Place = { ...TOP, text: printed !== null && printed.header !== null ? 'tableHead' : 'tableText', align: printed?.align ?? null }
    const paragraphs = draw(printed?.blocks ?? [], place)
    return element(
      'Cell',
      { Self: `${self}_${String(column)}_${String(row)}`, Name: `${String(column)}:${String(row)}`, RowSpan: rowspan, ColumnSpan: colspan, AppliedCellStyle: CELL_STYLES[place.text === 'tableHead' ? 'head' : 'text'] },
      ...flow(paragraphs.length > 0 ? paragraphs : [paragraph(place, [])]),
    )
  }
  return element(
    'Table',
    { Self: self, AppliedTableStyle: TABLE_STYLE, TableDirection: 'LeftToRightDirection', HeaderRowCount: head, BodyRowCount: table.rows.length - head, FooterRowCount: 0, ColumnCount: columns },
    ...table.rows.map((_, index) => element('Row', { Self: `${self}_row_${String(index)}`, Name: index })),
    ...Array.from({ length: columns }, (_, index) => element('Column', { Self: `${self}_column_${String(index)}`, Name: index, SingleColumnWidth: Math.round((WIDTH / columns) * 100) / 100 })),
    ...placedCells(table, columns).map(cell),
  )
}
