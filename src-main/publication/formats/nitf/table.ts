import type { PrintedBlock, PrintedCell } from '../../../../src-shared/publication/printed/printed'
import { element, type XmlNode } from '../xml'

type Table = Extract<PrintedBlock, { kind: 'table' }>

/** Rows without those that begin no cell, which NITF has no place for; cells from above that reach through one are so much shorter. */
const standing = (rows: Table['rows']): PrintedCell[][] =>
  rows.flatMap((row, at) => {
    const gone = (cell: PrintedCell): number => rows.slice(at + 1, at + cell.rowspan).filter(({ length }) => length === 0).length
    return row.length === 0 ? [] : [row.map((cell) => ({ ...cell, rowspan: cell.rowspan - gone(cell) }))]
  })

const span = (count: number): number | null => (count > 1 ? count : null)

/** A table; `blocks` draws what a cell holds. Headings are rows of header cells, so none of them is lost with an empty row. */
export const nitfTable = ({ head, rows }: Table, blocks: (cell: PrintedCell) => XmlNode[]): XmlNode[] => {
  const drawn = standing(rows).map((row) =>
    element('tr', {}, ...row.map((cell) => element(cell.header === null ? 'td' : 'th', { align: cell.align, rowspan: span(cell.rowspan), colspan: span(cell.colspan) }, ...blocks(cell)))),
  )
  const body = drawn.slice(head)
  if (body.length === 0) return []
  return [element('table', {}, ...(head === 0 ? [] : [element('thead', {}, ...drawn.slice(0, head))]), element('tbody', {}, ...body))]
}
