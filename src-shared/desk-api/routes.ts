import { z } from 'zod'

import type { Action } from '../review/access'
import { personSchema, roleSchema } from '../review/people'
import { policySchema } from '../review/policy'
import { decisionSchema, standingSchema } from '../review/states'
import { envelopeSchema } from '../signoff/envelope'
import { receiptSchema } from '../signoff/statement'
import { sha256Schema, storyIdSchema } from '../story/story'
import { peopleRoutes } from './people-routes'

export const deskIdentitySchema = z.object({ key: sha256Schema, publicKey: z.string() })
export const enrolledKeySchema = z.object({ id: sha256Schema, person: z.string(), name: z.string(), role: roleSchema, publicKey: z.string() })
export const destinationSchema = z.object({ id: z.string(), name: z.string(), kind: z.enum(['site', 'wordpress', 'ghost']), address: z.string() })

/** How one gets in besides by password: what the provider of the single sign-on is called, where there is one. */
export const signInSchema = z.object({ oidc: z.string().nullable() })

/** What anybody may know of a desk. */
export const healthSchema = z.object({ name: z.string(), version: z.string(), desk: deskIdentitySchema, policy: policySchema, destinations: z.array(destinationSchema), signIn: signInSchema.optional() })
export type Health = z.infer<typeof healthSchema>

/** One publication to one destination. A failure keeps its code and words until a retry succeeds. */
export const publicationSchema = z.object({
  destination: z.string(),
  state: z.enum(['published', 'failed']),
  at: z.string(),
  revision: sha256Schema,
  receipt: receiptSchema.nullable(),
  code: z.string(),
  message: z.string(),
})
export type Publication = z.infer<typeof publicationSchema>

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
  /** Reason of the last return, else empty. */
  reason: z.string(),
  /** Who signed off and when, if anybody has. */
  signedBy: z.string(),
  signedAt: z.string(),
  publications: z.array(publicationSchema),
})
export type Piece = z.infer<typeof pieceSchema>

/** An event as people read it, beside the envelope that proves it. */
export const eventSchema = z.object({ id: sha256Schema, decision: z.union([decisionSchema, z.literal('published')]), stage: z.string(), person: z.string(), name: z.string(), at: z.string(), reason: z.string(), revision: sha256Schema, envelope: envelopeSchema })
export type PieceEvent = z.infer<typeof eventSchema>

/** A piece with its whole chain. */
export const dossierSchema = z.object({ piece: pieceSchema, events: z.array(eventSchema), keys: z.array(enrolledKeySchema) })
export type Dossier = z.infer<typeof dossierSchema>

type Shape = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; action: Action; params: z.ZodObject; query: z.ZodObject; body: z.ZodType | 'bytes' | null; reply: z.ZodType | 'bytes' }
const none = z.object({})
const byStory = z.object({ story: storyIdSchema })
const bySha = z.object({ sha256: sha256Schema })
const nothing = z.null()

/**
 * The desk's HTTP API. JSON answers are an Outcome of `reply`; 'bytes' routes answer bytes, or an Outcome failure with a 4xx status.
 * Paths use hono's `:name`. `action` is what `authorise` is asked.
 */
export const routes = {
  health: { method: 'GET', path: '/api/health', action: 'readHealth', params: none, query: none, body: null, reply: healthSchema },
  ...peopleRoutes,
  self: { method: 'GET', path: '/api/self', action: 'readSelf', params: none, query: none, body: null, reply: z.object({ person: personSchema, keys: z.array(enrolledKeySchema) }) },
  enrolKey: { method: 'POST', path: '/api/keys', action: 'enrolKey', params: none, query: none, body: z.strictObject({ publicKey: z.string().max(1000), proof: z.base64().max(200) }), reply: enrolledKeySchema },
  hasPhoto: { method: 'GET', path: '/api/photos/:sha256/known', action: 'uploadPhoto', params: bySha, query: none, body: null, reply: z.object({ known: z.boolean() }) },
  putPhoto: { method: 'PUT', path: '/api/photos/:sha256', action: 'uploadPhoto', params: bySha, query: none, body: 'bytes', reply: nothing },
  getPhoto: { method: 'GET', path: '/api/stories/:story/photos/:sha256', action: 'readPiece', params: byStory.extend(bySha.shape), query: none, body: null, reply: 'bytes' },
  putRevision: { method: 'PUT', path: '/api/revisions/:sha256', action: 'uploadRevision', params: bySha, query: none, body: 'bytes', reply: nothing },
  getRevision: { method: 'GET', path: '/api/stories/:story/revisions/:sha256', action: 'readPiece', params: byStory.extend(bySha.shape), query: none, body: null, reply: 'bytes' },
  pieces: { method: 'GET', path: '/api/stories', action: 'listPieces', params: none, query: z.object({ scope: z.enum(['mine', 'queue', 'cleared']) }), body: null, reply: z.array(pieceSchema) },
  piece: { method: 'GET', path: '/api/stories/:story', action: 'readPiece', params: byStory, query: none, body: null, reply: dossierSchema },
  submit: { method: 'POST', path: '/api/stories/:story/submissions', action: 'submit', params: byStory, query: none, body: z.strictObject({ envelope: envelopeSchema }), reply: pieceSchema },
  review: { method: 'POST', path: '/api/stories/:story/reviews', action: 'review', params: byStory, query: none, body: z.strictObject({ envelope: envelopeSchema }), reply: pieceSchema },
  publish: { method: 'POST', path: '/api/stories/:story/publications', action: 'publish', params: byStory, query: none, body: z.strictObject({ destination: z.string().max(60) }), reply: publicationSchema },
  exportPackage: { method: 'GET', path: '/api/stories/:story/package', action: 'export', params: byStory, query: none, body: null, reply: 'bytes' },
} as const satisfies Record<string, Shape>

export type Routes = typeof routes
export type RouteName = keyof Routes
export type RouteParams<N extends RouteName> = z.infer<Routes[N]['params']>
export type RouteQuery<N extends RouteName> = z.infer<Routes[N]['query']>
export type RouteBody<N extends RouteName> = Routes[N]['body'] extends z.ZodType ? z.infer<Routes[N]['body']> : Routes[N]['body'] extends 'bytes' ? Uint8Array<ArrayBuffer> : null
export type RouteReply<N extends RouteName> = Routes[N]['reply'] extends z.ZodType ? z.infer<Routes[N]['reply']> : Uint8Array<ArrayBuffer>

/** The largest bodies the desk reads, in bytes. */
export const BODY_LIMITS = { json: 1_000_000, revision: 10_000_000, photo: 100_000_000 } as const

/** What a person signs to prove a key is theirs to enrol: DSSE-encoded with this type. */
export const ENROL_TYPE = 'application/vnd.stet.enrol'
