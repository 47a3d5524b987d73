import { z } from 'zod'

import { ok, type Outcome } from '../../../src-shared/outcome'
import { openHttp, type Http } from '../http'
import type { Tools } from '../connector-kind'
import { tokenOf, type AdminKey } from './key'
import { isAbsent, refuseOf } from './refusals'

const idSchema = z.string().regex(/^[0-9a-f]{24}$/)
const tagSchema = z.object({ id: idSchema, name: z.string(), slug: z.string(), visibility: z.string().nullish() })
const authorSchema = z.object({ id: idSchema, name: z.string(), slug: z.string() })

/** A post as Ghost keeps it. `lexical` is its text, `html` what Ghost prints of it. */
const postSchema = z.object({
  id: idSchema,
  title: z.string(),
  slug: z.string(),
  status: z.string(),
  url: z.string(),
  lexical: z.string().nullish().transform((text) => text ?? null),
  html: z.string().nullish().transform((text) => text ?? ''),
  custom_excerpt: z.string().nullish().transform((text) => text ?? ''),
  codeinjection_foot: z.string().nullish().transform((text) => text ?? ''),
  published_at: z.string().nullable(),
  updated_at: z.string(),
  tags: z.array(tagSchema),
  authors: z.array(authorSchema),
})
export type Post = z.infer<typeof postSchema>
const postsSchema = z.object({ posts: z.array(postSchema) })
const onePostSchema = z.object({ posts: z.tuple([postSchema]) })

const pagedSchema = z.object({ meta: z.object({ pagination: z.object({ pages: z.number() }) }) })
const siteSchema = z.object({ site: z.object({ url: z.url(), version: z.string() }) })
const uploadedSchema = z.object({ images: z.tuple([z.object({ url: z.url() })]) })

/** What a post is written from. */
export type PostFields = { title?: string; slug?: string; lexical?: string; status: 'published' | 'scheduled' | 'draft'; custom_excerpt?: string | null; codeinjection_foot?: string; published_at?: string; tags?: object[]; authors?: object[] }

/** Where the site stands, whatever of its administration's address was given: with a slash at the end. */
export const siteOf = (address: string): string => {
  const url = new URL(address)
  return `${url.origin}${url.pathname.replace(/\/ghost(?:\/.*)?$/, '').replace(/\/+$/, '')}/`
}

const WITH = 'formats=lexical,html'

/** Ghost's Admin API, as far as it is used here. Every answer is parsed; every refusal is of connector-faults.ts. */
export const openGhost = (address: string, key: AdminKey, tools: Pick<Tools, 'fetch' | 'now' | 'patience'>) => {
  const site = siteOf(address)
  const http: Http = openHttp({
    base: `${site}ghost/api/admin/`,
    // The oldest that has what is used here: Ghost takes clients older than itself, not newer ones.
    headers: async () => ({ authorization: `Ghost ${await tokenOf(key, tools.now())}`, 'accept-version': 'v5.0' }),
    refuse: refuseOf(new URL(site).origin),
    fetch: tools.fetch,
    now: tools.now,
    patience: tools.patience,
  })
  const post = async (asked: Parameters<Http['ask']>[0]): Promise<Outcome<Post>> => {
    const answer = await http.ask(asked, onePostSchema)
    return answer.ok ? ok(answer.value.value.posts[0]) : answer
  }
  const pages = async <T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<Outcome<T[]>> => {
    const all: T[] = []
    for (let page = 1; page <= 50; page += 1) {
      const answer = await http.ask({ method: 'GET', path: `${path}&limit=100&page=${String(page)}`, signal }, z.intersection(schema, pagedSchema))
      if (!answer.ok) return answer
      all.push(answer.value.value)
      if (page >= answer.value.value.meta.pagination.pages) break
    }
    return ok(all)
  }

  return {
    site,
    /** Where it says it stands, and its version; asked without rights. */
    about: async (signal: AbortSignal) => {
      const answer = await http.ask({ method: 'GET', path: 'site/', signal }, siteSchema)
      return answer.ok ? ok(answer.value.value.site) : answer
    },
    /** A post by its id; null where there is none. */
    read: async (id: string, signal: AbortSignal): Promise<Outcome<Post | null>> => {
      const answer = await post({ method: 'GET', path: `posts/${encodeURIComponent(id)}/?${WITH}`, signal })
      return !answer.ok && isAbsent(answer) ? ok(null) : answer
    },
    /** Posts by an NQL filter, the oldest first. */
    find: async (filter: string, signal: AbortSignal): Promise<Outcome<Post[]>> => {
      const answer = await http.ask({ method: 'GET', path: `posts/?${WITH}&limit=15&order=created_at%20asc&filter=${encodeURIComponent(filter)}`, signal }, postsSchema)
      return answer.ok ? ok(answer.value.value.posts) : answer
    },
    create: (fields: PostFields, signal: AbortSignal) => post({ method: 'POST', path: `posts/?${WITH}`, json: { posts: [fields] }, signal }),
    /** Refuses (isCollision) where it was saved since `updated`, to the second. */
    update: (id: string, updated: string, fields: PostFields, signal: AbortSignal) => post({ method: 'PUT', path: `posts/${id}/?${WITH}`, json: { posts: [{ ...fields, updated_at: updated }] }, signal }),
    remove: (id: string, signal: AbortSignal) => http.ask({ method: 'DELETE', path: `posts/${id}/`, signal }, z.null()),
    /** Uploads a picture; answers where it stands. */
    upload: async (name: string, bytes: Uint8Array, type: string, signal: AbortSignal): Promise<Outcome<string>> => {
      const body = new FormData()
      body.set('file', new Blob([new Uint8Array(bytes)], { type }), name)
      body.set('purpose', 'image')
      body.set('ref', name)
      const answer = await http.ask({ method: 'POST', path: 'images/upload/', body, patience: 'upload', signal }, uploadedSchema)
      return answer.ok ? ok(answer.value.value.images[0].url) : answer
    },
    /** True where a file stands on the site at this address. A site that shows its files to nobody answers false. */
    stands: async (url: string, signal: AbortSignal): Promise<Outcome<boolean>> => {
      const answer = await http.ask({ method: 'HEAD', path: url, signal }, z.null())
      if (answer.ok) return ok(answer.value.headers.get('content-type')?.startsWith('image/') ?? false)
      return 'status' in answer.details || answer.code === 'destination-redirect' ? ok(false) : answer
    },
    /** The public tags. */
    tags: async (signal: AbortSignal) => {
      const answer = await pages('tags/?filter=visibility%3Apublic&order=name%20asc', z.object({ tags: z.array(tagSchema) }), signal)
      return answer.ok ? ok(answer.value.flatMap(({ tags }) => tags)) : answer
    },
    users: async (signal: AbortSignal) => {
      const answer = await pages('users/?order=name%20asc', z.object({ users: z.array(authorSchema) }), signal)
      return answer.ok ? ok(answer.value.flatMap(({ users }) => users)) : answer
    },
  }
}
export type Ghost = ReturnType<typeof openGhost>
