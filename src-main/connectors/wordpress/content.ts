import { printable, escapeMarkup } from '../../../src-shared/publication/markup'
import { shownSize } from '../../../src-shared/publication/photo-uses'
import { readingOrder, type Placed } from '../../../src-shared/publication/reading-order'
import { refuseUnresolved } from '../../../src-shared/publication/signed-marks'
import type { ArticleView } from '../../../src-shared/publication/view'
import { correctionParts, PRINT_WORDS } from '../../../src-shared/publication/words'
import { titleBy, type DestinationSettings } from '../../../src-shared/publication/destination'
import { blockDrawer, type BlockPrint, type PlacedPhoto } from './blocks'
import { textFingerprint } from './fingerprint'
import { markerClasses, type Marker } from './marker'
import { block, group, heading, inert, paragraph, said } from './markup'

/** A text as WordPress keeps titles and summaries: HTML in which nothing is markup. */
const asHtml = (text: string): string => printable(text).replace(/[&<>]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : '&gt;'))

/** The three texts of a post. */
export type PostText = { title: string; excerpt: string; content: string }

const notesOf = (print: BlockPrint): string => {
  const words = PRINT_WORDS[print.language]
  const notes = print.notes.map((text, index) => {
    const number = String(index + 1)
    return block('paragraph', `<p id="note-${number}">${number}. ${escapeMarkup(text)} <a href="#note-${number}-call" role="doc-backlink" aria-label="${escapeMarkup(words.backToText)}">↩\ufe0e</a></p>`)
  })
  return notes.length === 0 ? '' : group('stet-footnotes', [heading(2, escapeMarkup(words.footnotes)), ...notes])
}

/** What the title's template leaves out stands above the text. */
const above = ({ story }: ArticleView, template: string): string[] =>
  (['columnTag', 'kicker', 'deck'] as const).filter((field) => !template.includes(`{${field}}`)).map((field) => said(story[field].trim(), `stet-${field === 'columnTag' ? 'column' : field}`))

const body = (view: ArticleView, print: BlockPrint): string[] => {
  const words = PRINT_WORDS[print.language]
  const draw = blockDrawer(print)
  return readingOrder(view.story).map((placed: Placed): string => {
    if (placed.kind === 'correction') return group('stet-correction', [said(correctionParts(placed.correction, print.language).join(''))], true)
    if (placed.kind === 'byline') return said(words.byline(placed.text), 'stet-byline')
    if (placed.kind === 'dateline') return said(words.dateline(placed.text))
    if (placed.kind === 'footnotes') return notesOf(print)
    if (placed.kind === 'originalHeadline') return said(words.originalHeadline(placed.text), 'stet-original-headline')
    const drawn = draw(placed.block)
    return placed.dateline === '' ? drawn : drawn.replace('<p>', () => `<p>${escapeMarkup(words.dateline(placed.dateline))}`)
  })
}

const colophon = (view: ArticleView, marker: string): string => {
  const words = PRINT_WORDS[view.story.language]
  const lines = [view.story.source === '' ? '' : said(words.source(view.story.source), 'stet-source'), view.editor === '' ? '' : said(words.editor(view.editor), 'stet-editor')].filter(Boolean)
  return group(`stet-colophon${marker === '' ? '' : ` ${marker}`}`, lines.length === 0 ? [paragraph('\u00a0')] : lines)
}

/**
 * What a post of this story says: title by the destination's template, summary, and the text as block markup in print's order with source and editor at
 * its end. With `of`, the block that closes it carries our marker. Throws Fault `story-unresolved` on a text with open suggestions.
 */
export const postText = (view: ArticleView, settings: Pick<DestinationSettings, 'title'>, media: (name: string) => PlacedPhoto | null, of: Omit<Marker, 'text' | 'down'> | null): PostText => {
  const { story } = view
  refuseUnresolved(story.body)
  const print: BlockPrint = {
    language: story.language,
    time: view.time,
    notes: [],
    media,
    photo: (sha256, { name, crop }) => {
      const placed = media(name)
      const known = story.photos[sha256]
      return placed && known ? { src: placed.src, ...shownSize(crop, known) } : null
    },
  }
  const blocks = [...above(view, settings.title), ...body(view, print)].filter(Boolean)
  // Ids of the page: other stories may stand on the same one.
  const unique = (markup: string): string => markup.replace(/(?<= (?:id|href)="#?)note-(?=\d)/g, `stet-${story.id.slice(0, 8)}-note-`)
  const content = (marker: string): string => inert(unique([...blocks, colophon(view, marker)].join('\n\n')))
  const plain = { title: asHtml(titleBy(settings.title, story)), excerpt: asHtml(story.summary), content: content('') }
  return of === null ? plain : { ...plain, content: content(markerClasses({ ...of, text: textFingerprint(plain) })) }
}
