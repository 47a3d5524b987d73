import ExifReader from 'exifreader'

/** What a photo's own metadata says of it; empty where it says nothing. */
export type PhotoWords = { caption: string; credit: string }

const decoded = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** In Latin text accented letters stand alone between plain ones; Chinese in GB18030 comes in pairs of high bytes. */
const looksLatin = (bytes: Uint8Array): boolean => !bytes.some((byte, index) => byte >= 0x80 && (bytes[index + 1] ?? 0) >= 0x80)

/** Bytes of undeclared encoding as text: strict UTF-8, else GB18030 (or Windows-1252 where that is what it looks like). `sure` is true for UTF-8. */
export const decodeBytes = (bytes: Uint8Array): { text: string; sure: boolean } => {
  const utf8 = decoded(bytes, 'utf-8')
  if (utf8 !== null) return { text: utf8, sure: true }
  const guess = looksLatin(bytes) ? decoded(bytes, 'windows-1252') : decoded(bytes, 'gb18030')
  return { text: guess ?? '', sure: false }
}

/** What cameras write when nobody wrote anything. */
const FACTORY = /^(?:OLYMPUS DIGITAL CAMERA|(?:MINOLTA |KONICA MINOLTA )?DIGITAL CAMERA|SONY DSC|SAMSUNG|Exif_JPEG_PICTURE|DCIM.*|default|untitled)$/i

const clean = (text: string): string => {
  const plain = text
    .replaceAll(/[\u0000-\u001f\u007f\s]+/g, ' ')
    .trim()
    .normalize('NFC')
  return FACTORY.test(plain) ? '' : plain
}

type Said = { text: string; sure: boolean }
const nothing: Said = { text: '', sure: false }

const bytesOf = (value: unknown): Uint8Array => (Array.isArray(value) ? Uint8Array.from(value.filter((byte) => typeof byte === 'number')) : new Uint8Array())

/** An IPTC value: bytes, or a list of such tags of which the first counts. */
const fromIptc = (tag: unknown): Said => {
  const first: unknown = Array.isArray(tag) ? tag[0] : tag
  if (typeof first !== 'object' || first === null || !('value' in first)) return nothing
  const { text, sure } = decodeBytes(bytesOf(first.value))
  return { text: clean(text), sure }
}

const fromDescription = (tag: unknown): Said => {
  if (typeof tag !== 'object' || tag === null || !('description' in tag) || typeof tag.description !== 'string') return nothing
  return { text: clean(tag.description), sure: true }
}

/** EXIF text comes decoded where it was UTF-8, else as one character a byte. */
const fromExif = (tag: unknown): Said => {
  if (typeof tag !== 'object' || tag === null || !('value' in tag) || !Array.isArray(tag.value)) return nothing
  const raw = tag.value.filter((part) => typeof part === 'string').join(' ')
  if (/[^\u0000-\u00ff]/.test(raw)) return { text: clean(raw), sure: true }
  const { text, sure } = decodeBytes(Buffer.from(raw, 'latin1'))
  return { text: clean(text), sure }
}

/** The first that says anything, those known to be read right before guesses. */
const best = (...said: Said[]): string => (said.find(({ text, sure }) => sure && text !== '') ?? said.find(({ text }) => text !== '') ?? nothing).text

/** Reads caption and credit from IPTC, XMP and EXIF, in that order. Metadata that cannot be read is as none. */
export const readWords = (bytes: Uint8Array): PhotoWords => {
  try {
    const tags = ExifReader.load(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { expanded: true })
    const { iptc, xmp, exif } = tags
    return {
      caption: best(fromIptc(iptc?.['Caption/Abstract']), fromDescription(xmp?.['description']), fromExif(exif?.ImageDescription)),
      credit: best(fromIptc(iptc?.['Credit']), fromDescription(xmp?.['Credit']), fromIptc(iptc?.['By-line']), fromDescription(xmp?.['creator']), fromExif(exif?.Artist)),
    }
  } catch {
    return { caption: '', credit: '' }
  }
}
