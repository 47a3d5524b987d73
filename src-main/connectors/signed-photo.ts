import { createHash } from 'node:crypto'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { PhotoOf } from '../../src-shared/publication/connector'
import { printable } from '../../src-shared/publication/markup'
import type { PhotoUse } from '../../src-shared/publication/photo-uses'
import type { Story } from '../../src-shared/story/story'
import type { WebRendition } from './connector-kind'

/** The original's bytes, if they are what was signed, whoever keeps the photos: `photo-altered` otherwise. */
export const signedBytes = async (photo: PhotoOf, sha256: string): Promise<Outcome<Uint8Array>> => {
  const bytes = await photo(sha256)
  return createHash('sha256').update(bytes).digest('hex') === sha256 ? ok(bytes) : failed('photo-altered', 'A photo is not the one that was signed.', { photo: sha256 })
}

/** What a rendition is made of: the story whose words go with it, the photos it was signed with, and where their originals are read. */
export type RenditionParts = { story: Pick<Story, 'headline' | 'source'>; photos: Story['photos']; photo: PhotoOf; render: WebRendition }

/** A photo as a story shows it, made of what was signed. Its place is told only where the writer lets it. Refuses `photo-altered`, and what making it refuses. */
export const signedRendition = async ({ sha256, caption, credit, alt, crop, place }: PhotoUse, { story, photos, photo, render }: RenditionParts): Promise<Outcome<Uint8Array>> => {
  const original = await signedBytes(photo, sha256)
  if (!original.ok) return original
  const own = photos[sha256]?.words
  const taken = place ? own?.place : undefined
  return render(original.value, { caption, credit, alt, headline: story.headline, source: story.source, ...(crop === '' ? {} : { crop }), ...(taken ? { place: printable(taken) } : {}), ...(own?.copyright ? { copyright: printable(own.copyright) } : {}) })
}
