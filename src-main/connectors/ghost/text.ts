import type { PhotoSource } from '../../../src-shared/publication/article-html'
import { blockHtml } from '../../../src-shared/publication/html/block'
import type { Print } from '../../../src-shared/publication/html/drawing'
import { escapeMarkup, printable } from '../../../src-shared/publication/markup'
import { useOf } from '../../../src-shared/publication/photo-uses'
import { readingOrder, type Placed } from '../../../src-shared/publication/reading-order'
import { refuseUnresolved } from '../../../src-shared/publication/signed-marks'
import type { ArticleView } from '../../../src-shared/publication/view'
import { correctionParts, PRINT_WORDS } from '../../../src-shared/publication/words'
import { isSafeLink, isSafeMedia } from '../../../src-shared/story/body'
import type { BodyJson } from '../../../src-shared/story/story'
import { FORMAT, lexicalText, node, type LexicalNode } from './lexical'

/** Boxes have no node of Ghost's own: they go as HTML, styled by themselves, since no theme knows them. */
const BOX = 'margin:1.75em 0;padding:1em 1.25em;border:1px solid rgba(128,128,128,.4)'
const STYLED: Record<string, string> = {
  'aside class="fact-box"': BOX,
  'aside class="editors-note"': 'margin:1.75em 0;padding-left:1.25em;border-left:3px double rgba(128,128,128,.6)',
  'section class="live-entry"': 'margin:1.5em 0;padding-left:1.25em;border-left:2px solid rgba(128,128,128,.6)',
  'article class="sub-article"': 'margin:3em 0 2em;padding-top:1.5em;border-top:2px solid currentColor',
  'div class="table"': 'margin:1.75em 0;overflow-x:auto',
  table: 'width:100%;border-collapse:collapse',
}
const CELL = 'padding:.4em .6em;border-bottom:1px solid rgba(128,128,128,.4);vertical-align:top'
/** Text and attributes are escaped, so only what was drawn as an element is met here. */
const styled = (html: string): string =>
  Object.entries(STYLED)
    .reduce((drawn, [open, style]) => drawn.replaceAll(new RegExp(`<${open}(?=[ >])`, 'g'), `<${open} style="${style}"`), html)
    .replace(/<(th|td)(?=[ >])([^>]*)/g, (_, tag: string, rest: string) => `<${tag} style="${CELL};text-align:${/class="(center|right)"/.exec(rest)?.[1] ?? 'left'}"${rest}`)

const attribute = (block: BodyJson, name: string): string => (typeof block.attrs?.[name] === 'string' ? block.attrs[name] : '')
const said = (text: string, format: number = FORMAT.none): LexicalNode[] => (printable(text) === '' ? [] : [node.text(printable(text), format)])
/** Runs of words, one under the other. */
const stacked = (runs: LexicalNode[][]): LexicalNode[] => runs.filter((run) => run.length > 0).flatMap((run, index) => (index === 0 ? run : [node.lineBreak(), ...run]))

/** Words, breaks and footnote calls. A call is a link to its note below. */
const inlineOf = (print: Print, content: readonly BodyJson[] = []): LexicalNode[] =>
  content.flatMap((part): LexicalNode[] => {
    if (part.type === 'hardBreak') return [node.lineBreak()]
    if (part.type === 'footnote') {
      const words = attribute(part, 'text').trim()
      if (words === '') return []
      const number = String(print.notes.push(words))
      return [node.link(`#note-${number}`, [node.text(number, FORMAT.superscript)], null)]
    }
    const marks = part.marks ?? []
    const format = marks.reduce<number>((bits, { type }) => bits | (type === 'bold' ? FORMAT.bold : type === 'italic' ? FORMAT.italic : FORMAT.none), FORMAT.none)
    const words = said(part.text ?? '', format)
    const href = marks.find(({ type }) => type === 'link')?.attrs?.['href']
    return words.length > 0 && typeof href === 'string' && isSafeLink(href) ? [node.link(href, words)] : words
  })

const isList = ({ type }: BodyJson): boolean => type === 'bulletList' || type === 'orderedList'
/** Ghost's lists hold words and lists. */
const isPlainList = (list: BodyJson): boolean => (list.content ?? []).every(({ content = [] }) => content[0]?.type === 'paragraph' && content.slice(1).every((inner) => isList(inner) && isPlainList(inner)))

const listOf = (print: Print, list: BodyJson): LexicalNode => {
  const first = typeof list.attrs?.['start'] === 'number' ? list.attrs['start'] : 1
  const items = (list.content ?? []).flatMap(({ content: [words, ...inner] = [] }, index) => [
    node.item(first + index, inlineOf(print, words?.content)),
    // A list inside an item stands in an item of its own behind it.
    ...inner.map((nested) => node.item(first + index + 1, [listOf(print, nested)])),
  ])
  return node.list(list.type === 'orderedList' ? 'number' : 'bullet', first, items)
}

type Draw = { print: Print; html: (block: BodyJson) => string }

