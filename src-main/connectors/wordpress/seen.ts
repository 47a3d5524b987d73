import { z } from 'zod'

import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Found, Order, RemoteCopy } from '../../../src-shared/publication/connector'
import { renditionsOf } from '../../../src-shared/publication/photo-uses'
import type { ArticleView } from '../../../src-shared/publication/view'
import type { Receipt } from '../../../src-shared/signoff/statement'
import type { Story } from '../../../src-shared/story/story'
import { htmlLines, htmlText } from '../html-lines'
import type { Api } from './api'
import { postText } from './content'
import { markedDown } from './marker'
import { renditionOf } from './photos'
import { authorOf, type Desk } from './publish'
import { postSchema, tagSchema, userSchema, type Post } from './schemas'
import { findPost, standingOf, versionOnceDown } from './standing'
import { allCategories, categoryOf, pathOf } from './terms'

/** What the story's channel and author are there, by the names it has for them, so that a copy found there can be compared; the newsroom's names where it cannot be asked. */
const namesThere = async ({ api, settings }: Desk, { channel, contributors }: Story, signal: AbortSignal): Promise<Pick<RemoteCopy, 'channels' | 'authors'>> => {
  const names = contributors.map(({ name }) => name)
  const ours = { channels: channel.length === 0 ? [] : [channel.join(' / ')], authors: names.filter((name) => settings.authors.some((author) => author.name === name)).slice(0, 1) }
  const id = await categoryOf(api, { ...settings, makeChannels: false }, channel, signal)
  const all = id.ok && id.value === null ? ok([]) : await allCategories(api, signal)
  if (!id.ok || !all.ok) return ours
  const category = all.value.find((each) => each.id === id.value)
  const account = authorOf(settings, names)
  const author = account === null ? null : await api.ask(`wp/v2/users/${String(account)}`, { method: 'GET', query: { _fields: 'id,name' }, signal }, userSchema)
  return {
    channels: category ? [pathOf(category, all.value).join(' / ')] : settings.makeChannels ? ours.channels : [],
    authors: author === null ? [] : author.ok ? [htmlText(author.value.value.name)] : ours.authors,
  }
}

/** A post as nobody has sent it yet: its words for people, and its block markup. Pictures stand under the names they would have. */
export const previewOf = async (desk: Desk, view: ArticleView, signal: AbortSignal): Promise<{ copy: RemoteCopy; source: string }> => {
  const { story } = view
  const text = postText(view, desk.settings, (name) => ({ id: 0, src: `stet-${name}.jpg` }), null)
  return {
    source: text.content,
    copy: {
      title: htmlText(text.title),
      summary: htmlText(text.excerpt),
      lines: htmlLines(text.content),
      keywords: story.keywords,
      photos: renditionsOf(story).map(({ name }) => name),
      time: view.time,
      ...(await namesThere(desk, story, signal)),
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
    authors: author.ok ? [htmlText(author.value.value.name)] : [],
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

/** The port's takeDown: the post becomes a draft that says so, if its text is ours and nobody else's. What somebody put out of sight already stays as it is. */
export const takePostDown = async ({ api, settings }: Desk, story: string, { last, signal }: Order): Promise<Outcome<Receipt>> => {
  const found = await findPost(api, story, last, signal)
  if (!found.ok) return found
  if (found.value === null) return failed('not-published', 'Nothing of this piece stands there.', { destination: settings.name })
  let standing = found.value
  if (standing.shown === 'up') {
    const down = await api.ask(`wp/v2/posts/${String(standing.post.id)}`, { method: 'POST', query: { context: 'edit' }, json: { status: 'draft', ...(standing.intact ? { content: markedDown(standing.post.content.raw) } : {}) }, signal }, postSchema)
    if (!down.ok) return down
    standing = standingOf(down.value.value)
  }
  const sent = last?.sent ?? standing.marker?.sha256 ?? '0'.repeat(64)
  return ok({ destination: settings.id, remoteId: String(standing.post.id), url: standing.url, remoteVersion: versionOnceDown(standing, found.value, last), sent })
}

