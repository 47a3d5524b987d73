import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { fitBox, focusWithin, HANDLES, LEAST, moveBox, resizeBox, WHOLE } from '../../../../src-renderer/writing/crop/crop-box'
import type { CropBox } from '../../../../src-shared/publication/crop'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const drag = fc.double({ min: -1.5, max: 1.5, noNaN: true })
const anyBox = fc.tuple(share, share, fc.double({ min: LEAST, max: 1, noNaN: true }), fc.double({ min: LEAST, max: 1, noNaN: true })).map(([x, y, width, height]): CropBox => moveBox({ x, y, width, height }, 0, 0))
const inside = (box: CropBox): boolean => box.x >= -1e-9 && box.y >= -1e-9 && box.x + box.width <= 1 + 1e-9 && box.y + box.height <= 1 + 1e-9 && box.width > 0 && box.height > 0
const close = (one: CropBox, other: CropBox): boolean => (['x', 'y', 'width', 'height'] as const).every((part) => Math.abs(one[part] - other[part]) < 1e-9)

describe('a crop box', () => {
  it('never leaves the picture, however it is dragged', () => {
    fc.assert(fc.property(anyBox, fc.constantFrom(...HANDLES), drag, drag, (box, handle, dx, dy) => {
      expect(inside(moveBox(box, dx, dy))).toBe(true)
      expect(inside(resizeBox(box, handle, dx, dy, null))).toBe(true)
    }))
  })

  it('keeps its size when it is moved', () => {
    expect(close(moveBox({ x: 0.1, y: 0.1, width: 0.5, height: 0.4 }, 0.2, -0.5), { x: 0.3, y: 0, width: 0.5, height: 0.4 })).toBe(true)
  })

  it('keeps a ratio and the picture’s edges at once', () => {
    fc.assert(fc.property(anyBox, fc.constantFrom(...HANDLES), drag, drag, fc.double({ min: 0.4, max: 2.5, noNaN: true }), (start, handle, dx, dy, ratio) => {
      const next = resizeBox(fitBox(ratio, start), handle, dx, dy, ratio)
      expect(inside(next)).toBe(true)
      expect(Math.abs(next.width / next.height - ratio)).toBeLessThan(1e-6)
    }))
  })

  it.each([
    ['se', -0.2, 0, { x: 0, y: 0, width: 0.8, height: 0.8 }],
    ['se', 0, -0.3, { x: 0, y: 0, width: 0.7, height: 0.7 }],
    ['nw', 0.2, 0.05, { x: 0.2, y: 0.2, width: 0.8, height: 0.8 }],
    ['e', -0.5, 0, { x: 0, y: 0.25, width: 0.5, height: 0.5 }],
    ['n', 0, 0.5, { x: 0.25, y: 0.5, width: 0.5, height: 0.5 }],
  ] as const)('dragged by %s with a ratio keeps the opposite side where it is', (handle, dx, dy, wanted) => {
    expect(close(resizeBox(WHOLE, handle, dx, dy, 1), wanted)).toBe(true)
  })

  it('stops at its least', () => {
    expect(resizeBox(WHOLE, 'e', -2, 0, null).width).toBeCloseTo(LEAST)
  })

  it('of a ratio is the largest there is, around where it was', () => {
    expect(close(fitBox(0.5, { x: 0.6, y: 0, width: 0.2, height: 0.2 }), { x: 0.45, y: 0, width: 0.5, height: 1 })).toBe(true)
    expect(close(fitBox(2, WHOLE), { x: 0, y: 0.25, width: 1, height: 0.5 })).toBe(true)
  })

  it('holds its focal point', () => {
    expect(focusWithin({ x: 0.9, y: 0.1 }, { x: 0.2, y: 0.2, width: 0.4, height: 0.4 })).toEqual({ x: 0.6000000000000001, y: 0.2 })
  })
})
