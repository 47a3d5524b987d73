import { lookInside, type Look } from './look'
import type { Element } from './parse'
import { addAll, isAllBold, lineOf, textOfRuns, type Picture, type Piece, type TableCell, type TablePiece } from './pieces'
import { isBoxHead } from './promote/boxes'
import type { ReadFlow, Source } from './source'
import { attr, isElement, isUnseen } from './tree'

const SPAN_LIMIT = 100
/** A table may be filled up with this many empty cells for each of its own, and a few more; past it the rows are set as lines. */
const FILL = 2

type Cell = { header: boolean; colspan: number; rowspan: number; content: Piece[] }

const spanOf = (element: Element, name: string): number => {
  const span = Number.parseInt(attr(element, name), 10)
  return span >= 1 ? Math.min(span, SPAN_LIMIT) : 1
}

/** A table's rows as written, and what stands in it outside any cell, in order. */
type Written = { above: Piece[]; rows: Cell[][]; read: ReadFlow }

const readRows = (parent: Element, around: Look, source: Source, header: boolean, into: Written): void => {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue
    if (source.gone.has(child) || isUnseen(child)) continue
    const look = lookInside(child, around, source.sheets, false)
    if (child.tagName === 'tbody' || child.tagName === 'tfoot') readRows(child, look, source, false, into)
    else if (child.tagName === 'thead') readRows(child, look, source, true, into)
    else if (child.tagName === 'tr') {
      const cells: Cell[] = []
      for (const cell of child.childNodes) {
        if (!isElement(cell) || source.gone.has(cell) || isUnseen(cell)) continue
        const inside = lookInside(cell, look, source.sheets, false)
        cells.push({ header: header || cell.tagName === 'th', colspan: spanOf(cell, 'colspan'), rowspan: spanOf(cell, 'rowspan'), content: into.read(cell, inside, source) })
      }
      if (cells.length > 0) into.rows.push(cells)
    } else {
      const loose = into.read([child], around, source)
      if (into.rows.length === 0) addAll(into.above, loose)
      else if (loose.length > 0) into.rows.push([{ header: false, colspan: 1, rowspan: 1, content: loose }])
    }
  }
}

/** The cells on a grid without overlaps or holes; null where that would take far more cells than were written. */
const settle = (rows: readonly (readonly Cell[])[]): TableCell[][] | null => {
  const taken: number[] = []
  const placed: { cell: TableCell; at: number }[][] = []
  let width = 0
  let written = 0
  for (const [index, row] of rows.entries()) {
    const line: { cell: TableCell; at: number }[] = []
    let at = 0
    for (const cell of row) {
      while ((taken[at] ?? 0) > index) at += 1
      let colspan = 1
      while (colspan < cell.colspan && (taken[at + colspan] ?? 0) <= index) colspan += 1
      const rowspan = Math.min(cell.rowspan, rows.length - index)
      for (let column = at; column < at + colspan; column += 1) taken[column] = index + rowspan
      line.push({ cell: { ...cell, colspan, rowspan }, at })
      at += colspan
      written += 1
    }
    width = Math.max(width, taken.length)
    placed.push(line)
  }
  if (width > 200) return null
  let room = written * FILL + 200
  const until: number[] = new Array<number>(width).fill(0)
  const grid: TableCell[][] = []
  for (const [index, line] of placed.entries()) {
    const full: TableCell[] = []
    let next = 0
    const fill = (end: number): void => {
      for (; next < end; next += 1) {
        if ((until[next] ?? 0) > index) continue
        full.push({ header: false, colspan: 1, rowspan: 1, content: [] })
        room -= 1
      }
    }
    for (const { cell, at } of line) {
      fill(at)
      full.push(cell)
      for (let column = at; column < at + cell.colspan; column += 1) until[column] = index + cell.rowspan
      next = at + cell.colspan
    }
    fill(width)
    if (room < 0) return null
    grid.push(full)
  }
  return grid
}

