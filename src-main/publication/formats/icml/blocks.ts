import { drawn, type Drawing, type PrintedBlock, type PrintedPhoto } from '../../../../src-shared/publication/printed/printed'
import { plainWords } from '../../../../src-shared/publication/printed/words'
import { PRINT_WORDS } from '../../../../src-shared/publication/words'
import type { Language } from '../../../../src-shared/story/story'
import type { Subject } from '../format'
import { markerBefore } from '../marker'
import { CROSSHEAD_STYLES, type ParagraphStyle } from '../style-names'
import { paragraph, TOP, type Paragraph, type Place } from './paragraph'
import { icmlPhoto } from './photo'
import { range, type Runs } from './runs'
import { icmlTable } from './table'
import type { Xml } from './xml'

/** What the items of a list are set in. */
const ITEM_STYLES = { bullet: 'listItem', number: 'numberedItem', brief: 'brief' } as const

/** Draws the blocks of one article as InDesign's paragraphs. Frames and tables are numbered as they are drawn. */
export const icmlBlocks = (language: Language, { plain, words, linked }: Runs, photoOf: Subject['photo']): ((block: PrintedBlock) => Paragraph[]) => {
  const print = PRINT_WORDS[language]
  let tables = 0
  let photos = 0
  const line = (place: Place, ranges: readonly Xml[], style?: ParagraphStyle): Paragraph[] => (ranges.length === 0 ? [] : [paragraph(place, ranges, style)])
  const all = (blocks: readonly PrintedBlock[], place: Place): Paragraph[] => blocks.flatMap((block) => draw(block, place))

  const photo = ({ use, alt, caption, credit }: PrintedPhoto, place: Place): Paragraph[] => {
    const file = use && photoOf(use)
    const said = [...words(caption), ...(credit === '' ? [] : plain(print.credit(credit), 'credit'))]
    if (!file) return line(place, said, 'caption')
    photos += 1
    return [paragraph(place, [range(null, icmlPhoto(file, `stet_photo_${String(photos)}`, alt.trim() || plainWords(caption)))], 'photo'), ...line(place, said, 'caption')]
  }
  /** An item: its sign before its first words. */
  const item = (blocks: readonly PrintedBlock[], place: Place): Paragraph[] => {
    const [first, ...rest] = blocks
    const under: Place = { ...place, mark: null }
    return first?.kind === 'paragraph' ? [...draw(first, place), ...all(rest, under)] : [paragraph(place, []), ...all(blocks, under)]
  }

  const drawingAt = (place: Place): Drawing<Paragraph[], PrintedBlock> => ({
    paragraph: (block) => line(place, [...plain(block.dateline, 'dateline'), ...words(block.words)]),
    crosshead: (block) => line(place, [...plain(markerBefore(block.marker, language), 'marker'), ...words(block.words)], CROSSHEAD_STYLES[block.level]),
    photo: (block) => photo(block, place),
    photoGroup: (group) => group.photos.flatMap((each) => photo(each, place)),
    mediaCard: ({ label, url, title }) => line(place, [...plain(label), ...(url === null ? words(title) : linked(url, title))], 'mediaCard'),
    pullQuote: ({ words: quote, by }) => [...line(place, words(quote), 'pullQuote'), ...line(place, plain(by), 'pullQuoteBy')],
    quotation: ({ blocks }) => all(blocks, { ...place, text: 'quotation', depth: 0, mark: null }),
    turn: ({ asks, speaker, words: said }) => line(place, [...plain(speaker, 'speaker'), ...words(said)], asks ? 'question' : 'answer'),
    list: ({ style, start, items }) =>
      items.flatMap((blocks, index) => item(blocks, { ...place, depth: place.depth + 1, mark: { style: ITEM_STYLES[style], start: index === 0 ? start : null } })),
    table: (table) => {
      tables += 1
      return [paragraph(TOP, [range(null, icmlTable(table, `stet_table_${String(tables)}`, all))], 'table')]
    },
    factBox: ({ title, blocks }) => [...line(place, words(title), 'boxTitle'), ...all(blocks, { ...place, text: 'boxText' })],
    editorsNote: ({ opening, blocks }) => {
      const inside: Place = { ...place, text: 'editorsNote' }
      const [first, ...rest] = blocks
      if (first?.kind === 'paragraph') return [...line(inside, [...plain(opening, 'opening'), ...words(first.words)]), ...all(rest, inside)]
      return [...line(inside, plain(opening, 'opening')), ...all(blocks, inside)]
    },
    liveEntry: ({ shown, blocks }) => [...line(place, plain(shown), 'liveTime'), ...all(blocks, place)],
    subArticle: ({ headline, byline, blocks }) => [...line(place, words(headline), 'subHeadline'), ...line(place, words(byline), 'subByline'), ...all(blocks, place)],
    rule: () => [paragraph(place, [], 'rule')],
    endMark: ({ text }) => line(place, plain(text), 'endMark'),
  })
  const draw = (block: PrintedBlock, place: Place): Paragraph[] => drawn(drawingAt(place), block)
  return (block) => draw(block, TOP)
}
