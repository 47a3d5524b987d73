import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'

import { readPhoto, renditionOf, webRendition } from '../../../src-main/photos/photos'
import { value } from './made'

const NONE = { caption: '', credit: '', alt: '', headline: '', source: '' }
const RED = [220, 40, 40], GREEN = [40, 160, 60], BLUE = [40, 60, 220], WHITE = [240, 240, 240]
const [W, H] = [240, 160]

/** Upright: red top left, green top right, blue bottom left, white bottom right. */
const upright = async (): Promise<Buffer> => {
  const fill = (colour: number[]) => ({ create: { width: W / 2, height: H / 2, channels: 3 as const, background: { r: colour[0]!, g: colour[1]!, b: colour[2]! } } })
  return sharp({ create: { width: W, height: H, channels: 3, background: '#000' } })
    .composite([{ input: fill(RED), left: 0, top: 0 }, { input: fill(GREEN), left: W / 2, top: 0 }, { input: fill(BLUE), left: 0, top: H / 2 }, { input: fill(WHITE), left: W / 2, top: H / 2 }])
    .png()
    .toBuffer()
}

/** The upright picture stored as a camera held that way stores it, for each EXIF orientation. A flip comes before a turn. */
const STORED: Record<number, (picture: Sharp) => Sharp> = {
  1: (picture) => picture,
  2: (picture) => picture.flop(),
  3: (picture) => picture.rotate(180),
  4: (picture) => picture.flip(),
  5: (picture) => picture.flip().rotate(90),
  6: (picture) => picture.rotate(270),
  7: (picture) => picture.flip().rotate(270),
  8: (picture) => picture.rotate(90),
}

const taken = async (orientation: number): Promise<Buffer> => {
  const turned = await STORED[orientation]!(sharp(await upright())).png().toBuffer()
  return sharp(turned).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer()
}

const colourAt = async (bytes: Uint8Array, x: number, y: number): Promise<number[]> => {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  return [...data.subarray(at, at + 3)]
}

const near = (colour: number[], wanted: number[]): boolean => colour.every((part, index) => Math.abs(part - wanted[index]!) < 30)

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('a photo taken with orientation %i', (orientation) => {
  test('is measured and shown upright, on the screen and as published', async () => {
    const bytes = await taken(orientation)
    expect(value(await readPhoto('a.jpg', bytes)).photo).toMatchObject({ width: W, height: H })
    for (const made of [value(await renditionOf(bytes, { width: W })), value(await webRendition(bytes, NONE))]) {
      const corners = await Promise.all([[0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]].map(([x, y]) => colourAt(made, x!, y!)))
      expect(corners.map((colour, index) => near(colour, [RED, GREEN, BLUE, WHITE][index]!))).toEqual([true, true, true, true])
      expect((await sharp(made).metadata()).orientation).toBeUndefined()
    }
  })

  test('is cropped as a person sees it', async () => {
    const bytes = await taken(orientation)
    // The top right quarter.
    for (const made of [value(await renditionOf(bytes, { width: W, crop: '0.5,0,0.5,0.5' })), value(await webRendition(bytes, { ...NONE, crop: '0.5,0,0.5,0.5' }))]) {
      expect(await sharp(made).metadata()).toMatchObject({ width: W / 2, height: H / 2 })
      for (const [x, y] of [[0.1, 0.1], [0.9, 0.9], [0.5, 0.5]] as const) expect(near(await colourAt(made, x, y), GREEN)).toBe(true)
    }
  })
})

test('a crop never changes the original, and one that is none shows all of it', async () => {
  const bytes = await taken(6)
  const before = Buffer.from(bytes)
  await webRendition(bytes, { ...NONE, crop: '0.1,0.1,0.5,0.5' })
  expect(bytes.equals(before)).toBe(true)
  for (const crop of ['', '0,0,1,1', 'nonsense', '0.9,0.9,0.9,0.9']) expect(await sharp(value(await webRendition(bytes, { ...NONE, crop }))).metadata()).toMatchObject({ width: W, height: H })
})

test.each(['png', 'webp', 'tiff'] as const)('a %s with an orientation stands upright too', async (format) => {
  const turned = await STORED[6]!(sharp(await upright())).png().toBuffer()
  const bytes = await sharp(turned).withMetadata({ orientation: 6 }).toFormat(format).toBuffer()
  const made = value(await webRendition(bytes, NONE))
  expect(await sharp(made).metadata()).toMatchObject({ width: W, height: H })
  expect(near(await colourAt(made, 0.2, 0.2), RED)).toBe(true)
})
