import { z } from 'zod'

import { decisionSchema } from '../../src-shared/review/states'
import { envelopeSchema } from '../../src-shared/signoff/envelope'
import { sha256Schema, storyIdSchema } from '../../src-shared/story/story'

const queued = {
  /** The digest of its statement as it was first signed. */
  id: sha256Schema,
  person: z.string(),
  story: storyIdSchema,
  headline: z.string(),
  /** The key id of the desk the statement was made for. */
  desk: sha256Schema,
  envelope: envelopeSchema,
  /** SHA-256 of the story's bytes the statement is about. */
  revision: sha256Schema,
  /** Who signed it, where that is somebody else than whose outbox this is: it came in a hand-off file, and is brought to the desk for them. */
  signer: z.strictObject({ person: z.string(), name: z.string() }).optional(),
  /** ISO 8601. */
  queuedAt: z.string(),
}

const submissionSchema = z.strictObject({
  kind: z.literal('submission'),
  ...queued,
  decision: decisionSchema.extract(['submit', 'correct']),
  /** `file` is an absolute path. The revision's own bytes stand in the outbox. */
  photos: z.array(z.strictObject({ sha256: sha256Schema, file: z.string(), mediaType: z.string() })),
})
const actSchema = z.strictObject({ kind: z.literal('act'), ...queued, decision: decisionSchema.exclude(['submit', 'correct', 'revise']) })

/** What waits to be sent, as it is stored: a signed submission with everything it needs, or an act of review signed while the desk was away. */
export const queuedItemSchema = z.discriminatedUnion('kind', [submissionSchema, actSchema])
export type QueuedItem = z.infer<typeof queuedItemSchema>
export type QueuedSubmission = z.infer<typeof submissionSchema>
export type QueuedAct = z.infer<typeof actSchema>

/** A queued item and where the frozen bytes of a submission stand, an absolute path. */
export type OutboxItem = (QueuedSubmission & { revisionFile: string }) | QueuedAct

const life = {
  sequence: z.int().min(0),
  attempts: z.int().min(0),
  nextAt: z.string().nullable(),
  parked: z.boolean(),
  /** Why the last attempt failed; empty before the first. */
  code: z.string(),
  message: z.string(),
}

const currentSchema = z.strictObject({ schema: z.literal(2), item: queuedItemSchema, ...life })
export type StoredItem = z.infer<typeof currentSchema>

/** How items lay on the disk when only submissions waited. */
const firstSchema = z
  .strictObject({ schema: z.literal(1), item: submissionSchema.omit({ kind: true, decision: true }), ...life })
  .transform((first): StoredItem => ({ ...first, schema: 2, item: { kind: 'submission', decision: 'submit', ...first.item } }))

/** An item's whole life on disk, of either form. `sequence` is the order of queueing; `parked` means it goes only when somebody says so. */
export const storedItemSchema: z.ZodType<StoredItem> = z.union([currentSchema, firstSchema])
