import { isSafeLink } from '../../story/body'
import { escapeMarkup } from '../markup'
import { PRINT_WORDS } from '../words'
import { attribute, inner, type Draw, type Print } from './drawing'

type MarkContext = { mark: { attrs?: Record<string, unknown> }; node: { type?: string }; children?: string | string[] }

const wrapped = (tag: string) => (context: MarkContext): string => `<${tag}>${inner(context)}</${tag}>`

/** The marks of words. Suggestions and comments have none: a text that holds one is not printed. */
export const marks: Record<string, (context: MarkContext) => string> = {
  bold: wrapped('strong'),
  italic: wrapped('em'),
  link: (context) => {
    const href = attribute(context.mark, 'href')
    // The schema refuses other addresses already; a renderer that is handed one prints only the words. A footnote's own link cannot stand inside another.
    return isSafeLink(href) && context.node.type !== 'footnote' ? `<a href="${escapeMarkup(href)}" rel="noopener nofollow">${inner(context)}</a>` : inner(context)
  },
}

/** Words, breaks and footnote calls. A footnote without words is none. */
export const inlineNodes = (print: Print): Record<string, Draw> => ({
  text: ({ node }) => escapeMarkup(node.text ?? ''),
  hardBreak: () => '<br>',
  footnote: ({ node }) => {
    const text = attribute(node, 'text').trim()
    if (text === '') return ''
    const number = String(print.notes.push(text))
    return `<sup class="footnote"><a id="note-${number}-call" href="#note-${number}" role="doc-noteref">${number}</a></sup>`
  },
})

/** The footnotes met on the way, numbered as called, each with the way back; empty for none. */
export const notesList = (print: Print): string => {
  const words = PRINT_WORDS[print.language]
  const notes = print.notes.map((text, index) => {
    const number = String(index + 1)
    return `<li id="note-${number}">${escapeMarkup(text)} <a href="#note-${number}-call" role="doc-backlink" aria-label="${escapeMarkup(words.backToText)}">↩</a></li>`
  })
  return notes.length === 0 ? '' : `<section class="footnotes" role="doc-endnotes"><h2>${escapeMarkup(words.footnotes)}</h2><ol>${notes.join('')}</ol></section>`
}
