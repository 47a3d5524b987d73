import type { Element } from './parse'
import type { Picture } from './pieces'
import { attr, hasAttr } from './tree'

/** What a picture's name or a program's own words look like: no description of what is seen. */
const NO_ALT = /^(?:(?:图片|图像|图|picture|image|img|photo|graphic)\s*\d*|[\w()-]{1,80}\.(?:jpe?g|png|gif|webp|bmp|tiff?|heic)|loading|图片加载中|.{0,20}描述已自动生成.*|descr?:.*)$/i

const EMOJI = /^\p{Extended_Pictographic}[\p{Extended_Pictographic}\p{M}\u200d\ufe0f]*$/u

const dimension = (element: Element, name: 'width' | 'height'): number => {
  const found = /^\s*(\d{1,6})(?:px)?\s*$/.exec(attr(element, name)) ?? new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*(\\d{1,6})(?:\\.\\d+)?px`, 'i').exec(attr(element, 'style').slice(0, 2000))
  return found?.[1] === undefined ? Number.NaN : Number(found[1])
}

/** Pages that load pictures late put the real address beside a stand-in. */
const sourceOf = (element: Element): string => {
  const late = ['data-src', 'data-original', 'data-actualsrc', 'data-lazy-src'].map((name) => attr(element, name).trim()).find((value) => value !== '')
  const src = attr(element, 'src').trim()
  const standIn = src === '' || /^data:image\/(?:gif|svg)/i.test(src) || /(?:blank|placeholder|loading|spacer|transparent)\.(?:gif|png|svg)/i.test(src.slice(0, 500))
  return late !== undefined && standIn ? late : src
}

/** The picture an image stands for; its sign where it is an emoji; null for one that shows nothing (a counter's pixel, a spacer). */
export const pictureOf = (element: Element): Picture | string | null => {
  const alt = attr(element, 'alt').normalize('NFC').replace(/[\s\u0000-\u001f\u007f]+/g, ' ').trim()
  if (EMOJI.test(alt)) return alt
  if (dimension(element, 'width') <= 2 || dimension(element, 'height') <= 2) return null
  const src = sourceOf(element)
  if (src === '' && !hasAttr(element, 'alt')) return null
  return { kind: 'picture', src, alt: NO_ALT.test(alt) ? '' : alt.slice(0, 2000), caption: [], credit: '' }
}
