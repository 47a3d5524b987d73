import { z } from 'zod'

import { failureSchema } from '../outcome'
import { storyIdSchema } from '../story/story'

/** The most pieces whose packages are exported in one batch. */
export const MOST_IN_BATCH = 5000

/** How far a batch is: `done` of `total` pieces are through, `headline` is being packed. */
export const batchProgressSchema = z.object({ done: z.int().min(0), total: z.int().min(1), headline: z.string() })
export type BatchProgress = z.infer<typeof batchProgressSchema>

/**
 * What came of a batch: the packages in `folder` (null where there is none, so that no empty one is left), the pieces that could not be exported and why, and those
 * nobody came to because it ended early: `cancelled`, or by what would have kept every one of them.
 */
export const batchReportSchema = z.object({
  folder: z.string().nullable(),
  written: z.array(z.object({ id: storyIdSchema, name: z.string(), bytes: z.int() })),
  refused: z.array(z.object({ id: storyIdSchema, headline: z.string(), failure: failureSchema })),
  left: z.array(storyIdSchema),
  ended: failureSchema.nullable(),
})
export type BatchReport = z.infer<typeof batchReportSchema>
