import { escapeMarkup } from '../../../../src-shared/publication/markup'
import { drawn, type Drawing, type PrintedBlock, type PrintedPhoto, type Words } from '../../../../src-shared/publication/printed/printed'
import { plainWords } from '../../../../src-shared/publication/printed/words'
import { PRINT_WORDS } from '../../../../src-shared/publication/words'
import type { Language } from '../../../../src-shared/story/story'
import type { FormatPhoto, Subject } from '../format'
import { element, phrasing, unlinked } from './runs'
import { tableMarkup } from './table'

/** A head a reader can go to, by its id in the article. */
export type Head = { id: string; title: string }

/** What is met while an article is drawn: the heads of its contents, and the pictures it shows by their names in the book. */
export type Met = { heads: Head[]; pictures: Map<string, FormatPhoto> }

/** Where a rendition stands in the book. */
const pictureName = ({ path }: FormatPhoto): string => `photos/${path.slice(path.lastIndexOf('/') + 1)}`

/** Draws the blocks of one article as XHTML, adding to what was met. */
export const xhtmlBlocks = (language: Language, photoOf: Subject['photo'], met: Met): ((block: PrintedBlock) => string) => {
  const print = PRINT_WORDS[language]
  const all = (blocks: readonly PrintedBlock[]): string => blocks.map(draw).join('')
  const text = (value: string, tag: string, name: string): string => element(tag, escapeMarkup(value), `class="${name}"`)

  const goal = (title: string): string => {
    if (title.trim() === '') return ''
    const id = `part-${String(met.heads.length + 1)}`
    met.heads.push({ id, title })
    return `id="${id}"`
  }
  const named = (marker: string, words: Words): string => [marker, plainWords(words)].filter((part) => part.trim() !== '').join(' ').replace(/\s+/gu, ' ')

  const photo = ({ use, caption, credit, alt }: PrintedPhoto): string => {
    const words = [element('span', phrasing(caption), 'class="caption"'), text(credit, 'span', 'credit')].filter(Boolean).join(' ')
    const file = use && photoOf(use)
    if (!file) return element('p', words, 'class="photo-place"')
    const name = pictureName(file)
    met.pictures.set(name, file)
    const image = `<img src="${name}" width="${String(file.width)}" height="${String(file.height)}" alt="${escapeMarkup(alt)}"/>`
    return `<figure>${image}${element('figcaption', words)}</figure>`
  }
  /** An opening before the first words of what follows: in its paragraph where it begins with one. */
  const opened = (opening: string, markup: string): string => {
    if (opening === '') return markup
    const words = `<strong class="opening">${escapeMarkup(opening)}</strong>`
    return markup.startsWith('<p>') ? `<p>${words}${markup.slice('<p>'.length)}` : `<p>${words}</p>${markup}`
  }

  const drawing: Drawing<string, PrintedBlock> = {
    paragraph: ({ dateline, words }) => element('p', text(dateline, 'span', 'dateline') + phrasing(words)),
    crosshead: ({ level, marker, words }) => {
      const markup = [text(marker, 'span', 'marker'), phrasing(words)].filter(Boolean).join(' ')
      return markup === '' ? '' : element(`h${String(level)}`, markup, level === 2 ? goal(named(marker, words)) : '')
    },
    photo,
    photoGroup: ({ photos }) => element('div', photos.map(photo).join(''), `class="photo-group" role="group" aria-label="${escapeMarkup(print.photoGroup)}"`),
    mediaCard: ({ label, url, title }) => {
      const words = unlinked(title)
      const notes = phrasing(title.filter(({ kind }) => kind === 'note'))
      return element('p', text(label, 'span', 'kind') + (url === null ? words : element('a', words, `href="${escapeMarkup(url)}"`)) + notes, 'class="media-card"')
    },
    pullQuote: ({ words, by }) => element('aside', element('p', phrasing(words)) + text(by, 'p', 'by'), 'class="pull-quote" epub:type="pullquote" role="doc-pullquote"'),
    quotation: ({ blocks }) => element('blockquote', all(blocks)),
    turn: ({ asks, speaker, words }) => element('p', text(speaker, 'span', 'speaker') + phrasing(words), `class="${asks ? 'question' : 'answer'}"`),
    list: ({ style, start, items }) => {
      const tag = style === 'number' ? 'ol' : 'ul'
      const drawnItems = items.map((item) => element('li', style === 'brief' ? opened(print.brief, all(item)) : all(item)))
      return element(tag, drawnItems.join(''), style === 'brief' ? 'class="briefs"' : start === 1 ? '' : `start="${String(start)}"`)
    },
    table: (block) => tableMarkup(block, (blocks) => (blocks.length === 1 && blocks[0]?.kind === 'paragraph' ? phrasing(blocks[0].words) : all(blocks))),
    factBox: ({ title, blocks }) => element('aside', element('h3', phrasing(title)) + all(blocks), 'class="fact-box"'),
    editorsNote: ({ opening, blocks }) => element('aside', opened(opening, all(blocks)), 'class="editors-note"'),
    liveEntry: ({ time, shown, blocks }) => element('section', element('p', element('time', escapeMarkup(shown), `datetime="${escapeMarkup(time)}"`), 'class="time"') + all(blocks), 'class="live-entry"'),
    subArticle: ({ headline, byline, blocks }) =>
      element('section', (headline.length === 0 ? '' : element('h2', phrasing(headline), goal(named('', headline)))) + element('p', phrasing(byline), 'class="byline"') + all(blocks), 'class="sub-article"'),
    rule: () => '<hr/>',
    endMark: ({ text: mark }) => text(mark, 'p', 'end-mark'),
  }
  const draw = (block: PrintedBlock): string => drawn(drawing, block)
  return draw
}
