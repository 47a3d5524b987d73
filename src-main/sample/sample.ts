import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { personSchema } from '../../src-shared/review/people'
import { normalise } from '../../src-shared/story/canonical'
import { readStory } from '../../src-shared/story/migrations'
import { languageSchema, type Story } from '../../src-shared/story/story'
import { photosFileSchema, storiesFileSchema, storyOfCopy } from './copy'

const line = z.string().max(300)

/** newsroom.json: who the sample newsroom is, its people with the passwords the window may fill in, and its fictional site. */
const newsroomFileSchema = z.strictObject({
  name: z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) }),
  people: z.array(personSchema.extend({ password: z.string().min(8).max(200) }).strict()).min(3),
  site: z.strictObject({
    id: z.literal('site'),
    name: line.min(1),
    tagline: line,
    language: languageSchema,
    baseUrl: z.url({ protocol: /^https?$/ }),
    organiser: line,
    address: line,
    telephone: line,
    email: line,
    licences: z.array(line),
    copyright: line,
  }),
})
export type SampleNewsroom = z.infer<typeof newsroomFileSchema>

/** A sample story, its author's login, and where its pictures stand; the pictures themselves are read by whoever needs them. */
export type SampleStory = { story: Story; author: string; photos: { sha256: string; file: string }[] }

/** The newsroom a person meets when there is none yet. Everything in it is invented. */
export type Sample = { newsroom: SampleNewsroom; stories: SampleStory[] }

/** Loads the sample from `<resources>/` (newsroom.json, stories.json, photos.json, photos/). A file that is missing or wrong: `sample-invalid` {file, place}. */
export const loadSample = async (resources: string): Promise<Outcome<Sample>> => {
  let file = 'newsroom.json'
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T> => {
    file = name
    return schema.parse(normalise<unknown>(JSON.parse(await readFile(join(resources, name), 'utf8'))))
  }
  try {
    const newsroom = await read('newsroom.json', newsroomFileSchema)
    const photos = new Map((await read('photos.json', photosFileSchema)).map((photo) => [photo.name, photo]))
    const copies = (await read('stories.json', storiesFileSchema)).stories
    const stories: SampleStory[] = []
    for (const copy of copies) {
      const story = readStory(storyOfCopy(copy, photos))
      if (!story.ok) return failed('sample-invalid', `The sample newsroom's ${file} is damaged: ${story.message}`, { file, place: copy.id })
      if (!newsroom.people.some(({ login }) => login === copy.author)) return failed('sample-invalid', `Nobody of the sample newsroom is called ${copy.author}.`, { file, place: copy.id })
      const shown = Object.values(story.value.photos).map(({ sha256, name }) => ({ sha256, file: join(resources, 'photos', name) }))
      stories.push({ story: story.value, author: copy.author, photos: shown })
    }
    return ok({ newsroom, stories })
  } catch (error) {
    const place = error instanceof z.ZodError ? (error.issues[0]?.path.join('.') ?? '') : ''
    return failed('sample-invalid', `The sample newsroom's ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { file, place })
  }
}
