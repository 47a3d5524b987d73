import type { Paragraph, Table } from 'docx'

import { drawn, type Drawing, type PrintedBlock, type PrintedPhoto } from '../../../../src-shared/publication/printed/printed'
import { PRINT_WORDS } from '../../../../src-shared/publication/words'
import type { Language } from '../../../../src-shared/story/story'
import { markerBefore } from '../marker'
import { CROSSHEAD_STYLES, type ParagraphStyle } from '../style-names'
import { DEEPEST, type Lists } from './lists'
import type { Picture } from './pictures'
import { paragraph, TOP, type Place } from './place'
import type { Inline, Runs } from './runs'
import { docxTable } from './table'

/** What stands in a document's text. */
export type Block = Paragraph | Table

/** What drawing one article needs. */
export type Draft = { language: Language; runs: Runs; lists: Lists; picture: Picture }

/** Draws the blocks of one article as Word's paragraphs and tables. */
export const docxBlocks = ({ language, runs: { plain, words }, lists, picture }: Draft): ((block: PrintedBlock) => Block[]) => {
  const print = PRINT_WORDS[language]
  const line = (place: Place, children: readonly Inline[], style?: ParagraphStyle): Paragraph[] => (children.length === 0 ? [] : [paragraph(place, children, style)])
  const all = (blocks: readonly PrintedBlock[], place: Place): Block[] => blocks.flatMap((block) => draw(block, place))

  const photo = (printed: PrintedPhoto, place: Place): Block[] => {
    const image = picture(printed)
    const said = [...words(printed.caption), ...(printed.credit === '' ? [] : plain(print.credit(printed.credit), 'credit'))]
    // Kept with what follows only where that is its caption.
    return [...(image ? [paragraph(place, [image], 'photo', { keepNext: said.length > 0 })] : []), ...line(place, said, 'caption')]
  }
  /** An item: its sign before its first words. */
  const item = (blocks: readonly PrintedBlock[], place: Place): Block[] => {
    const [first, ...rest] = blocks
    const under: Place = { ...place, mark: null }
    return first?.kind === 'paragraph' ? [...draw(first, place), ...all(rest, under)] : [paragraph(place, []), ...all(blocks, under)]
  }

  const drawingAt = (place: Place): Drawing<Block[], PrintedBlock> => ({
    paragraph: (block) => line(place, [...plain(block.dateline, 'dateline'), ...words(block.words)]),
    crosshead: (block) => line(place, [...plain(markerBefore(block.marker, language), 'marker'), ...words(block.words)], CROSSHEAD_STYLES[block.level]),
    photo: (block) => photo(block, place),
    photoGroup: ({ photos }) => photos.flatMap((each) => photo(each, place)),
    mediaCard: ({ label, url, title }) => line(place, [...plain(label), ...words(url === null ? title : title.map((run) => (run.kind === 'words' ? { ...run, link: url } : run)))], 'mediaCard'),
    pullQuote: ({ words: quote, by }) => [...line(place, words(quote), 'pullQuote'), ...line(place, plain(by), 'pullQuoteBy')],
    quotation: ({ blocks }) => all(blocks, { ...place, text: 'quotation', depth: 0, mark: null }),
    turn: ({ asks, speaker, words: said }) => line(place, [...plain(speaker, 'speaker'), ...words(said)], asks ? 'question' : 'answer'),
    list: (list) => {
      const { reference, instance } = lists.begin(list)
      const inside: Place = { ...place, depth: place.depth + 1, mark: { reference, instance, level: Math.min(place.depth, DEEPEST) } }
      return list.items.flatMap((blocks) => item(blocks, inside))
    },
    // Two tables with nothing between them would be one.
    table: (table) => [docxTable(table, all, (cell) => paragraph(cell, [])), paragraph(TOP, [], 'table')],
    factBox: ({ title, blocks }) => [...line({ ...place, frame: 'box' }, words(title), 'boxTitle'), ...all(blocks, { ...place, text: 'boxText', frame: 'box' })],
    editorsNote: ({ opening, blocks }) => {
      const inside: Place = { ...place, text: 'editorsNote', frame: 'note' }
      const [first, ...rest] = blocks
      if (first?.kind === 'paragraph') return [...line(inside, [...plain(opening, 'opening'), ...words(first.words)]), ...all(rest, inside)]
      return [...line(inside, plain(opening, 'opening')), ...all(blocks, inside)]
    },
    liveEntry: ({ shown, blocks }) => [...line({ ...place, frame: 'entry' }, plain(shown), 'liveTime'), ...all(blocks, { ...place, frame: 'entry' })],
    subArticle: ({ headline, byline, blocks }) => [...line(place, words(headline), 'subHeadline'), ...line(place, words(byline), 'subByline'), ...all(blocks, place)],
    rule: () => [paragraph(place, [], 'rule')],
    endMark: ({ text }) => line(place, plain(text), 'endMark'),
  })
  const draw = (block: PrintedBlock, place: Place): Block[] => drawn(drawingAt(place), block)
  return (block) => draw(block, TOP)
}
