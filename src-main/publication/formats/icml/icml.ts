import { EVERYTHING, type Carries } from '../../../../src-shared/publication/destination'
import { drawn, type Drawing, type Printed, type PrintedFrame } from '../../../../src-shared/publication/printed/printed'
import type { Format, Subject } from '../format'
import type { ParagraphStyle } from '../style-names'
import { icmlBlocks } from './blocks'
import { flow, paragraph, TOP, type Paragraph } from './paragraph'
import { icmlRuns } from './runs'
import { styleGroups } from './styles'
import { element, instruction, xmlDocument } from './xml'

/** A story is one run of paragraphs: photos of a group stand one after another, a card is a line with its link. */
const CARRIES: Carries = { ...EVERYTHING, blocks: { photoGroup: 'plain', mediaCard: 'plain' } }

/** What InDesign CS6 and later read; anything newer opens it. */
const INSTRUCTIONS = [instruction('aid', 'style="50" type="snippet" readerVersion="6.0" featureSet="513" product="8.0(370)"'), instruction('aid', 'SnippetType="InCopyInterchange"')]

/** An article as an InCopy story: placed into a template, it takes on the template's styles of the same names. */
const icmlOf = ({ article, photo }: Subject): string => {
  const runs = icmlRuns(article.text.flatMap((block) => (block.kind === 'footnotes' ? block.notes : [])))
  // A layout wants every pixel there is.
  const blockOf = icmlBlocks(article.language, runs, (use) => photo(use, 'print') ?? photo(use))
  const said = (text: string, style: ParagraphStyle): Paragraph[] => (text === '' ? [] : [paragraph(TOP, runs.plain(text), style)])
  const frame: Drawing<Paragraph[], PrintedFrame> = {
    correction: ({ before, headline, after }) => said(before + headline + after, 'correction'),
    dateline: ({ text }) => [paragraph(TOP, runs.plain(text, 'dateline'))],
    byline: ({ text }) => said(text, 'byline'),
    // Each stands in the text where it is called, and InDesign sets it at the foot.
    footnotes: () => [],
    originalHeadline: ({ text }) => said(text, 'originalHeadline'),
  }
  const drawing = (block: Printed): Paragraph[] => (block.kind in frame ? drawn(frame, block as PrintedFrame) : blockOf(block as Exclude<Printed, PrintedFrame>))
  const paragraphs = [
    ...said(article.channel.join(' › '), 'channel'),
    ...said(article.columnTag, 'columnTag'),
    ...said(article.kicker, 'kicker'),
    ...said(article.headline, 'headline'),
    ...said(article.deck, 'deck'),
    ...said([article.time, article.source].filter(Boolean).join('\u3000'), 'facts'),
    ...article.text.flatMap(drawing),
    ...said(article.editor, 'editor'),
  ]
  const story = element('Story', { Self: 'stet_story', StoryTitle: article.headline, TrackChanges: 'false', AppliedTOCStyle: 'n', AppliedNamedGrid: 'n' }, element('StoryPreference', { OpticalMarginAlignment: 'false', StoryOrientation: 'Horizontal', StoryDirection: 'LeftToRightDirection' }), ...flow(paragraphs))
  return xmlDocument(INSTRUCTIONS, element('Document', { DOMVersion: '8.0', Self: 'stet_document' }, ...styleGroups(article.language === 'zh-CN'), story, ...runs.links()))
}

/** article.icml */
export const icml: Format = {
  id: 'icml',
  carries: CARRIES,
  files: (subject) => Promise.resolve([{ path: 'article.icml', mediaType: 'application/x-indesign+xml', bytes: new TextEncoder().encode(icmlOf(subject)) }]),
}
