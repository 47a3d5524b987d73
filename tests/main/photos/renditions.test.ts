import ExifReader from 'exifreader'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'

import { photoRendition, readPhoto, renditionOf, webRendition } from '../../../src-main/photos/photos'
import { PROFILES } from '../../../src-shared/publication/profiles'
import { codeOf, hugePng, jpeg, picture, tagsOf, value, withExiftool } from './made'

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
      expect(Object.keys(tags.iptc ?? {}).filter((key) => !/^(?:Model Version|Coded Character Set|Record Version|By-line|Headline|Credit|Source|Caption\/Abstract)$/.test(key))).toEqual([])
      if (meta === none) expect(tags.iptc).toBeUndefined()
      expect(Object.keys(tags.exif ?? {}).filter((key) => !['ImageDescription', 'Artist'].includes(key))).toEqual([])
      for (const trace of ['Canon', '12345', 'Hanzhong', 'oldtitle', 'secret', 'private', 'GPS']) expect(bytes.includes(trace)).toBe(false)
      expect(await sharp(bytes).metadata()).toMatchObject({ width: 80, height: 120 })
    }
  })

  test('says who made it and whose it is in XMP, EXIF and an IPTC record whose digest holds, in UTF-8, to exiftool', async ({ skip }) => {
    const meta = { ...words, copyright: '© 2026 汉中日报社', place: '汉中市南郑区', caption: `${words.caption}，${'长'.repeat(700)}` }
    const tags = tagsOf(value(await webRendition(await jpeg(), meta)))
    if (!tags) return skip()
    expect(tags).toMatchObject({
      'IPTC:CodedCharacterSet': 'UTF8', 'IPTC:By-line': words.credit, 'IPTC:CopyrightNotice': meta.copyright, 'IPTC:Credit': words.credit, 'IPTC:Headline': words.headline, 'IPTC:Source': words.source, 'IPTC:Sub-location': meta.place,
      'XMP-dc:Creator': words.credit, 'XMP-dc:Rights': meta.copyright, 'XMP-dc:Description': meta.caption, 'XMP-iptcCore:AltTextAccessibility': words.alt,
      'IFD0:Artist': words.credit, 'IFD0:Copyright': meta.copyright,
    })
    // IIM has room for 2000 bytes; no character is cut in two.
    const short = String(tags['IPTC:Caption-Abstract'])
    expect(meta.caption.startsWith(short)).toBe(true)
    expect(Buffer.byteLength(short)).toBeGreaterThan(1990)
    expect(tags['File:CurrentIPTCDigest']).toBe(tags['Photoshop:IPTCDigest'])
    expect(Object.keys(tags).filter((name) => /warning|error|gps/i.test(name))).toEqual([])
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

describe('a photo made for', () => {
  /** The size each profile gives a picture of that size. */
  const sizes = async (width: number, height: number): Promise<Record<string, string>> => {
    const bytes = await jpeg(width, height)
    const made = await Promise.all(PROFILES.map(async (profile) => [profile, await sharp(value(await photoRendition(bytes, words, profile))).metadata()] as const))
    return Object.fromEntries(made.map(([profile, size]) => [profile, `${String(size.width)}x${String(size.height)}`]))
  }

  test('a page, print, a shared card and a cover has the size each asks for, and is never enlarged', async () => {
    expect(await sizes(3000, 2000)).toEqual({ web: '1600x1067', print: '3000x2000', social: '1200x630', cover: '900x383' })
    expect(await sizes(600, 900)).toEqual({ web: '600x900', print: '600x900', social: '600x315', cover: '600x255' })
  })

  test('a card keeps the focus in sight, inside the part that is shown', async () => {
    // Red fills the left half; a card as wide as high would show the middle.
    const wide = await sharp({ create: { width: 2000, height: 500, channels: 3, background: '#0000ff' } }).composite([{ input: { create: { width: 1000, height: 500, channels: 3, background: '#ff0000' } }, left: 0, top: 0 }]).jpeg().toBuffer()
    const corners = async (focus: string, crop = ''): Promise<boolean[]> => {
      const card = value(await photoRendition(wide, { ...words, focus, crop }, 'social'))
      const { width, height } = await sharp(card).metadata()
      return Promise.all([10, width - 10].map(async (left) => ((await pixel(card, left, Math.floor(height / 2)))[0] ?? 0) > 200))
    }
    expect(await corners('0.1,0.5')).toEqual([true, true])
    expect(await corners('0.9,0.5')).toEqual([false, false])
    expect(await corners('')).toEqual([true, false])
    // A focus outside what is shown is none.
    expect(await corners('0.1,0.5', '0.5,0,0.5,1')).toEqual([false, false])
  })

  test('print is upright, cropped as it is shown, with its words and nothing else', async ({ skip }) => {
    const original = withExiftool(await leftRed.clone().jpeg().toBuffer(), '-Orientation#=6', '-GPSLatitude=33.07', '-Make=Canon')
    if (!original) return skip()
    const bytes = value(await photoRendition(original, { ...words, crop: '0,0,1,0.5' }, 'print'))
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 100, height: 100, chromaSubsampling: '4:4:4' })
    expect((await pixel(bytes, 50, 50))[0]).toBeGreaterThan(200)
    expect(Buffer.from(bytes).includes('Canon')).toBe(false)
  })

  test('is the same bytes each time', async () => {
    const bytes = await jpeg(640, 480)
    for (const profile of PROFILES) expect(Buffer.compare(value(await photoRendition(bytes, words, profile)), value(await photoRendition(bytes, words, profile)))).toBe(0)
  })
})
