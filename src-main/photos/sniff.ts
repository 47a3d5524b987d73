import { fileTypeFromBuffer } from 'file-type'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Photo } from '../../src-shared/story/story'

const KEPT: Record<string, Photo['mediaType']> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/apng': 'image/png',
  'image/webp': 'image/webp',
  'image/gif': 'image/gif',
  'image/tiff': 'image/tiff',
  'image/avif': 'image/avif',
}

const HEAD_BYTES = 4096

/** What may stand before the root element of an XML document. */
const PROLOGUE = /^(?:\s|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE(?:[^[>]|\[[^]*?\])*>)*/i

const isSvg = (bytes: Uint8Array): boolean => {
  const head = bytes.subarray(0, HEAD_BYTES)
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8'
  return /^<(?:[a-z]+:)?svg[\s/>]/i.test(new TextDecoder(encoding).decode(head).replace(PROLOGUE, ''))
}

/** The "mif1" container holds AV1 or HEVC; the brands after it say which. */
const hasAvifBrand = (bytes: Uint8Array): boolean => {
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
  return Buffer.from(bytes.subarray(8, Math.min(size, 256))).toString('latin1').includes('avif')
}

/** A TIFF's directory stands at its end: one that was cut off shows only its first four bytes. */
const isTiff = (bytes: Uint8Array): boolean => ['49492a00', '4d4d002a'].includes(Buffer.from(bytes.subarray(0, 4)).toString('hex'))

const typeOf = async (bytes: Uint8Array): Promise<string> => {
  try {
    return (await fileTypeFromBuffer(bytes))?.mime ?? (isTiff(bytes) ? 'image/tiff' : '')
  } catch {
    return isTiff(bytes) ? 'image/tiff' : ''
  }
}

/** A camera's own unfinished format, which each maker writes in another way; most pass for a TIFF of a few pixels. */
const RAW = /^image\/x-(?:canon-cr[23]|nikon-nef|sony-arw|adobe-dng|fujifilm-raf|olympus-orf|panasonic-rw2|pentax-pef)$/

/** What the bytes are, by content and never by name. Refuses photo-svg, photo-heic, photo-raw and photo-not-image. */
export const sniffPhoto = async (name: string, bytes: Uint8Array): Promise<Outcome<Photo['mediaType']>> => {
  const type = await typeOf(bytes)
  const kept = KEPT[type]
  if (kept) return ok(kept)
  if (type.startsWith('image/hei')) return hasAvifBrand(bytes) ? ok('image/avif') : failed('photo-heic', `${name} is a HEIC photo. Export it as JPEG.`, { name })
  if (RAW.test(type)) return failed('photo-raw', `${name} is a camera's raw file. Export it as JPEG.`, { name })
  if (isSvg(bytes)) return failed('photo-svg', `${name} is an SVG drawing. Export it as PNG.`, { name })
  return failed('photo-not-image', `${name} is not a photo Stet can keep.`, { name })
}
