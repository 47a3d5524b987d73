import type { BodyJson } from '../story'
import { isAllBold, plainWords, type List, type Picture, type Piece, type Run, type TablePiece, type Words } from './pieces'

/** A photo place that waits for its picture: the block, what the source called the picture, and its words for those who do not see it. */
export type PicturePlace = { place: string; src: string; alt: string }

export type Making = { newId: () => string; pictures: (src: string) => string | null; places: PicturePlace[] }

/** Which marks a block's words may carry. */
type Dress = 'all' | 'head' | 'caption'

const marksOf = ({ bold, italic, href, change, comments }: Words, dress: Dress): NonNullable<BodyJson['marks']> => [
  ...(href !== null && dress !== 'caption' ? [{ type: 'link', attrs: { href } }] : []),
  ...(bold && dress === 'all' ? [{ type: 'bold' }] : []),
  ...(italic && dress !== 'caption' ? [{ type: 'italic' }] : []),
  ...(change ? [{ type: change.kind, attrs: { id: change.id } }] : []),
  ...comments.map((id) => ({ type: 'comment', attrs: { id } })),
]

const inline = (runs: readonly Run[], dress: Dress): BodyJson[] => {
  const nodes: (BodyJson & { key?: string })[] = []
  for (const run of runs) {
    if (run.kind === 'break') nodes.push({ type: 'hardBreak' })
    else if (run.kind === 'note') nodes.push({ type: 'footnote', attrs: { text: run.text } })
    else {
      const marks = marksOf(run, dress)
      const key = JSON.stringify(marks)
      const last = nodes.at(-1)
      if (last?.key === key) last.text = (last.text ?? '') + run.text
      else nodes.push({ type: 'text', text: run.text, ...(marks.length > 0 ? { marks } : {}), key })
    }
  }
  return nodes.map(({ key: _, ...node }) => node)
}

const withContent = (node: BodyJson, content: BodyJson[]): BodyJson => (content.length > 0 ? { ...node, content } : node)

const paragraph = (runs: readonly Run[], making: Making): BodyJson => withContent({ type: 'paragraph', attrs: { blockId: making.newId() } }, inline(runs, 'all'))

const photo = ({ src, alt, caption, credit }: Picture, making: Making): BodyJson => {
  const blockId = making.newId()
  const known = making.pictures(src)
  if (known === null) making.places.push({ place: blockId, src, alt })
  return withContent({ type: 'photo', attrs: { blockId, photo: known, credit, alt } }, inline(caption, 'caption'))
}

/** Nothing but paragraphs and lists, for what holds no more: a cell, the opening of an item. Every word stays, in order. */
const plainBlocks = (pieces: readonly Piece[], making: Making): BodyJson[] =>
  pieces.flatMap((piece): BodyJson[] => {
    switch (piece.kind) {
      case 'line': return [paragraph(piece.runs, making)]
      case 'head': return [paragraph([...(piece.marker === '' ? [] : words(piece.marker)), ...piece.runs], making)]
      case 'turn': return [paragraph([...(piece.speaker === '' ? [] : words(`${piece.speaker}：`)), ...piece.runs], making)]
      case 'list': return list(piece, making)
      case 'quote': return plainBlocks(piece.content, making)
      case 'table': return piece.rows.flatMap((row) => row.flatMap(({ content }) => plainBlocks(content, making)))
      case 'box': return [paragraph(piece.title, making), ...plainBlocks(piece.content, making)]
      case 'editorsNote': return piece.lines.map((line) => paragraph(line, making))
      // A cell's pictures follow its table; only their words stay.
      case 'picture': return [piece.caption, piece.credit === '' ? [] : words(piece.credit)].filter((runs) => runs.length > 0).map((runs) => paragraph(runs, making))
      case 'rule': return []
      case 'end': return [paragraph(words('（完）'), making)]
    }
  })

const words = (text: string): Run[] => [plainWords(text)]

