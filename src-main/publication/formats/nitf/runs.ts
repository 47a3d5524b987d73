import type { Run, Words } from '../../../../src-shared/publication/printed/printed'
import { element, text, type XmlNode } from '../xml'

const dressed = (run: Extract<Run, { kind: 'words' }>): XmlNode => {
  const plain = text(run.text)
  const italic = run.italic ? element('em', { class: 'italic' }, plain) : plain
  const bold = run.bold ? element('em', { class: 'bold' }, italic) : italic
  return run.link === null ? bold : element('a', { href: run.link }, bold)
}

/** The id of a footnote, by its number. */
export const noteId = (number: number): string => `fn-${String(number)}`

/** A line of text. NITF has one emphasis, whose class says which; a footnote is called by a link to it. */
export const enriched = (words: Words): XmlNode[] =>
  words.map((run): XmlNode => {
    if (run.kind === 'break') return element('br')
    if (run.kind === 'note') return element('a', { class: 'footnote', href: `#${noteId(run.number)}` }, text(String(run.number)))
    return dressed(run)
  })
