import { renderJSONContentToString, type JSONNodeType } from '@tiptap/static-renderer/json/html-string'

import type { BodyJson, Language } from '../story/story'
import { readingOrder, type Placed } from './reading-order'
import { printTime, type ArticleView } from './view'
import { PRINT_WORDS } from './words'

type Context = { node: JSONNodeType; children?: string | string[] }

const parts = ({ children }: Context): string[] => (children === undefined ? [] : Array.isArray(children) ? children : [children])
const joined = (context: Context): string => parts(context).join('')
const attribute = (node: JSONNodeType, name: string): string => (typeof node.attrs?.[name] === 'string' ? node.attrs[name] : '')
/** Sets a mark before the first line and stands the others under its text. */
const hung = (mark: string, text: string): string => text.split('\n').map((line, index) => (index === 0 ? mark + line : ' '.repeat(mark.length) + line)).join('\n')

const nodes = (language: Language): Record<string, (context: Context) => string> => ({
  doc: (context) => parts(context).join('\n\n'),
  text: ({ node }) => node.text ?? '',
  hardBreak: () => '\n',
  paragraph: joined,
  crosshead: (context) => [attribute(context.node, 'marker'), joined(context)].filter(Boolean).join('  '),
  photo: (context) => {
    const credit = attribute(context.node, 'credit')
    const caption = joined(context)
    if (credit === '') return caption
    return caption === '' ? PRINT_WORDS[language].credit(credit).trim() : caption + PRINT_WORDS[language].credit(credit)
  },
  blockquote: (context) => parts(context).join('\n').split('\n').map((line) => `> ${line}`).join('\n'),
  bulletList: (context) => parts(context).map((item) => hung('- ', item)).join('\n'),
  orderedList: (context) => {
    const start: unknown = context.node.attrs?.['start']
    return parts(context).map((item, index) => hung(`${String((typeof start === 'number' ? start : 1) + index)}. `, item)).join('\n')
  },
  listItem: (context) => parts(context).join('\n'),
  horizontalRule: () => '* * *',
})

const plain = ({ children }: { children?: string | string[] }): string => (Array.isArray(children) ? children.join('') : (children ?? ''))
const marks = { bold: plain, italic: plain, link: plain }

/** One block of a body as text. Throws on a node or mark the schema does not have. */
const blockText = (language: Language): ((block: BodyJson) => string) => {
  const render = renderJSONContentToString({ nodeMapping: nodes(language), markMapping: marks })
  return (block) => render({ content: block })
}

/** A whole article as plain text: lines end in \n, the last one too; blocks stand apart by one empty line. */
export const articleText = (view: ArticleView): string => {
  const { story } = view
  const words = PRINT_WORDS[story.language]
  const render = blockText(story.language)
  const printed = (placed: Placed): string => {
    if (placed.kind === 'byline') return words.byline(placed.text)
    if (placed.kind === 'dateline') return placed.text
    return (placed.dateline === '' ? '' : words.dateline(placed.dateline)) + render(placed.block)
  }
  const time = printTime(view.time, story.language)
  const head = [story.channel.join(' > '), story.kicker, story.headline, story.deck, story.source === '' ? time : `${time}  ${words.source(story.source)}`]
  const blocks = [head.filter(Boolean).join('\n'), ...readingOrder(story).map(printed), view.editor === '' ? '' : words.editor(view.editor)]
  return `${blocks.filter(Boolean).join('\n\n').replace(/\r\n?/g, '\n')}\n`
}
