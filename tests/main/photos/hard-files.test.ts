import sharp from 'sharp'
import { describe, expect, test } from 'vitest'

import { readPhoto, renditionOf, webRendition } from '../../../src-main/photos/photos'
import { asAnimatedPng, brandBox, codeOf, hugePng, jpeg, longGif, longWebp, picture, tiffOf, value, withExif, withoutSegment } from './made'

const NONE = { caption: '', credit: '', alt: '', headline: '', source: '' }
const plain = (background: string, width = 64, height = 48) => sharp({ create: { width, height, channels: 3, background } })
const centre = async (bytes: Uint8Array): Promise<number[]> => {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels
  return [...data.subarray(at, at + info.channels)]
}
const shown = async (bytes: Buffer): Promise<number[]> => {
  expect(codeOf(await readPhoto('a', bytes))).toBe('ok')
  const [published, onScreen] = [await centre(value(await webRendition(bytes, NONE))), await centre(value(await renditionOf(bytes, { width: 64 })))]
  expect(published.every((part, index) => Math.abs(part - onScreen[index]!) <= 6)).toBe(true)
  return published
}
const near = (colour: number[], wanted: number[], within: number): boolean => colour.length === 3 && colour.every((part, index) => Math.abs(part - wanted[index]!) <= within)

describe('a very large picture', () => {
  test.each(['jpeg', 'png'] as const)('of 10,000 x 10,000 in %s is taken, cropped and published', async (format) => {
    const bytes = await plain('#2a6b8f', 10_000, 10_000).toFormat(format).toBuffer()
    expect(value(await readPhoto('a', bytes)).photo).toMatchObject({ width: 10_000, height: 10_000 })
    const made = value(await webRendition(bytes, { ...NONE, crop: '0.5,0.5,0.5,0.25' }))
    expect(await sharp(made).metadata()).toMatchObject({ width: 1600, height: 800 })
    expect(near(await centre(made), [0x2a, 0x6b, 0x8f], 4)).toBe(true)
  })

  test.each([
    ['a PNG of 50,000 x 50,000', () => hugePng(50_000, 50_000)],
    ['a PNG one row too high', () => hugePng(10_000, 10_001)],
    ['a TIFF of 50,000 x 50,000', () => tiffOf(1, 50_000, 50_000)],
    ['a TIFF whose sides overflow 32 bits together', () => tiffOf(1, 4_000_000, 4_000_000)],
    ['a WebP of 16,383 x 16,383', async () => {
      const bytes = await plain('#fff').webp().toBuffer()
      return bytes.fill(Buffer.from('ff3fff3f', 'hex'), bytes.indexOf(Buffer.from('9d012a', 'hex')) + 3, bytes.indexOf(Buffer.from('9d012a', 'hex')) + 7)
    }],
  ])('%s is refused by its header', async (_, make) => {
    expect(codeOf(await readPhoto('a', await make()))).toMatch(/^photo-(too-large|broken)$/)
  })
})

describe('a file of many frames', () => {
  test.each([
    ['GIF', () => longGif(10_000), 10_000],
    ['WebP', () => longWebp(10_000), 10_000],
    ['animated PNG', async () => asAnimatedPng(await picture(40, 30).png().toBuffer(), 10_000), 10_000],
    ['TIFF', () => tiffOf(10_000, 1, 1), 10_000],
    ['still JPEG', () => jpeg(), 1],
    ['still PNG', () => picture(40, 30).png().toBuffer(), 1],
  ])('%s says how many it has, and its first is what is shown', async (_, make, frames) => {
    const bytes = await make()
    expect(value(await readPhoto('a', bytes)).frames).toBe(frames)
    expect((await sharp(value(await webRendition(bytes, NONE))).metadata()).pages).toBeUndefined()
  })

  test('shows the first frame, not another', async () => {
    expect(near(await centre(value(await webRendition(await longWebp(3), NONE))), [0xaa, 0x33, 0x33], 6)).toBe(true)
  })
})

