import { createHash } from 'node:crypto'

import sharp from 'sharp'

import { ok, type Outcome } from '../../../src-shared/outcome'
import type { PhotoOf } from '../../../src-shared/publication/connector'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import type { PhotoSource } from '../../../src-shared/publication/article-html'
import { renditionsOf, shownSize } from '../../../src-shared/publication/photo-uses'
import type { SignedPiece } from '../../../src-shared/publication/piece'
import type { Story } from '../../../src-shared/story/story'
import type { WebRendition } from '../connector-kind'
import { signedRendition } from '../signed-photo'
import type { Ghost } from './api'

/** The largest picture that is sent, in bytes. Ghost's own limit is set by the server before it, and one of 49 MB was never answered. */
export const MOST_BYTES = 20_000_000

/** A rendition's file: its name, and the beginning of the digest of its bytes, so that one name is one picture. */
const FILE = /\/([0-9a-f]{64}(?:-\d{1,5}){0,4})(?:_[0-9a-f]{16})?(?:-\d+)?\.jpg$/

/** The rendition a picture's address belongs to; its last part where it is none of ours. */
export const nameOfPicture = (src: string): string => FILE.exec(src)?.[1] ?? src.split('/').at(-1) ?? src

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Ghost keeps a picture under the month it came, by its own clock's zone. */
const monthsAround = (now: string): string[] => {
  const months = [-14, 0, 14].map((hours) => new Date(Date.parse(now) + hours * 3_600_000).toISOString().slice(0, 7).replace('-', '/'))
  return [...new Set(months)]
}

type Sent = { src: string; width: number; height: number }
export type Pictures = ReadonlyMap<string, Sent>

/** Where a story's pictures would stand, for a dry run. */
export const dryPictures = (story: Story, site: string): PhotoSource => (sha256, { name, crop }) => {
  const photo = story.photos[sha256]
  return photo ? { src: `${site}content/images/${name}.jpg`, ...shownSize(crop, photo) } : null
}

/** Where they stand. */
export const sentPictures = (pictures: Pictures): PhotoSource => (_, { name }) => pictures.get(name) ?? null

/**
 * Brings a story's renditions to Ghost, each once: one that the post shows already, or that stands under its name (an answer that was lost), is not sent again. Refuses
 * `photo-altered`, the rendition's own refusal, `destination-too-large`, and what Ghost answers.
 */
export const sendPictures = async (work: { ghost: Ghost; piece: SignedPiece; story: Story; photo: PhotoOf; render: WebRendition; shown: readonly string[]; now: string; signal: AbortSignal }): Promise<Outcome<Pictures>> => {
  const { ghost, piece, story, shown, signal } = work
  const pictures = new Map<string, Sent>()
  for (const use of renditionsOf(story)) {
    if (!piece.story.photos[use.sha256]) continue
    const rendition = await signedRendition(use, { story, photos: piece.story.photos, photo: work.photo, render: work.render })
    if (!rendition.ok) return rendition
    const bytes = rendition.value
    if (bytes.length > MOST_BYTES) return connectorFault('destination-too-large', 'A picture is larger than what is sent to Ghost.', { limit: MOST_BYTES, bytes: bytes.length })
    const file = `${use.name}_${sha256Of(bytes).slice(0, 16)}.jpg`
    const src = await placeOf(ghost, file, shown, work.now, signal)
    if (!src.ok) return src
    const sent = src.value === null ? await ghost.upload(file, bytes, 'image/jpeg', signal) : ok(src.value)
    if (!sent.ok) return sent
    const { width, height } = await sharp(bytes).metadata()
    pictures.set(use.name, { src: sent.value, width, height })
  }
  return ok(pictures)
}

const placeOf = async (ghost: Ghost, file: string, shown: readonly string[], now: string, signal: AbortSignal): Promise<Outcome<string | null>> => {
  const mine = shown.find((src) => src.endsWith(`/${file}`))
  if (mine !== undefined) return ok(mine)
  for (const month of monthsAround(now)) {
    const src = `${ghost.site}content/images/${month}/${file}`
    const stands = await ghost.stands(src, signal)
    if (!stands.ok) return stands
    if (!stands.value) continue
    // The desk may ask Ghost at another address than its readers do.
    const about = await ghost.about(signal)
    return about.ok ? ok(`${about.value.url.replace(/\/*$/, '/')}content/images/${month}/${file}`) : about
  }
  return ok(null)
}
