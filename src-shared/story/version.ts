import { z } from 'zod'

import { sha256Schema } from './story'

/** Why a version was kept: before a session's first edit, as the person worked, at a submission or a return, before a restore, as it was imported, or because somebody named it. */
export const versionCauseSchema = z.enum(['opened', 'working', 'submitted', 'returned', 'restored', 'imported', 'named'])
export type VersionCause = z.infer<typeof versionCauseSchema>

/** A version's name in its story's history: its place in the order they were kept, then a few digits that keep two machines apart. */
export const versionIdSchema = z.string().regex(/^\d{6,10}-[0-9a-f]{8}$/)

/** One kept version of a story. `at` is ISO 8601: when its text was last changed, or when the act it marks happened; `sha256` is of the story's canonical bytes. */
export const versionSchema = z.object({
  id: versionIdSchema,
  at: z.string(),
  by: z.string(),
  cause: versionCauseSchema,
  /** What somebody named it; empty for none. */
  label: z.string().max(200),
  generation: z.int().min(0),
  sha256: sha256Schema,
  characters: z.int().min(0),
  words: z.int().min(0),
  photos: z.int().min(0),
})
export type Version = z.infer<typeof versionSchema>
