import { CHARACTER_STYLES, PARAGRAPH_STYLES, type CharacterStyle, type ParagraphStyle } from '../style-names'
import { element, text, type Xml } from './xml'

type Attributes = Readonly<Record<string, string | number>>

/** What a paragraph style is called in the file. */
export const paragraphRef = (style: ParagraphStyle): string => `ParagraphStyle/${PARAGRAPH_STYLES[style]}`

/** What InDesign calls the dress of words without one. */
export const NO_CHARACTER_STYLE = 'CharacterStyle/$ID/[No character style]'

/** What a character style is called in the file; null for plain words. */
export const characterRef = (style: CharacterStyle | null): string => (style === null ? NO_CHARACTER_STYLE : `CharacterStyle/${CHARACTER_STYLES[style]}`)

/** The styles of tables, cells and photo frames, by the names of what they hold. */
export const TABLE_STYLE = `TableStyle/${PARAGRAPH_STYLES.table}`
export const CELL_STYLES = { text: `CellStyle/${PARAGRAPH_STYLES.tableText}`, head: `CellStyle/${PARAGRAPH_STYLES.tableHead}` } as const
export const PHOTO_STYLE = `ObjectStyle/${PARAGRAPH_STYLES.photo}`

/** A body size of nine points, and what goes with it. A paper's template has its own, which take the place of these. */
const EM = 9
const centred: Attributes = { Justification: 'CenterAlign' }
const listed: Attributes = { LeftIndent: EM * 1.5, FirstLineIndent: -EM * 1.5 }

/**
 * How a style looks where no template says otherwise: sizes, indents and what stays together. Fonts, leading, colours, the composer, kinsoku and mojikumi are the
 * template's alone.
 */
const LOOKS = (chinese: boolean): Partial<Record<ParagraphStyle, Attributes>> => ({
  columnTag: centred,
  kicker: { ...centred, PointSize: 14, KeepWithNext: 1 },
  headline: { ...centred, PointSize: 24, KeepWithNext: 1, SpaceAfter: 6 },
  deck: { ...centred, PointSize: 14, SpaceAfter: 6 },
  facts: { ...centred, PointSize: 7.5, SpaceAfter: EM },
  body: chinese ? { FirstLineIndent: EM * 2, Justification: 'LeftJustified' } : { FirstLineIndent: EM, Justification: 'LeftJustified' },
  crosshead: { ...centred, PointSize: 11, KeepWithNext: 2, SpaceBefore: EM, SpaceAfter: EM / 2 },
  subCrosshead: { ...centred, PointSize: 10, KeepWithNext: 2, SpaceBefore: EM },
  boxCrosshead: { PointSize: EM, KeepWithNext: 2 },
  photo: { ...centred, KeepWithNext: 1, SpaceBefore: EM },
  caption: { PointSize: 7.5, KeepAllLinesTogether: 'true', SpaceAfter: EM },
  quotation: { LeftIndent: EM * 2, RightIndent: EM * 2 },
  pullQuote: { ...centred, PointSize: 14, SpaceBefore: EM, KeepAllLinesTogether: 'true', KeepWithNext: 1 },
  pullQuoteBy: { ...centred, PointSize: 8, SpaceAfter: EM },
  question: { KeepWithNext: 1, SpaceBefore: EM / 2 },
  listItem: { ...listed, BulletsAndNumberingListType: 'BulletList' },
  numberedItem: { ...listed, BulletsAndNumberingListType: 'NumberedList', NumberingExpression: '^#.^t' },
  brief: { ...listed, BulletsAndNumberingListType: 'BulletList' },
  tableText: { PointSize: 8 },
  tableHead: { PointSize: 8 },
  boxTitle: { PointSize: 11, KeepWithNext: 1 },
  liveTime: { KeepWithNext: 1, SpaceBefore: EM },
  subHeadline: { ...centred, PointSize: 16, KeepWithNext: 1, SpaceBefore: EM * 2 },
  subByline: centred,
  rule: { RuleBelow: 'true', RuleBelowLineWeight: 0.5, SpaceAfter: EM },
  endMark: centred,
  editor: { Justification: 'RightAlign', PointSize: 7.5, SpaceBefore: EM },
  footnote: { PointSize: 7 },
})

