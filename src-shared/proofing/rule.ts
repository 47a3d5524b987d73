import type { Language } from '../story/story'
import type { PassageKind } from './passage'
import type { Reading } from './reading'
import type { Severity } from './severity'
import type { Tables } from './tables'

/** What a rule found in one text. `from` (in) to `to` (out) in UTF-16 units; each fix is what may stand there instead, the best one first; none where only a person can tell. */
export type Found = {
  from: number
  to: number
  fixes: readonly string[]
  /** What the message speaks of, by the names its words use. */
  details?: Readonly<Record<string, string | number>>
  /** Where this find is graver or lighter than its rule, and where another source says it. */
  severity?: Severity
  source?: string
}

/** What rules that look things up are given: the tables the house came with, and its own lists. */
export type Kit = { tables: Tables; kind: PassageKind }

/**
 * One rule over one text. Its words are locale keys `proofing:rule.<id>.name`, `.message` and `.why`; `source` is a key under `proofing:source.`.
 * `check` is pure, linear in the text, and flags only what is certain in what it claims.
 */
export type TextRule = {
  id: string
  /** The language of the copy it reads; null for every one. */
  language: Language | null
  severity: Severity
  source: string
  /** Only these kinds of passages; all where it does not say. */
  kinds?: readonly PassageKind[]
  check: (reading: Reading, kit: Kit) => readonly Found[]
}
