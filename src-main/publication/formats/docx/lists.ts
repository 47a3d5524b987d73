import { AlignmentType, LevelFormat, type ILevelsOptions, type NumberingDefinition } from 'docx'

import type { PrintedBlock } from '../../../../src-shared/publication/printed/printed'
import { STEP } from './place'

type List = Extract<PrintedBlock, { kind: 'list' }>

/** How deep Word counts; deeper lists stand at its last level. */
export const DEEPEST = 8

const BULLETS = ['•', '–', '◦'] as const

/** The lists of one document: every printed list is one of its own, so that each counts from its own start. */
export type Lists = { begin: (list: List) => Pick<List, 'style'> & { reference: string; instance: number }; definitions: () => NumberingDefinition[] }

const levels = (style: List['style'], start: number): ILevelsOptions[] =>
  Array.from({ length: DEEPEST + 1 }, (_, level) => ({
    level,
    format: style === 'number' ? LevelFormat.DECIMAL : LevelFormat.BULLET,
    text: style === 'number' ? `%${String(level + 1)}.` : style === 'brief' ? '△' : (BULLETS[level % BULLETS.length] ?? '•'),
    alignment: AlignmentType.LEFT,
    start,
    style: { paragraph: { indent: { left: STEP * (level + 1), hanging: STEP } } },
  }))

/** No lists yet. */
export const docxLists = (): Lists => {
  const found = new Map<string, NumberingDefinition>()
  let count = 0
  return {
    begin: ({ style, start }) => {
      const reference = style === 'number' ? `number-${String(start)}` : style
      if (!found.has(reference)) found.set(reference, { reference, levels: levels(style, start) })
      count += 1
      return { style, reference, instance: count }
    },
    definitions: () => [...found.values()],
  }
}
