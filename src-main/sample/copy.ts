import { z } from 'zod'

import { contributorsOf } from '../../src-shared/story/byline'
import { languageSchema, photoSchema, storyIdSchema, STORY_SCHEMA, type BodyJson, type Photo, type Story } from '../../src-shared/story/story'

const crossheadSchema = z.strictObject({ head: z.string().min(1), marker: z.string() })
/** `photo` names a file of photos/, or null for a place that waits for its picture. */
const placeSchema = z.strictObject({ photo: z.string().regex(/^[a-z-]+\.jpg$/).nullable(), caption: z.string(), credit: z.string(), alt: z.string() })

/** A story as people write it in stories.json: a string is a paragraph. */
const copySchema = z.strictObject({
  id: storyIdSchema,
  /** Login of who writes it. */
  author: z.string().min(1),
  slugline: z.string(),
  language: languageSchema,
  kicker: z.string(),
  headline: z.string(),
  deck: z.string(),
  byline: z.string(),
  dateline: z.string(),
  source: z.string(),
  channel: z.array(z.string()),
  keywords: z.array(z.string()),
  summary: z.string(),
  targetLength: z.int().min(0),
  body: z.array(z.union([z.string().min(1), crossheadSchema, placeSchema])).min(1),
})
export type Copy = z.infer<typeof copySchema>

export const storiesFileSchema = z.strictObject({ stories: z.array(copySchema).min(1) })

/** photos.json, as the drawing script writes it. */
export const photosFileSchema = z.array(photoSchema)

const textNode = (text: string): BodyJson[] => (text === '' ? [] : [{ type: 'text', text }])

/** One story of the sample with the records of the pictures it shows. Throws where a picture is not in `photos`. */
export const storyOfCopy = ({ author: _author, body, ...fields }: Copy, photos: ReadonlyMap<string, Photo>): Story => {
  const shown: Record<string, Photo> = {}
  const digestOf = (name: string | null): string | null => {
    if (name === null) return null
    const photo = photos.get(name)
    if (!photo) throw new Error(`There is no picture ${name}.`)
    shown[photo.sha256] = photo
    return photo.sha256
  }
  const content = body.map((block, index): BodyJson => {
    // The same ids each time: a sample opened twice is the same sample.
    const blockId = `${fields.id.slice(-4)}-${String(index + 1)}`
    if (typeof block === 'string') return { type: 'paragraph', attrs: { blockId }, content: textNode(block) }
    if ('head' in block) return { type: 'crosshead', attrs: { blockId, marker: block.marker }, content: textNode(block.head) }
    return { type: 'photo', attrs: { blockId, photo: digestOf(block.photo), credit: block.credit, alt: block.alt }, content: textNode(block.caption) }
  })
  return { schema: STORY_SCHEMA, ...fields, contributors: contributorsOf(fields.byline), columnTag: '', originalHeadline: '', correction: null, responsibleEditor: '', publishTime: null, body: { type: 'doc', content }, photos: shown }
}