/** The sign a list's items carry: brief news has its own, △. */
const SIGNS: Partial<Record<ParagraphStyle, number>> = { listItem: 0x2022, brief: 0x25b3 }

/** Dots under Chinese characters, slanted type for Latin letters: what a language emphasises by. */
const emphasised = (chinese: boolean): Attributes => (chinese ? { KentenKind: 'KentenSmallBlackCircle', KentenPosition: 'BelowLeft' } : { FontStyle: 'Italic' })

const CHARACTERS = (chinese: boolean): Partial<Record<CharacterStyle, Attributes>> => ({
  dateline: { FontStyle: 'Bold' },
  speaker: { FontStyle: 'Bold' },
  opening: { FontStyle: 'Bold' },
  strong: { FontStyle: 'Bold' },
  emphasis: emphasised(chinese),
  strongEmphasis: chinese ? { ...emphasised(chinese), FontStyle: 'Bold' } : { FontStyle: 'Bold Italic' },
  note: { Position: 'Superscript' },
})

const basedOn = (name: string): Xml => element('BasedOn', { type: 'string' }, text(name))

const group = (name: string, self: string, ...styles: readonly Xml[]): Xml => element(name, { Self: self }, ...styles)

/** Every style of the document, in InDesign's groups. */
export const styleGroups = (chinese: boolean): Xml[] => {
  const looks = LOOKS(chinese)
  const characters = CHARACTERS(chinese)
  const paragraphStyles = Object.entries(PARAGRAPH_STYLES).map(([key, name]) => {
    const style = key as ParagraphStyle
    const sign = SIGNS[style]
    const properties = [basedOn('$ID/[No paragraph style]'), ...(sign === undefined ? [] : [element('BulletChar', { BulletCharacterType: 'UnicodeOnly', BulletCharacterValue: sign })])]
    return element('ParagraphStyle', { Self: paragraphRef(style), Name: name, ...looks[style] }, element('Properties', {}, ...properties))
  })
  const characterStyles = Object.entries(CHARACTER_STYLES).map(([key, name]) => {
    const style = key as CharacterStyle
    return element('CharacterStyle', { Self: characterRef(style), Name: name, ...characters[style] }, element('Properties', {}, basedOn('$ID/[No character style]')))
  })
  const named = (name: string, ref: string, attributes: Attributes = {}): Xml => element(name, { Self: ref, Name: ref.slice(ref.indexOf('/') + 1), ...attributes })
  return [
    group('RootCharacterStyleGroup', 'stet_character_styles', element('CharacterStyle', { Self: NO_CHARACTER_STYLE, Name: '$ID/[No character style]' }), ...characterStyles),
    group('RootParagraphStyleGroup', 'stet_paragraph_styles', element('ParagraphStyle', { Self: 'ParagraphStyle/$ID/[No paragraph style]', Name: '$ID/[No paragraph style]', PointSize: EM }), element('ParagraphStyle', { Self: 'ParagraphStyle/$ID/NormalParagraphStyle', Name: '$ID/NormalParagraphStyle' }), ...paragraphStyles),
    group('RootTableStyleGroup', 'stet_table_styles', named('TableStyle', TABLE_STYLE)),
    group('RootCellStyleGroup', 'stet_cell_styles', named('CellStyle', CELL_STYLES.text, { AppliedParagraphStyle: paragraphRef('tableText') }), named('CellStyle', CELL_STYLES.head, { AppliedParagraphStyle: paragraphRef('tableHead') })),
    group('RootObjectStyleGroup', 'stet_object_styles', named('ObjectStyle', PHOTO_STYLE)),
  ]
}
