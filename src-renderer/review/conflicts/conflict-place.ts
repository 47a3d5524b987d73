import type { TFunction } from 'i18next'

import { textOf } from '../../../src-shared/story/count'
import type { Conflict } from '../../../src-shared/story/merge'

/** How much of a block's words names it, in UTF-16 units. */
const OPENING = 24

const opening = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > OPENING ? `${line.slice(0, OPENING).toWellFormed()}…` : line
}

/** What people call the place of a conflict: the field's name, or the kind of block and how it begins. */
export const placeWords = (t: TFunction, conflict: Conflict): string => {
  if (conflict.kind === 'field') return t(`writing:field.${conflict.place.field}`)
  const first = conflict.base[0] ?? conflict.theirs[0] ?? conflict.mine[0]
  const kind = t(`writing:node.${first?.type ?? 'paragraph'}`)
  const words = opening([conflict.base, conflict.theirs, conflict.mine].map((nodes) => nodes.map(textOf).join(' ').trim()).find((text) => text !== '') ?? '')
  return words === '' ? kind : t('review:conflict.place', { kind, words })
}
