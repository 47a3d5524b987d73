import type { CropBox, FocusPoint } from '../../../src-shared/publication/crop'

/** The edges a handle drags: "n" the upper one, "se" the lower right corner. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Handle = (typeof HANDLES)[number]

/** The whole picture. */
export const WHOLE: CropBox = { x: 0, y: 0, width: 1, height: 1 }
/** The least a handle leaves of a side. */
export const LEAST = 0.05

const within = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high))

/** The box moved by shares of the picture, stopped at its edges. */
export const moveBox = (box: CropBox, dx: number, dy: number): CropBox => ({ ...box, x: within(box.x + dx, 0, 1 - box.width), y: within(box.y + dy, 0, 1 - box.height) })

/**
 * The box with one handle dragged by shares of the picture. `ratio` is width to height in those shares, null for any; with one,
 * the opposite corner (or the middle of the opposite edge) stays, and the box stops where either side would leave the picture.
 */
export const resizeBox = (box: CropBox, handle: Handle, dx: number, dy: number, ratio: number | null): CropBox => {
  const [west, east, north, south] = ['w', 'e', 'n', 's'].map((edge) => handle.includes(edge)) as [boolean, boolean, boolean, boolean]
  const left = west ? within(box.x + dx, 0, box.x + box.width - LEAST) : box.x
  const right = east ? within(box.x + box.width + dx, box.x + LEAST, 1) : box.x + box.width
  const top = north ? within(box.y + dy, 0, box.y + box.height - LEAST) : box.y
  const bottom = south ? within(box.y + box.height + dy, box.y + LEAST, 1) : box.y + box.height
  if (ratio === null) return { x: left, y: top, width: right - left, height: bottom - top }
  const sideways = east || west
  const upright = north || south
  const [centreX, centreY] = [box.x + box.width / 2, box.y + box.height / 2]
  const roomX = west ? box.x + box.width : east ? 1 - box.x : 2 * Math.min(centreX, 1 - centreX)
  const roomY = north ? box.y + box.height : south ? 1 - box.y : 2 * Math.min(centreY, 1 - centreY)
  // A corner follows whichever way it is dragged more.
  const across = sideways && (!upright || Math.abs(dx) >= Math.abs(dy) * ratio)
  const wanted = across ? right - left : (bottom - top) * ratio
  const width = Math.min(Math.max(wanted, LEAST, LEAST * ratio), roomX, roomY * ratio)
  const height = width / ratio
  return {
    x: west ? box.x + box.width - width : east ? box.x : centreX - width / 2,
    y: north ? box.y + box.height - height : south ? box.y : centreY - height / 2,
    width,
    height,
  }
}

/** The largest box of a ratio (in shares) around the middle of another, moved inside the picture. */
export const fitBox = (ratio: number, around: CropBox): CropBox => {
  const width = Math.min(1, ratio)
  const height = width / ratio
  return moveBox({ x: around.x + around.width / 2 - width / 2, y: around.y + around.height / 2 - height / 2, width, height }, 0, 0)
}

/** A focal point moved into a box: outside it nobody would see it. */
export const focusWithin = (point: FocusPoint, box: CropBox): FocusPoint => ({ x: within(point.x, box.x, box.x + box.width), y: within(point.y, box.y, box.y + box.height) })
