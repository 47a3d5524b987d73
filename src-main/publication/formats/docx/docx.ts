import { Document, Packer, Paragraph } from 'docx'

import { EVERYTHING, type Carries } from '../../../../src-shared/publication/destination'
import { drawn, type Drawing, type Printed, type PrintedFrame } from '../../../../src-shared/publication/printed/printed'
import type { Format, Subject } from '../format'
import type { ParagraphStyle } from '../style-names'
import { docxBlocks, type Block } from './blocks'
import { fontTable } from './fonts'
import { docxLists } from './lists'
import { docxPictures } from './pictures'
import { paragraph, TOP } from './place'
import { coreProperties } from './properties'
import { docxRuns } from './runs'
import { settled } from './settle'
import { docxStyles, styleId } from './styles'

/** Word has no side by side of photos and no cards for films: each photo stands with its own words, a card is a line. */
const CARRIES: Carries = { ...EVERYTHING, blocks: { photoGroup: 'plain', mediaCard: 'plain' } }

/** A4, with the margins of a Chinese manuscript: 25.4 mm above and below, 31.8 mm beside. Twentieths of a point. */
const PAGE = { size: { width: 11906, height: 16838 }, margin: { top: 1440, bottom: 1440, left: 1800, right: 1800 } }

/** A line that somebody ended is not spread to the margin. */
const COMPATIBILITY = { version: 15, doNotExpandShiftReturn: true } as const

/** An article as a Word document: headings, captions, notes, lists and tables are what they are, and everything else has a style of its own. */
const docxOf = async (subject: Subject): Promise<Uint8Array> => {
  const { article } = subject
  const chinese = article.language === 'zh-CN'
  const runs = docxRuns(chinese)
  const lists = docxLists()
  const blockOf = docxBlocks({ language: article.language, runs, lists, picture: await docxPictures(subject) })
  const said = (text: string, style: ParagraphStyle): Block[] => (text === '' ? [] : [paragraph(TOP, runs.plain(text), style)])

  const footnotes: Record<string, { children: Paragraph[] }> = {}
  const frame: Drawing<Block[], PrintedFrame> = {
    correction: ({ before, headline, after }) => said(before + headline + after, 'correction'),
    dateline: ({ text }) => [paragraph(TOP, runs.plain(text, 'dateline'))],
    byline: ({ text }) => said(text, 'byline'),
    // They stand at the foot of the pages that call them, so their title is not printed.
    footnotes: ({ notes }) => {
      notes.forEach((note, index) => (footnotes[String(index + 1)] = { children: [new Paragraph({ style: styleId('footnote'), children: runs.plain(` ${note}`) })] }))
      return []
    },
    originalHeadline: ({ text }) => said(text, 'originalHeadline'),
  }
  const drawing = (block: Printed): Block[] => (block.kind in frame ? drawn(frame, block as PrintedFrame) : blockOf(block as Exclude<Printed, PrintedFrame>))
  const children: Block[] = [
    ...said(article.channel.join(' › '), 'channel'),
    ...said(article.columnTag, 'columnTag'),
    ...said(article.kicker, 'kicker'),
    ...said(article.headline, 'headline'),
    ...said(article.deck, 'deck'),
    ...said([article.time, article.source].filter(Boolean).join('　'), 'facts'),
    ...article.text.flatMap(drawing),
    ...said(article.editor, 'editor'),
  ]
  const document = new Document({ styles: docxStyles(chinese), numbering: { config: lists.definitions() }, footnotes, compatibility: COMPATIBILITY, sections: [{ properties: { page: PAGE }, children }] })
  return settled(await Packer.toBuffer(document), { 'docProps/core.xml': coreProperties(subject), 'word/fontTable.xml': fontTable() })
}

/** article.docx */
export const docx: Format = {
  id: 'docx',
  carries: CARRIES,
  files: async (subject) => [{ path: 'article.docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', bytes: await docxOf(subject) }],
}
