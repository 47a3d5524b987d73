import { z } from 'zod'

import type { Action } from '../review/access'
import { destinationInfoSchema } from '../publication/destination'
import { personSchema, roleSchema } from '../review/people'
import { policySchema } from '../review/policy'
import { envelopeSchema } from '../signoff/envelope'
import { sha256Schema, storyIdSchema } from '../story/story'
import { claimSchema, dossierSchema, enrolledKeySchema, lentSchema, pieceSchema, scopeSchema, setPolicySchema } from './pieces'
import { hookRoutes } from './hook-routes'
import { listsRoutes } from './lists-routes'
import { peopleRoutes } from './people-routes'
import { publishingRoutes } from './publishing-routes'
import { statisticsQuerySchema, statisticsSchema } from './statistics'
import { keptWorkingSchema, workingSchema } from './working'

export const deskIdentitySchema = z.object({ key: sha256Schema, publicKey: z.string() })

/** How one gets in besides by password: what the provider of the single sign-on is called, where there is one. */
export const signInSchema = z.object({ oidc: z.string().nullable() })

/**
 * What anybody may know of a desk. `policy` is the one in force; `live` says whether pieces can be edited together; `clockAhead` is how many
 * seconds the desk's clock is before the database's (behind: negative), where they were last seen to differ by minutes.
 */
export const healthSchema = z.object({ name: z.string(), version: z.string(), desk: deskIdentitySchema, policy: policySchema, destinations: z.array(destinationInfoSchema), live: z.boolean().default(false), signIn: signInSchema.optional(), clockAhead: z.number().optional() })
export type Health = z.infer<typeof healthSchema>

type Shape = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; action: Action; params: z.ZodObject; query: z.ZodObject; body: z.ZodType | 'bytes' | null; reply: z.ZodType | 'bytes' | 'stream' | 'events' }
const none = z.object({})
const byStory = z.object({ story: storyIdSchema })
const bySha = z.object({ sha256: sha256Schema })
const nothing = z.null()

/**
 * The desk's HTTP API. JSON answers are an Outcome of `reply`; 'bytes' routes answer bytes ('stream' ones as they come), or an Outcome failure with a 4xx status.
 * Paths use hono's `:name`. `action` is what `authorise` is asked.
 */
