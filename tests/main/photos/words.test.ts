import { describe, expect, test } from 'vitest'

import { photoSchema } from '../../../src-shared/story/story'
import { readPhoto, type ReadPhoto } from '../../../src-main/photos/photos'
import { isoOf, isoOfBoth } from '../../../src-main/photos/words/taken'
import { jpeg, packetOf, picture, value, withExiftool, withExiftoolOn, withExif, withIptc, withPacket } from './made'

const read = async (bytes: Buffer): Promise<ReadPhoto> => value(await readPhoto('a', bytes))
const gb = (hex: string): Buffer => Buffer.from(hex, 'hex')
/** GB18030: 工会大赛现场, 新华社, 刘强, 王五, 汉中, 陕西, 滨江路. */
const GB = { caption: gb('b9a4bbe1b4f3c8fccfd6b3a1'), agency: gb('d0c2bbaac9e7'), liu: gb('c1f5c7bf'), wang: gb('cdf5cee5'), city: gb('babad6d0'), province: gb('c9c2cef7'), street: gb('b1f5bdadc2b7') }

const ALL_OF_IIM = ['-codedcharacterset=utf8', '-IPTC:Caption-Abstract=现场', '-IPTC:By-line=刘强', '-IPTC:By-line=王五', '-IPTC:Credit=新华社', '-IPTC:CopyrightNotice=汉中日报', '-IPTC:Headline=大赛', '-IPTC:Sub-location=滨江路', '-IPTC:City=汉中', '-IPTC:Province-State=陕西', '-IPTC:Country-PrimaryLocationName=中国', '-IPTC:DateCreated=2026:03:01', '-IPTC:TimeCreated=14:02:11+08:00']
const ALL_OF_XMP = ['-XMP-dc:Description=现场', '-XMP-dc:Creator=刘强', '-XMP-dc:Creator=王五', '-XMP-photoshop:Credit=新华社', '-XMP-dc:Rights=汉中日报', '-XMP-photoshop:Headline=大赛', '-XMP-iptcCore:Location=滨江路', '-XMP-photoshop:City=汉中', '-XMP-photoshop:State=陕西', '-XMP-photoshop:Country=中国', '-XMP-photoshop:DateCreated=2026-03-01T14:02:11+08:00', '-XMP-iptcCore:AltTextAccessibility=三百人在比赛']
const ALL_OF_EXIF = ['-EXIF:ImageDescription=现场', '-EXIF:Artist=刘强; 王五', '-EXIF:Copyright=汉中日报', '-EXIF:DateTimeOriginal=2026:03:01 14:02:11', '-EXIF:OffsetTimeOriginal=+08:00']
const SAID = { caption: '现场', creator: '刘强、王五', credit: '新华社', copyright: '汉中日报', headline: '大赛', place: '中国 陕西 汉中 滨江路', takenAt: '2026-03-01T14:02:11+08:00', alt: '', located: false }

