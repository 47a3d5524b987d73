import { describe, expect, test } from 'vitest'

import { renditionOf, webRendition } from '../../../src-main/photos/photos'
import { picture, tagsOf, value, withExiftoolOn } from './made'

const WORDS = { caption: '现场', credit: '刘强 摄', alt: '车间', headline: '大赛', source: '汉中日报' }
/** What a file may know of its owner, in every place a program may have put it. */
const PRIVATE = [
  '-EXIF:GPSLatitude=33.0712', '-EXIF:GPSLatitudeRef=N', '-EXIF:GPSLongitude=107.0231', '-EXIF:GPSLongitudeRef=E', '-EXIF:GPSAltitude=512', '-EXIF:GPSDestLatitude=33.0712',
  '-EXIF:Make=Canonix', '-EXIF:Model=EOSIX', '-EXIF:SerialNumber=SN0012345', '-EXIF:LensSerialNumber=LN0099887', '-EXIF:OwnerName=OwnerLiu', '-EXIF:Artist=OwnerLiu', '-EXIF:UserComment=PrivateNote', '-EXIF:Software=PhotoTool', '-EXIF:DateTimeOriginal=2026:03:01 14:02:11', '-EXIF:XPAuthor=OwnerLiu',
  '-XMP-exif:GPSLatitude=33.0712', '-XMP-exif:GPSLongitude=107.0231', '-XMP-aux:SerialNumber=SN0012345', '-XMP-aux:OwnerName=OwnerLiu', '-XMP-photoshop:City=Hanzhong', '-XMP-iptcCore:Location=BinjiangRoad', '-XMP-iptcExt:LocationShownCity=Hanzhong', '-XMP-iptcExt:LocationCreatedCity=Hanzhong', '-XMP-xmpMM:DocumentID=uuid:secret-document', '-XMP-xmpMM:HistorySoftwareAgent=PhotoTool', '-XMP-dc:Title=OldTitle', '-XMP-mwg-rs:RegionName=PersonWang', '-XMP-mwg-rs:RegionType=Face',
  '-IPTC:City=Hanzhong', '-IPTC:Sub-location=BinjiangRoad', '-IPTC:SpecialInstructions=PrivateNote', '-Comment=PrivateNote',
]
const TRACES = /Canonix|EOSIX|SN0012345|LN0099887|OwnerLiu|PrivateNote|PhotoTool|Hanzhong|BinjiangRoad|secret-document|OldTitle|PersonWang|33\.07|107\.02|2026:03:01/

/** The groups of tags a published photo may have: its own form, and our words. */
const OURS = /^(?:SourceFile|ExifTool:|System:|File:|Composite:(?:ImageSize|Megapixels)|JFIF:|IFD0:(?:ImageDescription|Artist|XResolution|YResolution|ResolutionUnit|YCbCrPositioning)$|ExifIFD:ExifVersion|XMP-dc:(?:Description|Creator)$|IPTC:(?:EnvelopeRecordVersion|CodedCharacterSet|ApplicationRecordVersion|By-line|Sub-location|Headline|Credit|Source|Caption-Abstract)$|Photoshop:IPTCDigest$|XMP-iptcCore:(?:AltTextAccessibility|Location)|XMP-photoshop:(?:Credit|Headline|Source))/

describe.each([['jpg', 'jpeg'], ['png', 'png'], ['webp', 'webp'], ['tif', 'tiff'], ['avif', 'avif'], ['gif', 'gif']] as const)('a .%s with all it knows of its owner', (extension, format) => {
  test('is published with our words and nothing of its own', async ({ skip }) => {
    const original = withExiftoolOn(extension, await picture(120, 80).toFormat(format).toBuffer(), '-m', ...PRIVATE)
    if (!original) return skip()
    // The file really holds what is to be lost.
    expect(tagsIn(original)).toBe(true)
    for (const [made, place] of [[value(await webRendition(original, WORDS)), ''], [value(await webRendition(original, { ...WORDS, crop: '0.1,0.1,0.5,0.5' })), ''], [value(await webRendition(original, { ...WORDS, place: '陕西 汉中' })), '陕西 汉中'], [value(await renditionOf(original, { width: 100 })), '']] as const) {
      const tags = tagsOf(made)
      if (!tags) return skip()
      expect(Object.keys(tags).filter((name) => !OURS.test(name))).toEqual([])
      expect(JSON.stringify({ ...tags, SourceFile: '', 'System:FileModifyDate': '' })).not.toMatch(TRACES)
      expect(Buffer.from(made).toString('latin1')).not.toMatch(TRACES)
      expect(tags['XMP-iptcCore:Location'] ?? '').toBe(place)
    }
  })
})

/** True where some trace can be found in the bytes: as text, or compressed in a PNG's chunk where only its name shows. */
const tagsIn = (bytes: Buffer): boolean => TRACES.test(bytes.toString('latin1')) || /OwnerLiu|Hanzhong/.test(bytes.toString('utf16le'))
