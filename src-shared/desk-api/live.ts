import { z } from 'zod'

/** Where a desk takes live sessions: a WebSocket beside its HTTP API. */
export const LIVE_PATH = '/api/live'

/**
 * The number of the form two windows share while they edit together: the body schema, a story's fields, and how both are laid out in Yjs. A client of another
 * number is refused `live-schema`, because a window that opens a document whose nodes it does not know takes them out. Raise it with
 * every change of bodyExtensions() or of the story's fields; a test compares both.
 */
export const LIVE_SCHEMA = 3

/** The largest message either side sends, in bytes: a whole body pasted at once, with room to spare. */
export const LIVE_MESSAGE_BYTES = 10_000_000

/** The parts of a live document, by their names in it. */
export const LIVE_MAPS = ['fields', 'photos', 'threads', 'remarks', 'suggestions', 'fieldSuggestions', 'conflicts'] as const
export type LiveMapName = (typeof LIVE_MAPS)[number]
export const LIVE_BODY = 'body'
/**
 * What was merged into the document. `last` notes the last merge; the desk puts the first note there. Two who merge at once both replace the note, which never
 * goes together: the second merges again, on top of the first. Under the id of each earlier session: how much of its document (a Yjs snapshot, base64) stands
 * in this one, stored at the desk or brought by a window, so that the next window of that session knows what both sides have.
 */
export const LIVE_MERGES = 'merges'
export const LAST_MERGE = 'last'

/** Of how many earlier sessions that is kept, the latest, and how many characters of them in all. */
export const LIVE_LINEAGE = { sessions: 24, characters: 2_000_000 }
/** How much of the documents of earlier sessions stands in a working copy: snapshots by the sessions' ids, the latest last. */
export const lineageSchema = z.record(z.string().max(60), z.base64())
export type Lineage = z.infer<typeof lineageSchema>

/** What somebody may do in a live session. Who may only suggest takes nothing out and puts nothing in that is not marked as suggested. */
export const liveRightSchema = z.enum(['edit', 'suggest', 'read'])
export type LiveRight = z.infer<typeof liveRightSchema>

/**
 * What a client says when it comes in, as JSON in the place of the token: it travels in a message, never in an address. `window` is the same each time one
 * window comes: of a line it left nothing more is taken once it is here again.
 */
export const liveEntrySchema = z.strictObject({ token: z.string().max(400), schema: z.int(), window: z.string().max(60) })

/**
 * A window's part in a live session as it is kept on its machine, to go on from another time (Yjs, base64): of which session's document how much was confirmed, the
 * changes that were not, in their order, and a snapshot of what the desk was known to have stored.
 */
export const keptLiveSchema = z.strictObject({ session: z.string().max(60), confirmed: z.base64(), pending: z.array(z.base64()).max(200_000), stored: z.base64().nullable() })
export type KeptLive = z.infer<typeof keptLiveSchema>

const why = { code: z.string().max(60), message: z.string().max(500), details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) }
/** A snapshot of the document (Yjs, base64): what of it is stored. A client that loses its session merges from there. */
const stored = { generation: z.int().min(0), snapshot: z.base64() }

/**
 * What the desk tells a client beside the document. `hello`: which session this is, anew each time the desk makes the document from the
 * stored copy. `stored`: what is stored now. `apart`: the client's last change does not go together with somebody else's; it is to leave and
 * merge. `unsound`: what stands there cannot be stored. `ended`: the session is over, and why.
 */
export const liveWordSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), session: z.string().max(60), person: z.strictObject({ id: z.string().max(64), name: z.string().max(200) }), may: liveRightSchema, ...stored }),
  z.strictObject({ type: z.literal('stored'), ...stored }),
  z.strictObject({ type: z.literal('apart'), ...why }),
  z.strictObject({ type: z.literal('unsound'), ...why }),
  z.strictObject({ type: z.literal('ended'), ...why }),
])
export type LiveWord = z.infer<typeof liveWordSchema>
