import type { PrintedBlock, PrintedCell } from '../../../../src-shared/publication/printed/printed'

type Table = Extract<PrintedBlock, { kind: 'table' }>

const span = (name: 'colspan' | 'rowspan', count: number): string => (count > 1 ? ` ${name}="${String(count)}"` : '')

/** A table as XHTML: heading rows in a head of their own, each header saying what it heads. `cellOf` draws what a cell holds. */
export const tableMarkup = ({ head, rows }: Table, cellOf: (blocks: PrintedCell['blocks']) => string): string => {
  const cell = ({ header, colspan, rowspan, align, blocks }: PrintedCell): string => {
    const tag = header === null ? 'td' : 'th'
    return `<${tag}${header === null ? '' : ` scope="${header}"`}${span('colspan', colspan)}${span('rowspan', rowspan)}${align === null ? '' : ` class="${align}"`}>${cellOf(blocks)}</${tag}>`
  }
  const lines = rows.filter((row) => row.length > 0).map((row) => `<tr>${row.map(cell).join('')}</tr>`)
  if (lines.length === 0) return ''
  return `<table>${head > 0 ? `<thead>${lines.slice(0, head).join('')}</thead>` : ''}<tbody>${lines.slice(head).join('')}</tbody></table>`
}
