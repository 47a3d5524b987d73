import { readingOrder, type Placed } from './reading-order'
import { refuseUnresolved } from './signed-marks'
import { blockText, type TextPrint } from './text/blocks'
import { printTime, type ArticleView } from './view'
import { correctionParts, PRINT_WORDS } from './words'

const notesText = ({ notes, language }: TextPrint): string =>
  notes.length === 0 ? '' : [PRINT_WORDS[language].footnotes, ...notes.map((text, index) => `[${String(index + 1)}] ${text}`)].join('\n')

const bodyBlocks = ({ story, time, editor }: ArticleView): string[] => {
  refuseUnresolved(story.body)
  const words = PRINT_WORDS[story.language]
  const print: TextPrint = { language: story.language, time, notes: [] }
  const render = blockText(print)
  const printed = (placed: Placed): string => {
    if (placed.kind === 'byline') return words.byline(placed.text)
    if (placed.kind === 'dateline') return placed.text
    if (placed.kind === 'correction') return correctionParts(placed.correction, story.language).join('')
    if (placed.kind === 'footnotes') return notesText(print)
    if (placed.kind === 'originalHeadline') return words.originalHeadline(placed.text)
    return (placed.dateline === '' ? '' : words.dateline(placed.dateline)) + render(placed.block)
  }
  return [...readingOrder(story).map(printed), editor === '' ? '' : words.editor(editor)]
}

const joined = (blocks: readonly string[]): string => `${blocks.filter(Boolean).join('\n\n').replace(/\r\n?/g, '\n')}\n`

/**
 * A whole article as plain text: lines end in \n, the last one too; blocks stand apart by one empty line, what stands beside the text
 * begins each line with "| ", a quotation with "> ", and a table's cells are divided by tabs. Throws as articleBody does.
 */
export const articleText = (view: ArticleView): string => {
  const { story } = view
  const time = printTime(view.time, story.language)
  const head = [story.channel.join(' > '), story.columnTag, story.kicker, story.headline, story.deck, story.source === '' ? time : `${time}  ${PRINT_WORDS[story.language].source(story.source)}`]
  return joined([head.filter(Boolean).join('\n'), ...bodyBlocks(view)])
}

/** The same without its head: the text, the byline and who is responsible, for a format that names the head's lines itself. */
export const articleTextBody = (view: ArticleView): string => joined(bodyBlocks(view))
