import { z } from 'zod'

/** One thing said in a thread. `at` is ISO 8601; `by` is the person's name as known then. */
export const remarkSchema = z.strictObject({ id: z.string().max(60), by: z.string().max(200), at: z.string().max(40), text: z.string().max(5000) })
export type Remark = z.infer<typeof remarkSchema>

/** A comment 批注 and its answers. `quote` is what its words were when it was made, shown where they are gone. */
export const threadSchema = z.strictObject({ id: z.string().max(60), quote: z.string().max(500), remarks: z.array(remarkSchema).min(1).max(200), resolvedAt: z.string().max(40).nullable() })
export type Thread = z.infer<typeof threadSchema>

/** Who suggested a change and when; the change itself stands in the body as marks of the same id. */
export const suggestionSchema = z.strictObject({ by: z.string().max(200), at: z.string().max(40) })

/** What people say about a draft: kept with it on this machine, never part of what is signed or printed. */
export const notesSchema = z.strictObject({ threads: z.array(threadSchema).max(1000), suggestions: z.record(z.string().max(60), suggestionSchema) })
export type Notes = z.infer<typeof notesSchema>

/** A draft nobody has said anything about. */
export const noNotes: Notes = { threads: [], suggestions: {} }
