import { z } from 'zod'

import { stable } from '../compare/inline'
import { bodyJsonSchema, storySchema, type BodyJson } from '../story'

/** The fields of a story, some of them: the byline comes with its people. */
const someFieldsSchema = storySchema.omit({ schema: true, id: true, body: true, photos: true }).partial()
export type SomeFields = z.infer<typeof someFieldsSchema>

/** Whose copies they are, for people to read; filled in by whoever knows. */
const whose = { mineBy: z.string().max(200).optional(), theirsBy: z.string().max(200).optional() }

const blocks = z.array(bodyJsonSchema)

/**
 * Where a conflict stands in the body: the first block of it there, and the block before that one (null: it is the first).
 */
const placeSchema = z.strictObject({ blockId: z.string(), after: z.string().nullable() })

const blockConflictSchema = z.strictObject({ kind: z.enum(['block', 'deleted']), id: z.string().max(200), place: placeSchema, base: blocks, mine: blocks, theirs: blocks, ...whose })
const fieldConflictSchema = z.strictObject({ kind: z.literal('field'), id: z.string().max(200), place: z.strictObject({ field: z.string().max(40) }), base: someFieldsSchema, mine: someFieldsSchema, theirs: someFieldsSchema, ...whose })

/**
 * What two people made of one place, kept twice until somebody chooses. `block`: both changed it, theirs stands in the story; more
 * than one block where text was moved between them. `deleted`: one took it out (no blocks on that side) and the other changed it,
 * which stands. `field`: theirs stands. `id` says the place and what is in question, the same for the same stories.
 */
export const conflictSchema = z.discriminatedUnion('kind', [blockConflictSchema, fieldConflictSchema])
export type Conflict = z.infer<typeof conflictSchema>
export type BlockConflict = z.infer<typeof blockConflictSchema>
export type FieldConflict = z.infer<typeof fieldConflictSchema>

/** How many conflicts wait for somebody; nothing is signed off before it is 0. */
export const openConflicts = (conflicts: readonly Conflict[]): number => new Set(conflicts.map(({ id }) => id)).size

/** A short number of a text, so that two questions about one place are two conflicts (FNV-1a, 32 bits). */
const digestOf = (text: string): string => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

/** The id of a conflict: its kind, its place, and what is in question there. */
export const conflictId = (kind: string, place: string, sides: readonly unknown[]): string => `${kind}:${place.slice(0, 100)}:${digestOf(stable(sides))}`

/** The blocks of a conflict that stand in the story. */
export const standing = ({ mine, theirs }: Pick<BlockConflict, 'mine' | 'theirs'>): BodyJson[] => (theirs.length > 0 ? theirs : mine)
