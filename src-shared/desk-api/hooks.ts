import { z } from 'zod'

import { detailsSchema } from '../outcome'
import { sha256Schema, storyIdSchema } from '../story/story'

/** What other systems can be told of a piece. `corrected`: another revision took the place of one that was live. */
export const HOOK_EVENTS = ['submitted', 'returned', 'signed', 'published', 'corrected', 'takenDown'] as const
export const hookEventSchema = z.enum(HOOK_EVENTS)
export type HookEvent = z.infer<typeof hookEventSchema>

/** What is asked for: where to tell what. An empty list of events is every event. */
export const hookSettingsSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  url: z.url({ protocol: /^https?$/ }).max(500),
  events: z.array(hookEventSchema).max(HOOK_EVENTS.length),
})
export type HookSettings = z.infer<typeof hookSettingsSchema>

/**
 * A webhook as an administrator sees it. `waiting` events are not delivered yet, all after `delivered` (a line of the ledger). `parked` means that nothing is sent until somebody
 * says so, for the reason of `code`, `message` and `details`; `tries` counts failures in a row; `next` is when it is tried again (ISO 8601).
 */
export const hookSchema = z.object({
  id: z.string(),
  settings: hookSettingsSchema,
  state: z.enum(['open', 'parked']),
  delivered: z.int(),
  waiting: z.int(),
  tries: z.int(),
  code: z.string(),
  message: z.string(),
  details: detailsSchema.default({}),
  next: z.string().nullable(),
  lastAt: z.string().nullable(),
})
export type Hook = z.infer<typeof hookSchema>

/**
 * What is sent, as JSON, by POST, signed after the Standard Webhooks scheme (webhook-id, webhook-timestamp, webhook-signature). `id` is the same at every try:
 * who keeps it tells a repetition. `destination` and `url` are set where the event is of one destination. No text of the piece but its headline is told.
 */
export const hookPayloadSchema = z.object({
  type: z.union([hookEventSchema, z.literal('ping')]),
  id: z.string(),
  /** The line of the ledger that says so; 0 for a ping. */
  seq: z.int(),
  at: z.string(),
  desk: z.string(),
  story: storyIdSchema.nullable(),
  revision: z.object({ number: z.int(), sha256: sha256Schema }).nullable(),
  headline: z.string(),
  channel: z.array(z.string()),
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  reason: z.string(),
  destination: z.string().nullable(),
  url: z.string().nullable(),
})
export type HookPayload = z.infer<typeof hookPayloadSchema>
