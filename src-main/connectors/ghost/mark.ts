import { z } from 'zod'

import { sha256Schema } from '../../../src-shared/story/story'

const markSchema = z.object({ revision: z.int(), sha256: sha256Schema, channels: z.int().default(1), down: z.literal(true).optional() })

/** What of ours stands in a post: the revision, the story's SHA-256, and how many of its tags are the channel. `down`: we took it down. */
export type Mark = z.infer<typeof markSchema>

const MARK = /<!-- stet (\{[^<>]*\}) -->/

/** Reads the mark out of a post's foot, where editors do not meet it; null where there is none, or none that can be read. */
export const markOf = (foot: string): Mark | null => {
  try {
    const parsed = markSchema.safeParse(JSON.parse(MARK.exec(foot)?.[1] ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** The foot with this mark instead of the one before; whatever else somebody put there stays. */
export const withMark = (foot: string, mark: Mark): string => {
  const words = `<!-- stet ${JSON.stringify(mark)} -->`
  return MARK.test(foot) ? foot.replace(MARK, () => words) : [foot, words].filter((part) => part !== '').join('\n')
}
