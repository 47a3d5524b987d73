import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'

import { photoSchema } from '../../../src-shared/story/story'
import { readPhoto } from '../../../src-main/photos/photos'
import { brandBox, codeOf, hugePng, jpeg, picture, value, withExiftool, withIptc } from './made'

describe('a photo a person brings', () => {
  test.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('%s is known by its content, whatever its name', async (format) => {
    const bytes = await picture(64, 48).toFormat(format).toBuffer()
    const { photo, caption, credit } = value(await readPhoto('现场照片.txt', bytes))
    expect(photo).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), mediaType: `image/${format}`, width: 64, height: 48, bytes: bytes.byteLength, name: '现场照片.txt' })
    expect(photoSchema.safeParse(photo).success).toBe(true)
    expect([caption, credit]).toEqual(['', ''])
  })

  test('stands as a person sees it: width and height after EXIF orientation', async () => {
    const bytes = await picture(64, 48).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(value(await readPhoto('a.jpg', bytes)).photo).toMatchObject({ width: 48, height: 64 })
  })

  test('an animated picture is measured by its first frame', async () => {
    const frames = await Promise.all([1, 2].map(() => picture(30, 20).png().toBuffer()))
    const bytes = await sharp(frames, { join: { animated: true } }).gif().toBuffer()
    expect(value(await readPhoto('a.gif', bytes)).photo).toMatchObject({ mediaType: 'image/gif', width: 30, height: 20 })
  })

  test('an AVIF in a general container is an AVIF', async () => {
    const bytes = await picture(64, 48).avif().toBuffer()
    bytes.write('mif1', 8, 'latin1')
    expect(value(await readPhoto('a.avif', bytes)).photo.mediaType).toBe('image/avif')
  })

  test.each([
    ['C:\\Users\\liu\\图.jpg', '图.jpg'],
    ['/home/liu/a.jpg', 'a.jpg'],
    ['', 'photo'],
    ['e\u0301.jpg', '\u00e9.jpg'],
    [`${'长'.repeat(400)}.jpeg`, `${'长'.repeat(250)}.jpeg`],
  ])('keeps only the last part of the name %j', async (given, kept) => {
    expect(value(await readPhoto(given, await jpeg())).photo.name).toBe(kept)
  })

  test('what phones write in good photos does not matter', async () => {
    const bytes = await jpeg()
    const extraneous = Buffer.concat([bytes.subarray(0, -2), Buffer.from([1, 2, 3, 4]), bytes.subarray(-2), Buffer.alloc(500, 9)])
    expect(codeOf(await readPhoto('a.jpg', extraneous))).toBe('ok')
  })
})

describe('a photo is refused', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
  const refusals: [string, () => Buffer | Promise<Buffer>, string][] = [
    ['an empty file', () => Buffer.alloc(0), 'photo-empty'],
    ['HTML called .jpg', () => Buffer.from('<!DOCTYPE html><html><body><svg></svg></body></html>'), 'photo-not-image'],
    ['plain text', () => Buffer.from('本报讯 昨日'), 'photo-not-image'],
    ['a PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'photo-not-image'],
    ['a gzip', () => gzipSync(svg), 'photo-not-image'],
    ['a BMP', () => Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)]), 'photo-not-image'],
    ['two bytes', () => Buffer.from([0xff, 0xd8]), 'photo-not-image'],
    ['an SVG', () => Buffer.from(svg), 'photo-svg'],
    ['an SVG behind a prologue', () => Buffer.from(`\ufeff<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE svg [<!ENTITY a "b">]>\n${svg}`), 'photo-svg'],
    ['an SVG in UTF-16', () => Buffer.from(`\ufeff${svg}`, 'utf16le'), 'photo-svg'],
    ['an SVG with a prefix', () => Buffer.from('<s:svg xmlns:s="http://www.w3.org/2000/svg"/>'), 'photo-svg'],
    ['a HEIC', () => brandBox('heic', 'mif1', 'heic'), 'photo-heic'],
    ['a HEIC in a general container', () => brandBox('mif1', 'heic', 'miaf'), 'photo-heic'],
    ['a header of 20,000 x 20,000', () => hugePng(20_000, 20_000), 'photo-too-large'],
    ['a header of 100,000 x 1,001', () => hugePng(100_000, 1001), 'photo-too-large'],
    ['a header that holds next to nothing', () => hugePng(2000, 2000), 'photo-broken'],
    ['a JPEG with a hole in it', async () => {
      const bytes = await jpeg(400, 300)
      return Buffer.from(bytes.map((byte, index) => (index > bytes.length / 2 && index < bytes.length / 2 + 2000 ? (index * 37) & 255 : byte)))
    }, 'photo-broken'],
    ['a PNG with a hole in it', async () => {
      const bytes = await picture(100, 100).png().toBuffer()
      return bytes.fill(0, bytes.length / 2, bytes.length / 2 + 100)
    }, 'photo-broken'],
  ]
  test.each(refusals)('%s', async (_, make, code) => {
    expect(await readPhoto('folder/照片.jpg', await make())).toMatchObject({ ok: false, code, details: { name: '照片.jpg' } })
  })

  test('over 100 MB, before anything is looked at', async () => {
    expect(codeOf(await readPhoto('a.jpg', Buffer.alloc(100_000_001)))).toBe('photo-too-heavy')
  })

  test.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('%s cut off anywhere', async (format) => {
    const bytes = await picture(200, 150).toFormat(format).toBuffer()
    for (const part of [0.2, 0.5, 0.9, 0.99]) expect([part, codeOf(await readPhoto('a', bytes.subarray(0, Math.floor(bytes.length * part))))]).toEqual([part, 'photo-broken'])
  })

  test('and whatever bytes come, there is an answer', async () => {
    const starts = ['ffd8ffe0', '89504e470d0a1a0a', '474946383961', '49492a00', '4d4d002a', '52494646ffffffff57454250', '0000002066747970617669660000', '3c737667', ''].map((hex) => Buffer.from(hex, 'hex'))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), async (start, rest) => {
        expect(codeOf(await readPhoto('x', Buffer.concat([start, rest])))).toMatch(/^photo-/)
      }),
      { numRuns: 150, examples: [[Buffer.alloc(0), new Uint8Array()]] },
    )
  })
})

