import { z } from 'zod'

import { envelopeSchema } from '../../src-shared/signoff/envelope'
import { sha256Schema, storyIdSchema } from '../../src-shared/story/story'

/** What waits to be sent, as it is stored: one signed submission, by the digest of its statement. `photos.file` is an absolute path. */
export const queuedItemSchema = z.strictObject({
  id: sha256Schema,
  person: z.string(),
  story: storyIdSchema,
  headline: z.string(),
  /** The key id of the desk the statement was made for. */
  desk: sha256Schema,
  envelope: envelopeSchema,
  /** SHA-256 of the frozen story's bytes. */
  revision: sha256Schema,
  photos: z.array(z.strictObject({ sha256: sha256Schema, file: z.string(), mediaType: z.string() })),
  /** ISO 8601. */
  queuedAt: z.string(),
})
export type QueuedItem = z.infer<typeof queuedItemSchema>

/** A queued item and where the frozen bytes of its revision stand, an absolute path. */
export type OutboxItem = QueuedItem & { revisionFile: string }

/** An item's whole life on disk. `sequence` is the order of queueing; `parked` means it goes only when somebody says so. */
export const storedItemSchema = z.strictObject({
  schema: z.literal(1),
  sequence: z.int().min(0),
  item: queuedItemSchema,
  attempts: z.int().min(0),
  nextAt: z.string().nullable(),
  parked: z.boolean(),
  /** Why the last attempt failed; empty before the first. */
  code: z.string(),
  message: z.string(),
})
export type StoredItem = z.infer<typeof storedItemSchema>
