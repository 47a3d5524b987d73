import type { JSONNodeType } from '@tiptap/static-renderer/json/html-string'

type Node = JSONNodeType

const spanOf = (cell: Node, name: 'colspan' | 'rowspan'): number => {
  const span: unknown = cell.attrs?.[name]
  return typeof span === 'number' && span > 1 ? span : 1
}

/**
 * A table as lines of cells divided by tabs, so that it pastes as a table. A cell stands where it begins; the places it also takes, to the
 * right and below, are empty, so that columns stay columns. Whatever is inside a cell becomes one line. `wordsOf` gives a cell's text.
 */
export const tableText = (table: Node, wordsOf: (cell: Node) => string): string => {
  const taken = new Map<string, true>()
  const lines = (table.content ?? []).map((row, at) => {
    const cells: string[] = []
    const skip = (): void => {
      while (taken.has(`${String(at)},${String(cells.length)}`)) cells.push('')
    }
    for (const cell of row.content ?? []) {
      skip()
      const [wide, high] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')]
      for (let down = 1; down < high; down += 1) for (let across = 0; across < wide; across += 1) taken.set(`${String(at + down)},${String(cells.length + across)}`, true)
      cells.push(wordsOf(cell).replace(/\s*[\t\n]\s*/g, ' '), ...Array.from({ length: wide - 1 }, () => ''))
    }
    skip()
    return cells.join('\t')
  })
  return lines.join('\n')
}