const item = (pieces: readonly Piece[], making: Making): BodyJson => {
  const [first, ...rest] = pieces
  if (first?.kind === 'line') return { type: 'listItem', content: [paragraph(first.runs, making), ...blocksOf(rest, making)] }
  return { type: 'listItem', content: [paragraph([], making), ...blocksOf(pieces, making)] }
}

/** Items that are nothing but a list belong to the item before; without one their items stand by themselves. */
const tidyItems = (items: readonly (readonly Piece[])[]): (readonly Piece[])[] => {
  const tidied: Piece[][] = []
  for (const pieces of items) {
    const last = tidied.at(-1)
    const lists = pieces.filter((piece) => piece.kind === 'list')
    if (lists.length < pieces.length) tidied.push([...pieces])
    else if (last) last.push(...lists)
    else for (const nested of lists) for (const each of tidyItems(nested.items)) tidied.push([...each])
  }
  return tidied
}

const list = ({ ordered, briefs, start, items }: List, making: Making): BodyJson[] => {
  const shown = tidyItems(items)
  if (shown.length === 0) return []
  const attrs = { blockId: making.newId(), ...(ordered && start !== 1 ? { start } : {}) }
  return [{ type: briefs ? 'briefList' : ordered ? 'orderedList' : 'bulletList', attrs, content: shown.map((each) => item(each, making)) }]
}

const table = ({ rows }: TablePiece, making: Making): BodyJson => ({
  type: 'table',
  attrs: { blockId: making.newId() },
  content: rows.map((row) => ({
    type: 'tableRow',
    content: row.map(({ header, colspan, rowspan, content }) => {
      // A header cell is set bold by what it is.
      const plain = header && content.every((piece) => piece.kind === 'line' && isAllBold(piece.runs)) ? content.map((piece) => (piece.kind === 'line' ? { ...piece, runs: unbold(piece.runs) } : piece)) : content
      const blocks = plainBlocks(plain, making)
      return { type: header ? 'tableHeader' : 'tableCell', attrs: { colspan, rowspan }, content: blocks.length > 0 ? blocks : [paragraph([], making)] }
    }),
  })),
})

const unbold = (runs: readonly Run[]): Run[] => runs.map((run) => (run.kind === 'words' ? { ...run, bold: false } : run))

/** The body blocks of pieces, in order, each with an id of its own. */
export const blocksOf = (pieces: readonly Piece[], making: Making): BodyJson[] =>
  pieces.flatMap((piece): BodyJson[] => {
    const id = (): { blockId: string } => ({ blockId: making.newId() })
    switch (piece.kind) {
      case 'line': return [paragraph(piece.runs, making)]
      case 'head': return [withContent({ type: 'crosshead', attrs: { ...id(), marker: piece.marker } }, inline(piece.runs, 'head'))]
      case 'turn': return [withContent({ type: piece.part, attrs: { ...id(), speaker: piece.speaker } }, inline(isAllBold(piece.runs) ? unbold(piece.runs) : piece.runs, 'all'))]
      case 'picture': return [photo(piece, making)]
      case 'list': return list(piece, making)
      case 'table': return [table(piece, making)]
      case 'quote': {
        const attrs = id()
        const content = blocksOf(piece.content, making)
        return content.length > 0 ? [{ type: 'blockquote', attrs, content }] : []
      }
      case 'box': {
        const attrs = id()
        const title = withContent({ type: 'boxTitle' }, inline(piece.title, 'caption'))
        return [{ type: 'factBox', attrs, content: [title, ...blocksOf(piece.content, making)] }]
      }
      case 'editorsNote': return [{ type: 'editorsNote', attrs: id(), content: piece.lines.map((line) => paragraph(line, making)) }]
      case 'rule': return [{ type: 'horizontalRule', attrs: id() }]
      case 'end': return [{ type: 'endMark', attrs: id() }]
    }
  })
