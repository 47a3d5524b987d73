import { z } from 'zod'

import { failureSchema } from '../outcome'
import { delegationSchema } from '../review/delegation'
import { grantSchema, roleSchema } from '../review/people'
import { policySchema } from '../review/policy'
import { decisionSchema, issueSchema, standingSchema } from '../review/states'
import { envelopeSchema } from '../signoff/envelope'
import { receiptSchema } from '../signoff/statement'
import { sha256Schema } from '../story/story'

/** What a refusal's words need. */
const detailsSchema = failureSchema.shape.details

/** A key as the desk enrolled it, once for each record that says in which roles; see EnrolledKey. */
export const enrolledKeySchema = z.object({
  id: sha256Schema,
  person: z.string(),
  name: z.string(),
  role: roleSchema,
  grants: z.array(grantSchema).optional(),
  publicKey: z.string(),
  credential: sha256Schema.optional(),
  device: z.string().optional(),
  at: z.string().optional(),
  revokedAt: z.string().nullable().optional(),
})

/**
 * What a destination was given to show at `hour` by its own clock, whether the desk runs then or not. `url` is where it will stand, null while the destination has not answered. `recall` is
 * set while it is being taken back: until that is done it may go live there all the same.
 */
const handedSchema = z.object({
  hour: z.string(),
  url: z.string().nullable(),
  recall: z.object({ tries: z.int(), due: z.string().nullable(), code: z.string(), message: z.string(), details: detailsSchema }).nullable(),
})

/**
 * One publication to one destination: how the last thing asked of it stands, beside what stands there meanwhile. `waiting` goes by itself at `due` (or once nobody holds
 * it); `failed` was parked with its code and words until somebody does something; `published` and `takenDown` are done, and
 * `left` is what was given up with its destination: readers may see it there still.
 */
export const publicationSchema = z.object({
  destination: z.string(),
  state: z.enum(['published', 'failed', 'waiting', 'sending', 'takenDown', 'left']),
  /** When it came to this. */
  at: z.string(),
  /** The revision it is about: what was asked for, or what stands there. */
  revision: sha256Schema,
  /** What the destination last answered, whatever is asked of it now; null where it never did. */
  receipt: receiptSchema.nullable(),
  /** Why the last try failed, or why it waits; empty where there is nothing to say. */
  code: z.string(),
  message: z.string(),
  details: detailsSchema.default({}),
  /** What is asked, where something is. */
  doing: z.enum(['publish', 'takeDown']).default('publish'),
  /** The hour somebody asked for; null for at once. */
  hour: z.string().nullable().default(null),
  /** When it is tried next; null where it goes at once, or not by itself. */
  due: z.string().nullable().default(null),
  /** Tries that failed. */
  tries: z.int().default(0),
  /** Somebody said to wait; it goes when somebody lets it. */
  held: z.boolean().default(false),
  /** Milliseconds it went out after the hour it was asked for, where that was noticeable. */
  lateBy: z.int().nullable().default(null),
  /** Why it was, or is to be, taken down. */
  reason: z.string().default(''),
  /** What readers see there, whatever is asked of it now; null where nothing of the piece ever stood there. */
  stands: z.object({ state: z.enum(['published', 'takenDown', 'left']), revision: sha256Schema, at: z.string() }).nullable().default(null),
  /** What it was given for an hour by its own clock; null where nothing is. Nobody has seen anything of it yet. */
  handed: handedSchema.nullable().default(null),
})
export type Publication = z.infer<typeof publicationSchema>

/** Who has a piece in hand, and until when: a lease, never a wall. */
export const claimSchema = z.object({ person: z.string(), name: z.string(), since: z.string(), until: z.string() })
export type Claim = z.infer<typeof claimSchema>

