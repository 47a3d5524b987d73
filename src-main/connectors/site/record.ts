import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { Fault } from '../../../src-shared/outcome'
import { photoUses, RENDITION_NAME } from '../../../src-shared/publication/photo-uses'
import { textOf } from '../../../src-shared/story/count'
import { readStory } from '../../../src-shared/story/migrations'
import { sha256Schema, storySchema, type BodyJson, type Story } from '../../../src-shared/story/story'
import { writeFault } from '../../durable/write'
import { SITE } from './paths'

const storedStorySchema = z.unknown().transform((input, context): Story => {
  const today = storySchema.safeParse(input)
  if (today.success) return today.data
  const story = readStory(input)
  if (story.ok) return story.value
  context.addIssue({ code: 'custom', message: story.message })
  return z.NEVER
})

const photoFileSchema = z.strictObject({ width: z.int().positive(), height: z.int().positive(), bytes: z.int().positive() })

/**
 * What the site knows of one published piece: `.stet/articles/<story id>.json`, written last. `sha256` is the digest of the
 * signed story's canonical bytes; `path` is kept from the first publication, so an address never changes; `photos` are the web
 * renditions by name (pixels, bytes). Every page and listing can be made again from these; a story of an earlier schema is read as today's.
 */
const recordSchema = z.strictObject({
  schema: z.literal(1),
  sha256: sha256Schema,
  revision: z.int().positive(),
  path: z.string().regex(/^articles\/\d{4}\/\d{2}\/[0-9a-f-]{36}\.html$/),
  /** Time of the sign-off, and of this revision's publication here. ISO 8601. */
  signedAt: z.string(),
  publishedAt: z.string(),
  photos: z.record(z.string().regex(RENDITION_NAME), photoFileSchema),
  view: z.strictObject({ story: storedStorySchema, time: z.iso.datetime({ offset: true }), editor: z.string() }),
  /** When it was taken down (ISO 8601), until it is published again. */
  down: z.string().optional(),
})
export type SiteRecord = z.infer<typeof recordSchema>

/** A published piece as listings show it. `at` is its time in milliseconds, to sort by. */
export type Card = {
  id: string
  path: string
  time: string
  at: number
  signedAt: string
  language: 'zh-CN' | 'en'
  channel: readonly string[]
  headline: string
  teaser: string
  picture: { name: string; width: number; height: number; bytes: number; alt: string } | null
}

const TEASER = 110

const firstParagraph = (body: BodyJson): string => {
  const says = (block: BodyJson, ...types: string[]): boolean => types.includes(block.type) && textOf(block).trim() !== ''
  const blocks = body.content ?? []
  const text = blocks.find((block) => says(block, 'paragraph')) ?? blocks.find((block) => says(block, 'question', 'answer', 'liveEntry', 'briefList', 'blockquote'))
  const characters = Array.from(text ? textOf(text).replace(/\s+/g, ' ').trim() : '')
  return characters.length > TEASER ? `${characters.slice(0, TEASER).join('')}…` : characters.join('')
}

/** The card of a record: its summary, else the opening of its text; its first picture. */
export const cardOf = ({ view, path, signedAt, photos }: SiteRecord): Card => {
  const { story, time } = view
  const use = photoUses(story).find(({ name }) => photos[name])
  const file = use && photos[use.name]
  return {
    id: story.id.toLowerCase(),
    path,
    time,
    at: Date.parse(time),
    signedAt,
    language: story.language,
    channel: story.channel,
    headline: story.headline,
    teaser: story.summary.trim() === '' ? firstParagraph(story.body) : story.summary,
    picture: use && file ? { name: use.name, alt: use.alt, ...file } : null,
  }
}

/** Newest first; the same order on every machine. */
export const newestFirst = (a: Card, b: Card): number => b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The record of one story, null where there is none. Throws Fault `site-record-damaged`, or a writeFault where the file system refuses. */
export const readRecord = async (folder: string, story: string): Promise<SiteRecord | null> => {
  const path = join(folder, SITE.record(story))
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw writeFault(error, path)
  }
  try {
    return recordSchema.parse(JSON.parse(text))
  } catch (error) {
    throw new Fault('site-record-damaged', `${path} cannot be read; remove the file and publish that piece again.`, { path }, error)
  }
}

/** Reads the cards of every record but `except` and what is down; remembers those whose file has not changed since. Throws as readRecord. */
export const cardReader = (folder: string): ((except: string) => Promise<Card[]>) => {
  const known = new Map<string, { stamp: string; card: Card | null }>()
  const read = async (id: string): Promise<Card | null> => {
    const found = await stat(join(folder, SITE.record(id))).catch(() => null)
    const stamp = found ? [found.mtimeMs, found.size, found.ino].join() : ''
    const before = known.get(id)
    if (found && before?.stamp === stamp) return before.card
    const record = await readRecord(folder, id)
    if (!record) return null
    const card = record.down === undefined ? cardOf(record) : null
    known.set(id, { stamp, card })
    return card
  }
  return async (except) => {
    const names = await readdir(join(folder, SITE.records)).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw writeFault(error, join(folder, SITE.records))
    })
    const ids = names.flatMap((name) => /^([0-9a-f-]{36})\.json$/.exec(name)?.[1] ?? []).filter((id) => id !== except.toLowerCase())
    const cards: Card[] = []
    for (let at = 0; at < ids.length; at += 64) cards.push(...(await Promise.all(ids.slice(at, at + 64).map(read))).filter((card) => card !== null))
    return cards
  }
}
