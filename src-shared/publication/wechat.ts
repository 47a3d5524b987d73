import { z } from 'zod'

/**
 * What a WeChat official account 公众号 takes of one article: characters of its title, author and digest; its content counted with all of its HTML, in characters and
 * in bytes, and the bytes of one picture it uploads, each of the three less than that.
 */
export const WECHAT_LIMITS = { title: 32, author: 16, digest: 128, characters: 20_000, bytes: 1_048_576, picture: 1_048_576 } as const

/** article.wechat.json: what stands in the platform's own fields, and the pictures to upload, each once, in the order the article shows them; and the article's cover. */
export const wechatDraftSchema = z.object({
  type: z.literal('stet.wechat/1'),
  title: z.string(),
  author: z.string(),
  digest: z.string(),
  /** The content as a file of the package; a picture's `path` is its address in there, to be put by the one the upload gave. */
  content: z.string(),
  /** The picture of the article's head (900 x 383 where the photo is as large), made of the first photo; null where the article shows none. */
  cover: z.object({ path: z.string(), width: z.int(), height: z.int(), bytes: z.int() }).nullable(),
  pictures: z.array(z.object({ path: z.string(), width: z.int(), height: z.int(), bytes: z.int(), caption: z.string(), credit: z.string(), alt: z.string() })),
})
export type WechatDraft = z.infer<typeof wechatDraftSchema>

/** One thing to know before pasting. `code` is a locale key under `wechat:finding.`; a `fault` is refused by the platform, a `note` is said. Numbers are zero where they say nothing. */
export const wechatFindingSchema = z.object({
  code: z.enum(['title-empty', 'title-long', 'author-long', 'digest-long', 'digest-empty', 'content-long', 'content-heavy', 'picture-heavy', 'picture-none', 'links-plain']),
  severity: z.enum(['fault', 'note']),
  count: z.int(),
  limit: z.int(),
})
export type WechatFinding = z.infer<typeof wechatFindingSchema>

/**
 * What is copied for pasting there: the content with its pictures in it, the same as text, the fields, and what is to be known before. `embargo` is until when nobody may
 * publish it, null where it is free.
 */
export const wechatCopySchema = z.object({ html: z.string(), text: z.string(), draft: wechatDraftSchema, findings: z.array(wechatFindingSchema), embargo: z.string().nullable() })
export type WechatCopy = z.infer<typeof wechatCopySchema>

/** Characters as the platform's editor counts them: one each, an emoji of one code point too. */
const length = (text: string): number => Array.from(text).length

const over = (code: WechatFinding['code'], count: number, limit: number): WechatFinding[] => (count > limit ? [{ code, severity: 'fault', count, limit }] : [])
/** For what is to be less than its limit, not at most. */
const reached = (code: WechatFinding['code'], count: number, limit: number): WechatFinding[] => (count >= limit ? [{ code, severity: 'fault', count, limit }] : [])
const note = (code: WechatFinding['code'], count = 0, limit = 0): WechatFinding => ({ code, severity: 'note', count, limit })

/** What the platform would refuse of an article or show otherwise. `html` is the content with its pictures by address; `links` counts those it shows as text. */
export const wechatPreflight = (draft: WechatDraft, html: string, links: number): WechatFinding[] => {
  const { characters, bytes, picture } = WECHAT_LIMITS
  const heavy = draft.pictures.filter((each) => each.bytes >= picture)
  return [
    ...(draft.title === '' ? [{ ...note('title-empty'), severity: 'fault' as const }] : []),
    ...(['title', 'author', 'digest'] as const).flatMap((field) => over(`${field}-long`, length(draft[field]), WECHAT_LIMITS[field])),
    ...reached('content-long', length(html), characters),
    ...reached('content-heavy', new TextEncoder().encode(html).length, bytes),
    ...(heavy.length > 0 ? [{ ...note('picture-heavy', heavy.length, picture), severity: 'fault' as const }] : []),
    ...(draft.digest === '' ? [note('digest-empty')] : []),
    ...(draft.pictures.length === 0 ? [note('picture-none')] : []),
    ...(links > 0 ? [note('links-plain', links)] : []),
  ]
}
