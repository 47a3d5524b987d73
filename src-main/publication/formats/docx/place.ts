import { AlignmentType, Paragraph, type ImageRun, type IParagraphOptions } from 'docx'

import type { PrintedCell } from '../../../../src-shared/publication/printed/printed'
import type { ParagraphStyle } from '../style-names'
import type { Inline } from './runs'
import { FRAMES, styleId } from './styles'

/** The number or sign an item's first paragraph carries: which list of the document, how deep, and which run of it. */
type ItemMark = { reference: string; level: number; instance: number }

/** Where a paragraph stands: what text is set in there, the frame it is in, its sides in a cell, how deep in lists, and the sign it opens an item with. */
export type Place = { text: ParagraphStyle; frame: keyof typeof FRAMES | null; align: PrintedCell['align']; depth: number; mark: ItemMark | null }

/** Where the text of an article stands. */
export const TOP: Place = { text: 'body', frame: null, align: null, depth: 0, mark: null }

const SIDES = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const

/** How far each level of a list stands in, in twentieths of a point. */
export const STEP = 480

/** A paragraph where it stands; `style` where it is not simply text. Text of an item stands behind its sign, whatever the list stands in. */
export const paragraph = (place: Place, children: readonly (Inline | ImageRun)[], style?: ParagraphStyle, more: Pick<IParagraphOptions, 'keepNext'> = {}): Paragraph => {
  const { mark, depth, frame, align } = place
  const listed = style === undefined && depth > 0
  const { indent, ...around } = frame === null ? { indent: undefined } : FRAMES[frame]
  return new Paragraph({
    style: styleId(style ?? (place.text === 'body' && listed ? 'listItem' : place.text)),
    ...around,
    // The numbering has its own indent; what follows in the item stands under its words.
    ...(listed && mark ? { numbering: { ...mark, custom: true } } : listed ? { indent: { left: STEP * depth, firstLine: 0, firstLineChars: 0 } } : indent ? { indent } : {}),
    ...(align === null ? {} : { alignment: SIDES[align] }),
    ...more,
    children: [...children],
  })
}
