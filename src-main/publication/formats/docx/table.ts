import { BorderStyle, Table, TableCell, TableRow, WidthType, type Paragraph } from 'docx'

import type { PrintedBlock, PrintedCell } from '../../../../src-shared/publication/printed/printed'
import { gridOf } from '../../../../src-shared/publication/printed/table'
import { TOP, type Place } from './place'

type Printed = Extract<PrintedBlock, { kind: 'table' }>
type Draw = (blocks: PrintedCell['blocks'], place: Place) => (Paragraph | Table)[]

/** The width of the text, in twentieths of a point: A4 between the margins of docx.ts. */
const TEXT_WIDTH = 8306

const line = { style: BorderStyle.SINGLE, size: 4, color: 'BFBDB7' } as const
const heavy = { style: BorderStyle.SINGLE, size: 12, color: '1B1C1F' } as const

/** A table whose heading rows come again on every page; `empty` is a paragraph for a cell that holds nothing, or nothing after a table. */
export const docxTable = ({ head, rows }: Printed, draw: Draw, empty: (place: Place) => Paragraph): Table => {
  const columns = Math.max(1, ...gridOf(rows).map(({ length }) => length))
  const width = Math.floor(TEXT_WIDTH / columns)
  const cellOf = (cell: PrintedCell, at: number): TableCell => {
    const place: Place = { ...TOP, text: cell.header === null ? 'tableText' : 'tableHead', align: cell.align }
    const drawn = draw(cell.blocks, place)
    const last = drawn.at(-1)
    const rowSpan = Math.min(cell.rowspan, rows.length - at)
    return new TableCell({
      // A cell ends with a paragraph, or Word refuses the file.
      children: last === undefined || last instanceof Table ? [...drawn, empty(place)] : drawn,
      ...(cell.colspan > 1 ? { columnSpan: cell.colspan } : {}),
      ...(rowSpan > 1 ? { rowSpan } : {}),
    })
  }
  return new Table({
    width: { size: width * columns, type: WidthType.DXA },
    columnWidths: Array.from({ length: columns }, () => width),
    borders: { top: heavy, bottom: heavy, left: { style: BorderStyle.NONE }, right: { style: BorderStyle.NONE }, insideHorizontal: line, insideVertical: line },
    margins: { top: 40, bottom: 40, left: 100, right: 100 },
    tableLook: { firstRow: head > 0, firstColumn: rows.some((row) => row.some(({ header }) => header?.startsWith('row'))), noHBand: true, noVBand: true },
    rows: rows.map((row, at) => new TableRow({ cantSplit: true, ...(at < head ? { tableHeader: true } : {}), children: row.map((cell) => cellOf(cell, at)) })),
  })
}
