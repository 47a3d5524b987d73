import { z } from 'zod'

import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Found, Order, RemoteCopy } from '../../../src-shared/publication/connector'
import type { DestinationSettings } from '../../../src-shared/publication/destination'
import { renditionsOf } from '../../../src-shared/publication/photo-uses'
import type { ArticleView } from '../../../src-shared/publication/view'
import type { Receipt } from '../../../src-shared/signoff/statement'
import { htmlLines, htmlText } from '../html-lines'
import type { Api } from './api'
import { postText } from './content'
import { renditionOf } from './photos'
import type { Desk } from './publish'
import { postSchema, tagSchema, userSchema, type Post } from './schemas'
import { findPost, standingOf, versionOnceDown } from './standing'
import { allCategories, pathOf } from './terms'

/** A post as nobody has sent it yet: its words for people, and its block markup. Pictures stand under the names they would have. */
export const previewOf = (view: ArticleView, settings: Pick<DestinationSettings, 'title' | 'authors'>): { copy: RemoteCopy; source: string } => {
  const { story } = view
  const text = postText(view, settings, (name) => ({ id: 0, src: `stet-${name}.jpg` }), null)
  return {
    source: text.content,
    copy: {
      title: htmlText(text.title),
      summary: htmlText(text.excerpt),
      lines: htmlLines(text.content),
      channels: story.channel.length === 0 ? [] : [story.channel.join(' / ')],
      keywords: story.keywords,
      authors: story.contributors.map(({ name }) => name).filter((name) => settings.authors.some((author) => author.name === name)).slice(0, 1),
      photos: renditionsOf(story).map(({ name }) => name),
      time: view.time,
    },
  }
}

/** The renditions a post shows, in order, each once. */
const picturesOf = (markup: string): string[] => [...new Set([...markup.matchAll(/<img[^>]* src="([^"]*)"/g)].flatMap(([, src]) => renditionOf(src ?? '') ?? []))]

const copyOf = async (api: Api, post: Post, signal: AbortSignal): Promise<Outcome<RemoteCopy>> => {
  const categories = post.categories.length === 0 ? ok([]) : await allCategories(api, signal)
  if (!categories.ok) return categories
  const tags = post.tags.length === 0 ? null : await api.ask('wp/v2/tags', { method: 'GET', query: { include: post.tags.join(','), per_page: 100, _fields: 'id,name' }, signal }, z.array(tagSchema))
  if (tags && !tags.ok) return tags
  const author = await api.ask(`wp/v2/users/${String(post.author)}`, { method: 'GET', query: { _fields: 'id,name' }, signal }, userSchema)
  return ok({
    title: htmlText(post.title.raw),
    summary: htmlText(post.excerpt.raw),
    lines: htmlLines(post.content.raw),
    channels: post.categories.flatMap((id) => categories.value.filter((category) => category.id === id).map((category) => pathOf(category, categories.value).join(' / '))),
    keywords: tags?.value.value.map(({ name }) => htmlText(name)) ?? [],
    // Who may not see another's name still sees the post.
    authors: author.ok ? [author.value.value.name] : [],
    photos: picturesOf(post.content.raw),
    time: post.date_gmt === null ? null : `${post.date_gmt}Z`,
  })
}

const STATES: Record<string, Found['state']> = { publish: 'live', future: 'scheduled' }

/** The port's look. A post in the bin is hidden: it can be taken out again. */
export const lookAt = async ({ api }: Desk, story: string, last: Receipt, signal: AbortSignal): Promise<Outcome<Found>> => {
  const found = await findPost(api, story, last, signal)
  if (!found.ok) return found
  if (found.value === null) return ok({ state: 'gone', version: '', url: '', edited: null, copy: null })
  const { post, version, url } = found.value
  const copy = await copyOf(api, post, signal)
  if (!copy.ok) return copy
  return ok({ state: STATES[post.status] ?? 'hidden', version, url, edited: version === last.remoteVersion ? null : `${post.modified_gmt}Z`, copy: copy.value })
}

/** The port's takeDown: the post becomes a draft. What somebody put out of sight already stays as it is. */
export const takePostDown = async ({ api, settings }: Desk, story: string, { last, signal }: Order): Promise<Outcome<Receipt>> => {
  const found = await findPost(api, story, last, signal)
  if (!found.ok) return found
  if (found.value === null) return failed('not-published', 'Nothing of this piece stands there.', { destination: settings.name })
  let standing = found.value
  if (standing.shown === 'up') {
    const down = await api.ask(`wp/v2/posts/${String(standing.post.id)}`, { method: 'POST', query: { context: 'edit' }, json: { status: 'draft' }, signal }, postSchema)
    if (!down.ok) return down
    standing = standingOf(down.value.value)
  }
  const sent = last?.sent ?? standing.marker?.sha256 ?? '0'.repeat(64)
  return ok({ destination: settings.id, remoteId: String(standing.post.id), url: standing.url, remoteVersion: versionOnceDown(standing, found.value, last), sent })
}

