import { z } from 'zod'

import { decisionSchema } from '../review/states'
import { sha256Schema, storyIdSchema } from '../story/story'

/** What waits for the network: a submission, or an act of review signed while the desk was away. A refused one stays, parked, with its reason. */
export const outboxEntrySchema = z.object({
  id: sha256Schema,
  story: storyIdSchema,
  headline: z.string(),
  decision: decisionSchema.default('submit'),
  queuedAt: z.string(),
  state: z.enum(['waiting', 'sending', 'parked']),
  attempts: z.int(),
  /** When it will be tried next by itself; null when parked. */
  nextAt: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  /** Bytes sent and to send, while sending. */
  sent: z.int(),
  total: z.int(),
})
export type OutboxEntry = z.infer<typeof outboxEntrySchema>
