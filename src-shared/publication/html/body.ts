import type { Correction } from '../../story/story'
import { escapeMarkup } from '../markup'
import { readingOrder, type Placed } from '../reading-order'
import { refuseUnresolved } from '../signed-marks'
import type { ArticleView } from '../view'
import { correctionParts, PRINT_WORDS } from '../words'
import { blockHtml } from './block'
import { line, type PhotoSource, type Print } from './drawing'
import { notesList } from './inline'

/** Where this export has an earlier story, by its id: an address, or null where it has none. */
export type StorySource = (story: string) => string | null

const correctionNote = (correction: Correction, view: ArticleView, earlier: StorySource): string => {
  const [before, headline, after] = correctionParts(correction, view.story.language)
  const address = correction.story === null || headline === '' ? null : earlier(correction.story)
  const title = address === null ? escapeMarkup(headline) : `<a href="${escapeMarkup(address)}">${escapeMarkup(headline)}</a>`
  return `<aside class="correction" role="note"><p>${escapeMarkup(before)}${title}${escapeMarkup(after)}</p></aside>`
}

/**
 * The body as semantic HTML, one block a line, in reading order (reading-order.ts): a correction note opens the text, the dateline
 * opens the first paragraph, the byline closes the text, footnotes and the original headline end it. Every text and attribute is
 * escaped. `earlier` says where a corrected story can be read. Throws Fault `story-unresolved` on open suggestions and comments,
 * and an Error on a node or mark the schema does not have.
 */
export const articleBody = (view: ArticleView, photo: PhotoSource, earlier: StorySource = () => null): string => {
  const { story } = view
  refuseUnresolved(story.body)
  const words = PRINT_WORDS[story.language]
  const print: Print = { language: story.language, time: view.time, photo, notes: [] }
  const render = blockHtml(print)
  const printed = (placed: Placed): string => {
    if (placed.kind === 'correction') return correctionNote(placed.correction, view, earlier)
    if (placed.kind === 'byline') return `<p class="byline">${escapeMarkup(words.byline(placed.text))}</p>`
    if (placed.kind === 'footnotes') return notesList(print)
    if (placed.kind === 'originalHeadline') return line('p', 'original-headline', words.originalHeadline(placed.text))
    const dateline = (text: string): string => `<span class="dateline">${escapeMarkup(words.dateline(text))}</span>`
    if (placed.kind === 'dateline') return `<p>${dateline(placed.text)}</p>`
    const block = render(placed.block)
    return placed.dateline === '' ? block : block.replace(/^<p>/, () => `<p>${dateline(placed.dateline)}`)
  }
  return readingOrder(story).map(printed).filter(Boolean).join('\n')
}
