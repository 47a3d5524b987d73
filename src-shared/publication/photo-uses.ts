import { textOf } from '../story/count'
import type { BodyJson, Story } from '../story/story'
import { cropOf, cropPixels, focusOf } from './crop'

/**
 * One place of a body that shows a picture. `caption` is plain text; `crop` as a photo node keeps it, empty for all of it, `focus` too; `place` is true where
 * the writer lets the place it was taken be published. `name` is the rendition's: the digest, and the part shown where it is not all.
 */
export type PhotoUse = { sha256: string; name: string; crop: string; focus: string; alt: string; credit: string; caption: string; place: boolean }

const attribute = (node: { attrs?: Record<string, unknown> }, name: string): string => {
  const value = node.attrs?.[name]
  return typeof value === 'string' ? value : ''
}

/** The name of a rendition, for files: "<sha256>", or "<sha256>-1000-0-8000-10000" where a part is shown (x, y, width, height in ten-thousandths). A crop that is none is all of it. */
export const renditionName = (sha256: string, crop: string): string => {
  const box = cropOf(crop)
  return box ? [sha256, ...[box.x, box.y, box.width, box.height].map((share) => String(Math.round(share * 10_000)))].join('-') : sha256
}

/** What a rendition's name looks like. */
export const RENDITION_NAME = /^[0-9a-f]{64}(?:-\d{1,5}){0,4}$/

/** The part of an upright picture a crop shows, in pixels: all of it for a crop that is none. */
export const shownSize = (crop: string, photo: { width: number; height: number }): { width: number; height: number } => {
  const { width, height } = cropPixels(cropOf(crop), photo)
  return { width, height }
}

const photosOf = (node: BodyJson): BodyJson[] => (node.type === 'photo' ? [node] : (node.content ?? []).flatMap(photosOf))

/** What a photo node shows, or null where it waits for its picture. */
export const useOf = (node: { attrs?: Record<string, unknown> } & Pick<BodyJson, 'content'>): PhotoUse | null => {
  const sha256 = attribute(node, 'photo')
  if (sha256 === '') return null
  const crop = cropOf(attribute(node, 'crop')) ? attribute(node, 'crop') : ''
  const caption = textOf({ type: 'photo', ...(node.content ? { content: node.content } : {}) })
  return { sha256, name: renditionName(sha256, crop), crop, focus: focusOf(attribute(node, 'focus')) ? attribute(node, 'focus') : '', alt: attribute(node, 'alt'), credit: attribute(node, 'credit'), caption, place: attribute(node, 'place') === 'shown' }
}

/** The photo places of a body that name a picture, in reading order, wherever they stand. */
export const photoUses = (story: Pick<Story, 'body'>): PhotoUse[] => photosOf(story.body).flatMap((node) => useOf(node) ?? [])

/** The renditions a body shows, each once, with the words of its first use; its place is told only where every use of the picture lets it. */
export const renditionsOf = (story: Pick<Story, 'body'>): PhotoUse[] => {
  const uses = photoUses(story)
  const hidden = new Set(uses.filter(({ place }) => !place).map(({ sha256 }) => sha256))
  const once = new Map<string, PhotoUse>()
  for (const use of uses) if (!once.has(use.name)) once.set(use.name, { ...use, place: !hidden.has(use.sha256) })
  return [...once.values()]
}
