import { z } from 'zod'

import { HANDOFF_LIMITS, handoffKindSchema } from '../publication/handoff/statement'
import { decisionSchema } from '../review/states'
import { sha256Schema, storyIdSchema } from '../story/story'
import { ticketSchema } from './place'

const passphrase = z.string().max(200).nullable()

/** Somebody a hand-off can be encrypted to: a person of the house whose key this machine knows. */
const handoffPersonSchema = z.object({ id: z.string(), name: z.string() })

/** A hand-off file as written; `photosLeft` counts photos it was made without, because the desk has them and this machine does not. */
export const handedOverSchema = z.object({ path: z.string(), name: z.string(), bytes: z.int(), photosLeft: z.int() })
export type HandedOver = z.infer<typeof handedOverSchema>

/** What a hand-off file held and what became of it here: everything in it was checked before anything was taken. */
export const handoffReportSchema = z.object({
  kind: handoffKindSchema,
  story: storyIdSchema,
  headline: z.string(),
  note: z.string(),
  from: z.string(),
  to: z.array(z.string()),
  at: z.string(),
  encrypted: z.boolean(),
  /** Who signed what, oldest first; `atDesk` where the desk is known to have it. */
  acts: z.array(z.object({ id: sha256Schema, decision: decisionSchema, name: z.string(), at: z.string(), reason: z.string(), atDesk: z.boolean() })),
  /** The draft it became: a new one, a copy beside one of that id with other words, or one that was there already. */
  draft: z.object({ id: storyIdSchema, how: z.enum(['new', 'copy', 'there']) }).nullable(),
  /** The piece: not known here before, further than it was known, or no news. */
  piece: z.enum(['new', 'further', 'known']).nullable(),
  /** Acts in the outbox now, to be brought to the desk. */
  queued: z.array(sha256Schema),
})
export type HandoffReport = z.infer<typeof handoffReportSchema>

/** Handing over in a file and taking over from one. Part of the contract. */
export const handoffContract = {
  'handoff.people': { input: z.null(), output: z.array(handoffPersonSchema) },
  /** Writes a hand-off file into the folder of packages; encrypted where `to` names anybody. */
  'handoff.make': { input: z.strictObject({ id: storyIdSchema, kind: handoffKindSchema, note: z.string().trim().max(HANDOFF_LIMITS.note), to: z.array(z.string().max(64)).max(HANDOFF_LIMITS.recipients), passphrase }), output: handedOverSchema },
  /** Opens a file that was handed over (archive.receive), checks all of it and takes in what it holds; asks for the key only where it is encrypted. */
  'handoff.open': { input: z.strictObject({ ticket: ticketSchema, passphrase }), output: handoffReportSchema },
  'handoff.reveal': { input: z.strictObject({ path: z.string().min(1).max(4000) }), output: z.null() },
} as const
