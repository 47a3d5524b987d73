/** A part of the upright picture, in shares of its width and height: from 0 to 1, at most four decimals. */
export type CropBox = { x: number; y: number; width: number; height: number }
/** A point of the upright picture, in the same shares. */
export type FocusPoint = { x: number; y: number }

/** The smallest part a crop may keep, of either side. */
export const SMALLEST_CROP = 0.02

const numbersOf = (text: string, count: number): number[] | null => {
  const parts = text.split(',')
  const numbers = parts.map(Number)
  return parts.length === count && parts.every((part) => /^[01](?:\.\d{1,4})?$/.test(part)) && numbers.every((number) => number <= 1) ? numbers : null
}

const rounded = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 10_000

/** A photo node's `crop`; null for "" (all of it), for what is not one, and for a part that lies outside or is nearly nothing. */
export const cropOf = (text: string): CropBox | null => {
  const [x, y, width, height] = numbersOf(text, 4) ?? []
  if (x === undefined || y === undefined || width === undefined || height === undefined) return null
  const fits = width >= SMALLEST_CROP && height >= SMALLEST_CROP && x + width <= 1.0001 && y + height <= 1.0001
  const whole = width === 1 && height === 1
  return fits && !whole ? { x, y, width, height } : null
}

/** A crop as a photo node keeps it, moved inside the picture; "" where it is all of it. */
export const cropText = (box: CropBox | null): string => {
  if (!box) return ''
  const [width, height] = [rounded(Math.max(SMALLEST_CROP, box.width)), rounded(Math.max(SMALLEST_CROP, box.height))]
  const [x, y] = [rounded(Math.min(box.x, 1 - width)), rounded(Math.min(box.y, 1 - height))]
  return width === 1 && height === 1 ? '' : [x, y, width, height].join(',')
}

/** A photo node's `focus`; null for "" and for what is not one. */
export const focusOf = (text: string): FocusPoint | null => {
  const [x, y] = numbersOf(text, 2) ?? []
  return x === undefined || y === undefined ? null : { x, y }
}

/** A focal point as a photo node keeps it. */
export const focusText = (point: FocusPoint | null): string => (point ? [rounded(point.x), rounded(point.y)].join(',') : '')

/** A crop in whole pixels of an upright picture that large; all of it for null. At least one pixel, never outside. */
export const cropPixels = (box: CropBox | null, size: { width: number; height: number }): { left: number; top: number; width: number; height: number } => {
  if (!box) return { left: 0, top: 0, width: size.width, height: size.height }
  const span = (from: number, share: number, whole: number): [number, number] => {
    const start = Math.min(whole - 1, Math.round(from * whole))
    return [start, Math.max(1, Math.min(whole - start, Math.round((from + share) * whole) - start))]
  }
  const [left, width] = span(box.x, box.width, size.width)
  const [top, height] = span(box.y, box.height, size.height)
  return { left, top, width, height }
}
