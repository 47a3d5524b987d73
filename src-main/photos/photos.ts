import { BODY_LIMITS } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Photo } from '../../src-shared/story/story'
import { digestOf } from '../durable/digest'
import { developed, measurePhoto, proveWhole } from './pixels'
import { sniffPhoto } from './sniff'
import { readWords, type FoundWords } from './words'

export { photoRendition, webRendition } from './web-rendition'

/** The last part of whatever path a name came with, at most 255 UTF-16 units, its extension kept. */
const nameOf = (name: string): string => {
  const last = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\u0000-\u001f\u007f]/g, '').normalize('NFC').trim() || 'photo'
  if (last.length <= 255) return last
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(last)?.[0] ?? ''
  return `${last.slice(0, 255 - extension.length).toWellFormed()}${extension}`
}

/** A photo as it was found: its facts with its own words, which words were guessed at, how many frames it has, and the words to begin its caption and credit with. */
export type ReadPhoto = { photo: Photo; caption: string; credit: string; unsure: FoundWords['unsure']; frames: number }

/**
 * Reads a photo a person brings: what it is, how large, and what its own metadata says. Every pixel (of the first frame) is
 * decoded once. Refuses photo-empty, photo-too-heavy, photo-not-image, photo-svg, photo-heic, photo-raw, photo-too-large and
 * photo-broken, each with `name`.
 */
export const readPhoto = async (name: string, bytes: Uint8Array): Promise<Outcome<ReadPhoto>> => {
  const shown = nameOf(name)
  if (bytes.byteLength === 0) return failed('photo-empty', `${shown} is an empty file.`, { name: shown })
  if (bytes.byteLength > BODY_LIMITS.photo) return failed('photo-too-heavy', `${shown} is over 100 MB.`, { name: shown, limit: BODY_LIMITS.photo / 1_000_000 })
  const type = await sniffPhoto(shown, bytes)
  if (!type.ok) return type
  const measured = await measurePhoto(shown, bytes)
  if (!measured.ok) return measured
  const whole = await proveWhole(shown, bytes)
  if (!whole.ok) return whole
  const sha256 = await digestOf(bytes)
  const { width, height, frames, packet } = measured.value
  const { words, unsure } = readWords(bytes, packet)
  const silent = Object.values(words).every((said) => said === '' || said === false)
  return ok({ photo: { sha256, mediaType: type.value, width, height, bytes: bytes.byteLength, name: shown, ...(silent ? {} : { words }) }, caption: words.caption, credit: words.credit || words.creator, unsure, frames })
}

/** A JPEG for the screen, `width` pixels wide or less, upright, sRGB, without metadata; of `crop` (as a photo node keeps it) where given. Refuses photo-broken and photo-too-large. */
export const renditionOf = (bytes: Uint8Array, options: { width: number; crop?: string }): Promise<Outcome<Uint8Array>> =>
  developed('photo', bytes, options.crop ?? '', (upright) => upright.resize({ width: options.width, withoutEnlargement: true }).flatten({ background: '#ffffff' }).jpeg({ quality: 80 }))
