import { renderJSONContentToString } from '@tiptap/static-renderer/json/html-string'

import { blockNodes } from '../../../src-shared/publication/html/blocks'
import { attribute, inner, parts, type Context, type Draw, type Print } from '../../../src-shared/publication/html/drawing'
import { inlineNodes, marks } from '../../../src-shared/publication/html/inline'
import { pictureNodes } from '../../../src-shared/publication/html/pictures'
import { tableNodes } from '../../../src-shared/publication/html/table'
import { escapeMarkup } from '../../../src-shared/publication/markup'
import { useOf } from '../../../src-shared/publication/photo-uses'
import { printEntryTime } from '../../../src-shared/publication/view'
import { noteOpening, PRINT_WORDS } from '../../../src-shared/publication/words'
import { textOf } from '../../../src-shared/story/count'
import type { BodyJson } from '../../../src-shared/story/story'
import { block, group, heading, paragraph, said } from './markup'

/** A photo as WordPress has it. */
export type PlacedPhoto = { id: number; src: string }
/** What drawing one article into blocks needs to know. `media` answers by a rendition's name; null where there is no such picture. */
export type BlockPrint = Print & { media: (name: string) => PlacedPhoto | null }
/** Draws one block of a body. */
export type DrawBlock = (node: BodyJson) => string

const HEAD_IN: Record<string, 3 | 4> = { subArticle: 3, factBox: 4, liveEntry: 3 }
const LISTS = new Set(['bulletList', 'orderedList'])

/** A list WordPress's own list block can hold: items of one paragraph, and such lists in them. */
const isPlainList = (list: BodyJson): boolean => (list.content ?? []).every(({ content = [] }) => content.every((child, index) => (index === 0 ? child.type === 'paragraph' : LISTS.has(child.type) && isPlainList(child))))
const isWide = ({ attrs }: BodyJson): boolean => [attrs?.['colspan'], attrs?.['rowspan']].some((span) => typeof span === 'number' && span > 1)
/** A table WordPress's own table block can hold: cells of one paragraph each; older ones drop cells that reach over others. */
const isPlainTable = (table: BodyJson): boolean => (table.content ?? []).every(({ content = [] }) => content.every((cell) => !isWide(cell) && cell.content?.length === 1 && cell.content[0]?.type === 'paragraph'))

const captionOf = (context: Context, print: Print): string => {
  const credit = attribute(context.node, 'credit')
  const caption = inner(context)
  if (credit === '') return caption
  const printed = escapeMarkup(PRINT_WORDS[print.language].credit(credit))
  return caption === '' ? printed.trim() : caption + printed
}

const photo = (print: BlockPrint): Draw => (context) => {
  const caption = captionOf(context, print)
  const use = useOf(context.node as BodyJson)
  const file = use && print.media(use.name)
  // A place whose picture is missing still says its words.
  if (!file) return paragraph(caption, 'stet-photo-place')
  const image = `<img src="${escapeMarkup(file.src)}" alt="${escapeMarkup(attribute(context.node, 'alt'))}" class="wp-image-${String(file.id)}"/>`
  return block('image', `<figure class="wp-block-image size-full">${image}${caption === '' ? '' : `<figcaption class="wp-element-caption">${caption}</figcaption>`}</figure>`, { id: file.id, sizeSlug: 'full', linkDestination: 'none' })
}

/** The line of words a card is, drawn as our own pages draw it. */
const mediaCard = (print: Print) => (context: Context): string => paragraph(pictureNodes(print)['mediaCard']?.(context).replace(/^<p[^>]*>|<\/p>$/g, '').replace(/^<span class="kind">([^<]*)<\/span>/, '$1') ?? '', 'stet-media-card')

const turn = (print: Print, name: 'question' | 'answer'): Draw => (context) => {
  const speaker = attribute(context.node, 'speaker').trim()
  const words = inner(context)
  return paragraph(`${speaker === '' ? '' : `<strong>${escapeMarkup(PRINT_WORDS[print.language].speaker(speaker))}</strong>`}${words}`, `stet-${name}`)
}

const pullQuote = (print: Print): Draw => (context) => {
  const by = attribute(context.node, 'by').trim()
  return block('pullquote', `<figure class="wp-block-pullquote"><blockquote><p>${inner(context)}</p>${by === '' ? '' : `<cite>${escapeMarkup(PRINT_WORDS[print.language].quoted(by))}</cite>`}</blockquote></figure>`)
}

const editorsNote = (print: Print): Draw => (context) => {
  const opening = noteOpening(textOf(context.node as BodyJson), print.language)
  const [first = '', ...rest] = parts(context)
  return group('stet-editors-note', [opening === '' ? first : first.replace('<p>', () => `<p><strong>${escapeMarkup(opening)}</strong>`), ...rest], true)
}

