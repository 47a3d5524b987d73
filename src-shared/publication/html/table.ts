import { escapeMarkup } from '../markup'
import { PRINT_WORDS } from '../words'
import { inner, parts, type Context, type Draw, type Print } from './drawing'

type Node = Context['node']

const spanOf = (cell: Node, name: 'colspan' | 'rowspan'): number => {
  const span: unknown = cell.attrs?.[name]
  return typeof span === 'number' && span > 1 ? span : 1
}

const isHead = (row: Node): boolean => (row.content ?? []).length > 0 && (row.content ?? []).every(({ type }) => type === 'tableHeader')

/** How many rows at the top are headings: those of header cells alone, unless that is all of them or one of their cells reaches further down. */
const headRows = (table: Node): number => {
  const rows = table.content ?? []
  const first = rows.findIndex((row) => !isHead(row))
  const count = first === -1 ? 0 : first
  const reaches = rows.slice(0, count).some((row, index) => (row.content ?? []).some((cell) => index + spanOf(cell, 'rowspan') > count))
  return reaches ? 0 : count
}

const spans = (cell: Node): string => (['colspan', 'rowspan'] as const).map((name) => (spanOf(cell, name) > 1 ? ` ${name}="${String(spanOf(cell, name))}"` : '')).join('')
const align = (cell: Node): string => {
  const side: unknown = cell.attrs?.['align']
  return side === 'left' || side === 'center' || side === 'right' ? ` class="${side}"` : ''
}

/** A header heads its column where its whole row is headers, else its row. */
const scopeOf = (cell: Node, row: Node | undefined): string => {
  if (row && isHead(row)) return spanOf(cell, 'colspan') > 1 ? 'colgroup' : 'col'
  return spanOf(cell, 'rowspan') > 1 ? 'rowgroup' : 'row'
}

const cellOf = (tag: 'th' | 'td') => (context: Context): string => {
  const { node, parent } = context
  const drawn = inner(context)
  // A cell of one paragraph is its words.
  const only = node.content?.length === 1 && node.content[0]?.type === 'paragraph' ? drawn.replace(/^<p>|<\/p>$/g, '') : drawn
  return `<${tag}${tag === 'th' ? ` scope="${scopeOf(node, parent)}"` : ''}${spans(node)}${align(node)}>${only}</${tag}>`
}

/** Tables: header rows stand in a head of their own, every header says what it heads. Wide ones scroll by themselves, by keyboard too. */
export const tableNodes = (print: Print): Record<string, Draw> => ({
  table: (context) => {
    const rows = parts(context)
    const head = headRows(context.node)
    const body = rows.slice(head).join('')
    const name = escapeMarkup(PRINT_WORDS[print.language].table)
    return `<div class="table" role="region" aria-label="${name}" tabindex="0"><table>${head > 0 ? `<thead>${rows.slice(0, head).join('')}</thead>` : ''}<tbody>${body}</tbody></table></div>`
  },
  tableRow: (context) => `<tr>${inner(context)}</tr>`,
  tableCell: cellOf('td'),
  tableHeader: cellOf('th'),
})
