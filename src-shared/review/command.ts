import type { CheckLog } from '../proofing/log'
import type { Delegation } from './delegation'
import type { Rights } from './people'
import type { ChangeClass } from './policy'
import type { Decision, Issue, RevisionRef } from './states'

/** What somebody asks for. `previous` is the last event they have seen of the piece, null before the first; `at` is when they ask. */
export type Command = {
  decision: Decision
  story: string
  stage: string
  revision: RevisionRef
  reason: string
  previous: string | null
  at: string
  /** The channel of that revision; null where the statement does not say. */
  channel: readonly string[] | null
  changes: readonly ChangeClass[]
  issues: readonly Issue[]
  closes: readonly string[]
  pass: number | null
  /** What the machine's pass over that revision came to; absent where none was made. */
  checks?: CheckLog | null | undefined
}

/** The person acting, the key they act with, their rights as the desk put them on record, and the delegation they act under, if any. */
export type Actor = Rights & { id: string; key: string; delegation?: Delegation | null | undefined }

/** The stage a submission carries, and the one a proof pass does; they are nobody's review. */
export const SUBMISSION = 'submission'
export const PROOF = 'proof'

/** A command's parts that most acts leave empty. */
export const plainAct = { channel: null, changes: [], issues: [], closes: [], pass: null } as const satisfies Partial<Command>
