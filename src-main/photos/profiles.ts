import type { Sharp } from 'sharp'

import { focusOf } from '../../src-shared/publication/crop'
import { CARDS, type Profile } from '../../src-shared/publication/profiles'

type Size = { width: number; height: number }

/** The largest part of a picture that has the shape asked for, as near to the focus as the picture lets it. Pixels. */
export const partAround = (picture: Size, shape: Size, focus: { x: number; y: number }): Size & { left: number; top: number } => {
  const scale = Math.min(picture.width / shape.width, picture.height / shape.height)
  const width = Math.max(1, Math.min(picture.width, Math.round(shape.width * scale)))
  const height = Math.max(1, Math.min(picture.height, Math.round(shape.height * scale)))
  const start = (at: number, part: number, whole: number): number => Math.round(Math.min(whole - part, Math.max(0, at * whole - part / 2)))
  return { left: start(focus.x, width, picture.width), top: start(focus.y, height, picture.height), width, height }
}

/** A focus inside the part that is shown; its middle where the focus lies outside, or nobody set one. `crop` in shares of the whole picture, null for all of it. */
export const focusWithin = (focus: string, crop: { x: number; y: number; width: number; height: number } | null): { x: number; y: number } => {
  const point = focusOf(focus)
  if (!point) return { x: 0.5, y: 0.5 }
  const inside = crop ? { x: (point.x - crop.x) / crop.width, y: (point.y - crop.y) / crop.height } : point
  const within = [inside.x, inside.y].every((share) => share >= 0 && share <= 1)
  return within ? inside : { x: 0.5, y: 0.5 }
}

/** Longest edge of a photo on a page, in pixels. */
const LONG_EDGE = 1600

/** Brings an upright picture, cropped as it is shown and `size` large, to a profile: never enlarged, sRGB on white, JPEG. */
export const toProfile = (upright: Sharp, profile: Profile, size: Size, focus: { x: number; y: number }): Sharp => {
  const shaped = (): Sharp => {
    if (profile === 'print') return upright
    if (profile === 'web') return upright.resize({ width: LONG_EDGE, height: LONG_EDGE, fit: 'inside', withoutEnlargement: true })
    const card = CARDS[profile]
    return upright.extract(partAround(size, card, focus)).resize({ ...card, fit: 'fill', withoutEnlargement: true })
  }
  const flat = shaped().flatten({ background: '#ffffff' }).toColourspace('srgb')
  // Tables of codes fitted to one photo would need all of its coefficients in memory at once, for a tenth of the bytes.
  return profile === 'print' ? flat.jpeg({ quality: 95, chromaSubsampling: '4:4:4', optimiseCoding: false }) : flat.jpeg({ quality: 82, progressive: true })
}
