import { z } from 'zod'

import { checkSchema, choicesSchema, foundSchema, previewSchema, remoteCopySchema } from '../publication/connector'
import { destinationSettingsSchema } from '../publication/destination'
import { storyIdSchema, storySchema } from '../story/story'
import { publicationSchema } from './pieces'

const none = z.object({})
const nothing = z.null()
const byStory = z.object({ story: storyIdSchema })
const destination = z.string().min(1).max(60)
const byDestination = z.object({ destination })
const there = byStory.extend({ destination })

/** When something goes: at once, when the story's embargo ends, or at a time (ISO 8601 with its offset). */
export const whenSchema = z.union([z.enum(['now', 'embargo']), z.iso.datetime({ offset: true })])
export type When = z.infer<typeof whenSchema>
const when = whenSchema.optional()
/** The remote version a person saw and chose to replace: `version` of `remote-edited`, or of `look`. */
const over = z.string().min(1).max(200).optional()
/** What the account signs in with there; null leaves what is kept. It is never answered. */
const secret = z.string().min(1).max(10_000).nullable()

/** A destination as an administrator sees it. `secret` says whether one is kept and can be read with this desk's own secret; `waiting` counts what is queued for it, `live` the pieces readers see there, `handed` what it would show at an hour by its own clock. */
export const keptDestinationSchema = z.object({ settings: destinationSettingsSchema, secret: z.enum(['kept', 'none', 'unreadable']), at: z.string(), by: z.string(), waiting: z.int(), live: z.int(), handed: z.int().default(0) })
export type KeptDestination = z.infer<typeof keptDestinationSchema>

/** Every destination that is kept, and the kinds of CMS one can be made of: `account` says whether one signs in with a name besides the secret. */
export const destinationsSchema = z.object({ kinds: z.array(z.object({ kind: z.string(), account: z.boolean() })), destinations: z.array(keptDestinationSchema) })

/** The desk's API for publishing and destinations; part of `routes`. */
export const publishingRoutes = {
  /**
   * Queues a piece for a destination and, where it may go at once, answers when the first try ended (or after 25 seconds as it then stands). Asked again while it is being
   * sent, it is that sending; otherwise it takes the place of what waited. Refuses `embargoed` {until}, `no-embargo`, and what may not be published at all.
   */
  publish: { method: 'POST', path: '/api/stories/:story/publications', action: 'publish', params: byStory, query: none, body: z.strictObject({ destination, when, over }), reply: publicationSchema },
  /** The same for several destinations, each with its own result; 'live' is wherever the piece is live, as a correction needs. */
  publishAll: { method: 'POST', path: '/api/stories/:story/publications/all', action: 'publish', params: byStory, query: none, body: z.strictObject({ destinations: z.union([z.literal('live'), z.array(destination).min(1).max(50)]), when }), reply: z.array(publicationSchema) },
  /** Takes it out of readers' sight there, in place of whatever waited. Refuses `not-published`. */
  takeDown: { method: 'POST', path: '/api/stories/:story/publications/:destination/takedown', action: 'publish', params: there, query: none, body: z.strictObject({ reason: z.string().trim().min(1).max(1000), over }), reply: publicationSchema },
  /** Tries what failed or waits again now. Refuses `nothing-waits`, `embargoed`. */
  retryPublication: { method: 'POST', path: '/api/stories/:story/publications/:destination/retry', action: 'publish', params: there, query: none, body: z.strictObject({ over }), reply: publicationSchema },
  /** Keeps what waits from going, or lets it go. Refuses `nothing-waits`, `publication-running`. */
  holdPublication: { method: 'PUT', path: '/api/stories/:story/publications/:destination/hold', action: 'publish', params: there, query: none, body: z.strictObject({ held: z.boolean() }), reply: publicationSchema },
  /** Another hour for what waits, is held or failed. Refuses as publish does, and `nothing-waits`, `publication-running`. */
  reschedule: { method: 'PUT', path: '/api/stories/:story/publications/:destination/hour', action: 'publish', params: there, query: none, body: z.strictObject({ when: whenSchema }), reply: publicationSchema },
  /** Forgets what waits, is held or failed; answers what stands there, if anything ever did. Refuses `nothing-waits`, `publication-running`. */
  cancelPublication: { method: 'DELETE', path: '/api/stories/:story/publications/:destination', action: 'publish', params: there, query: none, body: null, reply: publicationSchema.nullable() },
  /** What stands there now, and what the desk sent (null where that revision is lost): to show what was edited there. Refuses `not-published`. */
  lookAt: { method: 'GET', path: '/api/stories/:story/publications/:destination/look', action: 'publish', params: there, query: none, body: null, reply: z.object({ found: foundSchema, sent: remoteCopySchema.nullable() }) },
  /** What would be sent of a story as it is, without sending anything. */
  previewAt: { method: 'POST', path: '/api/destinations/:destination/preview', action: 'publish', params: byDestination, query: none, body: z.strictObject({ story: storySchema }), reply: previewSchema },
  destinations: { method: 'GET', path: '/api/destinations', action: 'manageDestinations', params: none, query: none, body: null, reply: destinationsSchema },
  /**
   * Makes or changes a destination. A secret that is kept goes to no other kind, address or account: `secret-needed`. Refuses `destination-fixed`, `destination-kind-unknown`,
   * `destination-handed-over` {count} where pieces are scheduled at the address it leaves, and what the kind refuses of such settings.
   */
  keepDestination: { method: 'PUT', path: '/api/destinations/:destination', action: 'manageDestinations', params: byDestination, query: none, body: z.strictObject({ settings: destinationSettingsSchema, secret }), reply: keptDestinationSchema },
  /**
   * Forgets a destination and its secret; what was published there stays on record. Refuses `destination-in-use` {count, live} while anything is queued for it or readers see pieces
   * there. With `anyway` what waits is dropped (`publication-running` while one is being sent) and the pieces are put on record as left there: spiked or corrected without it. Refuses `destination-handed-over` {count}
   * while it would show something by its own clock.
   */
  removeDestination: { method: 'DELETE', path: '/api/destinations/:destination', action: 'manageDestinations', params: byDestination, query: z.object({ anyway: z.enum(['0', '1']).default('0') }), body: null, reply: nothing },
  /** Tries settings, kept or not; a null secret is the kept one of the same id, refused as keepDestination refuses it. */
  testDestination: { method: 'POST', path: '/api/destinations/test', action: 'manageDestinations', params: none, query: none, body: z.strictObject({ settings: destinationSettingsSchema, secret }), reply: z.array(checkSchema) },
  /** What channels and authors can be mapped to there. */
  destinationChoices: { method: 'POST', path: '/api/destinations/choices', action: 'manageDestinations', params: none, query: none, body: z.strictObject({ settings: destinationSettingsSchema, secret }), reply: choicesSchema },
} as const
