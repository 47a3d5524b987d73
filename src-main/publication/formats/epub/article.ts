import { escapeMarkup } from '../../../../src-shared/publication/markup'
import { drawn, type Drawing, type Printed, type PrintedBlock, type PrintedFrame } from '../../../../src-shared/publication/printed/printed'
import { PRINT_WORDS } from '../../../../src-shared/publication/words'
import type { Language } from '../../../../src-shared/story/story'
import type { Subject } from '../format'
import { xhtmlBlocks, type Met } from './blocks'
import { callId, element, noteId } from './runs'

/** A page of the book: XHTML5 with what it is called and the book's style. */
export const xhtmlPage = (language: Language, title: string, body: string): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE html>',
    `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}">`,
    '<head>',
    `<title>${escapeMarkup(title)}</title>`,
    '<link rel="stylesheet" type="text/css" href="style.css"/>',
    '</head>',
    body,
    '</html>',
    '',
  ].join('\n')

const note = (text: string, number: number, backToText: string): string => {
  const back = `<a role="doc-backlink" href="#${callId(number)}" title="${escapeMarkup(backToText)}">${String(number)}</a>`
  return `<div epub:type="footnote" role="doc-footnote" id="${noteId(number)}"><p>${back} ${escapeMarkup(text)}</p></div>`
}

/** The article as one page of the book, and what was met in it. */
export const articleXhtml = ({ article, view, photo }: Subject, title: string): { markup: string; met: Met } => {
  const met: Met = { heads: [{ id: 'article', title }], pictures: new Map() }
  const { language } = article
  const block = xhtmlBlocks(language, photo, met)
  const said = (tag: string, name: string, text: string): string => element(tag, escapeMarkup(text), `class="${name}"`)
  const frame: Drawing<string, PrintedFrame> = {
    correction: ({ before, headline, after }) => element('aside', element('p', escapeMarkup(before + headline + after)), 'class="correction"'),
    dateline: ({ text }) => element('p', said('span', 'dateline', text)),
    byline: ({ text }) => said('p', 'byline', text),
    footnotes: ({ title: head, notes }) =>
      element('section', element('h2', escapeMarkup(head), 'id="notes"') + notes.map((text, index) => note(text, index + 1, PRINT_WORDS[language].backToText)).join('\n'), 'class="footnotes" epub:type="footnotes" aria-labelledby="notes"'),
    originalHeadline: ({ text }) => said('p', 'original-headline', text),
  }
  const draw = (printed: Printed): string => (printed.kind in frame ? drawn(frame, printed as PrintedFrame) : block(printed as PrintedBlock))
  const facts = [element('time', escapeMarkup(article.time), `datetime="${escapeMarkup(view.time)}"`), said('span', 'source', article.source)].filter(Boolean).join(' ')
  const body = [
    '<body>',
    '<article id="article">',
    '<header>',
    said('p', 'channel', article.channel.join(' › ')),
    said('p', 'column-tag', article.columnTag),
    said('p', 'kicker', article.kicker),
    `<h1>${escapeMarkup(title)}</h1>`,
    said('p', 'deck', article.deck),
    element('p', facts, 'class="facts"'),
    '</header>',
    ...article.text.map(draw),
    said('p', 'editor', article.editor),
    '</article>',
    '</body>',
  ]
  return { markup: xhtmlPage(language, title, body.filter(Boolean).join('\n')), met }
}
