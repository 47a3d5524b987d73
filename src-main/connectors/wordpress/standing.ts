import { z } from 'zod'

import { ok, type Outcome } from '../../../src-shared/outcome'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import type { Receipt } from '../../../src-shared/signoff/statement'
import type { Api } from './api'
import { fingerprint, textFingerprint } from './fingerprint'
import { notMarkedDown, readMarker, type Marker } from './marker'
import { postSchema, type Post } from './schemas'

/** The slug of a story's post; WordPress adds to it while the post lies in the bin. */
export const slugOf = (story: string): string => `stet-${story.toLowerCase()}`
const BINNED = '__trashed'

/**
 * A post of ours as it stands there. `version` changes with whatever sending again would overwrite, and with nothing else: not with an editor's autosave, which WordPress's own
 * revision number does, nor with a scheduled post's going live. `intact` is true where title, summary and text are what our marker says was sent.
 */
export type Standing = { post: Post; version: string; shown: 'up' | 'down' | 'bin'; marker: Pick<Marker, 'revision' | 'sha256' | 'down'> | null; intact: boolean; url: string }

const shownOf = (status: string): Standing['shown'] => (status === 'publish' || status === 'future' ? 'up' : status === 'trash' ? 'bin' : 'down')

/** The two parts of a version: what the post holds, and how it stands. */
const partsOf = (version: string): [string, string] => {
  const at = version.indexOf('.')
  return at === -1 ? [version, ''] : [version.slice(0, at), version.slice(at)]
}

/** Its address once readers see it: a draft's own is another. */
const addressOf = (post: Post): string => (post.permalink_template ?? post.link).replace(/%(?:postname|pagename)%/, post.slug.replace(BINNED, ''))

const sorted = (ids: readonly number[]): string => [...ids].sort((a, b) => a - b).join(',')

/** Reads a post that is ours. */
export const standingOf = (post: Post): Standing => {
  const shown = shownOf(post.status)
  const texts = { title: post.title.raw, excerpt: post.excerpt.raw, content: post.content.raw }
  const held = fingerprint(texts.title, texts.excerpt, notMarkedDown(texts.content), post.slug.replace(BINNED, ''), post.author, sorted(post.categories), sorted(post.tags))
  const marker = readMarker(post.content.raw)
  const meta = post.meta.stet_revision === '' ? null : { revision: Number(post.meta.stet_revision), sha256: post.meta.stet_sha256, down: false }
  return {
    post,
    shown,
    version: `${held}.${shown}${shown === 'up' ? (post.date_gmt ?? '').replace(/\D/g, '') : ''}`,
    marker: marker ?? meta,
    intact: shown !== 'bin' && marker !== null && marker.text === textFingerprint(texts),
    url: addressOf(post),
  }
}

const isOf = (post: Post, story: string): boolean => post.slug === slugOf(story) || post.slug === slugOf(story) + BINNED || post.meta.stet_id === story || readMarker(post.content.raw)?.story === story

/** What was told to be of a story there, the one we last heard of first, else the first that was made. */
const firstOf = (posts: readonly Post[], story: string, known: string | undefined): Post | null => {
  const ours = posts.filter((post) => isOf(post, story))
  return ours.find(({ id }) => String(id) === known) ?? ours.find(({ slug }) => slug === slugOf(story)) ?? ours[0] ?? null
}

const listPosts = (api: Api, story: string, slugs: readonly string[], signal: AbortSignal) =>
  api.ask('wp/v2/posts', { method: 'GET', query: { context: 'edit', status: 'any,trash', slug: slugs.join(','), stet_id: story, orderby: 'id', order: 'asc', per_page: 20 }, signal }, z.array(postSchema))

/** A story's post after one was made, and what else was made of it: by another process, or by a line that sent the request twice. */
export const findMade = async (api: Api, story: string, signal: AbortSignal): Promise<Outcome<{ first: Standing | null; others: Standing[] }>> => {
  const slug = slugOf(story)
  // A second one is numbered by WordPress.
  const listed = await listPosts(api, story, [slug, slug + BINNED, `${slug}-2`, `${slug}-3`], signal)
  if (!listed.ok) return listed
  const ours = listed.value.value.filter((post) => isOf(post, story))
  const first = firstOf(ours, story, undefined)
  return ok({ first: first && standingOf(first), others: ours.filter(({ id }) => id !== first?.id).map(standingOf) })
}

/** Finds a story's post, published or not: by slug, by the plugin where it is there, and by the number of the last receipt where somebody gave it another slug. */
export const findPost = async (api: Api, story: string, last: Receipt | null, signal: AbortSignal): Promise<Outcome<Standing | null>> => {
  const id = story.toLowerCase()
  const listed = await listPosts(api, id, [slugOf(id), slugOf(id) + BINNED], signal)
  if (!listed.ok) return listed
  const found = firstOf(listed.value.value, id, last?.remoteId)
  if (found) return ok(standingOf(found))
  if (last === null || !/^\d{1,15}$/.test(last.remoteId)) return ok(null)
  const known = await api.ask(`wp/v2/posts/${last.remoteId}`, { method: 'GET', query: { context: 'edit' }, signal }, postSchema)
  if (!known.ok) return known.details['said'] === 'rest_post_invalid_id' ? ok(null) : known
  return ok(isOf(known.value.value, id) ? standingOf(known.value.value) : null)
}

/** True where somebody changed the post there since the desk last heard of it. What the desk sent without hearing the answer is not that. */
const isEdited = (standing: Standing, last: Receipt | null): boolean => {
  if (standing.version === last?.remoteVersion) return false
  // Brought back without the desk hearing of it: it is what was taken down, and nothing of it would be overwritten.
  const [[held], [heldThen, shownThen]] = [partsOf(standing.version), partsOf(last?.remoteVersion ?? '')]
  if (standing.shown === 'up' && shownThen === '.down' && held === heldThen) return false
  // Taken down by us without the desk hearing of it.
  if (standing.shown === 'down' && standing.intact && standing.marker?.down === true && held === heldThen) return false
  return !standing.intact || standing.marker?.sha256 === last?.sent
}

/** Why a revision may not take this post's place: a later one of ours stands there, or somebody changed it and nobody chose to replace that. Null where it may. */
export const refusalToReplace = (standing: Standing, revision: number, last: Receipt | null, over: string | null) => {
  const published = standing.marker?.revision ?? 0
  if (published > revision) return connectorFault('newer-published', `Revision ${String(published)} is published; revision ${String(revision)} would replace it.`, { published, revision })
  if (isEdited(standing, last) && over !== standing.version) return connectorFault('remote-edited', 'Somebody changed the post there.', { version: standing.version, at: `${standing.post.modified_gmt}Z` })
  return null
}

/** The version a receipt of taking down names. Where somebody changed the post before, it goes on naming what the desk knew, so that publishing again notices. */
export const versionOnceDown = (standing: Standing, before: Standing, last: Receipt | null): string => {
  const [held, shown] = partsOf(standing.version)
  const [known] = last === null ? [held] : partsOf(last.remoteVersion)
  const [was] = partsOf(before.version)
  return was === known ? standing.version : known + shown
}