describe('colours come out right', () => {
  test.each([['#d82a2a', 40], ['#2f8f4a', 60], ['#f0f0e8', 20], ['#202020', 24]])('of a CMYK JPEG with its profile, and without: %s', async (colour, within) => {
    const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    const withProfile = await plain(colour).toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 100 }).toBuffer()
    expect(await sharp(withProfile).metadata()).toMatchObject({ space: 'cmyk', hasProfile: true })
    // As Adobe writes it: the marker is there and the inks are stored inverted.
    expect(withProfile.includes('Adobe')).toBe(true)
    expect(near(await shown(withProfile), wanted, within)).toBe(true)
    const without = withoutSegment(withProfile, 0xe2)
    expect((await sharp(without).metadata()).hasProfile).toBe(false)
    expect(near(await shown(without), wanted, within)).toBe(true)
  })

  test.each([
    ['16-bit PNG', () => plain('#2a6b8f').toColourspace('rgb16').png().toBuffer(), [0x2a, 0x6b, 0x8f]],
    ['grey PNG', () => plain('#808080').toColourspace('b-w').png().toBuffer(), [128, 128, 128]],
    ['grey JPEG', () => plain('#808080').toColourspace('b-w').jpeg().toBuffer(), [128, 128, 128]],
    ['16-bit grey PNG', () => plain('#808080').toColourspace('grey16').png().toBuffer(), [128, 128, 128]],
    ['PNG of few colours', () => plain('#2a6b8f').png({ palette: true }).toBuffer(), [0x2a, 0x6b, 0x8f]],
    ['PNG half clear', () => sharp({ create: { width: 64, height: 48, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } } }).png().toBuffer(), [128, 128, 128]],
    ['TIFF in CMYK', () => plain('#f0f0e8').toColourspace('cmyk').withIccProfile('cmyk').tiff().toBuffer(), [0xf0, 0xf0, 0xe8]],
  ] as const)('of a %s', async (_, make, wanted) => {
    const colour = await shown(await make())
    expect([colour, near(colour, [...wanted], 20)]).toEqual([colour, true])
  })
})

describe('what cameras and phones write', () => {
  test('a second picture or a film behind the first changes nothing', async () => {
    const [first, second] = [await plain('#d82a2a').jpeg().toBuffer(), await plain('#2f8f4a').jpeg().toBuffer()]
    for (const tail of [second, Buffer.concat([brandBox('mp42', 'isom'), Buffer.alloc(3000, 7)])]) {
      const bytes = Buffer.concat([first, tail])
      expect(value(await readPhoto('MVIMG.jpg', bytes)).photo).toMatchObject({ bytes: bytes.length, width: 64 })
      expect(near(await shown(bytes), [0xd8, 0x2a, 0x2a], 10)).toBe(true)
    }
  })

  test.each([
    ['an orientation there is none of', '4d4d002a00000008000101120003000000010009000000000000'],
    ['sizes that are not its own', '4d4d002a0000000800020100000400000001000f423f0101000400000001000f423f00000000'],
    ['an orientation of another type', '4d4d002a0000000800010112000200000004782d7800000000000000'],
  ])('EXIF with %s is not believed', async (_, hex) => {
    const bytes = withExif(await jpeg(64, 48), Buffer.from(hex, 'hex'))
    expect(value(await readPhoto('a.jpg', bytes)).photo).toMatchObject({ width: 64, height: 48 })
    expect(await sharp(value(await webRendition(bytes, NONE))).metadata()).toMatchObject({ width: 64, height: 48 })
  })

  test('a raw file is refused with its own remedy', async () => {
    const cr2 = Buffer.concat([Buffer.from('49492a001000000043520200', 'hex'), Buffer.alloc(400)])
    const raf = Buffer.concat([Buffer.from('FUJIFILMCCD-RAW 0201'), Buffer.alloc(400)])
    for (const bytes of [cr2, raf]) expect(codeOf(await readPhoto('IMG_1.CR2', bytes))).toBe('photo-raw')
  })
})
