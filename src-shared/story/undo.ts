import { z } from 'zod'

import { bodyJsonSchema } from './story'

const stepSchema = z.record(z.string(), z.unknown())

/** One act of the editor: its ProseMirror steps as JSON. `silent` ones are no act of the person and cannot be undone by themselves. */
export const actSchema = z.strictObject({ silent: z.boolean(), steps: z.array(stepSchema).max(20_000) })
export type Act = z.infer<typeof actSchema>

/**
 * What a session did to a body: from `base`, the acts `done` lead to the body as saved, and `undone` could be done again, the
 * next one last. Kept beside the draft so that Undo survives a restart; worth nothing once the body is another.
 */
export const undoJournalSchema = z.strictObject({ version: z.literal(1), base: bodyJsonSchema, done: z.array(actSchema).max(500), undone: z.array(actSchema).max(500) })
export type UndoJournal = z.infer<typeof undoJournalSchema>
