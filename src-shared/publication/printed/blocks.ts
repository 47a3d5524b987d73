import { isSafeMedia } from '../../story/body'
import { textOf } from '../../story/count'
import type { BodyJson, Language } from '../../story/story'
import { useOf } from '../photo-uses'
import { printEntryTime } from '../view'
import { noteOpening, PRINT_WORDS } from '../words'
import type { PrintedBlock, PrintedPhoto, Words } from './printed'
import { tableOf } from './table'
import { attributeOf, wordsOf } from './words'

/** What reading one article needs to know, and the footnotes met so far: their words, in reading order. */
export type Reading = { language: Language; time: string; notes: string[] }

type Read = (node: BodyJson, reading: Reading, parent: string) => PrintedBlock | null

/** How deep a section header stands, by what it stands in. */
const HEAD_IN: Record<string, 3 | 4> = { subArticle: 3, factBox: 4, liveEntry: 3 }

const childrenOf = (node: BodyJson): readonly BodyJson[] => node.content ?? []

/** The blocks inside a node that say anything. */
const inside = (node: BodyJson, reading: Reading, of: readonly BodyJson[] = childrenOf(node)): PrintedBlock[] => of.flatMap((child) => readBlock(child, reading, node.type) ?? [])

const photoOf = (node: BodyJson, { notes }: Reading): PrintedPhoto | null => {
  const use = useOf(node)
  const photo: PrintedPhoto = { kind: 'photo', use, caption: wordsOf(node, notes), credit: attributeOf(node, 'credit'), alt: attributeOf(node, 'alt') }
  return use === null && photo.caption.length === 0 && photo.credit === '' ? null : photo
}

const turn = (asks: boolean): Read => (node, { language, notes }) => {
  const speaker = attributeOf(node, 'speaker').trim()
  const words = wordsOf(node, notes)
  return words.length === 0 && speaker === '' ? null : { kind: 'turn', asks, speaker: speaker === '' ? '' : PRINT_WORDS[language].speaker(speaker), words }
}

const list = (style: 'bullet' | 'number' | 'brief'): Read => (node, reading) => {
  const start: unknown = node.attrs?.['start']
  return { kind: 'list', style, start: style === 'number' && typeof start === 'number' ? start : 1, items: childrenOf(node).map((item) => inside(item, reading)) }
}

const titled = (url: string): Words => (url === '' ? [] : [{ kind: 'words', text: url, bold: false, italic: false, link: null }])

/** Every block of the body schema, and how it is read. */
const BLOCKS: Readonly<Record<string, Read>> = {
  paragraph: (node, { notes }) => {
    const words = wordsOf(node, notes)
    return words.length === 0 ? null : { kind: 'paragraph', dateline: '', words }
  },
  crosshead: (node, { notes }, parent) => ({ kind: 'crosshead', level: HEAD_IN[parent] ?? 2, marker: attributeOf(node, 'marker'), words: wordsOf(node, notes) }),
  photo: photoOf,
  photoGroup: (node, reading) => {
    const photos = childrenOf(node).flatMap((photo) => photoOf(photo, reading) ?? [])
    return photos.length === 0 ? null : { kind: 'photoGroup', photos }
  },
  mediaCard: (node, { language, notes }) => {
    const url = attributeOf(node, 'url')
    const words = wordsOf(node, notes)
    const title = words.some(({ kind }) => kind === 'words') ? words : [...titled(url), ...words]
    return title.length === 0 ? null : { kind: 'mediaCard', label: PRINT_WORDS[language].media[attributeOf(node, 'kind') === 'audio' ? 'audio' : 'video'], url: isSafeMedia(url) ? url : null, title }
  },
  pullQuote: (node, { language, notes }) => {
    const by = attributeOf(node, 'by').trim()
    return { kind: 'pullQuote', words: wordsOf(node, notes), by: by === '' ? '' : PRINT_WORDS[language].quoted(by) }
  },
  blockquote: (node, reading) => ({ kind: 'quotation', blocks: inside(node, reading) }),
  question: turn(true),
  answer: turn(false),
  bulletList: list('bullet'),
  orderedList: list('number'),
  briefList: list('brief'),
  table: (node, reading) => tableOf(node, (cell) => inside(cell, reading)),
  factBox: (node, reading) => {
    const [title, ...blocks] = childrenOf(node)
    return { kind: 'factBox', title: title ? wordsOf(title, reading.notes) : [], blocks: inside(node, reading, blocks) }
  },
  editorsNote: (node, reading) => ({ kind: 'editorsNote', opening: noteOpening(textOf(node), reading.language), blocks: inside(node, reading) }),
  liveEntry: (node, reading) => {
    const time = attributeOf(node, 'time')
    return { kind: 'liveEntry', time, shown: time === '' ? '' : printEntryTime(time, reading), blocks: inside(node, reading) }
  },
  subArticle: (node, reading) => {
    const [headline, byline, ...blocks] = childrenOf(node)
    return { kind: 'subArticle', headline: headline ? wordsOf(headline, reading.notes) : [], byline: byline ? wordsOf(byline, reading.notes) : [], blocks: inside(node, reading, blocks) }
  },
  horizontalRule: () => ({ kind: 'rule' }),
  endMark: (_, { language }) => ({ kind: 'endMark', text: PRINT_WORDS[language].end }),
}

/** The blocks that are read, and the nodes that are read with the block they stand in. */
export const READ_BLOCKS = Object.keys(BLOCKS)
export const READ_WITHIN = ['doc', 'listItem', 'tableRow', 'tableCell', 'tableHeader', 'boxTitle', 'subHeadline', 'subByline'] as const

/** Reads one block of a body, or null where it says nothing; footnotes it calls are added to `reading.notes`. Throws on a node or mark nobody reads. */
export const readBlock = (node: BodyJson, reading: Reading, parent = 'doc'): PrintedBlock | null => {
  const read = BLOCKS[node.type]
  if (!read) throw new Error(`Nothing prints ${node.type}.`)
  return read(node, reading, parent)
}
