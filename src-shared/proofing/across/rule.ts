import type { Language } from '../../story/story'
import type { Found } from '../rule'
import type { Severity } from '../severity'
import type { Tables } from '../tables'
import type { Day } from './days'
import type { Figure } from './quantity'
import type { Mention } from './mentions'
import type { Piece } from './piece'

/** A stretch of one passage of a piece, in UTF-16 units of its text. */
export type Stretch = { passage: number; from: number; to: number }

/** What a rule found across a piece: where it stands, and the other place it contradicts. `details.context` chooses between the wordings of a message. */
export type AcrossFound = Found & { passage: number; other?: Stretch }

/** A piece read once for all rules: who, how many and when, in reading order. */
export type AcrossReading = { piece: Piece; mentions: readonly Mention[]; figures: readonly Figure[]; days: readonly Day[] }

/** One rule over a whole piece. Its words are locale keys `proofing-across:rule.<id>.name`, `.message` and `.why`. Pure, and flags only what is certain in what it claims. */
export type AcrossRule = {
  id: string
  languages: readonly Language[]
  severity: Severity
  source: string
  check: (reading: AcrossReading, tables: Tables) => readonly AcrossFound[]
}
