import { z } from 'zod'

import { sha256Schema, storyIdSchema } from '../story/story'

export const decisionSchema = z.enum(['submit', 'pass', 'signOff', 'return'])
export type Decision = z.infer<typeof decisionSchema>

export const reviewStateSchema = z.enum(['inReview', 'returned', 'signedOff', 'published'])
export type ReviewState = z.infer<typeof reviewStateSchema>

/** A revision by what it is: its number in the piece's life and the digest of its stored bytes. */
export const revisionRefSchema = z.strictObject({ number: z.int().positive(), sha256: sha256Schema })
export type RevisionRef = z.infer<typeof revisionRefSchema>

const actedSchema = z.strictObject({ stage: z.string(), person: z.string(), key: z.string(), revision: sha256Schema })

/** Where a piece stands, computed from its events alone. `stage` is the index into the policy's stages. */
export const standingSchema = z.strictObject({
  story: storyIdSchema,
  author: z.string(),
  authorKey: z.string(),
  state: reviewStateSchema,
  stage: z.int().min(0),
  revision: revisionRefSchema,
  /** Every stage anybody passed, signed or returned, in any round: nobody may act at two different stages. */
  acted: z.array(actedSchema),
  lastEvent: sha256Schema,
})
export type Standing = z.infer<typeof standingSchema>

/** An accepted act, as the standing needs it. `id` is the digest of the signed statement. */
export type ReviewEvent = {
  id: string
  story: string
  decision: Decision
  stage: string
  person: string
  key: string
  revision: RevisionRef
}
