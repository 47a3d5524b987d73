import type { PrintedCell } from '../../../../src-shared/publication/printed/printed'
import type { ParagraphStyle } from '../style-names'
import { range } from './runs'
import { paragraphRef } from './styles'
import { element, type Xml } from './xml'

type Attributes = Readonly<Record<string, string | number | undefined>>

/** A paragraph of a story: its style, what of it this one has otherwise, and its ranges. */
export type Paragraph = { style: ParagraphStyle; otherwise: Attributes; ranges: readonly Xml[] }

/** Where a paragraph stands: what text is set in there, its side in a cell, how deep in lists, and what sign it opens an item with. */
export type Place = { text: ParagraphStyle; align: PrintedCell['align']; depth: number; mark: { style: ParagraphStyle; start: number | null } | null }

/** Where the text of an article stands. */
export const TOP: Place = { text: 'body', align: null, depth: 0, mark: null }

const SIDES = { left: 'LeftAlign', center: 'CenterAlign', right: 'RightAlign' } as const

/** How far each level of a list stands in, in points. */
const STEP = 13.5

/** A paragraph where it stands; `style` where it is not simply text. */
export const paragraph = (place: Place, ranges: readonly Xml[], style?: ParagraphStyle): Paragraph => {
  const { align, depth, mark } = place
  const side = align === null ? {} : { Justification: SIDES[align] }
  if (style !== undefined || depth === 0) return { style: style ?? place.text, otherwise: side, ranges }
  const deeper = depth > 1 || !mark ? { LeftIndent: STEP * depth } : {}
  if (!mark) return { style: 'listItem', otherwise: { BulletsAndNumberingListType: 'NoList', FirstLineIndent: 0, ...deeper, ...side }, ranges }
  const number = mark.style === 'numberedItem' ? { NumberingLevel: depth, ...(mark.start === null ? {} : { NumberingContinue: 'false', NumberingStartAt: mark.start }) } : {}
  return { style: mark.style, otherwise: { ...number, ...deeper, ...side }, ranges }
}

/** Paragraphs one after another: every one but the last ends with a break, as InDesign has it. */
export const flow = (paragraphs: readonly Paragraph[]): Xml[] =>
  paragraphs.map(({ style, otherwise, ranges }, index) => {
    const last = index === paragraphs.length - 1
    const held = last && ranges.length === 0 ? [range(null, element('Content', {}))] : ranges
    return element('ParagraphStyleRange', { AppliedParagraphStyle: paragraphRef(style), ...otherwise }, ...held, ...(last ? [] : [range(null, element('Br', {}))]))
  })
