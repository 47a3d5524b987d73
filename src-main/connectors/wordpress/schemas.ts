import { z } from 'zod'

const metaSchema = z.object({ stet_id: z.string().default(''), stet_revision: z.string().default(''), stet_sha256: z.string().default('') })
export type PostMeta = z.infer<typeof metaSchema>

/** A post as WordPress answers it to who may edit it (context=edit). Times are in UTC without saying so. */
export const postSchema = z.object({
  id: z.int(),
  status: z.string(),
  slug: z.string(),
  link: z.string(),
  date_gmt: z.string().nullable(),
  modified_gmt: z.string(),
  title: z.object({ raw: z.string() }),
  content: z.object({ raw: z.string(), rendered: z.string() }),
  excerpt: z.object({ raw: z.string() }),
  author: z.int(),
  categories: z.array(z.int()),
  tags: z.array(z.int()),
  permalink_template: z.string().optional(),
  // A list where nothing is registered. Without the plugin it says nothing of ours.
  meta: z.unknown().transform((meta): PostMeta => metaSchema.safeParse(meta).data ?? { stet_id: '', stet_revision: '', stet_sha256: '' }),
})
export type Post = z.infer<typeof postSchema>

export const mediaSchema = z.object({ id: z.int(), slug: z.string(), source_url: z.string() })
export type Media = z.infer<typeof mediaSchema>

export const categorySchema = z.object({ id: z.int(), name: z.string(), parent: z.int() })
export type Category = z.infer<typeof categorySchema>

export const tagSchema = z.object({ id: z.int(), name: z.string() })

export const userSchema = z.object({ id: z.int(), name: z.string() })

/** Who signs in, and what they may do. */
export const accountSchema = userSchema.extend({ capabilities: z.record(z.string(), z.boolean()) })

/** The API's own description: its parts, its routes and what a route takes. */
export const rootSchema = z.object({
  namespaces: z.array(z.string()),
  routes: z.record(z.string(), z.object({ endpoints: z.array(z.object({ args: z.unknown() })) })),
})

/** Any refusal of the API. */
export const refusalSchema = z.object({ code: z.string(), message: z.string(), data: z.object({ term_id: z.int().optional(), params: z.record(z.string(), z.string()).optional(), details: z.record(z.string(), z.object({ data: z.object({ status: z.int().optional() }).nullish() })).optional() }).nullish().catch(null) })
