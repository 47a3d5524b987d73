import { failed, ok, type Outcome } from '../../src-shared/outcome'

/** The most characters the library takes in one import. */
export const IMPORT_LIMIT = 2_000_000

/** A .txt file's words: UTF-8 or UTF-16 by its mark, UTF-8 if it reads as such, else GB 18030, as older Chinese editors save. Refuses what is too long or not text. */
export const readPlainText = (bytes: Uint8Array): Outcome<string> => {
  const text = decode(bytes)
  if (text === null || text.includes('\u0000')) return failed('import-not-text', 'This file is not plain text.')
  if (text.length > IMPORT_LIMIT) return failed('import-too-long', 'This text is too long to be one story.', { limit: IMPORT_LIMIT })
  return ok(text)
}

const decode = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not in this encoding; the next may fit.
    }
  }
  return null
}
