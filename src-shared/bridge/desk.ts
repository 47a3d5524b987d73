import { z } from 'zod'

import { claimSchema, dossierSchema, enrolledKeySchema, lentSchema, pieceSchema, scopeSchema, setPolicySchema } from '../desk-api/pieces'
import { keptWorkingSchema, workingSchema } from '../desk-api/working'
import { channelPathSchema, grantSchema, roleSchema } from '../review/people'
import { policySchema } from '../review/policy'
import { decisionSchema, issueSchema } from '../review/states'
import { sha256Schema, storyIdSchema, storySchema } from '../story/story'
import { outboxEntrySchema } from './outbox'

const none = z.null()
const byId = z.strictObject({ id: storyIdSchema })
const passphrase = z.string().max(200).nullable()
const time = z.iso.datetime({ offset: true })

/** Whether the signatures over a piece hold on this machine. Where they do not, `signed` is the last revision that was signed and is stored whole, to show the difference from. */
export const sealSchema = z.object({ holds: z.boolean(), code: z.string(), message: z.string(), signed: sha256Schema.nullable() })
export type Seal = z.infer<typeof sealSchema>

/** Who handed a piece over in a file, what they said with it, and when. */
export const handedSchema = z.object({ name: z.string(), note: z.string(), at: z.string() })
export type Handed = z.infer<typeof handedSchema>

/** A row of the desk's lists; `carried` where it came in a file and the desk does not have all of it yet. */
export const deskRowSchema = pieceSchema.extend({ carried: handedSchema.nullable().default(null) })
export type DeskRow = z.infer<typeof deskRowSchema>

/** A piece as the window reads it. `asOf` is set where this is not the desk's word of now but what was last heard, or what came in a file (`carried`); `seen` is the revision this person read last. */
export const readPieceSchema = z.object({ dossier: dossierSchema, story: storySchema, seal: sealSchema, asOf: z.string().nullable(), seen: sha256Schema.nullable(), carried: handedSchema.nullable().default(null) })
export type ReadPiece = z.infer<typeof readPieceSchema>

/** A working copy that was cut off; `here` where the desk did not take it and only this machine has it. */
export const anyKeptSchema = keptWorkingSchema.extend({ why: z.enum([...keptWorkingSchema.shape.why.options, 'here']) })
export type AnyKept = z.infer<typeof anyKeptSchema>

/** What became of a decision: the desk took it, or it waits in the outbox for the desk to come back. */
export const decidedSchema = z.discriminatedUnion('state', [z.object({ state: z.literal('taken'), piece: pieceSchema }), z.object({ state: z.literal('waiting'), entry: outboxEntrySchema })])

/** What the window may ask of the desk: the queue, one piece, its working copy, and the house's order. */
export const deskContract = {
  'desk.pieces': { input: z.strictObject({ scope: scopeSchema }), output: z.array(deskRowSchema) },
  'desk.piece': { input: byId, output: readPieceSchema },
  /** One revision of the piece, as stored. */
  'desk.revision': { input: byId.extend({ sha256: sha256Schema }), output: storySchema },
  /** Says that this person has read that revision. */
  'desk.seen': { input: byId.extend({ sha256: sha256Schema }), output: none },
  /**
   * Takes a decision on the piece as it was read (`seen`). With `working`, the generation of the working copy as edited here, a revision is cut
   * from that first and the decision is about it; `revise` cuts it and decides nothing else.
   */
  'desk.decide': {
    input: byId.extend({
      decision: decisionSchema.exclude(['submit', 'correct']),
      reason: z.string().max(5000),
      issues: z.array(issueSchema).max(50),
      closes: z.array(z.string().max(60)).max(200),
      pass: z.int().positive().nullable(),
      delegation: sha256Schema.nullable(),
      seen: sha256Schema,
      working: z.int().min(0).nullable(),
      passphrase,
    }),
    output: decidedSchema,
  },
  'desk.claim': { input: byId.extend({ takeOver: z.boolean() }), output: claimSchema },
  'desk.release': { input: byId, output: none },
  /** The working copy. Where the desk is away the one last known here; `unsent` where the desk does not have it yet. */
  'desk.working': { input: byId, output: workingSchema.extend({ unsent: z.boolean(), asOf: z.string().nullable() }) },
  /**
   * Stores the working copy. Where somebody else stored another meanwhile the two are merged: `merged` is what stands there now. Where the desk is
   * away it is kept here (`unsent`, under the generation it grew from) and stored when the desk is back; what the desk refuses is among the kept ones.
   */
  'desk.saveWorking': { input: workingSchema.omit({ at: true, by: true }).extend({ id: storyIdSchema }), output: z.object({ generation: z.int(), at: z.string(), merged: workingSchema.nullable(), unsent: z.boolean() }) },
  'desk.keptWorkings': { input: byId, output: z.array(anyKeptSchema) },
  'desk.keptWorking': { input: byId.extend({ kept: z.string().max(60) }), output: workingSchema },
  'desk.colleagues': { input: none, output: z.array(z.object({ id: z.string(), name: z.string(), role: roleSchema, grants: z.array(grantSchema).optional() })) },
  'desk.delegations': { input: none, output: z.array(lentSchema) },
  'desk.delegate': { input: z.strictObject({ to: z.string().max(64), role: grantSchema.shape.role, channel: channelPathSchema, stages: z.array(z.string().max(31)).max(10), notBefore: time, notAfter: time, reason: z.string().trim().min(1).max(1000), passphrase }), output: lentSchema },
  'desk.endDelegation': { input: z.strictObject({ delegation: sha256Schema, reason: z.string().max(1000), passphrase }), output: lentSchema },
  'desk.keys': { input: none, output: z.array(enrolledKeySchema) },
  'desk.revokeKey': { input: z.strictObject({ key: sha256Schema, reason: z.string().trim().min(1).max(1000) }), output: none },
  /** Makes a new key for the person here, enrols it and ends the one before. */
  'key.rotate': { input: z.strictObject({ current: passphrase, next: passphrase }), output: none },
  'desk.policies': { input: none, output: z.array(setPolicySchema) },
  'desk.setPolicy': { input: z.strictObject({ policy: policySchema, replaces: sha256Schema }), output: setPolicySchema },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
