/** EXIF's numbers for the three texts, and for their type. */
const IMAGE_DESCRIPTION = 0x010e
const ARTIST = 0x013b
const COPYRIGHT = 0x8298
const ASCII = 2
/** A directory entry's bytes; texts longer than four bytes stand after the directory. */
const ENTRY = 12

/**
 * Puts ImageDescription, Artist and Copyright into a JPEG that has no EXIF, as UTF-8, which is what picture desks and web servers read
 * there. sharp's own withExif writes a question mark for every character outside ASCII. Empty texts are left out; each must
 * be under 10,000 characters.
 */
export const withExifWords = (jpeg: Uint8Array, words: { description: string; artist: string; copyright: string }): Uint8Array => {
  const texts = [
    { tag: IMAGE_DESCRIPTION, text: words.description },
    { tag: ARTIST, text: words.artist },
    { tag: COPYRIGHT, text: words.copyright },
  ]
    .filter(({ text }) => text !== '')
    // Padded so that no text fits into its entry and all stand in one place.
    .map(({ tag, text }) => ({ tag, bytes: Buffer.from(`${text}\0`.padEnd(5, '\0')) }))
  if (texts.length === 0) return jpeg

  const directory = Buffer.alloc(8 + 2 + texts.length * ENTRY + 4)
  directory.write('MM', 0, 'latin1')
  directory.writeUInt16BE(42, 2)
  directory.writeUInt32BE(8, 4)
  directory.writeUInt16BE(texts.length, 8)
  let offset = directory.byteLength
  for (const [index, { tag, bytes }] of texts.entries()) {
    const at = 10 + index * ENTRY
    directory.writeUInt16BE(tag, at)
    directory.writeUInt16BE(ASCII, at + 2)
    directory.writeUInt32BE(bytes.byteLength, at + 4)
    directory.writeUInt32BE(offset, at + 8)
    offset += bytes.byteLength
  }
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), directory, ...texts.map(({ bytes }) => bytes)])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(payload.byteLength + 2, 2)
  // EXIF stands first, right after the two bytes that start a JPEG.
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)])
}
