import type { BlockContent, DefinitionContent, ListItem, Paragraph, PhrasingContent, TableCell } from 'mdast'

import { drawn, type Drawing, type PrintedBlock, type PrintedCell, type PrintedPhoto, type Words } from '../../../../src-shared/publication/printed/printed'
import { gridOf } from '../../../../src-shared/publication/printed/table'
import { PRINT_WORDS } from '../../../../src-shared/publication/words'
import type { Language } from '../../../../src-shared/story/story'
import type { Subject } from '../format'
import { phrasing, text } from './runs'

type Block = BlockContent | DefinitionContent

/** A paragraph, or nothing for no words. */
export const line = (...children: PhrasingContent[]): Paragraph[] => (children.length === 0 ? [] : [{ type: 'paragraph', children }])

const strong = (children: PhrasingContent[]): PhrasingContent[] => (children.length === 0 ? [] : [{ type: 'strong', children }])

/** What stands apart from the text, as a quotation. */
const apart = (...children: Block[]): Block[] => (children.length === 0 ? [] : [{ type: 'blockquote', children: children }])

/** Blocks as one line, for a cell: paragraphs and items after each other. */
const flat = (blocks: readonly Block[]): PhrasingContent[] =>
  blocks.flatMap((block, index) => {
    const words: PhrasingContent[] = 'children' in block ? (block.type === 'paragraph' || block.type === 'heading' ? block.children : flat(block.children as Block[])) : []
    return index === 0 || words.length === 0 ? words : [text(' '), ...words]
  }).map((child) => (child.type === 'break' ? text(' ') : child))

/** Draws the blocks of one article as Markdown's tree. */
export const markdownBlocks = (language: Language, photoOf: Subject['photo']): ((block: PrintedBlock) => Block[]) => {
  const words = PRINT_WORDS[language]
  const all = (blocks: readonly PrintedBlock[]): Block[] => blocks.flatMap(draw)
  const photo = ({ use, caption, credit, alt }: PrintedPhoto): Block[] => {
    const file = use && photoOf(use)
    const image: PhrasingContent[] = file ? [{ type: 'image', url: file.path, alt }] : []
    const said: PhrasingContent[] = [...phrasing(caption), ...(credit === '' ? [] : [text(words.credit(credit))])]
    // In one paragraph: nothing may come between a photo and its words.
    return line(...image, ...(image.length > 0 && said.length > 0 ? [{ type: 'break' } as const] : []), ...said)
  }
  const cellOf = (cell: PrintedCell | null): TableCell => {
    const inside = cell ? flat(all(cell.blocks)) : []
    return { type: 'tableCell', children: cell?.header?.startsWith('row') ? strong(inside) : inside }
  }
  const empty = (columns: number): TableCell[] => Array.from({ length: columns }, () => ({ type: 'tableCell', children: [] }))
  const opened = (opening: string, blocks: Block[]): Block[] => {
    const [first, ...rest] = blocks
    if (opening === '') return blocks
    return first?.type === 'paragraph' ? [{ ...first, children: [...strong([text(opening)]), ...first.children] }, ...rest] : [...line(...strong([text(opening)])), ...blocks]
  }
  const heading = (depth: 2 | 3 | 4, marker: string, title: Words): Block[] => [{ type: 'heading', depth, children: [...(marker === '' ? [] : [text(`${marker} `)]), ...phrasing(title)].map((child) => (child.type === 'break' ? text(' ') : child)) }]

  const drawing: Drawing<Block[], PrintedBlock> = {
    paragraph: (block) => line(...(block.dateline === '' ? [] : [text(block.dateline)]), ...phrasing(block.words)),
    crosshead: (block) => heading(block.level, block.marker, block.words),
    photo,
    photoGroup: ({ photos }) => photos.flatMap(photo),
    mediaCard: ({ label, url, title }) => {
      const notes = phrasing(title.filter(({ kind }) => kind === 'note'))
      // A link inside a link is none.
      const named = phrasing(title.filter(({ kind }) => kind !== 'note').map((run) => (run.kind === 'words' ? { ...run, link: null } : run)))
      return line(text(label), ...(url === null ? named : [{ type: 'link' as const, url, children: named }]), ...notes)
    },
    pullQuote: ({ words: quote, by }) => apart(...line(...strong(phrasing(quote))), ...line(...(by === '' ? [] : [text(by)]))),
    quotation: ({ blocks }) => apart(...all(blocks)),
    turn: ({ asks, speaker, words: said }) => line(...strong([...(speaker === '' ? [] : [text(speaker)]), ...(asks ? phrasing(said) : [])]), ...(asks ? [] : phrasing(said))),
    list: ({ style, start, items }) => {
      const children = items.map((item): ListItem => {
        const inside = all(item)
        return { type: 'listItem', spread: false, children: (style === 'brief' ? opened(words.brief.trim(), inside) : inside) }
      })
      return [{ type: 'list', ordered: style === 'number', ...(style === 'number' ? { start } : {}), spread: false, children }]
    },
    table: ({ head, rows }) => {
      const grid = gridOf(rows)
      const columns = Math.max(1, ...grid.map(({ length }) => length))
      // Markdown's table has one heading row; a table without gets an empty one.
      const cells = (row: (PrintedCell | null)[]): TableCell[] => [...row.map(cellOf), ...empty(columns - row.length)]
      const drawnRows = grid.map((row, index) => cells(row).map((cell): TableCell => (index > 0 && index < head ? { ...cell, children: strong(cell.children) } : cell)))
      const titled = head > 0 ? drawnRows : [empty(columns), ...drawnRows]
      return [{ type: 'table', align: Array.from({ length: columns }, (_, at) => grid.find((row) => row[at]?.align)?.[at]?.align ?? null), children: titled.map((children) => ({ type: 'tableRow', children })) }]
    },
    factBox: ({ title, blocks }) => apart(...line(...strong(phrasing(title))), ...all(blocks)),
    editorsNote: ({ opening, blocks }) => apart(...opened(opening, all(blocks))),
    liveEntry: ({ shown, blocks }) => [...line(...strong(shown === '' ? [] : [text(shown)])), ...all(blocks)],
    subArticle: ({ headline, byline, blocks }) => [{ type: 'thematicBreak' }, ...(headline.length === 0 ? [] : heading(2, '', headline)), ...line(...phrasing(byline)), ...all(blocks)],
    rule: () => [{ type: 'thematicBreak' }],
    endMark: ({ text: mark }) => line(text(mark)),
  }
  const draw = (block: PrintedBlock): Block[] => drawn(drawing, block)
  return draw
}
