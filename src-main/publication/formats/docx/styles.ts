import { AlignmentType, BorderStyle, LineRuleType, type ICharacterStyleOptions, type IParagraphStyleOptions, type IParagraphStylePropertiesOptions, type IRunStylePropertiesOptions, type IStylesOptions } from 'docx'

import { CHARACTER_STYLES, PARAGRAPH_STYLES, type ParagraphStyle } from '../style-names'
import { FACES } from './fonts'
import { CHARACTER_IDS, emphasis } from './runs'

type Paragraph = IParagraphStylePropertiesOptions
type Setting = { paragraph?: Paragraph; run?: IRunStylePropertiesOptions; based?: ParagraphStyle }

/** Styles Word has itself, which it names in its reader's language (标题 1, 题注, 引用). The rest are the house's. */
const BUILT_IN = {
  headline: ['Heading1', 'heading 1'], deck: ['Subtitle', 'Subtitle'], body: ['NormalIndent', 'Normal Indent'], caption: ['Caption', 'caption'], quotation: ['Quote', 'Quote'], listItem: ['ListParagraph', 'List Paragraph'], footnote: ['FootnoteText', 'footnote text'],
  crosshead: ['Heading2', 'heading 2'], subCrosshead: ['Heading3', 'heading 3'], boxCrosshead: ['Heading4', 'heading 4'],
} as const satisfies Partial<Record<ParagraphStyle, readonly [string, string]>>

const isBuiltIn = (style: ParagraphStyle): style is keyof typeof BUILT_IN => style in BUILT_IN

/** A paragraph style's id in the file. */
export const styleId = (style: ParagraphStyle): string => (isBuiltIn(style) ? BUILT_IN[style][0] : style.charAt(0).toUpperCase() + style.slice(1))

const SEAL = 'A3232B'
const SOFT = '5C5F66'
const { song, hei, kai } = FACES
const centred: Paragraph = { alignment: AlignmentType.CENTER }
const flush: Paragraph = { indent: { firstLine: 0, firstLineChars: 0 } }
const space = (before: number, after: number): Paragraph => ({ spacing: { before, after } })
const bar = (color: string, style: (typeof BorderStyle)[keyof typeof BorderStyle] = BorderStyle.SINGLE): Paragraph => ({ border: { left: { style, size: 18, space: 8, color } } })

/** What is drawn beside everything that stands in a box, a note or an entry, so that its parts stay one. */
export const FRAMES = {
  box: { ...bar(SOFT), shading: { fill: 'F4F3EF' }, indent: { left: 240, right: 240, firstLine: 0, firstLineChars: 0 } },
  note: { ...bar(SEAL, BorderStyle.DOUBLE), indent: { left: 240, right: 240, firstLine: 0, firstLineChars: 0 } },
  entry: { ...bar(SEAL), indent: { left: 240, firstLine: 0, firstLineChars: 0 } },
} as const satisfies Record<string, Paragraph>

const head = (level: number, size: number): Setting => ({ paragraph: { keepNext: true, keepLines: true, outlineLevel: level, ...centred, ...space(level === 0 ? 120 : 320, 120) }, run: { font: hei, size, bold: true } })

