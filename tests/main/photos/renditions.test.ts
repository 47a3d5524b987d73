import ExifReader from 'exifreader'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'

import { readPhoto, renditionOf, webRendition } from '../../../src-main/photos/photos'
import { codeOf, hugePng, jpeg, picture, value, withExiftool } from './made'

const words = { caption: '职工技能大赛现场 <b> & "引号"', credit: '刘强 摄', alt: '三百名选手在车间比赛', headline: '技能大赛', source: '汉中日报' }
const none = { caption: '', credit: '', alt: '', headline: '', source: '' }

/** Red on the left, blue on the right; 200 x 100. */
const leftRed = sharp({ create: { width: 200, height: 100, channels: 3, background: '#0000ff' } }).composite([{ input: { create: { width: 100, height: 100, channels: 3, background: '#ff0000' } }, left: 0, top: 0 }])

const pixel = async (bytes: Uint8Array, left: number, top: number): Promise<number[]> => [...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())]

describe('a rendition for the screen', () => {
  test('is an upright JPEG of that width without metadata', async () => {
    const turned = await leftRed.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const bytes = value(await renditionOf(turned, { width: 50 }))
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'jpeg', width: 50, height: 100 })
    expect(Object.keys(await sharp(bytes).metadata()).filter((key) => ['orientation', 'exif', 'icc', 'xmp', 'iptc'].includes(key))).toEqual([])
    const [top, bottom] = [await pixel(bytes, 25, 10), await pixel(bytes, 25, 90)]
    expect(top[0]).toBeGreaterThan(200)
    expect(bottom[2]).toBeGreaterThan(200)
  })

  test('is never enlarged, and what was transparent is white', async () => {
    const clear = await sharp({ create: { width: 40, height: 30, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer()
    const bytes = value(await renditionOf(clear, { width: 960 }))
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 40, height: 30 })
    expect(await pixel(bytes, 20, 15)).toEqual([255, 255, 255])
  })

  test.each([
    ['cut off', async () => (await jpeg(300, 200)).subarray(0, 5000), 'photo-broken'],
    ['no photo at all', () => Promise.resolve(Buffer.from('<html>')), 'photo-broken'],
    ['too large', () => Promise.resolve(hugePng(20_000, 20_000)), 'photo-too-large'],
  ])('rejects what is %s', async (_, make, code) => {
    const bytes = await make()
    expect(codeOf(await renditionOf(bytes, { width: 100 }))).toBe(code)
    expect(codeOf(await webRendition(bytes, words))).toBe(code)
  })
})

describe('a photo as it is published', () => {
  test('has at most 1600 px on its long edge and is never enlarged', async () => {
    for (const [width, height, wide, high] of [[2000, 1000, 1600, 800], [1000, 2000, 800, 1600], [300, 200, 300, 200]] as const)
      expect(await sharp(value(await webRendition(await jpeg(width, height), words))).metadata()).toMatchObject({ format: 'jpeg', space: 'srgb', width: wide, height: high })
  })

  test('is the same byte for byte each time, whatever the format', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const bytes = await picture(300, 200).toFormat(format).toBuffer()
      const [one, other] = await Promise.all([webRendition(bytes, words), webRendition(new Uint8Array(bytes), { ...words })])
      expect(Buffer.compare(value(one), value(other))).toBe(0)
    }
  })

  test('carries its words in XMP and EXIF, where a reader finds them', async () => {
    const bytes = value(await webRendition(await jpeg(), words))
    const { xmp, exif } = ExifReader.load(Buffer.from(bytes), { expanded: true })
    expect(xmp?.['description']?.description).toBe(words.caption)
    expect(xmp?.['Credit']?.description).toBe(words.credit)
    expect(xmp?.['Headline']?.description).toBe(words.headline)
    expect(xmp?.['Source']?.description).toBe(words.source)
    expect(xmp?.['AltTextAccessibility']?.description).toBe(words.alt)
    expect([exif?.ImageDescription?.description, exif?.Artist?.description]).toEqual([words.caption, words.credit])
    expect(value(await readPhoto('a.jpg', bytes))).toMatchObject({ caption: words.caption, credit: words.credit })
  })

  test('has nothing of the original’s own metadata: no place, no camera, no old words', async ({ skip }) => {
    const original = withExiftool(await jpeg(), '-GPSLatitude=33.07', '-GPSLatitudeRef=N', '-GPSLongitude=107.02', '-GPSLongitudeRef=E', '-Make=Canon', '-SerialNumber=12345', '-Orientation#=6', '-XMP-exif:GPSLatitude=33.07', '-IPTC:City=Hanzhong', '-XMP-dc:Title=oldtitle', '-XMP-xmpMM:DocumentID=secret', '-Comment=private')
    if (!original) return skip()
    for (const meta of [words, none]) {
      const bytes = Buffer.from(value(await webRendition(original, meta)))
      const tags = ExifReader.load(bytes, { expanded: true })
      expect(tags.gps).toBeUndefined()
      expect(tags.iptc).toBeUndefined()
      expect(Object.keys(tags.exif ?? {}).filter((key) => !['ImageDescription', 'Artist'].includes(key))).toEqual([])
      for (const trace of ['Canon', '12345', 'Hanzhong', 'oldtitle', 'secret', 'private', 'GPS']) expect(bytes.includes(trace)).toBe(false)
      expect(await sharp(bytes).metadata()).toMatchObject({ width: 80, height: 120 })
    }
  })

  test('turns wide colour into sRGB', async () => {
    const wide = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#00ff00' } }).withIccProfile('p3').jpeg({ quality: 100 }).toBuffer()
    expect((await sharp(wide).metadata()).hasProfile).toBe(true)
    const bytes = value(await webRendition(wide, none))
    expect((await sharp(bytes).metadata()).hasProfile).toBe(false)
    const [red, green, blue] = await pixel(bytes, 10, 10)
    expect([red! < 12, green! > 245, blue! < 12]).toEqual([true, true, true])
  })

  test('stays a photo any program reads, however long or odd the words', async () => {
    const long = { caption: '长"&'.repeat(5000), credit: '👩‍👩‍👧‍👦'.repeat(900), alt: `<\u0000\ud800${'&'.repeat(9000)}`, headline: '"'.repeat(9000), source: "'".repeat(9000) }
    const bytes = value(await webRendition(await jpeg(), long))
    expect(codeOf(await readPhoto('a.jpg', bytes))).toBe('ok')
    const { xmp } = ExifReader.load(Buffer.from(bytes), { expanded: true })
    expect(xmp?.['description']?.description).toBe('长"&'.repeat(5000).slice(0, 2000))
    expect(xmp?.['AltTextAccessibility']?.description).toMatch(/^< \ufffd&+$/)
  })
})
