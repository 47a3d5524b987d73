import { z } from 'zod'

/** Who said or suggested something: the name as known then and, where a desk knows them, their id there. */
const author = { by: z.string().max(200), person: z.string().max(64).optional(), at: z.string().max(40) }

/** One thing said in a thread. `at` is ISO 8601; `mentions` are the desk's ids of people it calls on. */
export const remarkSchema = z.strictObject({ id: z.string().max(60), ...author, text: z.string().max(5000), mentions: z.array(z.string().max(64)).max(20).optional() })
export type Remark = z.infer<typeof remarkSchema>

/** Fields of the page's head whose words can be suggested and commented on. */
export const notedFieldSchema = z.enum(['columnTag', 'kicker', 'headline', 'deck', 'originalHeadline', 'byline', 'dateline', 'source', 'responsibleEditor', 'summary', 'slugline'])
export type NotedField = z.infer<typeof notedFieldSchema>

/**
 * A comment 批注 and its answers. `quote` is what its words were when it was made, shown where they are gone; `field` is set where it is
 * about a field and not about words of the body.
 */
export const threadSchema = z.strictObject({
  id: z.string().max(60),
  quote: z.string().max(500),
  remarks: z.array(remarkSchema).min(1).max(200),
  resolvedAt: z.string().max(40).nullable(),
  resolvedBy: z.string().max(200).optional(),
  /** Who opened it again after it was resolved, and when. */
  reopenedAt: z.string().max(40).optional(),
  reopenedBy: z.string().max(200).optional(),
  field: notedFieldSchema.optional(),
})
export type Thread = z.infer<typeof threadSchema>

/** Who suggested a change and when; the change itself stands in the body as marks of the same id. */
export const suggestionSchema = z.strictObject(author)

/** Other words suggested for a field: `value` instead of `was`, what stood there when it was suggested. */
export const fieldSuggestionSchema = z.strictObject({ id: z.string().max(60), field: notedFieldSchema, was: z.string().max(5000), value: z.string().max(5000), ...author })
export type FieldSuggestion = z.infer<typeof fieldSuggestionSchema>

/** What the proof-reader flags and somebody lets stand: these words under this rule, anywhere in the piece, or (with `near`) only where they stand between these. */
export const asideSchema = z.strictObject({ rule: z.string().max(60), words: z.string().max(500), near: z.string().max(100).optional() })
export type Aside = z.infer<typeof asideSchema>

/** What people say about a draft: kept beside it, never part of what is signed or printed. */
export const notesSchema = z.strictObject({
  threads: z.array(threadSchema).max(1000),
  suggestions: z.record(z.string().max(60), suggestionSchema),
  fields: z.array(fieldSuggestionSchema).max(500).optional(),
  /** What the proof-reader flags and somebody lets stand. */
  asides: z.array(asideSchema).max(2000).optional(),
})
export type Notes = z.infer<typeof notesSchema>

/** A draft nobody has said anything about. */
export const noNotes: Notes = { threads: [], suggestions: {} }
