import { z } from 'zod'

import { roleSchema } from '../review/people'
import { decisionSchema, revisionRefSchema } from '../review/states'
import { sha256Schema, storyIdSchema } from '../story/story'

/** Media types of what is signed, as DSSE names them. */
export const REVIEW_TYPE = 'application/vnd.stet.review+json'
export const RECORD_TYPE = 'application/vnd.stet.record+json'
export const MANIFEST_TYPE = 'application/vnd.stet.manifest+json'

const at = z.iso.datetime({ offset: true })

/** Who signs: the person as the desk knows them and the id of the key (SHA-256 of its SPKI bytes). */
export const signerSchema = z.strictObject({ person: z.string(), name: z.string(), key: sha256Schema })

/**
 * What a person signs, version 1: this key took this decision on these bytes at this stage, after that event, for that desk
 * under that policy. The story itself is signed by digest; its photos' digests are inside it and repeated here to be read.
 */
export const reviewStatementSchema = z.strictObject({
  type: z.literal('stet.review/1'),
  desk: sha256Schema,
  policy: sha256Schema,
  story: storyIdSchema,
  revision: revisionRefSchema,
  headline: z.string(),
  characters: z.int().min(0),
  photos: z.array(sha256Schema),
  stage: z.string(),
  decision: decisionSchema,
  /** The reason of a return, the report of a pass; empty otherwise. */
  reason: z.string().max(5000),
  signer: signerSchema,
  at,
  previous: sha256Schema.nullable(),
})
export type ReviewStatement = z.infer<typeof reviewStatementSchema>

/** What the destination answered: proof of what is where. */
export const receiptSchema = z.strictObject({
  destination: z.string(),
  remoteId: z.string(),
  url: z.string(),
  /** The remote's own version of what it holds. */
  remoteVersion: z.string(),
  /** SHA-256 of what was sent. */
  sent: sha256Schema,
})
export type Receipt = z.infer<typeof receiptSchema>

/** What the desk itself puts on record, signed by the desk's key. */
export const recordStatementSchema = z.discriminatedUnion('kind', [
  z.strictObject({ type: z.literal('stet.record/1'), kind: z.literal('keyEnrolled'), desk: sha256Schema, person: z.string(), name: z.string(), role: roleSchema, key: sha256Schema, publicKey: z.string(), at }),
  z.strictObject({ type: z.literal('stet.record/1'), kind: z.literal('published'), desk: sha256Schema, story: storyIdSchema, revision: revisionRefSchema, receipt: receiptSchema, person: z.string(), at, previous: sha256Schema }),
])
export type RecordStatement = z.infer<typeof recordStatementSchema>
