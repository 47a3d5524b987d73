import { z } from 'zod'

/** The schema number this build writes. Older ones pass through migrations.ts; newer ones are refused untouched. */
export const STORY_SCHEMA = 1

/** Limits the field can explain: a headline is a line, not a page. Counted in UTF-16 units, as `String.length`. */
export const LIMITS = { headline: 500, line: 500, summary: 2000, keywords: 50, channelDepth: 6, photos: 500, bodyBytes: 8_000_000 } as const

export const storyIdSchema = z.uuid()
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)
export const languageSchema = z.enum(['zh-CN', 'en'])
export type Language = z.infer<typeof languageSchema>

/** What is known of one photo file, named by the SHA-256 of its original bytes. */
export const photoSchema = z.strictObject({
  sha256: sha256Schema,
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/tiff', 'image/avif']),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
  name: z.string().max(255),
})
export type Photo = z.infer<typeof photoSchema>

/** One ProseMirror node as JSON. Its shape is the body schema's business (body.ts); here only that it is plain JSON. */
export type BodyJson = { type: string; attrs?: Record<string, unknown>; content?: BodyJson[]; marks?: { type: string; attrs?: Record<string, unknown> }[]; text?: string }
export const bodyJsonSchema: z.ZodType<BodyJson> = z.lazy(() =>
  z.strictObject({
    type: z.string().max(40),
    attrs: z.record(z.string(), z.unknown()).optional(),
    content: z.array(bodyJsonSchema).optional(),
    marks: z.array(z.strictObject({ type: z.string(), attrs: z.record(z.string(), z.unknown()).optional() })).optional(),
    text: z.string().optional(),
  }),
)

const line = (max: number = LIMITS.line) => z.string().max(max)

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
  /** Characters (zh) or words (en) aimed at; 0 means none. */
  targetLength: z.int().min(0).max(1_000_000),
  body: bodyJsonSchema,
  /** By SHA-256; every photo node of the body that has a picture is here. */
  photos: z.record(sha256Schema, photoSchema),
})
export type Story = z.infer<typeof storySchema>

/** The places of a story a message can point at and the window can jump to. */
export type StoryField = 'slugline' | 'kicker' | 'headline' | 'deck' | 'byline' | 'dateline' | 'source' | 'channel' | 'responsibleEditor' | 'keywords' | 'summary' | 'publishTime'

export const templateSchema = z.enum(['news', 'feature', 'interview', 'photoStory'])
export type Template = z.infer<typeof templateSchema>
