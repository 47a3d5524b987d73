import type { CSSProperties } from 'react'

import { cropOf, cropPixels, focusOf } from '../../../src-shared/publication/crop'
import css from './crop.module.css'

type Size = { width: number; height: number }
type Props = { src: (width: number) => string; size: Size | undefined; crop: string; alt: string; wanted?: number }

const percent = (share: number): string => `${String(share * 100)}%`

/**
 * A photo as its crop shows it, made of the uncropped picture, so that changing the crop needs no new file. `wanted` is about how
 * many pixels wide it will stand; of a small part a larger picture is asked for.
 */
export const CroppedPicture = ({ src, size, crop, alt, wanted = 1280 }: Props) => {
  const box = cropOf(crop)
  if (!box || !size) return <img src={src(wanted)} alt={alt} width={size?.width} height={size?.height} draggable={false} loading="lazy" decoding="async" />
  const part = cropPixels(box, size)
  const ratio = part.width / part.height
  const frame: CSSProperties = { aspectRatio: String(ratio), width: `min(100%, ${String(part.width)}px, calc(72vh * ${String(ratio)}))` }
  const picture: CSSProperties = { width: percent(1 / box.width), height: percent(1 / box.height), left: percent(-box.x / box.width), top: percent(-box.y / box.height) }
  return (
    <span className={css.frame} style={frame} data-crop={crop}>
      <img src={src(Math.min(2400, Math.ceil(wanted / box.width)))} alt={alt} style={picture} draggable={false} loading="lazy" decoding="async" />
    </span>
  )
}

/** A small picture of a photo, filling its place: of its crop, around its focal point. */
export const Thumbnail = ({ src, size, crop, focus }: { src: (width: number) => string; size: Size | undefined; crop: string; focus: string }) => {
  const box = cropOf(crop)
  const point = focusOf(focus) ?? (box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0.5, y: 0.5 })
  if (!box || !size) return <img src={src(320)} alt="" style={{ objectPosition: `${percent(point.x)} ${percent(point.y)}` }} />
  const within = { x: (point.x - box.x) / box.width, y: (point.y - box.y) / box.height }
  const part = cropPixels(box, size)
  return (
    <span className={css.thumb} data-crop={crop}>
      <span className={css.cover} style={{ '--ratio': String(part.width / part.height), '--at-x': String(within.x), '--at-y': String(within.y) } as CSSProperties}>
        <img src={src(Math.min(960, Math.ceil(320 / box.width)))} alt="" style={{ width: percent(1 / box.width), height: percent(1 / box.height), left: percent(-box.x / box.width), top: percent(-box.y / box.height) }} />
      </span>
    </span>
  )
}
