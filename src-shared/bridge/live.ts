import { z } from 'zod'

import { keptLiveSchema, liveRightSchema, type KeptLive } from '../desk-api/live'
import { workingSchema } from '../desk-api/working'
import { storyIdSchema } from '../story/story'

/** How much of one piece is kept, in characters. */
const MOST = 24_000_000
const sizeOf = ({ confirmed, pending, stored }: KeptLive): number => pending.reduce((sum, each) => sum + each.length, confirmed.length + (stored?.length ?? 0))

/** One opening of a piece in one window: what is kept of it has a name of its own, so that two windows do not write over each other. */
const kept = z.strictObject({ id: storyIdSchema, keeping: z.string().regex(/^[0-9a-f]{16}$/) })
/** A window's part in a session, and what its person might do there. */
const part = { may: liveRightSchema, part: keptLiveSchema.refine((told) => sizeOf(told) <= MOST, 'too much to keep') }

/** A piece with words only this machine has; `at` is when they were kept. */
export const keptEntrySchema = kept.extend({ at: z.string() })
export type KeptEntry = z.infer<typeof keptEntrySchema>

/** What the window keeps of live sessions on this machine, so that words the desk has not stored outlive the window. */
export const liveContract = {
  /** Answers once it is on the disk. */
  'live.keep': { input: kept.extend(part), output: z.object({ at: z.string() }) },
  /** All that is kept here for this desk. */
  'live.kept': { input: z.null(), output: z.array(keptEntrySchema) },
  'live.read': { input: kept, output: z.object({ ...part, at: z.string() }) },
  /** The desk has stored everything that was in it. */
  'live.drop': { input: kept, output: z.null() },
  /** Puts words the desk will not take among the kept versions, and only then drops what was kept. `code` is the desk's refusal. */
  'live.setAside': { input: kept.extend({ ...workingSchema.pick({ story: true, notes: true, conflicts: true, generation: true }).shape, code: z.string().max(60) }), output: z.null() },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
