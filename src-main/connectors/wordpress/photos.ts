import { z } from 'zod'

import { ok, type Outcome } from '../../../src-shared/outcome'
import type { PhotoOf } from '../../../src-shared/publication/connector'
import { escapeMarkup, printable } from '../../../src-shared/publication/markup'
import { renditionsOf, type PhotoUse } from '../../../src-shared/publication/photo-uses'
import { PRINT_WORDS } from '../../../src-shared/publication/words'
import type { Story } from '../../../src-shared/story/story'
import type { WebRendition } from '../connector-kind'
import { signedBytes, signedRendition } from '../signed-photo'
import type { Api } from './api'
import type { PlacedPhoto } from './blocks'
import { mediaSchema, type Media } from './schemas'

/** The slug of a rendition in the media library, and its file's name. */
const slugOf = (name: string): string => `stet-${name}`
/** A page of the media library that is asked for at once; more names would make too long an address. */
const AT_ONCE = 40

/** The rendition a picture's address names, or null for a picture that is not ours. */
export const renditionOf = (src: string): string | null => /\/stet-([0-9a-f]{64}(?:(?:-\d{1,5}){4})?)(?:-\w+)?\.jpg(?:$|\?)/.exec(src)?.[1] ?? null

const find = async (api: Api, names: readonly string[], signal: AbortSignal): Promise<Outcome<Media[]>> => {
  const found: Media[] = []
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const slugs = names.slice(at, at + AT_ONCE).map(slugOf)
    const listed = await api.ask('wp/v2/media', { method: 'GET', query: { slug: slugs.join(','), orderby: 'id', order: 'asc', per_page: 100 }, signal }, z.array(mediaSchema))
    if (!listed.ok) return listed
    found.push(...listed.value.value)
  }
  return ok(found)
}

const upload = async (api: Api, story: Story, use: PhotoUse, bytes: Uint8Array, signal: AbortSignal): Promise<Outcome<Media>> => {
  const slug = slugOf(use.name)
  const credit = use.credit === '' ? '' : PRINT_WORDS[story.language].credit(use.credit).trim()
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), `${slug}.jpg`)
  form.set('slug', slug)
  form.set('title', escapeMarkup((use.caption || story.headline).slice(0, 100)))
  form.set('caption', escapeMarkup(use.caption + credit))
  form.set('description', escapeMarkup(credit))
  form.set('alt_text', printable(use.alt))
  const made = await api.ask('wp/v2/media', { method: 'POST', body: form, signal }, mediaSchema)
  if (!made.ok) return made.code === 'destination-too-large' ? { ...made, details: { ...made.details, bytes: bytes.length, photo: use.sha256 } } : made
  if (made.value.value.slug === slug) return ok(made.value.value)
  // Somebody sent the same picture at the same time: the first one stays.
  const first = await find(api, [use.name], signal)
  if (!first.ok) return first
  if (!first.value[0]) return ok(made.value.value)
  const gone = await api.ask(`wp/v2/media/${String(made.value.value.id)}`, { method: 'DELETE', query: { force: 'true' }, signal }, z.unknown())
  return gone.ok ? ok(first.value[0]) : gone
}

/** Refuses `photo-altered` where any picture of the story is not the one that was signed. */
export const checkPhotos = async (story: Story, photo: PhotoOf): Promise<Outcome<null>> => {
  for (const sha256 of new Set(renditionsOf(story).map((use) => use.sha256))) {
    const bytes = await signedBytes(photo, sha256)
    if (!bytes.ok) return bytes
  }
  return ok(null)
}

/** Sees to it that every rendition of a story is in the media library once, and answers where each is. `sent` counts those uploaded now. */
export const placePhotos = async (api: Api, render: WebRendition, story: Story, photo: PhotoOf, signal: AbortSignal): Promise<Outcome<{ placed: Map<string, PlacedPhoto>; sent: number }>> => {
  const uses = renditionsOf(story)
  const listed = await find(api, uses.map(({ name }) => name), signal)
  if (!listed.ok) return listed
  const placed = new Map<string, PlacedPhoto>()
  let sent = 0
  for (const use of uses) {
    let media = listed.value.find(({ slug }) => slug === slugOf(use.name))
    if (!media) {
      const rendition = await signedRendition(use, { story, photos: story.photos, photo, render })
      if (!rendition.ok) return rendition
      const made = await upload(api, story, use, rendition.value, signal)
      if (!made.ok) return made
      media = made.value
      sent += 1
    }
    placed.set(use.name, { id: media.id, src: media.source_url })
  }
  return ok({ placed, sent })
}
