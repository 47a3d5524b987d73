import { z } from 'zod'

/** The schema number this build writes. Older ones pass through migrations.ts; newer ones are refused untouched. */
export const STORY_SCHEMA = 3

/** Limits the field can explain: a headline is a line, not a page. Counted in UTF-16 units, as `String.length`. */
export const LIMITS = { headline: 500, line: 500, summary: 2000, keywords: 50, channelDepth: 6, photos: 500, contributors: 40, destinations: 20, bodyBytes: 8_000_000 } as const

export const storyIdSchema = z.uuid()
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)
export const languageSchema = z.enum(['zh-CN', 'en'])
export type Language = z.infer<typeof languageSchema>

const word = (max: number) => z.string().max(max)

/** What a photo file says of itself, as read when it was added; empty where it says nothing. `takenAt` is ISO 8601, with an offset where the file has one. Never printed by itself. */
export const photoWordsSchema = z.strictObject({
  caption: word(2000),
  creator: word(200),
  credit: word(200),
  copyright: word(500),
  alt: word(2000),
  headline: word(500),
  place: word(500),
  takenAt: word(40),
  /** True where the file holds coordinates; the coordinates themselves are never kept. */
  located: z.boolean(),
})
export type PhotoWords = z.infer<typeof photoWordsSchema>

/** What is known of one photo file, named by the SHA-256 of its original bytes. */
export const photoSchema = z.strictObject({
  sha256: sha256Schema,
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif']),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
  name: z.string().max(255),
  words: photoWordsSchema.optional(),
})
export type Photo = z.infer<typeof photoSchema>

/** One ProseMirror node as JSON. Its shape is the body schema's business (body.ts); here only that it is plain JSON. */
export type BodyJson = { type: string; attrs?: Record<string, unknown>; content?: BodyJson[]; marks?: { type: string; attrs?: Record<string, unknown> }[]; text?: string }
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const KEYS = { node: new Set(['type', 'attrs', 'content', 'marks', 'text']), mark: new Set(['type', 'attrs']) }

/** How deep a body may nest: no table in a list in a box comes near it. */
const DEPTH = 40

const isMark = (value: unknown): boolean =>
  isRecord(value) && typeof value['type'] === 'string' && (value['attrs'] === undefined || isRecord(value['attrs'])) && Object.keys(value).every((key) => KEYS.mark.has(key))

const isBodyJson = (value: unknown, room: number): boolean => {
  if (room === 0 || !isRecord(value)) return false
  const { type, attrs, content, marks, text } = value
  if (typeof type !== 'string' || type.length > 40) return false
  for (const key in value) if (!KEYS.node.has(key)) return false
  if (attrs !== undefined && !isRecord(attrs)) return false
  if (text !== undefined && typeof text !== 'string') return false
  if (marks !== undefined && !(Array.isArray(marks) && marks.every(isMark))) return false
  return content === undefined || (Array.isArray(content) && content.every((child) => isBodyJson(child, room - 1)))
}

/** The shape of body JSON, at most 40 deep. Walked by hand: zod's recursion over a long story costs more than writing it to the disk. */
export const bodyJsonSchema = z.custom<BodyJson>((value) => isBodyJson(value, DEPTH), 'not body JSON, or nested too deeply')

const line = (max: number = LIMITS.line) => z.string().max(max)

/** What a person did for a story, in the order a byline names them. */
export const contributorRoleSchema = z.enum(['reporter', 'correspondent', 'intern', 'photographer', 'videographer', 'translator', 'editor'])
export type ContributorRole = z.infer<typeof contributorRoleSchema>

/** One person of the byline. `from` is where a person of another house writes from or for ("新华社", "汉中市总工会"); empty for our own. */
export const contributorSchema = z.strictObject({ name: line(60), role: contributorRoleSchema, from: line(60) })
export type Contributor = z.infer<typeof contributorSchema>

/** What this story sets right: the earlier story (by id where it is known here), its headline and date as printed, and what was wrong. */
export const correctionSchema = z.strictObject({ story: storyIdSchema.nullable(), headline: line(), printedOn: line(60), text: line(2000) })
export type Correction = z.infer<typeof correctionSchema>

/** A story, the unit of work: everything that is signed and printed, nothing that is only this machine's. */
export const storySchema = z.strictObject({
  schema: z.literal(STORY_SCHEMA),
  id: storyIdSchema,
  /** Internal name 稿名; never printed. */
  slugline: line(),
  language: languageSchema,
  kicker: line(LIMITS.headline),
  headline: line(LIMITS.headline),
  deck: line(LIMITS.headline),
  /** Printed without its mark: "本报记者 刘强" / "By Ann Lee". */
  byline: line(),
  /** The people of the byline, in order; the printed line is `byline`, made from these (byline.ts) unless it was set by hand. */
  contributors: z.array(contributorSchema).max(LIMITS.contributors),
  /** The column it runs in 栏目, printed as a tag above the headline: "深读", "Opinion". */
  columnTag: line(60),
  /** Where the headline was changed from its source's: printed "原题为《…》". */
  originalHeadline: line(LIMITS.headline),
  /** Set where this story corrects an earlier one 更正. */
  correction: correctionSchema.nullable(),
  /** "本报讯", "HANZHONG, Nov 15". Opens the lede in print. */
  dateline: line(),
  source: line(),
  /** A path, outermost first: ["工会", "地市工会"]. */
  channel: z.array(line(60).min(1)).max(LIMITS.channelDepth),
  /** Printed 责任编辑; empty until sign-off names the signer. */
  responsibleEditor: line(),
  keywords: z.array(line(60).min(1)).max(LIMITS.keywords),
  summary: line(LIMITS.summary),
  /** ISO 8601 with offset. A printed publish time set by hand or import; null prints the time of the sign-off. */
  publishTime: z.iso.datetime({ offset: true }).nullable(),
  /** ISO 8601 with offset. 禁发期: nobody may publish this before; null for no embargo. */
  embargo: z.iso.datetime({ offset: true }).nullable(),
  /** Ids of the destinations it is meant for; none means wherever the desk publishes by default. */
  destinations: z.array(line(60).min(1)).max(LIMITS.destinations),
  /** Characters (zh) or words (en) aimed at; 0 means none. */
  targetLength: z.int().min(0).max(1_000_000),
  body: bodyJsonSchema,
  /** By SHA-256; every photo node of the body that has a picture is here. */
  photos: z.record(sha256Schema, photoSchema),
})
export type Story = z.infer<typeof storySchema>

/** The places of a story a message can point at and the window can jump to. */
export type StoryField = 'slugline' | 'columnTag' | 'kicker' | 'headline' | 'deck' | 'originalHeadline' | 'correction' | 'byline' | 'dateline' | 'source' | 'channel' | 'responsibleEditor' | 'keywords' | 'summary' | 'publishTime' | 'embargo' | 'destinations'

export const templateSchema = z.enum(['news', 'feature', 'interview', 'photoStory'])
export type Template = z.infer<typeof templateSchema>