const picturesIn = (pieces: readonly Piece[]): Picture[] =>
  pieces.flatMap((piece): Picture[] =>
    piece.kind === 'picture' ? [{ ...piece, caption: [] }] : piece.kind === 'list' ? piece.items.flatMap(picturesIn) : piece.kind === 'quote' ? picturesIn(piece.content) : piece.kind === 'table' ? piece.rows.flat().flatMap(({ content }) => picturesIn(content)) : [])

/** A cell's content without its pictures, whose captions stay as lines. */
const withoutPictures = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece): Piece[] => {
    switch (piece.kind) {
      case 'picture': return piece.caption.length > 0 ? [lineOf(piece.caption)] : []
      case 'list': return [{ ...piece, items: piece.items.map(withoutPictures).filter((item) => item.length > 0) }]
      case 'quote': return [{ ...piece, content: withoutPictures(piece.content) }]
      case 'table': return [{ ...piece, rows: piece.rows.map((row) => row.map((cell) => ({ ...cell, content: withoutPictures(cell.content) }))) }]
      case 'line': case 'head': case 'turn': case 'editorsNote': case 'box': case 'rule': case 'end': return [piece]
    }
  })

const isTableIn = (pieces: readonly Piece[]): boolean => pieces.some((piece) => piece.kind === 'table')
const isHeadIn = (pieces: readonly Piece[]): boolean => pieces.some((piece) => piece.kind === 'line' && piece.head > 0)
const isRich = (pieces: readonly Piece[]): boolean => isTableIn(pieces) || isHeadIn(pieces) || pieces.some((piece) => piece.kind === 'picture' || piece.kind === 'quote')

/** True for a table that only puts things in their places: one cell, one rich column, or tables and heads inside. */
const isLayout = (element: Element, rows: readonly (readonly Cell[])[]): boolean => {
  const cells = rows.flat()
  if (/^(?:presentation|none)$/i.test(attr(element, 'role')) || cells.length <= 1) return true
  if (rows.every((row) => row.length === 1)) return cells.some(({ content }) => isRich(content))
  return cells.some(({ content }) => isHeadIn(content)) || (attr(element, 'border') === '0' && cells.some(({ content }) => isTableIn(content)))
}

const isBoldCell = ({ content }: TableCell): boolean => content.length > 0 && content.every((piece) => piece.kind === 'line' && isAllBold(piece.runs))

/** A first row all in bold above rows that are not is the table's head. */
const withHead = (rows: TableCell[][]): TableCell[][] => {
  const [first, ...rest] = rows
  if (!first || rest.length === 0 || first.length < 2 || first.some(({ header }) => header)) return rows
  const written = first.filter(({ content }) => content.length > 0)
  if (written.length < 2 || !written.every(isBoldCell) || rest.every((row) => row.every(isBoldCell))) return rows
  return [first.map((cell) => ({ ...cell, header: true })), ...rest]
}

/** What stood in a frame of its own. A frame under a 链接 head is kept, for it says what belongs to the box. */
export const framed = (content: readonly Piece[]): Piece[] => {
  const [first] = content
  return first?.kind === 'line' && content.length > 1 && isBoxHead(textOfRuns(first.runs).trim()) ? [{ kind: 'quote', content }] : [...content]
}

/** A table as a table, or as what its cells hold where it only lays a page out. Its pictures follow it: cells hold words. */
export const readTable = (element: Element, around: Look, source: Source, read: ReadFlow): Piece[] => {
  const written: Written = { above: [], rows: [], read }
  readRows(element, { ...around, head: 0, item: null }, source, false, written)
  const rows = written.rows.filter((row) => row.some(({ content }) => content.length > 0))
  const flat = (): Piece[] => {
    const content = rows.flat().flatMap((cell) => cell.content)
    return rows.flat().length === 1 && around.room >= 0 ? framed(content) : content
  }
  if (around.room < 0 || isLayout(element, rows)) return [...written.above, ...flat()]
  const grid = settle(rows)
  if (!grid) return [...written.above, ...flat()]
  const table: TablePiece = { kind: 'table', rows: withHead(grid).map((row) => row.map((cell) => ({ ...cell, content: withoutPictures(cell.content) }))) }
  return [...written.above, table, ...grid.flat().flatMap(({ content }) => picturesIn(content))]
}
