import { z } from 'zod'

import { checkLogSchema } from '../proofing/log'
import { delegationSchema } from '../review/delegation'
import { channelPathSchema, grantSchema, roleSchema } from '../review/people'
import { changeClassSchema, policySchema } from '../review/policy'
import { decisionSchema, issueSchema, revisionRefSchema } from '../review/states'
import { sha256Schema, storyIdSchema } from '../story/story'

/** Media types of what is signed, as DSSE names them. */
export const REVIEW_TYPE = 'application/vnd.stet.review+json'
export const RECORD_TYPE = 'application/vnd.stet.record+json'
export const DELEGATION_TYPE = 'application/vnd.stet.delegation+json'
export const LISTS_TYPE = 'application/vnd.stet.lists+json'
export const MANIFEST_TYPE = 'application/vnd.stet.manifest+json'

const at = z.iso.datetime({ offset: true })

/** Who signs: the person as the desk knows them and the id of the key (SHA-256 of its SPKI bytes). */
const firstSigner = { person: z.string(), name: z.string(), key: sha256Schema }

const statement = {
  desk: sha256Schema,
  policy: sha256Schema,
  story: storyIdSchema,
  revision: revisionRefSchema,
  headline: z.string(),
  characters: z.int().min(0),
  photos: z.array(sha256Schema),
  stage: z.string(),
  /** The reason of a return, hold, spike or correction; the report of a pass; empty otherwise. */
  reason: z.string().max(5000),
  at,
  previous: sha256Schema.nullable(),
}

const firstStatementSchema = z.strictObject({ type: z.literal('stet.review/1'), ...statement, decision: decisionSchema.extract(['submit', 'pass', 'signOff', 'return']), signer: z.strictObject(firstSigner) })

const currentStatementSchema = z.strictObject({
  type: z.literal('stet.review/2'),
  ...statement,
  channel: channelPathSchema,
  decision: decisionSchema,
  /** What an edit at the desk touches; empty for every other act. */
  changes: z.array(changeClassSchema).max(5),
  /** Issues raised, and ids of issues closed. */
  issues: z.array(issueSchema).max(50),
  closes: z.array(z.string().max(60)).max(200),
  /** Which proof pass this is; null for every other act. */
  pass: z.int().positive().max(6).nullable(),
  /** What the machine's pass over the revision came to; absent where none was made. */
  checks: checkLogSchema.optional(),
  /** `credential` is the id of the desk's record that says who holds the key and in which roles. */
  signer: z.strictObject({ ...firstSigner, credential: sha256Schema }),
  /** Id of the delegation acted under, if any. */
  delegation: sha256Schema.nullable(),
})

/** A statement as it is signed today. */
export type NewReviewStatement = z.infer<typeof currentStatementSchema>
/** A statement of either form; null where the first form did not say. */
export type ReviewStatement = Omit<NewReviewStatement, 'type' | 'channel' | 'signer'> & { type: 'stet.review/1' | 'stet.review/2'; channel: string[] | null; signer: { person: string; name: string; key: string; credential: string | null } }

/**
 * What a person signs: this key took this decision on these bytes at this stage, after that event, for that desk under that policy. The
 * story itself is signed by digest; its photos' digests are inside it and repeated here to be read. Statements of the first form read as the second.
 */
export const reviewStatementSchema: z.ZodType<ReviewStatement> = z.union([
  currentStatementSchema,
  firstStatementSchema.transform((first): ReviewStatement => ({ ...first, channel: null, changes: [], issues: [], closes: [], pass: null, delegation: null, signer: { ...first.signer, credential: null } })),
])

/** What a person signs to lend a right to another, and to end that before its time. */
export const delegationStatementSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    type: z.literal('stet.delegation/1'),
    kind: z.literal('given'),
    desk: sha256Schema,
    to: z.strictObject({ person: delegationSchema.shape.to, name: z.string() }),
    role: delegationSchema.shape.role,
    channel: delegationSchema.shape.channel,
    stages: delegationSchema.shape.stages,
    notBefore: at,
    notAfter: at,
    reason: z.string().min(1).max(1000),
    signer: z.strictObject({ ...firstSigner, credential: sha256Schema }),
    at,
  }),
  z.strictObject({ type: z.literal('stet.delegation/1'), kind: z.literal('ended'), desk: sha256Schema, delegation: sha256Schema, reason: z.string().max(1000), signer: z.strictObject({ ...firstSigner, credential: sha256Schema }), at }),
])
export type DelegationStatement = z.infer<typeof delegationStatementSchema>

/** What an editor signs to answer for a version of the house's lists: the digest of its file, the version before it (by its statement's id), and why. */
export const listsStatementSchema = z.strictObject({
  type: z.literal('stet.lists/1'),
  desk: sha256Schema,
  number: z.int().positive(),
  sha256: sha256Schema,
  /** Rows in the file, to be read without it. */
  rows: z.int().min(0),
  previous: sha256Schema.nullable(),
  reason: z.string().min(1).max(1000),
  signer: z.strictObject({ ...firstSigner, credential: sha256Schema }),
  at,
})
export type ListsStatement = z.infer<typeof listsStatementSchema>

/** What the destination answered: proof of what is where. */
export const receiptSchema = z.strictObject({
  destination: z.string(),
  remoteId: z.string(),
  url: z.string(),
  /** The remote's own version of what it holds. */
  remoteVersion: z.string(),
  /** SHA-256 of what was sent. */
  sent: sha256Schema,
  /** What the destination did not keep of it, read back after sending: words for people, at most fifty. */
  stripped: z.array(z.string().max(200)).max(50).optional(),
})
export type Receipt = z.infer<typeof receiptSchema>

const record = { type: z.literal('stet.record/1'), desk: sha256Schema, at }

/**
 * What the desk itself puts on record, signed by the desk's key. `keyEnrolled` says who holds a key and in which roles: a further one for the
 * same key replaces it, for acts from then on. `keyRevoked` ends a key; what it signed before stays signed.
 */
export const recordStatementSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...record, kind: z.literal('keyEnrolled'), person: z.string(), name: z.string(), role: roleSchema, key: sha256Schema, publicKey: z.string(), grants: z.array(grantSchema).optional(), device: z.string().max(100).optional() }),
  z.strictObject({ ...record, kind: z.literal('keyRevoked'), key: sha256Schema, person: z.string(), reason: z.string().max(1000), by: z.string() }),
  z.strictObject({ ...record, kind: z.literal('policySet'), policy: policySchema, digest: sha256Schema, by: z.string() }),
  /** `lateBy`: milliseconds after the hour it was asked for, where it went out noticeably later. `wentAt`: the hour at which it went live by the destination's own clock, where the desk only found it so. */
  z.strictObject({ ...record, kind: z.literal('published'), story: storyIdSchema, revision: revisionRefSchema, receipt: receiptSchema, person: z.string(), lateBy: z.int().positive().optional(), wentAt: at.optional(), previous: sha256Schema }),
  /** It is out of readers' sight there, for a reason; `revision` is what stood there. */
  z.strictObject({ ...record, kind: z.literal('takenDown'), story: storyIdSchema, revision: revisionRefSchema, destination: z.string(), receipt: receiptSchema, reason: z.string().min(1).max(1000), person: z.string(), previous: sha256Schema }),
  /** The house gave up the destination where it stands: it may be read there still, and nothing is done about it from here. `receipt` is the last that was heard. */
  z.strictObject({ ...record, kind: z.literal('left'), story: storyIdSchema, revision: revisionRefSchema, receipt: receiptSchema, person: z.string(), previous: sha256Schema }),
])
export type RecordStatement = z.infer<typeof recordStatementSchema>