describe('the words in a photo', () => {
  const gb = (hex: string) => Buffer.from(hex, 'hex')
  // "工会大赛现场" and "新华社" in GB18030.
  const [caption, credit] = [gb('b9a4bbe1b4f3c8fccfd6b3a1'), gb('d0c2bbaac9e7')]

  test('in GB18030, undeclared, are read', async () => {
    const bytes = withIptc(await jpeg(), [[120, caption], [110, credit]])
    expect(value(await readPhoto('a.jpg', bytes))).toMatchObject({ caption: '工会大赛现场', credit: '新华社' })
  })

  test('in UTF-8, undeclared, are read', async () => {
    const bytes = withIptc(await jpeg(), [[120, Buffer.from('职工技能大赛现场')], [80, Buffer.from('刘强')]])
    expect(value(await readPhoto('a.jpg', bytes))).toMatchObject({ caption: '职工技能大赛现场', credit: '刘强' })
  })

  test('in Latin-1, undeclared, are not taken for Chinese', async () => {
    const bytes = withIptc(await jpeg(), [[120, Buffer.from('Café scène', 'latin1')]])
    expect(value(await readPhoto('a.jpg', bytes)).caption).toBe('Café scène')
  })

  test('that no encoding fits are as none', async () => {
    expect(value(await readPhoto('a.jpg', withIptc(await jpeg(), [[120, gb('ffffffff')]]))).caption).toBe('')
  })

  test('sure words come before guessed ones', async ({ skip }) => {
    const bytes = withExiftool(await jpeg(), '-XMP-dc:Description=可信的说明')
    if (!bytes) return skip()
    expect(value(await readPhoto('a.jpg', withIptc(bytes, [[120, caption]]))).caption).toBe('可信的说明')
  })

  test.for([
    ['IPTC', ['-codedcharacterset=utf8', '-IPTC:Caption-Abstract=现场\n图片', '-IPTC:Credit=新华社', '-IPTC:By-line=刘强'], '现场 图片', '新华社'],
    ['IPTC without a credit', ['-codedcharacterset=utf8', '-IPTC:Caption-Abstract=现场', '-IPTC:By-line=刘强', '-IPTC:By-line=王五'], '现场', '刘强、王五'],
    ['XMP', ['-XMP-dc:Description=现场', '-XMP-photoshop:Credit=汉中日报', '-XMP-dc:Creator=刘强'], '现场', '汉中日报'],
    ['XMP without a credit', ['-XMP-dc:Creator=刘强'], '', '刘强'],
    ['EXIF', ['-EXIF:ImageDescription=现场 é', '-EXIF:Artist=刘强'], '现场 é', '刘强'],
    ['IPTC before XMP before EXIF', ['-codedcharacterset=utf8', '-IPTC:Caption-Abstract=一', '-XMP-dc:Description=二', '-EXIF:ImageDescription=三', '-XMP-photoshop:Credit=二', '-EXIF:Artist=三'], '一', '二'],
    ['a camera that says only what it is', ['-EXIF:ImageDescription=OLYMPUS DIGITAL CAMERA'], '', ''],
  ] as const)('are read from %s', async ([, args, caption, credit], { skip }) => {
    const bytes = withExiftool(await jpeg(), ...args)
    if (!bytes) return skip()
    expect(value(await readPhoto('a.jpg', bytes))).toMatchObject({ caption, credit })
  })
})
