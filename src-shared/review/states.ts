import { z } from 'zod'

import { sha256Schema, storyIdSchema } from '../story/story'
import { channelPathSchema } from './people'
import type { ChangeClass } from './policy'

/**
 * What can be done with a piece: submit 送审, pass 通过, sign off 签发, return 退改; revise (an edit at the desk, as a revision of its own), proof
 * (one proof pass or the read-through), hold 缓发 and release, spike 毙稿 and revive, correct 更正 (a new revision of a signed piece).
 */
export const decisionSchema = z.enum(['submit', 'pass', 'signOff', 'return', 'revise', 'proof', 'hold', 'release', 'spike', 'revive', 'correct'])
export type Decision = z.infer<typeof decisionSchema>

export const reviewStateSchema = z.enum(['inReview', 'returned', 'signedOff', 'published', 'held', 'spiked'])
export type ReviewState = z.infer<typeof reviewStateSchema>

/** A revision by what it is: its number in the piece's life and the digest of its stored bytes. */
export const revisionRefSchema = z.strictObject({ number: z.int().positive(), sha256: sha256Schema })
export type RevisionRef = z.infer<typeof revisionRefSchema>

/** Something a reviewer wants answered 审读意见; `id` is the raiser's own. */
export const issueSchema = z.strictObject({ id: z.string().min(1).max(60), text: z.string().min(1).max(2000) })
export type Issue = z.infer<typeof issueSchema>

const actedSchema = z.strictObject({ stage: z.string(), person: z.string(), key: z.string(), revision: sha256Schema })
const proofSchema = z.strictObject({ pass: z.int().positive(), person: z.string(), key: z.string(), revision: sha256Schema })
const raisedSchema = z.strictObject({ id: z.string(), stage: z.string(), person: z.string(), open: z.boolean() })

/** Where a piece stands, computed from its events alone. `stage` is the index into the policy's stages. */
export const standingSchema = z.strictObject({
  story: storyIdSchema,
  author: z.string(),
  authorKey: z.string(),
  state: reviewStateSchema,
  stage: z.int().min(0),
  revision: revisionRefSchema,
  /** Every stage anybody passed, signed, returned or edited at, in any round: nobody may act at two different stages. */
  acted: z.array(actedSchema),
  lastEvent: sha256Schema,
  /** SHA-256 of the policy this round of review runs under; empty for a standing kept by an older Stet. */
  policy: z.string().default(''),
  /** The channel of the revision under review. */
  channel: channelPathSchema.default([]),
  /** Who else put words into the piece as an author does (a correction by an editor): they do not review it. */
  coauthors: z.array(z.strictObject({ person: z.string(), key: z.string() })).default([]),
  /** Proof passes that still hold, in order. */
  proofs: z.array(proofSchema).default([]),
  issues: z.array(raisedSchema).default([]),
  /** What it was before it was held or spiked. */
  from: z.enum(['inReview', 'returned', 'signedOff', 'published']).nullable().default(null),
  /** The revision that was last published, whatever became of the piece since; null once it was taken down everywhere. */
  live: revisionRefSchema.nullable().default(null),
})
export type Standing = z.infer<typeof standingSchema>

/** An accepted act, as the standing needs it. `id` is the digest of the signed statement; `channel` null for acts signed before it was. */
export type ReviewEvent = {
  id: string
  story: string
  decision: Decision
  stage: string
  person: string
  key: string
  revision: RevisionRef
  policy: string
  channel: readonly string[] | null
  changes: readonly ChangeClass[]
  issues: readonly Issue[]
  closes: readonly string[]
  pass: number | null
}
