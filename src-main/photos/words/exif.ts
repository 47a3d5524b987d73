import { clean, decodeBytes, joined, mended, type Said } from './decode'
import { EMPTY, type Record } from './record'
import { isoOfBoth } from './taken'

type Tags = { readonly [name: string]: unknown }

/** EXIF text comes decoded where it was UTF-8, else as one character a byte. */
const textOf = (tag: unknown): Said => {
  if (typeof tag !== 'object' || tag === null || !('value' in tag) || !Array.isArray(tag.value)) return EMPTY.caption
  const raw = tag.value.filter((part) => typeof part === 'string').join(' ')
  return clean(mended(/[^\u0000-\u00ff]/.test(raw) ? { text: raw, sure: true } : decodeBytes(Buffer.from(raw, 'latin1'))))
}

/** Windows Explorer's own tags: UTF-16, little end first. */
const wideOf = (tag: unknown): Said => {
  if (typeof tag !== 'object' || tag === null || !('value' in tag) || !Array.isArray(tag.value)) return EMPTY.caption
  return clean({ text: new TextDecoder('utf-16le').decode(Uint8Array.from(tag.value.filter((byte) => typeof byte === 'number'))), sure: true })
}

/** What a photo's EXIF says. */
export const readExif = (tags: Tags | undefined): Record => {
  if (!tags) return EMPTY
  const artist = textOf(tags['Artist'])
  const creator = joined(artist.text.split(/\s*[;；]\s*/).map((text) => ({ text, sure: artist.sure })), '、', ', ')
  return {
    ...EMPTY,
    caption: [textOf(tags['ImageDescription']), wideOf(tags['XPSubject']), wideOf(tags['XPComment'])].find(({ text }) => text !== '') ?? EMPTY.caption,
    creator: creator.text === '' ? wideOf(tags['XPAuthor']) : creator,
    copyright: textOf(tags['Copyright']),
    headline: wideOf(tags['XPTitle']),
    takenAt: { text: isoOfBoth(textOf(tags['DateTimeOriginal']).text, textOf(tags['OffsetTimeOriginal']).text), sure: true },
    located: tags['GPSLatitude'] !== undefined || tags['GPSLongitude'] !== undefined,
  }
}
