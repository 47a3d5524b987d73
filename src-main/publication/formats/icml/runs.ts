import type { Run, Words } from '../../../../src-shared/publication/printed/printed'
import type { CharacterStyle } from '../style-names'
import { characterRef, paragraphRef } from './styles'
import { element, instruction, text, type Xml } from './xml'

/** The end of a line inside a paragraph, as InDesign has it. */
const LINE_END = '\u2028'

/** A range of one character style. */
export const range = (style: CharacterStyle | null, ...content: readonly Xml[]): Xml => element('CharacterStyleRange', { AppliedCharacterStyle: characterRef(style) }, ...content)

const content = (value: string): Xml => element('Content', {}, text(value.replace(/\r\n|[\r\n]/g, LINE_END)))

/** Draws lines of text as ranges, and keeps the links it met. */
export type Runs = { plain: (value: string, style?: CharacterStyle) => Xml[]; words: (words: Words) => Xml[]; linked: (url: string, words: Words) => Xml[]; links: () => Xml[] }

const dressOf = ({ bold, italic }: Extract<Run, { kind: 'words' }>): CharacterStyle | null => (bold && italic ? 'strongEmphasis' : bold ? 'strong' : italic ? 'emphasis' : null)

/** The runs of one document. `notes` answers the words of a footnote by its number: they stand where they are called. */
export const icmlRuns = (notes: readonly string[]): Runs => {
  const urls: string[] = []
  const source = (url: string, value: string): Xml => {
    const number = String(urls.push(url))
    return element('HyperlinkTextSource', { Self: `stet_source_${number}`, Name: `${number} ${value}`, Hidden: 'false', AppliedCharacterStyle: 'n' }, content(value))
  }
  const note = (number: number): Xml =>
    range('note', element('Footnote', {}, element('ParagraphStyleRange', { AppliedParagraphStyle: paragraphRef('footnote') }, range(null, element('Content', {}, instruction('ACE', '4'), text(`\u2002${(notes[number - 1] ?? '').replace(/\r\n|[\r\n]/g, LINE_END)}`))))))
  const run = (each: Run): Xml => {
    if (each.kind === 'break') return range(null, content(LINE_END))
    if (each.kind === 'note') return note(each.number)
    return each.link === null ? range(dressOf(each), content(each.text)) : range(dressOf(each) ?? 'link', source(each.link, each.text))
  }
  return {
    plain: (value, style) => (value === '' ? [] : [range(style ?? null, content(value))]),
    words: (words) => words.map(run),
    linked: (url, words) => words.map((each) => run(each.kind === 'words' ? { ...each, link: url } : each)),
    // A destination's own name may hold no second colon, or InDesign CS6 stops.
    links: () =>
      urls.flatMap((url, index) => {
        const number = String(index + 1)
        return [
          element('HyperlinkURLDestination', { Self: `stet_destination_${number}`, Name: number, DestinationURL: url, Hidden: 'false' }),
          element('Hyperlink', { Self: `stet_link_${number}`, Name: number, Source: `stet_source_${number}`, Visible: 'false', DestinationUniqueKey: number }, element('Properties', {}, element('Destination', { type: 'object' }, text(`stet_destination_${number}`)))),
        ]
      }),
  }
}