describe('what a photo says of itself', () => {
  test.for([
    ['IIM', ALL_OF_IIM, SAID],
    ['XMP', ALL_OF_XMP, { ...SAID, alt: '三百人在比赛' }],
    ['EXIF', ALL_OF_EXIF, { ...SAID, credit: '', headline: '', place: '' }],
    ['all three', [...ALL_OF_IIM, ...ALL_OF_XMP, ...ALL_OF_EXIF], { ...SAID, alt: '三百人在比赛' }],
    ['the extended schema’s place', ['-XMP-iptcExt:LocationCreatedSublocation=城墙', '-XMP-iptcExt:LocationCreatedCity=西安', '-XMP-iptcExt:LocationCreatedCountryName=中国'], { ...SAID, caption: '', creator: '', credit: '', copyright: '', headline: '', takenAt: '', place: '中国 西安 城墙' }],
    ['Windows’ own tags', ['-EXIF:XPTitle=大赛', '-EXIF:XPAuthor=刘强', '-EXIF:XPComment=现场'], { ...SAID, creator: '刘强', credit: '', copyright: '', place: '', takenAt: '' }],
  ] as const)('is read whole from %s', async ([, args, said], { skip }) => {
    const bytes = withExiftool(await jpeg(), ...args)
    if (!bytes) return skip()
    const { photo, unsure } = await read(bytes)
    expect(photo.words).toEqual(said)
    expect(unsure).toEqual([])
    expect(photoSchema.safeParse(photo).success).toBe(true)
  })

  test.for(['png', 'webp', 'tiff', 'avif'] as const)('is read from a %s', async (format, { skip }) => {
    const bytes = withExiftoolOn(format, await picture(60, 40).toFormat(format).toBuffer(), '-XMP-dc:Description=现场', '-XMP-dc:Creator=刘强', '-EXIF:DateTimeOriginal=2026:03:01 14:02:11')
    if (!bytes) return skip()
    expect((await read(bytes)).photo.words).toMatchObject({ caption: '现场', creator: '刘强', takenAt: '2026-03-01T14:02:11' })
  })

  test('in English names its place from the smallest part on', async ({ skip }) => {
    const bytes = withExiftool(await jpeg(), '-XMP-iptcCore:Location=Old Quay', '-XMP-photoshop:City=Linjiang', '-XMP-photoshop:Country=China', '-XMP-dc:Creator=Ann Lee', '-XMP-dc:Creator=Bo Chen')
    if (!bytes) return skip()
    expect((await read(bytes)).photo.words).toMatchObject({ place: 'Old Quay, Linjiang, China', creator: 'Ann Lee, Bo Chen' })
  })

  test.for([['EXIF', '-GPSLatitude=33.07', '-GPSLatitudeRef=N', '-GPSLongitude=107.02', '-GPSLongitudeRef=E'], ['XMP', '-XMP-exif:GPSLatitude=33.07', '-XMP-exif:GPSLongitude=107.02']] as const)('says of coordinates in %s only that there are some', async ([, ...args], { skip }) => {
    const bytes = withExiftool(await jpeg(), ...args)
    if (!bytes) return skip()
    const { photo } = await read(bytes)
    expect(photo.words).toMatchObject({ located: true, place: '' })
    expect(JSON.stringify(photo.words)).not.toMatch(/\d/)
  })

  test('is kept within what a story may hold', async ({ skip }) => {
    const bytes = withExiftool(await jpeg(), `-XMP-dc:Description=${'长'.repeat(5000)}`, `-XMP-dc:Creator=${'𠀀'.repeat(300)}`)
    if (!bytes) return skip()
    const { photo } = await read(bytes)
    expect(photo.words?.caption).toBe('长'.repeat(2000))
    expect(photo.words?.creator.isWellFormed()).toBe(true)
    expect(photoSchema.safeParse(photo).success).toBe(true)
  })

  test('is nothing where it says nothing', async () => {
    expect((await read(await jpeg())).photo).not.toHaveProperty('words')
  })
})

