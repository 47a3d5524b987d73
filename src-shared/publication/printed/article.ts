import { readingOrder, type Placed } from '../reading-order'
import { refuseUnresolved } from '../signed-marks'
import { printTime, type ArticleView } from '../view'
import { correctionParts, PRINT_WORDS } from '../words'
import { readBlock, type Reading } from './blocks'
import type { Printed } from './printed'

/**
 * A whole article as it is printed, which every format draws its own way: lines above the text (empty where there is none), the text in reading order, and who is
 * responsible. `facts` is the line of time and source.
 */
export type PrintedArticle = {
  language: ArticleView['story']['language']
  channel: readonly string[]
  columnTag: string
  kicker: string
  headline: string
  deck: string
  time: string
  source: string
  text: readonly Printed[]
  editor: string
}

/** Reads a view as it is printed. Throws Fault `story-unresolved` on open suggestions and comments, and an Error on a node or mark nobody reads. */
export const printedArticle = (view: ArticleView): PrintedArticle => {
  const { story } = view
  refuseUnresolved(story.body)
  const { language } = story
  const words = PRINT_WORDS[language]
  const reading: Reading = { language, time: view.time, notes: [] }
  const read = (placed: Placed): Printed | null => {
    switch (placed.kind) {
      case 'correction': {
        const [before, headline, after] = correctionParts(placed.correction, language)
        return { kind: 'correction', correction: placed.correction, before, headline, after }
      }
      case 'dateline':
        return { kind: 'dateline', text: words.dateline(placed.text).trim() }
      case 'byline':
        return { kind: 'byline', text: words.byline(placed.text) }
      case 'footnotes':
        return reading.notes.length === 0 ? null : { kind: 'footnotes', title: words.footnotes, notes: reading.notes }
      case 'originalHeadline':
        return { kind: 'originalHeadline', text: words.originalHeadline(placed.text) }
      case 'block': {
        const block = readBlock(placed.block, reading)
        return block?.kind === 'paragraph' && placed.dateline !== '' ? { ...block, dateline: words.dateline(placed.dateline) } : block
      }
    }
  }
  return {
    language,
    channel: story.channel,
    columnTag: story.columnTag.trim(),
    kicker: story.kicker.trim(),
    headline: story.headline.trim(),
    deck: story.deck.trim(),
    time: printTime(view.time, language),
    source: story.source === '' ? '' : words.source(story.source),
    text: readingOrder(story).flatMap((placed) => read(placed) ?? []),
    editor: view.editor === '' ? '' : words.editor(view.editor),
  }
}