const photoOf = ({ print, html }: Draw, block: BodyJson): LexicalNode[] => {
  const drawn = html(block)
  const use = useOf(block)
  const file = use && print.photo(use.sha256, use)
  const caption = /<figcaption>([\s\S]*)<\/figcaption>/.exec(drawn)?.[1] ?? ''
  if (file) return [node.image({ ...file, alt: printable(use.alt), caption })]
  return drawn === '' ? [] : [node.html(drawn)]
}

const mediaOf = (print: Print, block: BodyJson): LexicalNode[] => {
  const url = attribute(block, 'url')
  const content = block.content ?? []
  const words = inlineOf(print, content.filter(({ type }) => type !== 'footnote'))
  const title = words.length > 0 ? words : said(url)
  const notes = inlineOf(print, content.filter(({ type }) => type === 'footnote'))
  if (title.length + notes.length === 0) return []
  const kind = PRINT_WORDS[print.language].media[attribute(block, 'kind') === 'audio' ? 'audio' : 'video']
  return [node.paragraph([...said(kind), ...(isSafeMedia(url) ? [node.link(url, title)] : title), ...notes])]
}

/** One block as Ghost's own node where it has one, else as HTML. `before` stands at the head of a paragraph. */
const blockOf = (draw: Draw, block: BodyJson, before = ''): LexicalNode[] => {
  const { print } = draw
  const words = PRINT_WORDS[print.language]
  const content = block.content ?? []
  const drawn = (): LexicalNode[] => {
    const html = styled(draw.html(block))
    return html === '' ? [] : [node.html(html)]
  }
  switch (block.type) {
    case 'paragraph':
      return [node.paragraph([...said(before), ...inlineOf(print, content)])]
    case 'crosshead': {
      const marker = attribute(block, 'marker')
      return [node.heading([...said(marker === '' ? '' : `${marker} `), ...inlineOf(print, content)])]
    }
    case 'question':
    case 'answer': {
      const speaker = attribute(block, 'speaker').trim()
      return [node.paragraph([...said(speaker === '' ? '' : words.speaker(speaker), FORMAT.bold), ...inlineOf(print, content)])]
    }
    case 'blockquote':
      return content.every(({ type }) => type === 'paragraph') ? [node.quote(stacked(content.map((each) => inlineOf(print, each.content))))] : drawn()
    case 'pullQuote': {
      const by = attribute(block, 'by').trim()
      return [node.aside(stacked([inlineOf(print, content), said(by === '' ? '' : words.quoted(by))]))]
    }
    case 'bulletList':
    case 'orderedList':
      return isPlainList(block) ? [listOf(print, block)] : drawn()
    case 'briefList':
      return content.every(({ content: item = [] }) => item.length === 1) ? content.map(({ content: [item] = [] }) => node.paragraph([...said(words.brief), ...inlineOf(print, item?.content)])) : drawn()
    case 'photo':
      return photoOf(draw, block)
    case 'photoGroup':
      return content.flatMap((photo) => photoOf(draw, photo))
    case 'mediaCard':
      return mediaOf(print, block)
    case 'horizontalRule':
      return [node.rule()]
    case 'endMark':
      return [node.paragraph(said(words.end))]
    default:
      return drawn()
  }
}

const notesOf = (print: Print): LexicalNode[] => {
  const notes = print.notes.map((text, index) => `<li id="note-${String(index + 1)}">${escapeMarkup(text)}</li>`)
  return notes.length === 0 ? [] : [node.html(`<section class="footnotes"><h2>${escapeMarkup(PRINT_WORDS[print.language].footnotes)}</h2><ol>${notes.join('')}</ol></section>`)]
}

/**
 * A story as the text of a post's `lexical`, in reading order: `opening` (what stands above the text in print and is not in the title), the text, and the
 * responsible editor. Throws as articleBody does.
 */
export const lexicalOfStory = (view: ArticleView, photo: PhotoSource, opening: readonly string[]): string => {
  const { story } = view
  refuseUnresolved(story.body)
  const words = PRINT_WORDS[story.language]
  const print: Print = { language: story.language, time: view.time, photo, notes: [] }
  const draw: Draw = { print, html: blockHtml(print) }
  const line = (text: string): LexicalNode[] => (text === '' ? [] : [node.paragraph(said(text))])
  const placedOf = (placed: Placed): LexicalNode[] => {
    if (placed.kind === 'correction') return [node.callout(escapeMarkup(correctionParts(placed.correction, story.language).join('')))]
    if (placed.kind === 'byline') return line(words.byline(placed.text))
    if (placed.kind === 'dateline') return line(placed.text)
    if (placed.kind === 'footnotes') return notesOf(print)
    if (placed.kind === 'originalHeadline') return line(words.originalHeadline(placed.text))
    return blockOf(draw, placed.block, placed.dateline === '' ? '' : words.dateline(placed.dateline))
  }
  const head = stacked(opening.map((text) => said(text)))
  return lexicalText([...(head.length > 0 ? [node.paragraph(head)] : []), ...readingOrder(story).flatMap(placedOf), ...line(view.editor === '' ? '' : words.editor(view.editor))])
}
