import type { AcrossFlag } from '../../src-shared/proofing/across/check'
import type { Piece } from '../../src-shared/proofing/across/piece'
import type { Flag } from '../../src-shared/proofing/check'
import type { HouseLists } from '../../src-shared/proofing/house/tables'
import type { PassageKind } from '../../src-shared/proofing/passage'
import type { Language } from '../../src-shared/story/story'

/** A passage under the number the window knows it by: a changed one has another. */
export type Numbered = { number: number; kind: PassageKind; text: string }

/** The copy as it stands now: the numbers of its passages in reading order, and those of them that were never sent before. `house`: the house's lists, where they are other than at the last asking; everything is then read anew. */
export type AskText = { kind: 'text'; round: number; language: Language; order: readonly number[]; fresh: readonly Numbered[]; house?: HouseLists }

/** The copy at rest, as a whole, for what is said in one place and otherwise in another. */
export type AskPiece = { kind: 'piece'; round: number; piece: Piece }

export type Ask = AskText | AskPiece

/** What was found in passages read since the last word, by number; `done` where every passage of the round has been read. */
export type ToldText = { kind: 'text'; round: number; found: readonly (readonly [number, readonly Flag[]])[]; done: boolean }

/** What was found across the piece of that round, by the place of its passages. */
export type ToldPiece = { kind: 'piece'; round: number; found: readonly AcrossFlag[] }

export type Told = ToldText | ToldPiece

/** Whoever reads the copy, off the window's own thread. Answers come in the order of reading; a newer round ends an older one. */
export type Checker = { ask: (ask: Ask) => void; listen: (told: (told: Told) => void) => void; stop: () => void }
