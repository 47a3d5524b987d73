import { z } from 'zod'

import { failed, ok, type Outcome } from '../outcome'
import { parseBody } from './body'
import { STORY_SCHEMA, storySchema, type Story } from './story'

/** What each schema's fields gained on the way to the next, by the number of the earlier: so far every old story is a new one with nothing set. */
const GAINED: Readonly<Record<number, Readonly<Partial<Story>>>> = {
  // 2: more kinds of block too, every old one still one of them.
  1: { contributors: [], columnTag: '', originalHeadline: '', correction: null },
  2: { embargo: null, destinations: [] },
}

/** JSON as a story of today's schema where it was one of an earlier; anything else as it is. */
const upgraded = (input: unknown): unknown => {
  if (typeof input !== 'object' || input === null) return input
  let current = input as Record<string, unknown>
  for (let at = Number(current['schema']); at < STORY_SCHEMA; at += 1) {
    const gained = GAINED[at]
    // A field its schema does not know is no old story's: it is refused, never written over.
    if (!gained || Object.keys(gained).some((field) => Object.hasOwn(current, field))) break
    current = { ...current, ...gained, schema: at + 1 }
  }
  return current
}

/** A story as it lies inside something else that is kept: of this or an earlier schema, read as today's. Its body is only known to be body JSON. */
export const keptStorySchema = z.preprocess(upgraded, storySchema)

/** Reads a story of this or an earlier schema. A newer one is `story-newer` (left untouched); anything else wrong is `story-invalid` and names the place. */
export const readStory = (input: unknown): Outcome<Story> => {
  if (typeof input !== 'object' || input === null) return failed('story-invalid', 'This is not a story.', { place: '' })
  const schema = (input as Record<string, unknown>)['schema']
  if (typeof schema === 'number' && schema > STORY_SCHEMA)
    return failed('story-newer', `This story was written by a newer Stet (schema ${String(schema)}).`, { schema })
  const parsed = storySchema.safeParse(upgraded(input))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const place = issue?.path.join('.') ?? ''
    if (issue?.code === 'too_big') return failed('too-long', `${place} is too long (limit ${String(issue.maximum)}).`, { place, limit: Number(issue.maximum) })
    return failed('story-invalid', `${place}: ${issue?.message ?? 'not a story'}`, { place })
  }
  const body = parseBody(parsed.data.body)
  if (!body.ok) return body
  return ok(parsed.data)
}