const liveEntry = (print: Print): Draw => (context) => {
  const time = attribute(context.node, 'time')
  return group('stet-live-entry', [time === '' ? '' : paragraph(`<strong>${escapeMarkup(printEntryTime(time, print))}</strong>`, 'stet-time'), ...parts(context)])
}

const subArticle: Draw = (context) => {
  const [head = '', byline = '', ...rest] = parts(context)
  return group('stet-sub-article', [head, byline, ...rest], true)
}

/** Every node of the body schema as WordPress's own blocks. `plain` draws a block as our own pages do, for what WordPress has no block for: that stands in a block of HTML. */
const nodes = (print: BlockPrint, plain: DrawBlock, draw: DrawBlock): Record<string, Draw> => {
  const words = PRINT_WORDS[print.language]
  const custom = (context: Context): string => block('html', plain(context.node as BodyJson))
  const list = (context: Context, tag: 'ul' | 'ol'): string => {
    if (!isPlainList(context.node as BodyJson)) return custom(context)
    const start: unknown = context.node.attrs?.['start']
    const from = tag === 'ol' && typeof start === 'number' && start !== 1 ? start : null
    return block('list', `<${tag}${from === null ? '' : ` start="${String(from)}"`}>${parts(context).join('\n\n')}</${tag}>`, { ...(tag === 'ol' ? { ordered: true } : {}), ...(from === null ? {} : { start: from }) })
  }
  return {
    ...inlineNodes(print),
    doc: (context) => parts(context).filter(Boolean).join('\n\n'),
    // A list's item is its words; everywhere else a paragraph is a block.
    paragraph: (context) => (context.parent?.type === 'listItem' ? inner(context) : paragraph(inner(context))),
    crosshead: (context) => {
      const marker = attribute(context.node, 'marker')
      return heading(HEAD_IN[context.parent?.type ?? ''] ?? 2, `${marker === '' ? '' : `${escapeMarkup(marker)} `}${inner(context)}`)
    },
    photo: photo(print),
    photoGroup: (context) => {
      const photos = parts(context).filter(Boolean)
      return photos.length === 0 ? '' : block('gallery', `<figure class="wp-block-gallery has-nested-images columns-default is-cropped">${photos.join('\n\n')}</figure>`, { linkTo: 'none' })
    },
    mediaCard: mediaCard(print),
    blockquote: (context) => block('quote', `<blockquote class="wp-block-quote">${parts(context).filter(Boolean).join('\n\n')}</blockquote>`),
    pullQuote: pullQuote(print),
    question: turn(print, 'question'),
    answer: turn(print, 'answer'),
    bulletList: (context) => list(context, 'ul'),
    orderedList: (context) => list(context, 'ol'),
    listItem: (context) => block('list-item', `<li>${parts(context).join('')}</li>`),
    // Each brief opens with its mark; a bullet before it would be a second one.
    briefList: ({ node }) => group('stet-briefs', ((node as BodyJson).content ?? []).flatMap(({ content = [] }) => content.map((child, index) => (index === 0 ? draw({ ...child, content: [{ type: 'text', text: words.brief }, ...(child.content ?? [])] }) : draw(child))))),
    table: (context) => {
      const table = /<table>.*<\/table>/s.exec(plain(context.node as BodyJson))?.[0] ?? ''
      const aligned = table.replace(/(<t[dh][^>]*) class="(left|center|right)"/g, '$1 class="has-text-align-$2" data-align="$2"')
      return block(isPlainTable(context.node as BodyJson) ? 'table' : 'html', `<figure class="wp-block-table">${aligned}</figure>`)
    },
    tableRow: inner,
    tableCell: inner,
    tableHeader: inner,
    factBox: (context) => group('stet-fact-box', parts(context), true),
    boxTitle: (context) => heading(3, inner(context)),
    editorsNote: editorsNote(print),
    liveEntry: liveEntry(print),
    subArticle,
    subHeadline: (context) => heading(2, inner(context)),
    subByline: (context) => paragraph(inner(context), 'stet-byline'),
    horizontalRule: () => block('separator', '<hr class="wp-block-separator has-alpha-channel-opacity"/>'),
    endMark: () => said(words.end, 'stet-end-mark'),
  }
}

/** Draws any block of a body into block markup. The footnotes it meets are kept in `print.notes`. Throws on a node or mark the schema does not have. */
export const blockDrawer = (print: BlockPrint): DrawBlock => {
  const html = renderJSONContentToString({ nodeMapping: { ...blockNodes(print), ...inlineNodes(print), ...pictureNodes(print), ...tableNodes(print) }, markMapping: marks })
  const draw: DrawBlock = (node) => render({ content: node })
  const render: (given: { content: BodyJson }) => string = renderJSONContentToString({ nodeMapping: nodes(print, (node) => html({ content: node }), draw), markMapping: marks })
  return draw
}

/** The node types there is a drawing for; the unit test holds them to the schema. */
export const drawnNodes = (print: BlockPrint): string[] => Object.keys(nodes(print, () => '', () => ''))

