import { z } from 'zod'

import { envelopeSchema } from '../../signoff/envelope'
import { sha256Schema, storyIdSchema } from '../../story/story'

/** The media type of what the sender signs, as DSSE names it. */
export const HANDOFF_TYPE = 'application/vnd.stet.handoff+json'
/** How every hand-off file's name ends. */
export const HANDOFF_ENDING = '.stet'

/** The most a hand-off file may be, in bytes where not said otherwise; `text` is everything but photos together. */
export const HANDOFF_LIMITS = { files: 2000, whole: 1_500_000_000, text: 64_000_000, note: 2000, recipients: 50 } as const

/**
 * What is handed over: a draft to write on; a submission or a piece under review, to be read and signed; or what was signed away from the desk, to be
 * brought to it. The last two hold the same things; of `acts` the photos of what the desk has already may be left out.
 */
export const handoffKindSchema = z.enum(['draft', 'review', 'acts'])
export type HandoffKind = z.infer<typeof handoffKindSchema>

const person = { person: z.string().min(1).max(64), name: z.string().min(1).max(100) }

/** handoff.json: what is handed over by whom to whom, and every other file by path, size in bytes and SHA-256. */
export const handoffStatementSchema = z.strictObject({
  type: z.literal('stet.handoff/1'),
  /** The key of the desk of the house it stays in. */
  desk: sha256Schema,
  kind: handoffKindSchema,
  story: storyIdSchema,
  headline: z.string().max(2000),
  /** What the sender says to whoever opens it; empty where nothing is said. */
  note: z.string().max(HANDOFF_LIMITS.note),
  /** Who it is meant for, and encrypted to where it is; empty where it is for anybody of the house. */
  to: z.array(z.strictObject(person)).max(HANDOFF_LIMITS.recipients),
  /** How many of the acts the sender knows the desk to have, from the first on. */
  atDesk: z.int().min(0),
  signer: z.strictObject({ ...person, key: sha256Schema, credential: sha256Schema }),
  at: z.iso.datetime({ offset: true }),
  files: z.array(z.strictObject({ path: z.string().regex(/^[a-z0-9./-]+$/).max(200), bytes: z.int().min(0), sha256: sha256Schema })).max(HANDOFF_LIMITS.files),
})
export type HandoffStatement = z.infer<typeof handoffStatementSchema>

/** handoff.dsse.json: the sender's signature; its payload is the whole list of files, longer than any act. */
export const handoffEnvelopeSchema = envelopeSchema.extend({ payload: z.base64().max(2_000_000) })
