import { z } from 'zod'

import { pieceSchema } from '../../src-shared/desk-api/pieces'
import { countStory } from '../../src-shared/story/count'
import { bodyJsonSchema, languageSchema, storyIdSchema } from '../../src-shared/story/story'
import type { StoredDraft } from './stored'

/** One row of the library, as the index keeps it. Times are ISO 8601; `piece` is the desk's last known word; `damaged` means the file could not be read when last looked at. */
export const libraryEntrySchema = z.object({
  id: storyIdSchema,
  slugline: z.string(),
  headline: z.string(),
  language: languageSchema,
  channel: z.array(z.string()),
  byline: z.string(),
  characters: z.int(),
  words: z.int(),
  photos: z.int(),
  changedAt: z.string(),
  binnedAt: z.string().nullable(),
  damaged: z.boolean(),
  piece: pieceSchema.nullable(),
  /** Until when nobody may publish it, where it is embargoed. */
  embargo: z.string().optional(),
  /** The story this one is a copy of, where two versions met. */
  copyOf: storyIdSchema.optional(),
})
export type LibraryEntry = z.infer<typeof libraryEntrySchema>

const counted = (body: Parameters<typeof countStory>[0]['body']): Pick<LibraryEntry, 'characters' | 'words' | 'photos'> => {
  const { characters, words, photos } = countStory({ body })
  return { characters, words, photos }
}

/** The row of a draft that was read or written whole. */
export const entryOf = ({ story, changedAt, binnedAt, piece, copyOf }: StoredDraft): LibraryEntry => ({
  id: story.id,
  slugline: story.slugline,
  headline: story.headline,
  language: story.language,
  channel: story.channel,
  byline: story.byline,
  ...counted(story.body),
  changedAt,
  binnedAt,
  damaged: false,
  piece,
  ...(story.embargo !== null && { embargo: story.embargo }),
  ...(copyOf && { copyOf: copyOf.story }),
})

/** What can be shown of a file that is not a whole draft of this schema: damaged, or of a newer Stet. */
const glimpseSchema = z.object({
  changedAt: z.string().optional().catch(undefined),
  binnedAt: z.string().nullable().catch(null),
  piece: pieceSchema.nullable().catch(null),
  story: z
    .object({
      slugline: z.string().catch(''),
      headline: z.string().catch(''),
      language: languageSchema.catch('zh-CN'),
      channel: z.array(z.string()).catch([]),
      byline: z.string().catch(''),
      body: bodyJsonSchema.catch({ type: 'doc' }),
    })
    .catch({ slugline: '', headline: '', language: 'zh-CN', channel: [], byline: '', body: { type: 'doc' } }),
})

/** A row made of whatever is legible in `raw` (parsed JSON, or null); `changedAt` is used where it says none. */
export const glimpseOf = (id: string, raw: unknown, seen: { changedAt: string; damaged: boolean }): LibraryEntry => {
  const parsed = glimpseSchema.safeParse(raw)
  const glimpse = parsed.success ? parsed.data : glimpseSchema.parse({})
  const { body, ...shown } = glimpse.story
  return { id, ...shown, ...counted(body), changedAt: glimpse.changedAt ?? seen.changedAt, binnedAt: glimpse.binnedAt, damaged: seen.damaged, piece: glimpse.piece }
}
