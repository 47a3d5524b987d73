import { z } from 'zod'

import { conflictSchema } from '../story/merge/conflict'
import { notesSchema } from '../story/notes'
import { keptStorySchema } from '../story/migrations'
import { sha256Schema } from '../story/story'

/**
 * The working copy 工作稿 of a piece in review: what editors do to it between two revisions, with suggestions and comments in place. `base` is the
 * revision it grew from; `generation` counts what the desk has stored; 0 is the revision itself.
 */
export const workingSchema = z.strictObject({
  story: keptStorySchema,
  notes: notesSchema,
  conflicts: z.array(conflictSchema).max(1000),
  base: sha256Schema,
  generation: z.int().min(0),
  at: z.string(),
  by: z.string(),
})
export type Working = z.infer<typeof workingSchema>

/** A working copy as it stood when something cut it off: a takeover, a stage command, a merge. */
export const keptWorkingSchema = z.object({ id: z.string(), at: z.string(), by: z.string(), why: z.enum(['takeover', 'stage', 'merge']), base: sha256Schema, generation: z.int() })
export type KeptWorking = z.infer<typeof keptWorkingSchema>
