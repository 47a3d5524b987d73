import type { RootContent } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'

import { EVERYTHING, type Carries } from '../../../../src-shared/publication/destination'
import { drawn, type Drawing, type PrintedFrame, type Printed } from '../../../../src-shared/publication/printed/printed'
import type { Format, Subject } from '../format'
import { line, markdownBlocks } from './blocks'
import { text } from './runs'

/** Boxes are quotations, briefs and photo groups plain, a cell is one line. */
const CARRIES: Carries = { ...EVERYTHING, blocks: { factBox: 'plain', editorsNote: 'plain', pullQuote: 'plain', photoGroup: 'plain', briefList: 'plain', liveEntry: 'plain', subArticle: 'plain', question: 'plain', answer: 'plain', mediaCard: 'plain' } }

/** An article as CommonMark with GitHub's tables and footnotes. Nothing of it is HTML. */
const markdownOf = ({ article, photo }: Subject): string => {
  const blockOf = markdownBlocks(article.language, photo)
  const frame: Drawing<RootContent[], PrintedFrame> = {
    correction: ({ before, headline, after }) => [{ type: 'blockquote', children: line(text(before + headline + after)) }],
    dateline: ({ text: words }) => line(text(words)),
    byline: ({ text: words }) => line(text(words)),
    footnotes: ({ title, notes }) => [
      { type: 'heading', depth: 2, children: [text(title)] },
      ...notes.map((note, index): RootContent => ({ type: 'footnoteDefinition', identifier: String(index + 1), label: String(index + 1), children: line(text(note.replace(/\s*\n\s*/g, ' '))) })),
    ],
    originalHeadline: ({ text: words }) => line(text(words)),
  }
  const drawing = (block: Printed): RootContent[] => (block.kind in frame ? drawn(frame, block as PrintedFrame) : blockOf(block as Exclude<Printed, PrintedFrame>))
  const said = (...words: string[]): RootContent[] => words.filter(Boolean).flatMap((each) => line(text(each)))
  const children: RootContent[] = [
    ...said(article.channel.join(' › '), article.columnTag, article.kicker),
    { type: 'heading', depth: 1, children: [text(article.headline)] },
    ...said(article.deck, [article.time, article.source].filter(Boolean).join('  ')),
    ...article.text.flatMap(drawing),
    ...said(article.editor),
  ]
  return toMarkdown({ type: 'root', children }, { extensions: [gfmToMarkdown()], bullet: '-', rule: '*', emphasis: '*', fences: true, resourceLink: true })
}

/** article.md */
export const markdown: Format = {
  id: 'markdown',
  carries: CARRIES,
  files: (subject) => Promise.resolve([{ path: 'article.md', mediaType: 'text/markdown; charset=utf-8', bytes: new TextEncoder().encode(markdownOf(subject)) }]),
}