export const routes = {
  health: { method: 'GET', path: '/api/health', action: 'readHealth', params: none, query: none, body: null, reply: healthSchema },
  /** OpenAPI 3.1 of these very routes, as JSON (see openapi.ts). */
  openApi: { method: 'GET', path: '/api/openapi.json', action: 'readHealth', params: none, query: none, body: null, reply: 'bytes' },
  ...peopleRoutes,
  self: { method: 'GET', path: '/api/self', action: 'readSelf', params: none, query: none, body: null, reply: z.object({ person: personSchema, keys: z.array(enrolledKeySchema) }) },
  enrolKey: { method: 'POST', path: '/api/keys', action: 'enrolKey', params: none, query: none, body: z.strictObject({ publicKey: z.string().max(1000), proof: z.base64().max(200), device: z.string().max(100).optional() }), reply: enrolledKeySchema },
  hasPhoto: { method: 'GET', path: '/api/photos/:sha256/known', action: 'uploadPhoto', params: bySha, query: none, body: null, reply: z.object({ known: z.boolean() }) },
  putPhoto: { method: 'PUT', path: '/api/photos/:sha256', action: 'uploadPhoto', params: bySha, query: none, body: 'bytes', reply: nothing },
  getPhoto: { method: 'GET', path: '/api/stories/:story/photos/:sha256', action: 'readPiece', params: byStory.extend(bySha.shape), query: none, body: null, reply: 'bytes' },
  putRevision: { method: 'PUT', path: '/api/revisions/:sha256', action: 'uploadRevision', params: bySha, query: none, body: 'bytes', reply: nothing },
  getRevision: { method: 'GET', path: '/api/stories/:story/revisions/:sha256', action: 'readPiece', params: byStory.extend(bySha.shape), query: none, body: null, reply: 'bytes' },
  /** The bytes that lie where a revision should, whatever they are: for who reviews to see what was changed in them. */
  foundRevision: { method: 'GET', path: '/api/stories/:story/found/:sha256', action: 'review', params: byStory.extend(bySha.shape), query: none, body: null, reply: 'bytes' },
  pieces: { method: 'GET', path: '/api/stories', action: 'listPieces', params: none, query: z.object({ scope: scopeSchema }), body: null, reply: z.array(pieceSchema) },
  /** Pieces, characters and photos by month, person and channel, of what one may see. */
  statistics: { method: 'GET', path: '/api/statistics', action: 'readStatistics', params: none, query: statisticsQuerySchema, body: null, reply: statisticsSchema },
  piece: { method: 'GET', path: '/api/stories/:story', action: 'readPiece', params: byStory, query: none, body: null, reply: dossierSchema },
  submit: { method: 'POST', path: '/api/stories/:story/submissions', action: 'submit', params: byStory, query: none, body: z.strictObject({ envelope: envelopeSchema }), reply: pieceSchema },
  review: { method: 'POST', path: '/api/stories/:story/reviews', action: 'review', params: byStory, query: none, body: z.strictObject({ envelope: envelopeSchema }), reply: pieceSchema },
  /** Signed acts on a piece with a new revision cut at the desk: the edit first, then what is decided on it; both or neither. */
  reviewEdited: { method: 'POST', path: '/api/stories/:story/edited-reviews', action: 'review', params: byStory, query: none, body: z.strictObject({ edit: envelopeSchema, envelope: envelopeSchema.nullable() }), reply: pieceSchema },
  /** An act that was signed away from the desk, brought by anybody of the house; `known` where the desk has it already. */
  carry: { method: 'POST', path: '/api/stories/:story/carried', action: 'carry', params: byStory, query: none, body: z.strictObject({ envelope: envelopeSchema }), reply: z.object({ known: z.boolean() }) },
  claim: { method: 'PUT', path: '/api/stories/:story/claim', action: 'claim', params: byStory, query: none, body: z.strictObject({ takeOver: z.boolean() }), reply: claimSchema },
  release: { method: 'DELETE', path: '/api/stories/:story/claim', action: 'claim', params: byStory, query: none, body: null, reply: nothing },
  /** The working copy; the revision itself where nobody has touched it. */
  working: { method: 'GET', path: '/api/stories/:story/working', action: 'readWorking', params: byStory, query: none, body: null, reply: workingSchema },
  /** Stores a working copy grown from that generation: `working-stale` where it is no longer the newest, `working-rebased` where a new revision was cut. */
  saveWorking: { method: 'PUT', path: '/api/stories/:story/working', action: 'editWorking', params: byStory, query: none, body: workingSchema.omit({ at: true, by: true }), reply: z.object({ generation: z.int(), at: z.string() }) },
  keptWorkings: { method: 'GET', path: '/api/stories/:story/kept', action: 'readWorking', params: byStory, query: none, body: null, reply: z.array(keptWorkingSchema) },
  keptWorking: { method: 'GET', path: '/api/stories/:story/kept/:kept', action: 'readWorking', params: byStory.extend({ kept: z.string().max(60) }), query: none, body: null, reply: workingSchema },
  revokeKey: { method: 'POST', path: '/api/keys/:key/revocation', action: 'revokeKey', params: z.object({ key: sha256Schema }), query: none, body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }), reply: nothing },
  keys: { method: 'GET', path: '/api/keys', action: 'listKeys', params: none, query: none, body: null, reply: z.array(enrolledKeySchema) },
  /** The desk's own signed records of keys, their ends and policies, oldest first: to check acts by while it is away. */
  records: { method: 'GET', path: '/api/records', action: 'readRecords', params: none, query: none, body: null, reply: z.array(envelopeSchema) },
  delegations: { method: 'GET', path: '/api/delegations', action: 'listDelegations', params: none, query: none, body: null, reply: z.array(lentSchema) },
  /** Gives a delegation, or ends one: a signed statement either way. */
  delegate: { method: 'POST', path: '/api/delegations', action: 'delegate', params: none, query: none, body: z.strictObject({ envelope: envelopeSchema }), reply: lentSchema },
  policies: { method: 'GET', path: '/api/policies', action: 'readPolicies', params: none, query: none, body: null, reply: z.array(setPolicySchema) },
  setPolicy: { method: 'PUT', path: '/api/policies/current', action: 'setPolicy', params: none, query: none, body: z.strictObject({ policy: policySchema, replaces: sha256Schema }), reply: setPolicySchema },
  ...listsRoutes,
  /** Everybody's names, to call on them in a comment and to delegate to. */
  colleagues: { method: 'GET', path: '/api/colleagues', action: 'listColleagues', params: none, query: none, body: null, reply: z.array(z.object({ id: z.string(), name: z.string(), role: roleSchema, grants: personSchema.shape.grants })) },
  /** Server-sent events: what to read again (see deskEventSchema), with a comment every 20 s so that a dead line is noticed. */
  events: { method: 'GET', path: '/api/events', action: 'listen', params: none, query: none, body: null, reply: 'events' },
  ...publishingRoutes,
  ...hookRoutes,
  exportPackage: { method: 'GET', path: '/api/stories/:story/package', action: 'export', params: byStory, query: none, body: null, reply: 'stream' },
} as const satisfies Record<string, Shape>

export type Routes = typeof routes
export type RouteName = keyof Routes
export type RouteParams<N extends RouteName> = z.infer<Routes[N]['params']>
export type RouteQuery<N extends RouteName> = z.infer<Routes[N]['query']>
export type RouteBody<N extends RouteName> = Routes[N]['body'] extends z.ZodType ? z.infer<Routes[N]['body']> : Routes[N]['body'] extends 'bytes' ? Uint8Array<ArrayBuffer> : null
export type RouteReply<N extends RouteName> = Routes[N]['reply'] extends z.ZodType ? z.infer<Routes[N]['reply']> : Routes[N]['reply'] extends 'events' | 'stream' ? ReadableStream<Uint8Array> : Uint8Array<ArrayBuffer>

/** The largest bodies the desk reads, in bytes. */
export const BODY_LIMITS = { json: 1_000_000, lists: 16_000_000, working: 20_000_000, revision: 10_000_000, photo: 100_000_000 } as const

/** What a person signs to prove a key is theirs to enrol: DSSE-encoded with this type. */
export const ENROL_TYPE = 'application/vnd.stet.enrol'
