import type { BodyJson } from '../story'

const spanOf = (cell: BodyJson, name: 'colspan' | 'rowspan'): number => (typeof cell.attrs?.[name] === 'number' ? cell.attrs[name] : 1)

/** True for a table whose rows are equally wide, cells that span rows counted in each of them. */
export const isEven = (table: BodyJson): boolean => {
  const widths: number[] = []
  for (const [at, { content = [] }] of (table.content ?? []).entries())
    for (const cell of content) for (let row = at; row < at + spanOf(cell, 'rowspan'); row += 1) widths[row] = (widths[row] ?? 0) + spanOf(cell, 'colspan')
  return widths.length === (table.content?.length ?? 0) && widths.every((width) => width === widths[0])
}
