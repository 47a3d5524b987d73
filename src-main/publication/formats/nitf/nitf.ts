import { EVERYTHING, type Carries } from '../../../../src-shared/publication/destination'
import { drawn, type Drawing, type Printed, type PrintedFrame } from '../../../../src-shared/publication/printed/printed'
import { storyUri, textFile } from '../file'
import type { Format, Subject } from '../format'
import { element, said, text, xmlDocument, type XmlNode } from '../xml'
import { nitfBlocks, note, paragraph } from './blocks'
import { bodyHead, nitfHead } from './head'
import { noteId } from './runs'

/** Turns of an interview, briefs, live entries and groups are ordinary blocks, told apart by their class alone. */
export const NITF_CARRIES: Carries = { ...EVERYTHING, blocks: { question: 'plain', answer: 'plain', pullQuote: 'plain', briefList: 'plain', photoGroup: 'plain', liveEntry: 'plain', subArticle: 'plain' } }

/** The text in reading order. Byline and dateline are the head's. */
const content = ({ article, photo }: Subject): XmlNode[] => {
  const blockOf = nitfBlocks(article.language, photo)
  const frame: Drawing<XmlNode[], PrintedFrame> = {
    correction: ({ before, headline, after }) => note('correction', 'undef', [element('p', {}, text(before + headline + after))]),
    dateline: () => [],
    byline: () => [],
    footnotes: ({ title, notes }) => [
      element('hl2', { class: 'footnotes' }, text(title)),
      ...notes.map((words, index) => element('fn', { id: noteId(index + 1) }, element('body.content', {}, element('p', {}, text(words))))),
    ],
    originalHeadline: ({ text: words }) => paragraph('original-headline', text(words)),
  }
  return article.text.flatMap((block: Printed) => (block.kind in frame ? drawn(frame, block as PrintedFrame) : blockOf(block as Exclude<Printed, PrintedFrame>)))
}

/** A subject as NITF's root, its namespace said there, so that it can stand alone or in another document. */
export const nitfOf = (subject: Subject): XmlNode =>
  element(
    'nitf',
    { xmlns: 'http://iptc.org/std/NITF/2006-10-18/', version: '-//IPTC//DTD NITF 3.6//EN', uno: storyUri(subject.view.story), baselang: subject.article.language },
    nitfHead(subject),
    element('body', {}, bodyHead(subject), element('body.content', {}, ...content(subject)), ...(subject.article.editor === '' ? [] : [element('body.end', {}, ...said('tagline', subject.article.editor))])),
  )

/** article.nitf.xml: IPTC NITF 3.6. */
export const nitf: Format = {
  id: 'nitf',
  carries: NITF_CARRIES,
  files: (subject) => Promise.resolve([textFile('article.nitf.xml', 'application/xml', xmlDocument(nitfOf(subject)))]),
}
