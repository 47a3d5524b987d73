import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { cropOf, cropPixels, cropText, focusOf, focusText, SMALLEST_CROP } from '../../../src-shared/publication/crop'
import { CROP, FOCUS } from '../../../src-shared/story/body/pictures'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const box = fc.record({ x: share, y: share, width: fc.double({ min: SMALLEST_CROP, max: 1, noNaN: true }), height: fc.double({ min: SMALLEST_CROP, max: 1, noNaN: true }) })

describe('a crop', () => {
  test('is written as the story schema keeps it, and read back the same', () => {
    fc.assert(fc.property(box, (wanted) => {
      const text = cropText(wanted)
      expect(text).toMatch(CROP)
      expect(cropText(cropOf(text))).toBe(text)
    }))
  })

  test('of the whole picture is no crop', () => {
    expect(cropText({ x: 0, y: 0, width: 1, height: 1 })).toBe('')
    expect(cropOf('0,0,1,1')).toBeNull()
    expect(cropOf('')).toBeNull()
  })

  test.each(['0.5,0.5,0.6,0.5', '0,0,0.001,1', '0,0,0,0', '1,1,1,1', '0.1,0.1,0.5', '-0.1,0,0.5,0.5', 'a,b,c,d', '0.1,0.1,0.50001,0.5'])('rejects %j', (text) => {
    expect(cropOf(text)).toBeNull()
  })

  test('is at least one pixel and never leaves the picture', () => {
    fc.assert(fc.property(box, fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }), (wanted, width, height) => {
      const part = cropPixels(cropOf(cropText(wanted)), { width, height })
      expect([part.left >= 0, part.top >= 0, part.width >= 1, part.height >= 1, part.left + part.width <= width, part.top + part.height <= height]).toEqual(Array(6).fill(true))
    }))
  })

  test('in pixels is exact where shares fall on pixels', () => {
    expect(cropPixels(cropOf('0.25,0.1,0.5,0.8'), { width: 400, height: 300 })).toEqual({ left: 100, top: 30, width: 200, height: 240 })
    expect(cropPixels(null, { width: 400, height: 300 })).toEqual({ left: 0, top: 0, width: 400, height: 300 })
  })
})

test('a focal point is written as the story schema keeps it, and read back the same', () => {
  fc.assert(fc.property(share, share, (x, y) => {
    const text = focusText({ x, y })
    expect(text).toMatch(FOCUS)
    expect(focusText(focusOf(text))).toBe(text)
  }))
  expect([focusText(null), focusOf(''), focusOf('0.5'), focusOf('2,0')]).toEqual(['', null, null, null])
})
