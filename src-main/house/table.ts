import Papa from 'papaparse'

/** One record of a table, with the number of the line it begins at. */
export type Line = { line: number; cells: string[] }

/** A cell a spreadsheet would take for a formula, with the sign that keeps it words: one more "'" in front, taken off again when it is read. */
const FORMULA = /^'*[=+\-@\t\r]/u

const guarded = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)
const plain = (cell: string): string => (/^'/u.test(cell) && FORMULA.test(cell) ? cell.slice(1) : cell)

/** What stands between cells: by the first line, since words in a cell have commas of their own. */
const delimiterOf = (text: string): string => {
  const [first = ''] = text.split(/[\r\n]/u, 1)
  return first.includes('\t') ? '\t' : first.includes(',') || !first.includes(';') ? ',' : ';'
}

/** Reads a table of a spreadsheet: quoted cells, whatever line ends; empty lines are left out and counted. */
export const readTable = (text: string): Line[] => {
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) })
  let line = 1
  const found: Line[] = []
  for (const cells of data) {
    if (cells.some((cell) => cell.trim() !== '')) found.push({ line, cells: cells.map((cell) => plain(cell.trim())) })
    line += 1 + cells.reduce((ends, cell) => ends + (cell.match(/\r\n|\r|\n/gu) ?? []).length, 0)
  }
  return found
}

/** Writes a table a spreadsheet opens as words: UTF-8 with its mark, and no cell that would be run. */
export const writeTable = (cells: readonly (readonly string[])[]): string => `\uFEFF${Papa.unparse(cells.map((line) => line.map(guarded)), { newline: '\r\n' })}\r\n`
