import { createHash } from 'node:crypto'

import { BODY_LIMITS } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Photo } from '../../src-shared/story/story'
import { measurePhoto, openPixels, pixelFailure, proveWhole } from './pixels'
import { sniffPhoto } from './sniff'
import { readWords } from './words'

export { webRendition } from './web-rendition'

/** The last part of whatever path a name came with, at most 255 UTF-16 units, its extension kept. */
const nameOf = (name: string): string => {
  const last = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\u0000-\u001f\u007f]/g, '').normalize('NFC').trim() || 'photo'
  if (last.length <= 255) return last
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(last)?.[0] ?? ''
  return `${last.slice(0, 255 - extension.length).toWellFormed()}${extension}`
}

/**
 * Reads a photo a person brings: what it is, how large, and the caption and credit its own metadata holds. Every pixel is
 * decoded once. Refuses photo-empty, photo-too-heavy, photo-not-image, photo-svg, photo-heic, photo-too-large and
 * photo-broken, each with `name`.
 */
export const readPhoto = async (name: string, bytes: Uint8Array): Promise<Outcome<{ photo: Photo; caption: string; credit: string }>> => {
  const shown = nameOf(name)
  if (bytes.byteLength === 0) return failed('photo-empty', `${shown} is an empty file.`, { name: shown })
  if (bytes.byteLength > BODY_LIMITS.photo) return failed('photo-too-heavy', `${shown} is over 100 MB.`, { name: shown, limit: BODY_LIMITS.photo / 1_000_000 })
  const type = await sniffPhoto(shown, bytes)
  if (!type.ok) return type
  const size = await measurePhoto(shown, bytes)
  if (!size.ok) return size
  const whole = await proveWhole(shown, bytes)
  if (!whole.ok) return whole
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return ok({ photo: { sha256, mediaType: type.value, ...size.value, bytes: bytes.byteLength, name: shown }, ...readWords(bytes) })
}

/** A JPEG for the screen, `width` pixels wide or less, upright, sRGB, without metadata. Refuses photo-broken and photo-too-large. */
export const renditionOf = async (bytes: Uint8Array, options: { width: number }): Promise<Outcome<Uint8Array>> => {
  try {
    return ok(await openPixels(bytes).autoOrient().resize({ width: options.width, withoutEnlargement: true }).flatten({ background: '#ffffff' }).jpeg({ quality: 80 }).toBuffer())
  } catch (error) {
    return pixelFailure(error, 'photo')
  }
}
