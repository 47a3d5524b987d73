import { z } from 'zod'

import { pieceSchema } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { conflictSchema } from '../../src-shared/story/merge'
import { noNotes, notesSchema } from '../../src-shared/story/notes'
import { readStory } from '../../src-shared/story/migrations'
import { storyIdSchema, type Story } from '../../src-shared/story/story'

/** The format number of story.json this build writes. */
export const STORED_FORMAT = 1

const storedSchema = z.object({
  format: z.literal(STORED_FORMAT),
  /** Counts durable saves of the text; 1 is the first. */
  generation: z.int().min(1),
  changedAt: z.string(),
  createdAt: z.string(),
  binnedAt: z.string().nullable(),
  // The desk can say it again: a word this build does not understand must not make a draft unreadable.
  piece: pieceSchema.nullable().catch(null),
  /** Comments, and who suggested what; drafts from before there were any have none. */
  notes: notesSchema.default(noNotes),
  /** What the desk and the author both changed while it was away, and nobody has chosen yet. */
  conflicts: z.array(conflictSchema).max(1000).default([]),
  /** Where a copy comes from: which story, whether two versions met or an archive brought it, from which file or machine, and when. */
  copyOf: z.object({ story: storyIdSchema, kind: z.enum(['conflict', 'import']), from: z.string().max(300), at: z.string() }).optional().catch(undefined),
  /** Who handed it over, where it came in a hand-off file: what they said with it, and when. */
  handed: z.object({ person: z.string().max(64), name: z.string().max(100), note: z.string().max(2000), at: z.string() }).optional().catch(undefined),
  story: z.unknown(),
})

/** A draft as story.json holds it. Times are ISO 8601. */
export type StoredDraft = Omit<z.infer<typeof storedSchema>, 'story'> & { story: Story }

/** Parses bytes as JSON in strict UTF-8; undefined if they are not. */
export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

const formatSchema = z.object({ format: z.number() })

/** Reads story.json's JSON for the story `id`: `story-newer` if a newer Stet wrote it, `draft-damaged` for anything else that is not a whole draft. */
export const readStored = (raw: unknown, id: string): Outcome<StoredDraft> => {
  const format = formatSchema.safeParse(raw)
  if (format.success && format.data.format > STORED_FORMAT) return failed('story-newer', `This draft was written by a newer Stet (format ${format.data.format}).`, { schema: format.data.format })
  const stored = storedSchema.safeParse(raw)
  if (!stored.success) return failed('draft-damaged', 'The draft file is not whole.', { place: stored.error.issues[0]?.path.join('.') ?? '' })
  const story = readStory(stored.data.story)
  if (!story.ok) return story.code === 'story-newer' ? story : failed('draft-damaged', `The draft file is not whole: ${story.message}`, { place: String(story.details['place'] ?? '') })
  if (story.value.id !== id) return failed('draft-damaged', 'The draft file is of another story.', { place: 'id' })
  return ok({ ...stored.data, story: story.value })
}
