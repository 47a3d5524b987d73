import { escapeMarkup } from '../../../../src-shared/publication/markup'
import type { Run, Words } from '../../../../src-shared/publication/printed/printed'

/** An element of XHTML around markup; nothing for none. */
export const element = (tag: string, markup: string, attributes = ''): string => (markup === '' ? '' : `<${tag}${attributes === '' ? '' : ` ${attributes}`}>${markup}</${tag}>`)

/** Where a footnote stands in the article, and where it is called. */
export const noteId = (number: number): string => `note-${String(number)}`
export const callId = (number: number): string => `note-${String(number)}-call`

const dressed = ({ text, bold, italic, link }: Extract<Run, { kind: 'words' }>): string => {
  const plain = escapeMarkup(text)
  const leaning = italic ? `<em>${plain}</em>` : plain
  const strong = bold ? `<strong>${leaning}</strong>` : leaning
  return link === null ? strong : `<a href="${escapeMarkup(link)}">${strong}</a>`
}

/** A line of text as XHTML; footnotes are called the way reading systems open them over the page. */
export const phrasing = (words: Words): string =>
  words
    .map((run) => {
      if (run.kind === 'break') return '<br/>'
      if (run.kind === 'note') return `<sup><a epub:type="noteref" role="doc-noteref" id="${callId(run.number)}" href="#${noteId(run.number)}">${String(run.number)}</a></sup>`
      return dressed(run)
    })
    .join('')

/** A line of text without links and footnotes, which cannot stand inside a link. */
export const unlinked = (words: Words): string => phrasing(words.filter(({ kind }) => kind !== 'note').map((run) => (run.kind === 'words' ? { ...run, link: null } : run)))
