import { z } from 'zod'

import { notesSchema } from '../story/notes'
import { sha256Schema, storySchema, type StoryField } from '../story/story'

/**
 * Something two people changed at once and nobody has decided: what stood there, and what either made of it. A block's values are its nodes
 * (null: it was taken out), a field's are its own.
 */
export const conflictSchema = z.strictObject({
  id: z.string().min(1).max(120),
  kind: z.enum(['block', 'field']),
  block: z.string().max(60).nullable(),
  field: z.custom<StoryField>((value) => typeof value === 'string').nullable(),
  base: z.unknown(),
  mine: z.unknown(),
  theirs: z.unknown(),
  mineBy: z.string().max(200).optional(),
  theirsBy: z.string().max(200).optional(),
})

/**
 * The working copy 工作稿 of a piece in review: what editors do to it between two revisions, with suggestions and comments in place. `base` is the
 * revision it grew from; `generation` counts what the desk has stored; 0 is the revision itself.
 */
export const workingSchema = z.strictObject({
  story: storySchema,
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
