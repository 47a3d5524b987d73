import ExifReader from 'exifreader'

import type { PhotoWords } from '../../src-shared/story/story'
import { decodeMarked } from './words/decode'
import { readExif } from './words/exif'
import { readIim } from './words/iim'
import { EMPTY, merged } from './words/record'
import { readXmp } from './words/xmp'

/** What a photo file says of itself, and the names of the words whose encoding was guessed: those are for a person to look at. */
export type FoundWords = { words: PhotoWords; unsure: (keyof PhotoWords)[] }

type Tags = ReturnType<typeof load>
const load = (bytes: Uint8Array) => {
  // The reader copies a Buffer, however large; memory that is the photo's alone it reads where it stands.
  const alone = bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : new Uint8Array(bytes).buffer
  return ExifReader.load(alone, { expanded: true, excludeTags: { thumbnail: true, icc: true, makerNotes: true, mpf: true, photoshop: true } })
}

const loaded = (bytes: Uint8Array): Partial<Tags> => {
  try {
    return load(bytes)
  } catch {
    return {} // Metadata that cannot be read is as none.
  }
}

/** The packet's tags. The reader takes every packet for UTF-8, and knows one that stands alone by its first line. */
const xmpOf = (tags: Partial<Tags>, packet: Uint8Array | undefined): Tags['xmp'] => {
  const wide = packet && decodeMarked(packet)
  return wide ? loaded(new TextEncoder().encode(`<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>${wide.replace(/^\ufeff?(?:<\?xpacket[^>]*>)?/, '')}`)).xmp : tags.xmp
}

/**
 * Reads a photo's own words from IPTC IIM, XMP and EXIF, in that order for each (EXIF first for the time). `packet` is its XMP as
 * it stands in the file, where known. Coordinates are only noted to be there. Never throws.
 */
export const readWords = (bytes: Uint8Array, packet?: Uint8Array): FoundWords => {
  const tags = loaded(bytes)
  const [iim, xmp, exif] = [readIim(tags.iptc as Readonly<{ [name: string]: unknown }> | undefined), readXmp(xmpOf(tags, packet)), readExif(tags.exif as Readonly<{ [name: string]: unknown }> | undefined)]
  return merged([{ ...EMPTY, takenAt: exif.takenAt }, iim, xmp, exif])
}
