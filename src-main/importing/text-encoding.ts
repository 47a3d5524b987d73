/** A text file's words and how they were written. `sure` is false where the encoding had to be guessed. */
export type DecodedText = { text: string; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252'; sure: boolean }

const decoded = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, index) => bytes[index] === byte)

/** UTF-16 without its mark: every other byte of Latin text is nought, and Chinese text has its line ends. */
const utf16Of = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null
  const sample = bytes.subarray(0, 4000)
  let [even, odd] = [0, 0]
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  const enough = sample.length / 20
  if (odd > enough && even === 0) return 'utf-16le'
  return even > enough && odd === 0 ? 'utf-16be' : null
}

// In Latin text accented letters stand alone between plain ones; Chinese in GB18030 comes in pairs of high bytes.
const looksLatin = (bytes: Uint8Array): boolean => !bytes.some((byte, index) => byte >= 0x80 && (bytes[index + 1] ?? 0) >= 0x80)

/** The words of a text file: by its byte order mark, else strict UTF-8, else GB18030 (GBK and GB2312 are part of it), else Windows-1252, which reads anything. */
export const decodeText = (bytes: Uint8Array): DecodedText => {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8', sure: true }
  const marked = startsWith(bytes, 0xff, 0xfe) ? 'utf-16le' : startsWith(bytes, 0xfe, 0xff) ? 'utf-16be' : null
  const wide = marked ?? utf16Of(bytes)
  const wideText = wide && decoded(bytes, wide)
  if (wide && wideText !== null) return { text: wideText.replace(/^\ufeff/, ''), encoding: wide, sure: marked !== null }
  const utf8 = decoded(bytes, 'utf-8')
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8', sure: true }
  const chinese = looksLatin(bytes) ? null : decoded(bytes, 'gb18030')
  if (chinese !== null) return { text: chinese, encoding: 'gb18030', sure: false }
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252', sure: false }
}
