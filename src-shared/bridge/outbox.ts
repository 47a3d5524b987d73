import { z } from 'zod'

import { decisionSchema } from '../review/states'
import { sha256Schema, storyIdSchema } from '../story/story'

/** What waits for the network: a submission, or an act of review signed while the desk was away, one's own or another's that is brought for them. A refused one stays, parked, with its reason. */
export const outboxEntrySchema = z.object({
  id: sha256Schema,
  story: storyIdSchema,
  headline: z.string(),
  decision: decisionSchema.default('submit'),
  /** Who signed it, where somebody else did and it is only brought from here; empty for one's own. */
  signedBy: z.string().default(''),
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
