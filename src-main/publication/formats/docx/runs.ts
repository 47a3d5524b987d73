import { EmphasisMarkType, ExternalHyperlink, FootnoteReferenceRun, TextRun, type IRunOptions } from 'docx'

import { printable } from '../../../../src-shared/publication/markup'
import type { Run, Words } from '../../../../src-shared/publication/printed/printed'
import type { CharacterStyle } from '../style-names'

/** What stands in a paragraph. */
export type Inline = TextRun | ExternalHyperlink | FootnoteReferenceRun

type Dress = Omit<IRunOptions, 'text' | 'children' | 'font'>

/** The character styles this format has of its own, and their ids (styles.ts). */
export const CHARACTER_IDS = { dateline: 'Dateline', marker: 'Marker', credit: 'Credit', speaker: 'Speaker', opening: 'Opening', emphasis: 'Emphasis' } as const satisfies Partial<Record<CharacterStyle, string>>

/** How a language emphasises: Chinese has no slanted type, and sets a dot under each character. */
export const emphasis = (chinese: boolean): Pick<IRunOptions, 'italics' | 'emphasisMark'> => (chinese ? { emphasisMark: { type: EmphasisMarkType.DOT } } : { italics: true })

/** Draws lines of text as Word's runs. Line ends inside plain texts stay line ends. */
export type Runs = { plain: (text: string, style?: keyof typeof CHARACTER_IDS) => TextRun[]; words: (words: Words) => Inline[] }

/** The runs of an article in one language. */
export const docxRuns = (chinese: boolean): Runs => {
  // Quotation marks, dashes and dots are both Latin and Chinese; without the hint Word would set them by the Latin font.
  const run = (text: string, dress: Dress): TextRun => new TextRun({ ...dress, text: printable(text), ...(chinese ? { font: { hint: 'eastAsia' } } : {}) })
  const dressed = ({ text, bold, italic, link }: Extract<Run, { kind: 'words' }>): Inline => {
    const weight: Dress = bold ? { bold: true } : {}
    if (link === null) return run(text, { ...weight, ...(italic ? { style: CHARACTER_IDS.emphasis } : {}) })
    // A run has one character style: a link's emphasis is its own.
    return new ExternalHyperlink({ link, children: [run(text, { ...weight, style: 'Hyperlink', ...(italic ? emphasis(chinese) : {}) })] })
  }
  return {
    plain: (text, style) => (text === '' ? [] : text.split(/\r\n|[\r\n]/).map((line, index) => run(line, { ...(style === undefined ? {} : { style: CHARACTER_IDS[style] }), ...(index === 0 ? {} : { break: 1 }) }))),
    words: (words) => words.map((each): Inline => (each.kind === 'break' ? new TextRun({ break: 1 }) : each.kind === 'note' ? new FootnoteReferenceRun(each.number) : dressed(each))),
  }
}
