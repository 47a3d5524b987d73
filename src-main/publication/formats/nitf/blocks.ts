import { drawn, type Drawing, type PrintedBlock, type PrintedPhoto } from '../../../../src-shared/publication/printed/printed'
import { PRINT_WORDS } from '../../../../src-shared/publication/words'
import type { Language } from '../../../../src-shared/story/story'
import type { Subject } from '../format'
import { element, said, text, type XmlNode } from '../xml'
import { enriched } from './runs'
import { nitfTable } from './table'
import { normTime } from './time'

/** Where blocks stand: NITF's `block` is taken only by the content itself, and by no `block`, item or cell. */
export type Place = 'content' | 'inside'

/** A line as a paragraph, or nothing for no words. */
export const paragraph = (name: string | null, ...words: XmlNode[]): XmlNode[] => (words.length === 0 ? [] : [element('p', { class: name }, ...words)])

/** What stands apart from the text: a note, the one container NITF takes anywhere. */
export const note = (name: string | null, noteclass: 'editorsnote' | 'undef', blocks: XmlNode[]): XmlNode[] => [element('note', { class: name, noteclass, type: 'pa' }, element('body.content', {}, ...blocks))]

/** Draws the blocks of one article as NITF's content. */
export const nitfBlocks = (language: Language, photoOf: Subject['photo']): ((block: PrintedBlock) => XmlNode[]) => {
  const words = PRINT_WORDS[language]

  const photo = ({ use, caption, credit, alt }: PrintedPhoto): XmlNode[] => {
    const file = use && photoOf(use)
    if (!file) return paragraph('photo-place', ...enriched(caption), ...(credit === '' ? [] : [text(words.credit(credit))]))
    const reference = element('media-reference', { source: file.path, 'mime-type': 'image/jpeg', 'alternate-text': alt === '' ? null : alt, height: file.height, width: file.width, units: 'pixels' })
    return [element('media', { 'media-type': 'image' }, reference, ...(caption.length === 0 ? [] : [element('media-caption', {}, ...enriched(caption))]), ...said('media-producer', credit))]
  }

  const drawing = (place: Place): Drawing<XmlNode[], PrintedBlock> => {
    const all = (blocks: readonly PrintedBlock[], at: Place): XmlNode[] => blocks.flatMap((block) => drawn(drawing(at), block))
    /** A group of blocks: a `block` where one may stand, else a note of that class. */
    const group = (name: string, head: XmlNode[], blocks: readonly PrintedBlock[]): XmlNode[] =>
      place === 'content' ? [element('block', { class: name }, ...head, ...all(blocks, 'inside'))] : note(name, 'undef', [...head, ...all(blocks, 'content')])
    const head = (name: string, children: XmlNode[]): XmlNode[] => (children.length === 0 ? [] : [element('hl2', { class: name }, ...children)])
    const opened = (opening: string, blocks: XmlNode[]): XmlNode[] => {
      const [first, ...rest] = blocks
      const lead = element('em', { class: 'opening' }, text(opening))
      if (opening === '') return blocks
      return first && Array.isArray(first['p']) ? [{ ...first, p: [lead, ...(first['p'] as XmlNode[])] }, ...rest] : [element('p', {}, lead), ...blocks]
    }
    return {
      // The dateline stands in the body's head.
      paragraph: (block) => paragraph(null, ...enriched(block.words)),
      crosshead: ({ level, marker, words: title }) => head(`crosshead-${String(level)}`, [...(marker === '' ? [] : [text(`${marker} `)]), ...enriched(title)]),
      photo,
      photoGroup: ({ photos }) => group('photo-group', [], photos),
      mediaCard: ({ label, url, title }) => {
        if (url === null) return paragraph('media-card', text(label), ...enriched(title))
        return [element('media', { 'media-type': label === words.media.audio ? 'audio' : 'video' }, element('media-reference', { source: url }), element('media-caption', {}, ...enriched(title)))]
      },
      pullQuote: ({ words: quote, by }) => [element('bq', { class: 'pull-quote' }, element('block', {}, ...paragraph(null, ...enriched(quote))), ...said('credit', by))],
      quotation: ({ blocks }) => [element('bq', {}, element('block', {}, ...all(blocks, 'inside')))],
      turn: ({ asks, speaker, words: turn }) => paragraph(asks ? 'question' : 'answer', ...(speaker === '' ? [] : [element('em', { class: 'speaker' }, text(speaker))]), ...enriched(turn)),
      list: ({ style, start, items }) => {
        const children = items.map((item) => element('li', {}, ...(style === 'brief' ? opened(words.brief.trim(), all(item, 'inside')) : all(item, 'inside'))))
        if (children.length === 0) return []
        return [style === 'number' ? element('ol', { seqnum: start === 1 ? null : start }, ...children) : element('ul', { class: style === 'brief' ? 'briefs' : null }, ...children)]
      },
      table: (table) => nitfTable(table, (cell) => all(cell.blocks, 'inside')),
      factBox: ({ title, blocks }) => group('fact-box', head('title', enriched(title)), blocks),
      editorsNote: ({ opening, blocks }) => note(null, 'editorsnote', opened(opening, all(blocks, 'content'))),
      liveEntry: ({ time, shown, blocks }) => group('live-entry', paragraph('time', ...(shown === '' ? [] : [element('chron', { norm: normTime(time) }, text(shown))])), blocks),
      subArticle: ({ headline, byline, blocks }) => group('sub-article', [...head('headline', enriched(headline)), ...paragraph('byline', ...enriched(byline))], blocks),
      rule: () => [element('hr')],
      endMark: ({ text: mark }) => paragraph('end-mark', text(mark)),
    }
  }
  return (block) => drawn(drawing('content'), block)
}
