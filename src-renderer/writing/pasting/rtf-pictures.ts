/** A picture a word processor put on the clipboard: its bytes' type and the bytes. */
export type RtfPicture = { type: 'image/png' | 'image/jpeg'; bytes: Uint8Array<ArrayBuffer> }

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(hex.length >> 1)
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  return bytes
}

const endOf = (rtf: string, from: number): number => {
  let depth = 0
  for (let at = from; at < rtf.length; at += 1) {
    const char = rtf[at]
    if (char === '\\') at += 1
    else if (char === '{') depth += 1
    else if (char === '}' && (depth -= 1) === 0) return at
  }
  return rtf.length
}

/**
 * The PNG and JPEG pictures of an RTF clipboard, in order. Word gives its HTML addresses of files no page may read, and the
 * pictures themselves only here, each a second time in an older form that is passed over.
 */
export const rtfPictures = (rtf: string): RtfPicture[] => {
  const found: RtfPicture[] = []
  for (let at = rtf.indexOf('{\\pict'); at >= 0; at = rtf.indexOf('{\\pict', at)) {
    const end = endOf(rtf, at)
    const group = rtf.slice(at, end)
    const kind = /\\(pngblip|jpegblip)(?![a-z])/.exec(group.slice(0, 4000))?.[1]
    if (kind !== undefined) {
      // What stands in groups names the picture; its bytes stand last, in hexadecimal, behind a group or a word.
      const [brace, slash] = [group.lastIndexOf('}'), group.lastIndexOf('\\')]
      const tail = group.slice(Math.max(brace, slash) + 1)
      const hex = (slash > brace ? tail.replace(/^[a-z]+-?\d*\s/i, '') : tail).replace(/\s+/g, '')
      if (hex.length > 20 && /^[0-9a-f]+$/i.test(hex)) found.push({ type: kind === 'pngblip' ? 'image/png' : 'image/jpeg', bytes: bytesOf(hex) })
    }
    at = Math.max(end, at + 6)
  }
  return found
}