/** How each style is set; sizes in half points, spaces in twentieths of one. A Chinese paragraph's two-character indent is the style's. */
const SETTINGS = (chinese: boolean): Record<ParagraphStyle, Setting> => ({
  channel: { paragraph: { ...space(0, 120) }, run: { font: hei, size: 18, color: SOFT } },
  columnTag: { paragraph: { ...centred }, run: { font: hei, size: 20, color: SEAL } },
  kicker: { paragraph: { ...centred, keepNext: true }, run: { font: kai, size: 28 } },
  headline: head(0, 44),
  deck: { paragraph: { ...centred, ...space(0, 120) }, run: { font: kai, size: 30 } },
  facts: { paragraph: { ...centred, ...space(60, 240) }, run: { font: hei, size: 18, color: SOFT } },
  correction: { paragraph: { ...FRAMES.note, ...space(120, 240) } },
  body: { paragraph: chinese ? { indent: { firstLine: 480, firstLineChars: 200 }, alignment: AlignmentType.BOTH } : { ...space(0, 160) } },
  crosshead: head(1, 28),
  subCrosshead: head(2, 26),
  boxCrosshead: head(3, 24),
  // A photo stays with its words, and its words stay together.
  photo: { paragraph: { ...centred, keepNext: true, keepLines: true, spacing: { before: 240, after: 60, line: 240, lineRule: LineRuleType.AUTO } } },
  caption: { paragraph: { ...centred, keepLines: true, ...space(60, 240) }, run: { font: kai, size: 21, color: SOFT } },
  mediaCard: { paragraph: { ...bar(SEAL), ...space(160, 160) }, run: { font: hei, size: 21 } },
  quotation: { paragraph: { ...bar(SEAL), indent: { left: 480, right: 480 }, ...space(60, 60) }, run: { font: kai } },
  pullQuote: { paragraph: { ...centred, keepLines: true, indent: { left: 480, right: 480 }, ...space(240, 60) }, run: { font: kai, size: 32, color: SEAL } },
  pullQuoteBy: { paragraph: { ...centred, ...space(0, 240) }, run: { font: kai, size: 21, color: SOFT } },
  question: { paragraph: { keepNext: true, ...space(200, 0) }, run: { bold: true } },
  answer: { paragraph: { ...space(0, 80) } },
  listItem: { paragraph: { contextualSpacing: true, ...space(0, 60) } },
  numberedItem: { based: 'listItem' },
  brief: { based: 'listItem' },
  table: { paragraph: { ...space(0, 160) } },
  tableText: { paragraph: { spacing: { before: 40, after: 40, line: 300, lineRule: LineRuleType.AUTO } }, run: { font: song, size: 21 } },
  tableHead: { paragraph: { keepNext: true }, run: { font: hei, bold: true }, based: 'tableText' },
  boxTitle: { paragraph: { ...FRAMES.box, keepNext: true, spacing: { before: 240 } }, run: { font: hei, bold: true } },
  boxText: { paragraph: { ...FRAMES.box }, run: { size: 21 } },
  editorsNote: { paragraph: { ...FRAMES.note }, run: { font: kai } },
  liveTime: { paragraph: { ...FRAMES.entry, keepNext: true, spacing: { before: 200 } }, run: { font: hei, bold: true, color: SEAL } },
  subHeadline: { paragraph: { spacing: { before: 480, after: 120 } }, run: { size: 32 }, based: 'crosshead' },
  subByline: { paragraph: { ...centred }, run: { font: kai } },
  rule: { paragraph: { border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 1, color: SOFT } }, indent: { left: 2400, right: 2400 }, ...space(120, 240) } },
  endMark: { paragraph: { ...centred }, run: { color: SOFT } },
  byline: { paragraph: { ...flush, ...space(160, 80) }, run: { font: kai } },
  originalHeadline: { paragraph: { ...space(160, 0) }, run: { font: kai, size: 21, color: SOFT } },
  editor: { paragraph: { alignment: AlignmentType.RIGHT, ...space(320, 0) }, run: { font: hei, size: 18, color: SOFT } },
  footnote: { run: { font: song, size: 18 } },
})

/** Styles in which a paragraph of text follows by itself when somebody types on. */
const FOLLOWED_BY_TEXT: ReadonlySet<ParagraphStyle> = new Set(['headline', 'deck', 'facts', 'crosshead', 'subCrosshead', 'caption', 'subByline', 'mediaCard', 'pullQuoteBy', 'rule'])

const characters = (chinese: boolean): ICharacterStyleOptions[] => {
  const named = (style: keyof typeof CHARACTER_IDS, run: IRunStylePropertiesOptions, name: string = CHARACTER_STYLES[style]): ICharacterStyleOptions => ({ id: CHARACTER_IDS[style], name, basedOn: 'DefaultParagraphFont', quickFormat: true, run })
  return [named('dateline', { font: hei }), named('marker', { color: SEAL }), named('credit', {}), named('speaker', { font: hei, bold: true }), named('opening', { font: hei, bold: true }), named('emphasis', emphasis(chinese), 'Emphasis')]
}

/** Every style of the document, Word's own and the house's. */
export const docxStyles = (chinese: boolean): IStylesOptions => {
  const paragraphStyles = Object.entries(SETTINGS(chinese)).map(([key, { paragraph, run, based }]): IParagraphStyleOptions => {
    const style = key as ParagraphStyle
    const next = FOLLOWED_BY_TEXT.has(style) ? styleId('body') : styleId(style)
    return { id: styleId(style), name: isBuiltIn(style) ? BUILT_IN[style][1] : PARAGRAPH_STYLES[style], basedOn: based ? styleId(based) : 'Normal', next, quickFormat: true, ...(paragraph ? { paragraph } : {}), ...(run ? { run } : {}) }
  })
  // What a checker of spelling takes Latin, Chinese and right-to-left letters for; the letters themselves say which a word is.
  const language = { value: 'en-US', eastAsia: 'zh-CN', bidirectional: 'ar-SA' }
  return {
    default: { document: { run: { font: { ...song }, size: 24, language }, paragraph: { spacing: { line: chinese ? 360 : 300, lineRule: LineRuleType.AUTO } } } },
    paragraphStyles,
    characterStyles: characters(chinese),
  }
}
