import { renderJSONContentToString, type JSONNodeType } from '@tiptap/static-renderer/json/html-string'

import { textOf } from '../../story/count'
import type { BodyJson, Language } from '../../story/story'
import { printEntryTime } from '../view'
import { noteOpening, PRINT_WORDS } from '../words'
import { tableText } from './table'

type Context = { node: JSONNodeType; children?: string | string[]; renderElement: (props: { content: JSONNodeType; parent?: JSONNodeType }) => string | string[] }

/** What writing one article as text needs to know, and the footnotes it has met: their words, in reading order. */
export type TextPrint = { language: Language; time: string; notes: string[] }

const parts = ({ children }: { children?: string | string[] }): string[] => (children === undefined ? [] : Array.isArray(children) ? children : [children])
const joined = (context: { children?: string | string[] }): string => parts(context).join('')
/** Blocks inside a block: a line each, those that say nothing left out. */
const lines = (context: Context): string => parts(context).filter(Boolean).join('\n')
const attribute = (node: JSONNodeType, name: string): string => (typeof node.attrs?.[name] === 'string' ? node.attrs[name] : '')
/** Sets a mark before the first line and stands the others under its text. */
const hung = (mark: string, text: string): string => text.split('\n').map((line, index) => (index === 0 ? mark + line : ' '.repeat(mark.length) + line)).join('\n')
/** Sets a mark before every line: what stands apart from the text. */
const beside = (mark: string, text: string): string => text.split('\n').map((line) => (line === '' ? mark.trimEnd() : mark + line)).join('\n')
const list = (mark: string) => (context: Context): string => parts(context).map((item) => hung(mark, item)).join('\n')

const turn = (language: Language) => (context: Context): string => {
  const speaker = attribute(context.node, 'speaker').trim()
  return (speaker === '' ? '' : PRINT_WORDS[language].speaker(speaker)) + joined(context)
}

const mediaCard = (language: Language) => (context: Context): string => {
  const { node } = context
  const words = [joined(context), attribute(node, 'url')].filter(Boolean).join('  ')
  return words === '' ? '' : PRINT_WORDS[language].media[attribute(node, 'kind') === 'audio' ? 'audio' : 'video'] + words
}

const photo = (language: Language) => (context: Context): string => {
  const credit = attribute(context.node, 'credit')
  const caption = joined(context)
  if (credit === '') return caption
  return caption === '' ? PRINT_WORDS[language].credit(credit).trim() : caption + PRINT_WORDS[language].credit(credit)
}

const pullQuote = (language: Language) => (context: Context): string => {
  const by = attribute(context.node, 'by').trim()
  return beside('| ', [joined(context), by === '' ? '' : PRINT_WORDS[language].quoted(by)].filter(Boolean).join('\n'))
}

const nodes = (print: TextPrint): Record<string, (context: Context) => string> => {
  const { language } = print
  const words = PRINT_WORDS[language]
  return {
    doc: (context) => parts(context).join('\n\n'),
    text: ({ node }) => node.text ?? '',
    hardBreak: () => '\n',
    footnote: ({ node }) => {
      const text = attribute(node, 'text').trim()
      return text === '' ? '' : `[${String(print.notes.push(text))}]`
    },
    paragraph: joined,
    crosshead: (context) => [attribute(context.node, 'marker'), joined(context)].filter(Boolean).join('  '),
    photo: photo(language),
    photoGroup: lines,
    mediaCard: mediaCard(language),
    blockquote: (context) => parts(context).join('\n').split('\n').map((line) => `> ${line}`).join('\n'),
    pullQuote: pullQuote(language),
    question: turn(language),
    answer: turn(language),
    bulletList: list('- '),
    briefList: list(words.brief),
    orderedList: (context) => {
      const start: unknown = context.node.attrs?.['start']
      return parts(context).map((item, index) => hung(`${String((typeof start === 'number' ? start : 1) + index)}. `, item)).join('\n')
    },
    listItem: (context) => parts(context).join('\n'),
    table: ({ node, renderElement }) => tableText(node, (cell) => joined({ children: renderElement({ content: cell }) })),
    tableRow: (context) => parts(context).join('\t'),
    tableCell: lines,
    tableHeader: lines,
    horizontalRule: () => '* * *',
    endMark: () => words.end,
    factBox: (context) => beside('| ', lines(context)),
    boxTitle: joined,
    editorsNote: (context) => beside('| ', noteOpening(textOf(context.node as BodyJson), language) + lines(context)),
    liveEntry: (context) => {
      const time = attribute(context.node, 'time')
      return [time === '' ? '' : printEntryTime(time, print), lines(context)].filter(Boolean).join('\n')
    },
    subArticle: (context) => beside('| ', lines(context)),
    subHeadline: joined,
    subByline: joined,
  }
}

const plain = ({ children }: { children?: string | string[] }): string => joined(children === undefined ? {} : { children })
const marks = { bold: plain, italic: plain, link: plain }

/** Writes one block of a body as text; footnotes it calls are added to `print.notes`. Throws on a node or mark the schema does not have. */
export const blockText = (print: TextPrint): ((block: BodyJson) => string) => {
  const render = renderJSONContentToString({ nodeMapping: nodes(print), markMapping: marks })
  return (block) => render({ content: block })
}
