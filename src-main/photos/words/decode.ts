/** One text of a photo's metadata. `sure` is false where its encoding had to be guessed. */
export type Said = { text: string; sure: boolean }

/** What a photo that says nothing says. */
export const NOTHING: Said = { text: '', sure: true }

const decoded = (bytes: Uint8Array, encoding: string): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** In Latin text accented letters stand alone between plain ones; Chinese in GB18030 comes in pairs of high bytes. */
const looksLatin = (bytes: Uint8Array): boolean => !bytes.some((byte, index) => byte >= 0x80 && (bytes[index + 1] ?? 0) >= 0x80)

/** Of the characters outside ASCII, the share that Chinese copy is made of: GB 2312's signs and its 3,755 common characters. */
const commonShare = (bytes: Uint8Array): number => {
  let [common, all] = [0, 0]
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) continue
    const trail = bytes[at + 1] ?? 0
    // Four-byte characters are rare ones.
    const four = trail >= 0x30 && trail <= 0x39
    all += 1
    if (!four && trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3))) common += 1
    at += four ? 3 : 1
  }
  return all === 0 ? 1 : common / all
}

/** Below this, bytes read as GB18030 are some other encoding's: better nothing than signs nobody wrote. */
const PLAUSIBLE = 0.7

/**
 * Bytes of undeclared encoding as text: strict UTF-8 (sure), else GB18030 where that gives ordinary Chinese, or Windows-1252
 * where it looks like that (both guesses). Nothing where no reading is likely.
 */
export const decodeBytes = (bytes: Uint8Array): Said => {
  const utf8 = decoded(bytes, 'utf-8')
  if (utf8 !== null) return { text: utf8, sure: true }
  if (looksLatin(bytes)) return { text: decoded(bytes, 'windows-1252') ?? '', sure: false }
  return { text: commonShare(bytes) >= PLAUSIBLE ? (decoded(bytes, 'gb18030') ?? '') : '', sure: false }
}

/** Bytes with a byte order mark as text; null where there is none. */
export const decodeMarked = (bytes: Uint8Array): string | null => {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex')
  if (mark === 'fffe') return decoded(bytes, 'utf-16le')
  return mark === 'feff' ? decoded(bytes, 'utf-16be') : null
}

/** The bytes Windows-1252 has where Latin-1 has controls, by what they look like. */
const HIGH = new Map(Array.from({ length: 32 }, (_, index) => [new TextDecoder('windows-1252').decode(Uint8Array.of(0x80 + index)), 0x80 + index]))

/**
 * A text that some program read in the wrong encoding and wrote again: UTF-8 taken for Latin-1 is undone, as a guess; a text with
 * replacement characters has lost what it said and is nothing.
 */
export const mended = ({ text, sure }: Said): Said => {
  if (text.includes('\ufffd')) return { text: '', sure: false }
  if (!/[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/.test(text)) return { text, sure }
  const bytes = Array.from(text, (char) => HIGH.get(char) ?? char.codePointAt(0) ?? 0)
  if (bytes.some((byte) => byte > 0xff)) return { text, sure }
  const again = decoded(Uint8Array.from(bytes), 'utf-8')
  return again === null ? { text, sure } : { text: again, sure: false }
}

/** What cameras write when nobody wrote anything. */
const FACTORY = /^(?:OLYMPUS DIGITAL CAMERA|(?:MINOLTA |KONICA MINOLTA )?DIGITAL CAMERA|SONY DSC|SAMSUNG|Exif_JPEG_PICTURE|DCIM.*|default|untitled|unknown)$/i

/** A text on one line, in NFC, without control characters and without what a camera says of itself. */
export const clean = ({ text, sure }: Said): Said => {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\ufeff\ufffe\uffff\s]+/g, ' ')
    .trim()
    .normalize('NFC')
  return FACTORY.test(plain) ? NOTHING : { text: plain, sure }
}

/** The first that says anything, those known to be read right before guesses. */
export const best = (...said: Said[]): Said => said.find(({ text, sure }) => sure && text !== '') ?? said.find(({ text }) => text !== '') ?? NOTHING

const HAN = /\p{Script=Han}/u

/** Several texts as one, joined as their language does; sure if all are. Repeated ones count once. */
export const joined = (said: readonly Said[], chinese: string, other: string): Said => {
  const kept = [...new Map(said.filter(({ text }) => text !== '').map((each) => [each.text, each])).values()]
  const texts = kept.map(({ text }) => text)
  return { text: texts.join(HAN.test(texts.join('')) ? chinese : other), sure: kept.every(({ sure }) => sure) }
}

/** A place's parts, smallest first, as its language writes them: 中国 陕西 汉中 滨江路; Quay Street, Hanzhong, China. */
export const placeOf = (parts: readonly Said[]): Said => (HAN.test(parts.map(({ text }) => text).join('')) ? joined([...parts].reverse(), ' ', ', ') : joined(parts, ' ', ', '))
