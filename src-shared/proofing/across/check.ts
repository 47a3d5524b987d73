import type { Severity } from '../severity'
import type { Tables } from '../tables'
import { daysOf } from './days'
import { figuresOf } from './figures'
import { mentionsOf } from './mentions'
import type { Piece } from './piece'
import type { AcrossFound, AcrossReading, AcrossRule, Stretch } from './rule'

/** One thing found across a piece, with the rule that found it. */
export type AcrossFlag = Omit<AcrossFound, 'severity' | 'source' | 'details'> & { rule: string; severity: Severity; source: string; details: Readonly<Record<string, string | number>>; other?: Stretch }

/** Reads a piece once for every rule. */
export const readPiece = (piece: Piece, tables: Tables): AcrossReading => ({
  piece,
  mentions: piece.language === 'zh-CN' ? mentionsOf(piece.passages, tables.people) : [],
  figures: piece.passages.flatMap((passage, index) => figuresOf(passage, index, piece.language)),
  days: piece.passages.flatMap(({ text }, index) => daysOf(piece, text, index)),
})

/** Checks a whole piece by the rules of its language, in reading order. Depends on nothing but what it is given. */
export const checkAcross = (piece: Piece, rules: readonly AcrossRule[], tables: Tables): AcrossFlag[] => {
  const reading = readPiece(piece, tables)
  return rules
    .filter(({ languages }) => languages.includes(piece.language))
    .flatMap((rule) => rule.check(reading, tables).map((found): AcrossFlag => ({ rule: rule.id, severity: rule.severity, source: rule.source, details: {}, ...found })))
    .sort((one, other) => one.passage - other.passage || one.from - other.from)
}
