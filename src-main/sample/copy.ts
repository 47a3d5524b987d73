import { z } from 'zod'

import { contributorsOf } from '../../src-shared/story/byline'
import { languageSchema, photoSchema, storyIdSchema, STORY_SCHEMA, type BodyJson, type Photo, type Story } from '../../src-shared/story/story'

const crossheadSchema = z.strictObject({ head: z.string().min(1), marker: z.string() })
/** `photo` names a file of photos/, or null for a place that waits for its picture. */
const placeSchema = z.strictObject({ photo: z.string().regex(/^[a-z-]+\.jpg$/).nullable(), caption: z.string(), credit: z.string(), alt: z.string() })

const words = z.string().min(1)
/** What else a body may hold: turns of an interview, photos as a group, briefs, a table whose first row heads it, a fact box by its title, an editor's note. */
const blockSchemas = [
  z.strictObject({ ask: words, speaker: z.string() }),
  z.strictObject({ answer: words, speaker: z.string() }),
  z.strictObject({ group: z.array(placeSchema).min(2) }),
  z.strictObject({ briefs: z.array(words).min(1) }),
  z.strictObject({ table: z.array(z.array(z.string()).min(1)).min(2) }),
  z.strictObject({ box: words, text: z.array(words).min(1) }),
  z.strictObject({ note: z.array(words).min(1) }),
] as const

/** A story as people write it in stories.json: a string is a paragraph. */
const copySchema = z.strictObject({
  id: storyIdSchema,
  /** Login of who writes it. */
  author: z.string().min(1),
  slugline: z.string(),
  language: languageSchema,
  columnTag: z.string().default(''),
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
  body: z.array(z.union([words, crossheadSchema, placeSchema, ...blockSchemas])).min(1),
})
export type Copy = z.infer<typeof copySchema>
type CopyBlock = Copy['body'][number]

export const storiesFileSchema = z.strictObject({ stories: z.array(copySchema).min(1) })

/** photos.json, as the drawing script writes it. */
export const photosFileSchema = z.array(photoSchema)

const textNode = (text: string): BodyJson[] => (text === '' ? [] : [{ type: 'text', text }])
const paragraph = (text: string, attrs?: Record<string, unknown>): BodyJson => ({ type: 'paragraph', ...(attrs ? { attrs } : {}), content: textNode(text) })

type Make = { blockId: string; digestOf: (name: string | null) => string | null }

const photoOf = (place: z.infer<typeof placeSchema>, { blockId, digestOf }: Make): BodyJson => ({
  type: 'photo',
  attrs: { blockId, photo: digestOf(place.photo), credit: place.credit, alt: place.alt },
  content: textNode(place.caption),
})

/** One block of copy as a block of the body. Blocks inside it have ids that begin with its own. */
const blockOf = (block: CopyBlock, make: Make): BodyJson => {
  const attrs = { blockId: make.blockId }
  const inner = (index: number): Make => ({ ...make, blockId: `${make.blockId}-${String(index + 1)}` })
  const paragraphs = (texts: readonly string[]): BodyJson[] => texts.map((text, index) => paragraph(text, { blockId: inner(index).blockId }))
  if (typeof block === 'string') return paragraph(block, attrs)
  if ('head' in block) return { type: 'crosshead', attrs: { ...attrs, marker: block.marker }, content: textNode(block.head) }
  if ('ask' in block) return { type: 'question', attrs: { ...attrs, speaker: block.speaker }, content: textNode(block.ask) }
  if ('answer' in block) return { type: 'answer', attrs: { ...attrs, speaker: block.speaker }, content: textNode(block.answer) }
  if ('group' in block) return { type: 'photoGroup', attrs, content: block.group.map((place, index) => photoOf(place, inner(index))) }
  if ('briefs' in block) return { type: 'briefList', attrs, content: paragraphs(block.briefs).map((item) => ({ type: 'listItem', content: [item] })) }
  if ('note' in block) return { type: 'editorsNote', attrs, content: paragraphs(block.note) }
  if ('box' in block) return { type: 'factBox', attrs, content: [{ type: 'boxTitle', content: textNode(block.box) }, ...paragraphs(block.text)] }
  if ('table' in block) return { type: 'table', attrs, content: block.table.map((cells, row) => ({ type: 'tableRow', content: cells.map((text) => ({ type: row === 0 ? 'tableHeader' : 'tableCell', content: [paragraph(text)] })) })) }
  return photoOf(block, make)
}

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
  // The same ids each time: a sample opened twice is the same sample.
  const content = body.map((block, index) => blockOf(block, { blockId: `${fields.id.slice(-4)}-${String(index + 1)}`, digestOf }))
  return { schema: STORY_SCHEMA, ...fields, contributors: contributorsOf(fields.byline), originalHeadline: '', correction: null, responsibleEditor: '', publishTime: null, embargo: null, destinations: [], body: { type: 'doc', content }, photos: shown }
}
