import { createHash } from 'node:crypto'

/** What a photo's IPTC-IIM record says; empty texts are left out. */
export type IimWords = { caption: string; credit: string; creator: string; copyright: string; headline: string; source: string; place: string }

/** Datasets of IIM's second record: their numbers, and the most bytes each holds (IIM 4.2, chapter 6). XMP, which is beside it, has the whole text. */
const DATASETS: readonly (readonly [keyof IimWords, number, number])[] = [
  ['creator', 80, 32], ['place', 92, 32], ['headline', 105, 256], ['credit', 110, 32], ['source', 115, 32], ['copyright', 116, 128], ['caption', 120, 2000],
]

/** 1:90, "ESC % G": what follows is UTF-8. Without it readers guess, and garble Chinese. */
const UTF8 = Buffer.from([0x1b, 0x25, 0x47])

const dataset = (record: number, number: number, value: Buffer): Buffer => {
  const head = Buffer.from([0x1c, record, number, 0, 0])
  head.writeUInt16BE(value.length, 3)
  return Buffer.concat([head, value])
}

/** As many whole characters as fit into so many bytes of UTF-8. */
const fitted = (text: string, most: number): Buffer => {
  let kept = ''
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > most) break
    kept += character
  }
  return Buffer.from(kept)
}

/** One of Photoshop's resources: its number, no name, its bytes on an even length. */
const resource = (id: number, bytes: Buffer): Buffer => {
  const head = Buffer.alloc(12)
  head.write('8BIM', 0, 'latin1')
  head.writeUInt16BE(id, 4)
  head.writeUInt32BE(bytes.length, 8)
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)])
}

const iimOf = (words: IimWords): Buffer =>
  Buffer.concat([
    dataset(1, 0, Buffer.from([0, 4])),
    dataset(1, 90, UTF8),
    dataset(2, 0, Buffer.from([0, 4])),
    ...DATASETS.flatMap(([name, number, most]) => (words[name] === '' ? [] : [dataset(2, number, fitted(words[name], most))])),
  ])

/** Where the segments a JPEG opens with (APP0 to APP15) end. */
const afterOpening = (jpeg: Uint8Array): number => {
  let at = 2
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff && ((jpeg[at + 1] ?? 0) & 0xf0) === 0xe0) at += 2 + ((jpeg[at + 2] ?? 0) << 8) + (jpeg[at + 3] ?? 0)
  return at
}

/**
 * Puts the words into a JPEG that has no IPTC record, as IIM in UTF-8 (declared), with the digest that tells readers that record and XMP were written together (Metadata Working
 * Group, 2010). Texts must be of one line.
 */
export const withIimWords = (jpeg: Uint8Array, words: IimWords): Uint8Array => {
  if (DATASETS.every(([name]) => words[name] === '')) return jpeg
  const iim = iimOf(words)
  const payload = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), resource(0x0404, iim), resource(0x0425, createHash('md5').update(iim).digest())])
  const head = Buffer.from([0xff, 0xed, 0, 0])
  head.writeUInt16BE(payload.length + 2, 2)
  const at = afterOpening(jpeg)
  return Buffer.concat([jpeg.subarray(0, at), head, payload, jpeg.subarray(at)])
}
