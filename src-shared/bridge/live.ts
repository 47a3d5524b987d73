import { z } from 'zod'

import { liveRightSchema } from '../desk-api/live'
import { workingSchema } from '../desk-api/working'
import { storyIdSchema } from '../story/story'

/** The longest document of a live session that is kept, as base64. */
const LONGEST = 24_000_000

/** One opening of a piece in one window: what is kept of it has a name of its own, so that two windows do not write over each other. */
const keepingSchema = z.string().regex(/^[0-9a-f]{16}$/)
const kept = z.strictObject({ id: storyIdSchema, keeping: keepingSchema })
const document = {
  /** The desk's session it is a document of. */
  session: z.string().max(60),
  /** What the person might do there. */
  may: liveRightSchema,
  /** The document itself, base64. */
  update: z.string().max(LONGEST).regex(/^[A-Za-z0-9+/]*={0,2}$/),
}

/** A kept document of a live session: words only this machine has. */
export const keptLiveSchema = kept.extend({ at: z.string() })
export type KeptLiveEntry = z.infer<typeof keptLiveSchema>

/** What the window keeps of live sessions on this machine, so that words the desk has not stored outlive the window. */
export const liveContract = {
  /** Answers once it is on the disk. */
  'live.keep': { input: kept.extend(document), output: z.object({ at: z.string() }) },
  /** All that is kept here for this desk. */
  'live.kept': { input: z.null(), output: z.array(keptLiveSchema) },
  'live.read': { input: kept, output: z.object({ ...document, at: z.string() }) },
  /** The desk has stored everything that was in it. */
  'live.drop': { input: kept, output: z.null() },
  /** Puts words the desk will not take among the kept versions, and only then drops the document. `code` is the desk's refusal. */
  'live.setAside': { input: kept.extend({ ...workingSchema.pick({ story: true, notes: true, conflicts: true, generation: true }).shape, code: z.string().max(60) }), output: z.null() },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
