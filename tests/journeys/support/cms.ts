import { z } from 'zod'

import { notInstalled, serversAreRequired } from '../../servers/required'
import { lackingForGhost, startGhost } from '../../servers/ghost/ghost'
import { lackingForWordPress, startWordPress } from '../../servers/wordpress/start'
import { test } from './stet'

/** A real CMS of a journey: how an administrator gets in, what there is to map to, and somebody who works in it. */
export type Cms = {
  url: string
  /** Empty where the secret says who it is. */
  account: string
  secret: string
  /** A channel and an author it offers, by the names it gives them. */
  channel: string
  author: string
  /** Somebody changes words of the post behind a public page, by the CMS's own API. */
  edit: (page: string, from: string, to: string) => Promise<void>
  close: () => Promise<void>
}

const slugOf = (page: string): string => decodeURIComponent(new URL(page).pathname).split('/').filter(Boolean).at(-1) ?? ''
const exchange = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`Nothing to edit: “${from}” is not in ${text}`)
  return text.replace(from, to)
}

const wpPostSchema = z.object({ id: z.number(), content: z.object({ raw: z.string() }) })

const openWordPress = async (): Promise<Cms> => {
  const site = await startWordPress()
  await site.plugin(true)
  const { keeper, editor } = site.people
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const response = await fetch(`${site.url}/wp-json/wp/v2/${path}`, { ...init, headers: { authorization: `Basic ${Buffer.from(`${keeper.account}:${keeper.secret}`).toString('base64')}`, 'content-type': 'application/json' } })
    if (!response.ok) throw new Error(`WordPress: ${path} ${String(response.status)} ${await response.text()}`)
    return response.json()
  }
  return {
    url: site.url,
    account: editor.account,
    secret: editor.secret,
    channel: '工会 / 职工之家',
    author: 'Author',
    edit: async (page, from, to) => {
      const [post] = z.array(wpPostSchema).parse(await ask(`posts?context=edit&slug=${encodeURIComponent(slugOf(page))}`))
      if (!post) throw new Error(`WordPress: no post at ${page}`)
      await ask(`posts/${String(post.id)}`, { method: 'POST', body: JSON.stringify({ content: exchange(post.content.raw, from, to) }) })
    },
    close: site.close,
  }
}

const ghostPostsSchema = z.object({ posts: z.array(z.object({ id: z.string(), lexical: z.string(), updated_at: z.string() })).length(1) })

const openGhost = async (): Promise<Cms> => {
  const ghost = await startGhost()
  await ghost.asOwner('POST', 'tags/', { tags: [{ name: 'On the river' }] })
  return {
    url: ghost.url,
    account: '',
    secret: ghost.key,
    channel: 'On the river',
    author: '编辑',
    edit: async (page, from, to) => {
      const { posts } = ghostPostsSchema.parse(await ghost.asOwner('GET', `posts/slug/${slugOf(page)}/?formats=lexical`))
      for (const { id, lexical, updated_at } of posts) await ghost.asOwner('PUT', `posts/${id}/`, { posts: [{ lexical: exchange(lexical, from, to), updated_at }] })
    },
    close: ghost.close,
  }
}

const KINDS = {
  wordpress: { name: 'WordPress', lacking: () => Promise.resolve(lackingForWordPress()), open: openWordPress },
  ghost: { name: 'Ghost', lacking: lackingForGhost, open: openGhost },
} as const

/** Starts one. Where it is not installed the journey is skipped by that name, or fails where servers are required. */
export const openCms = async (kind: keyof typeof KINDS): Promise<Cms> => {
  const { name, lacking, open } = KINDS[kind]
  const missing = await lacking()
  const words = notInstalled(name, missing)
  if (missing.length > 0 && serversAreRequired) throw new Error(words)
  test.skip(missing.length > 0, words)
  return open()
}