describe('the encoding of Chinese words', () => {
  test('undeclared GB18030 is read right, in every field, and said to be a guess', async () => {
    const bytes = withIptc(await jpeg(), [[120, GB.caption], [110, GB.agency], [80, GB.liu], [80, GB.wang], [92, GB.street], [90, GB.city], [95, GB.province]])
    const { photo, unsure } = await read(bytes)
    expect(photo.words).toMatchObject({ caption: '工会大赛现场', credit: '新华社', creator: '刘强、王五', place: '陕西 汉中 滨江路' })
    expect([...unsure].sort()).toEqual(['caption', 'creator', 'credit', 'place'])
  })

  test('GB18030 under a declaration of UTF-8 is not believed to be UTF-8', async () => {
    const bytes = withIptc(await jpeg(), [[120, GB.caption]], '\u001b%G')
    const { photo, unsure } = await read(bytes)
    expect([photo.words?.caption, unsure]).toEqual(['工会大赛现场', ['caption']])
  })

  test('declared UTF-8 is sure', async () => {
    const bytes = withIptc(await jpeg(), [[120, Buffer.from('工会大赛现场')]], '\u001b%G')
    const { photo, unsure } = await read(bytes)
    expect([photo.words?.caption, unsure]).toEqual(['工会大赛现场', []])
  })

  test('declared Latin-1 is sure', async () => {
    const bytes = withIptc(await jpeg(), [[120, Buffer.from('Städtchen über Öße', 'latin1')]], '\u001b.A')
    const { photo, unsure } = await read(bytes)
    expect([photo.words?.caption, unsure]).toEqual(['Städtchen über Öße', []])
  })

  test.each([
    ['Big5', gb('a4bda5abaa76b1a1c0c0ac4f')],
    ['Shift JIS', gb('8da191b08d8795578a6592758dc5')],
    ['EUC-KR', gb('b4ebc7d1b9ceb1b9c0c7c0fcc5eb').fill(0x8e, 0, 8)],
    ['no encoding at all', gb('ff90fe3381fffa8df1')],
  ])('%s is never shown as Chinese nobody wrote', async (_, caption) => {
    expect((await read(withIptc(await jpeg(), [[120, caption]]))).photo.words?.caption ?? '').toBe('')
  })

  test.for(['utf16le', 'utf16be'] as const)('an XMP packet in %s is read', async (encoding) => {
    const little = Buffer.from(`\ufeff${packetOf('description', '现场“图”')}`, 'utf16le')
    const { photo, unsure } = await read(withPacket(await jpeg(), encoding === 'utf16le' ? little : little.swap16()))
    expect([photo.words?.caption, unsure]).toEqual(['现场“图”', []])
  })

  test('UTF-8 that some program took for Latin-1 and wrote again is undone, as a guess', async () => {
    const twice = Buffer.from('汉中大赛').toString('latin1')
    const { photo, unsure } = await read(withPacket(await jpeg(), Buffer.from(packetOf('description', twice))))
    expect([photo.words?.caption, unsure]).toEqual(['汉中大赛', ['caption']])
  })

  test('a text that lost its letters is nothing', async () => {
    expect((await read(withPacket(await jpeg(), Buffer.from(packetOf('description', '现\ufffd\ufffd'))))).photo).not.toHaveProperty('words')
  })

  test('what is sure wins over what is guessed, and a guess is better than nothing', async () => {
    const both = withIptc(withPacket(await jpeg(), Buffer.from(packetOf('description', '可信'))), [[120, GB.caption], [110, GB.agency]])
    const { photo, unsure } = await read(both)
    expect([photo.words?.caption, photo.words?.credit, unsure]).toEqual(['可信', '新华社', ['credit']])
  })
})

describe('damaged metadata', () => {
  test.each([
    ['an EXIF directory that points nowhere', Buffer.from('MM\0*\xff\xff\xff\xff', 'latin1')],
    ['an EXIF directory that points at itself', Buffer.from('4d4d002a000000080001876900040000000100000008ffffffff', 'hex')],
    ['an EXIF text longer than the file', Buffer.from('4d4d002a000000080001010e00027fffffff0000001a00000000', 'hex')],
    ['noise', Buffer.from(Array.from({ length: 400 }, (_, index) => (index * 131) & 255))],
  ])('%s does not cost the photo', async (_, exif) => {
    const { photo } = await read(withExif(await jpeg(), exif))
    expect([photo.width, photo.height]).toEqual([120, 80])
  })

  test('XMP that is no XML, or full of entities, is as none', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${packetOf('description', '&b;')}`
    for (const packet of ['<x:xmpmeta', '\u0000\u0000', laughs]) expect((await read(withPacket(await jpeg(), Buffer.from(packet)))).photo.words?.caption ?? '').not.toContain('haha')
  })
})

describe('the time a photo was taken', () => {
  test.each([
    ['2026:03:01', '14:02:11', '+08:00', '2026-03-01T14:02:11+08:00'],
    ['20260301', '140211+0800', '', '2026-03-01T14:02:11+08:00'],
    ['20260301', '140211-0330', '', '2026-03-01T14:02:11-03:30'],
    ['2026-03-01', '14:02Z', '', '2026-03-01T14:02:00Z'],
    ['2026:03:01', '14:02:11', '', '2026-03-01T14:02:11'],
    ['2026:03:01', '', '', '2026-03-01'],
    ['2026:03:01', '99:99:99', '', '2026-03-01'],
    ['0000:00:00', '00:00:00', '', ''],
    ['2026', '', '', ''],
    ['    :  :  ', '  :  :  ', '', ''],
  ])('%j %j %j is %j', (date, time, offset, iso) => {
    expect(isoOf(date, time, offset)).toBe(iso)
  })

  test('is read where date and time stand together', () => {
    expect(isoOfBoth('2026:03:01 14:02:11.52', '+08:00')).toBe('2026-03-01T14:02:11+08:00')
    expect(isoOfBoth('2026-03-01T14:02:11.5+08:00')).toBe('2026-03-01T14:02:11+08:00')
    expect(isoOfBoth('')).toBe('')
  })
})