/** A row of the queue and of Published: where a piece stands, for people. Times are ISO 8601. */
export const pieceSchema = z.object({
  standing: standingSchema,
  headline: z.string(),
  slugline: z.string(),
  channel: z.array(z.string()),
  byline: z.string(),
  authorName: z.string(),
  characters: z.int(),
  photos: z.int(),
  submittedAt: z.string(),
  waitingSince: z.string(),
  /** Reason of the last return, hold or spike, else empty. */
  reason: z.string(),
  /** Who signed off and when, if anybody has. */
  signedBy: z.string(),
  signedAt: z.string(),
  publications: z.array(publicationSchema),
  /** When the time limit of its stage runs out; null where the policy sets none. */
  dueAt: z.string().nullable().default(null),
  claim: claimSchema.nullable().default(null),
  /** Somebody edited it at the desk since its last revision was cut. */
  edited: z.boolean().default(false),
  /** Until when nobody may publish its last revision; null where it is under no embargo. */
  embargo: z.string().nullable().default(null),
  /** A signed correction that is not everywhere yet where the piece is live: since when, by when it should be, and at which destinations it is lacking. */
  correctionDue: z.object({ since: z.string(), due: z.string(), destinations: z.array(z.string()) }).nullable().default(null),
})
export type Piece = z.infer<typeof pieceSchema>

/**
 * Lists of pieces the desk gives: one's own; what waits for a review; what was signed off; what is held or spiked; and `out`, what was signed off or stands, or is to
 * stand, at a destination whatever becomes of it meanwhile.
 */
export const scopeSchema = z.enum(['mine', 'queue', 'cleared', 'stopped', 'out'])
export type Scope = z.infer<typeof scopeSchema>

/** What the desk itself puts on a piece's record beside people's decisions: what became of it at a destination. */
export const recordedSchema = z.enum(['published', 'takenDown', 'left'])

/** An event as people read it, beside the envelope that proves it. */
export const eventSchema = z.object({
  id: sha256Schema,
  decision: z.union([decisionSchema, recordedSchema]),
  stage: z.string(),
  person: z.string(),
  name: z.string(),
  at: z.string(),
  reason: z.string(),
  revision: sha256Schema,
  envelope: envelopeSchema,
  /** Issues it raised and closed, the proof pass it was, and on whose behalf. */
  issues: z.array(issueSchema).default([]),
  closes: z.array(z.string()).default([]),
  pass: z.int().nullable().default(null),
  behalf: z.string().default(''),
  /** Who brought it to the desk, where that was not its signer, and when. */
  carried: z.object({ name: z.string(), at: z.string() }).nullable().default(null),
  /** Of a publication or a taking down: where, what was answered, and how late (milliseconds) it was. */
  destination: z.string().default(''),
  receipt: receiptSchema.nullable().default(null),
  lateBy: z.int().nullable().default(null),
})
export type PieceEvent = z.infer<typeof eventSchema>

/** A piece with its whole chain and everything its acts are checked against. */
export const dossierSchema = z.object({
  piece: pieceSchema,
  events: z.array(eventSchema),
  keys: z.array(enrolledKeySchema),
  policies: z.array(policySchema).default([]),
  delegations: z.array(envelopeSchema).default([]),
})
export type Dossier = z.infer<typeof dossierSchema>

/** A delegation as people read it; `endedAt` is set once it was ended before its time. */
export const lentSchema = z.object({ delegation: delegationSchema, fromName: z.string(), toName: z.string(), reason: z.string(), at: z.string(), endedAt: z.string().nullable(), envelope: envelopeSchema })
export type Lent = z.infer<typeof lentSchema>

/** A policy the house has or had: who set it and when. */
export const setPolicySchema = z.object({ digest: sha256Schema, policy: policySchema, at: z.string(), by: z.string(), current: z.boolean() })
export type SetPolicy = z.infer<typeof setPolicySchema>

/** What the desk tells who listens: what to read again, never what it says. */
export const deskEventSchema = z.object({ kind: z.enum(['pieces', 'piece', 'working', 'people', 'policy', 'lists', 'everything']), story: z.string().nullable(), seq: z.int() })
export type DeskEvent = z.infer<typeof deskEventSchema>
