import { withoutKnown } from '../house/rules'
import type { Tables } from '../tables'
import { checkAcross, type AcrossFlag } from './check'
import type { Piece } from './piece'
import { ACROSS_RULES } from './rules'

/** What is found across a piece, but for what lies in words the house knows to be right. */
export const acrossWithoutKnown = (piece: Piece, tables: Tables): AcrossFlag[] => {
  const flags = checkAcross(piece, ACROSS_RULES, tables)
  return piece.passages.flatMap(({ text }, passage) => withoutKnown(flags.filter((flag) => flag.passage === passage), text, tables.house))
}
