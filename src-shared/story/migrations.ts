import { failed, ok, type Outcome } from '../outcome'
import { parseBody } from './body'
import { STORY_SCHEMA, storySchema, type Story } from './story'

/** Steps from schema N to N+1, in order. */
const steps: Record<number, (story: Record<string, unknown>) => Record<string, unknown>> = {
  // 2: contributors, column tag, original headline and correction; more kinds of block, every old one still one of them.
  1: (story) => ({ ...story, schema: 2, contributors: [], columnTag: '', originalHeadline: '', correction: null }),
}

/** Reads a story of this or an earlier schema. A newer one is `story-newer` (left untouched); anything else wrong is `story-invalid` and names the place. */
export const readStory = (input: unknown): Outcome<Story> => {
  if (typeof input !== 'object' || input === null) return failed('story-invalid', 'This is not a story.', { place: '' })
  let current = input as Record<string, unknown>
  const schema = current['schema']
  if (typeof schema === 'number' && schema > STORY_SCHEMA)
    return failed('story-newer', `This story was written by a newer Stet (schema ${String(schema)}).`, { schema })
  for (let at = Number(schema); at < STORY_SCHEMA; at += 1) {
    const step = steps[at]
    if (!step) break
    current = step(current)
  }
  const parsed = storySchema.safeParse(current)
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
