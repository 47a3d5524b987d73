import { textOf } from '../../story/count'
import type { BodyJson } from '../../story/story'
import { escapeMarkup } from '../markup'
import { printEntryTime } from '../view'
import { noteOpening, PRINT_WORDS } from '../words'
import { attribute, inner, line, parts, type Context, type Draw, type Print } from './drawing'

/** How deep a section header stands, by what it stands in. */
const HEAD_IN: Record<string, string> = { subArticle: 'h3', factBox: 'h4', liveEntry: 'h3' }

const crosshead: Draw = (context) => {
  const marker = attribute(context.node, 'marker')
  const tag = HEAD_IN[context.parent?.type ?? ''] ?? 'h2'
  return `<${tag}>${marker === '' ? '' : `<span class="marker">${escapeMarkup(marker)}</span> `}${inner(context)}</${tag}>`
}

const turn = (print: Print, name: 'question' | 'answer'): Draw => (context) => {
  const speaker = attribute(context.node, 'speaker').trim()
  return `<p class="${name}">${speaker === '' ? '' : `<span class="speaker">${escapeMarkup(PRINT_WORDS[print.language].speaker(speaker))}</span>`}${inner(context)}</p>`
}

const pullQuote = (print: Print): Draw => (context) => {
  const by = attribute(context.node, 'by').trim()
  return `<aside class="pull-quote"><p>${inner(context)}</p>${line('p', 'by', by === '' ? '' : PRINT_WORDS[print.language].quoted(by))}</aside>`
}

const editorsNote = (print: Print) => (context: Context): string => {
  const opening = noteOpening(textOf(context.node as BodyJson), print.language)
  const drawn = inner(context)
  return `<aside class="editors-note">${opening === '' ? drawn : drawn.replace(/^<p>/, () => `<p><strong class="opening">${escapeMarkup(opening)}</strong>`)}</aside>`
}

const liveEntry = (print: Print): Draw => (context) => {
  const time = attribute(context.node, 'time')
  const shown = time === '' ? '' : `<p class="time"><time datetime="${escapeMarkup(time)}">${escapeMarkup(printEntryTime(time, print))}</time></p>`
  return `<section class="live-entry">${shown}${inner(context)}</section>`
}

const list = (open: string, tag: string): Draw => (context) => `<${open}>${inner(context)}</${tag}>`

/** Every block but pictures and tables. */
export const blockNodes = (print: Print): Record<string, Draw> => ({
  doc: inner,
  paragraph: (context) => `<p>${inner(context)}</p>`,
  crosshead,
  blockquote: (context) => `<blockquote>${inner(context)}</blockquote>`,
  pullQuote: pullQuote(print),
  question: turn(print, 'question'),
  answer: turn(print, 'answer'),
  bulletList: list('ul', 'ul'),
  briefList: list('ul class="briefs"', 'ul'),
  orderedList: (context) => {
    const start: unknown = context.node.attrs?.['start']
    return `<ol${typeof start === 'number' && start !== 1 ? ` start="${String(start)}"` : ''}>${inner(context)}</ol>`
  },
  listItem: (context) => `<li>${inner(context)}</li>`,
  horizontalRule: () => '<hr>',
  endMark: () => line('p', 'end-mark', PRINT_WORDS[print.language].end),
  factBox: (context) => `<aside class="fact-box">${inner(context)}</aside>`,
  boxTitle: (context) => {
    const title = inner(context)
    return title === '' ? '' : `<h3>${title}</h3>`
  },
  editorsNote: editorsNote(print),
  liveEntry: liveEntry(print),
  subArticle: (context) => {
    const [head = '', byline = '', ...rest] = parts(context)
    const top = head + byline
    return `<article class="sub-article">${top === '' ? '' : `<header>${top}</header>`}${rest.join('')}</article>`
  },
  subHeadline: (context) => {
    const headline = inner(context)
    return headline === '' ? '' : `<h2>${headline}</h2>`
  },
  subByline: (context) => {
    const names = inner(context)
    return names === '' ? '' : `<p class="byline">${names}</p>`
  },
})
