import type { Language } from '../../src-shared/story/story'

// What Windows, macOS or Linux forbid in a name, and what hides or reverses text: controls, bidirectional marks, zero-width characters.
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** Longest headline part of a name, in UTF-8 bytes: file systems stop at 255 for the whole name. */
const LONGEST = 180

const shortened = (text: string): string => {
  const encoder = new TextEncoder()
  let kept = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    bytes += encoder.encode(segment).length
    if (bytes > LONGEST) break
    kept += segment
  }
  return kept
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The day of a time as people here call it: its own offset's, or this machine's where it is given in UTC. Empty for no time. */
const dayOf = (iso: string): string => {
  const written = /^\d{4}-\d{2}-\d{2}/.exec(iso)?.[0] ?? ''
  const time = new Date(iso)
  if (!iso.endsWith('Z') || Number.isNaN(time.getTime())) return written
  return `${String(time.getFullYear()).padStart(4, '0')}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}

const PAPERS = { article: { 'zh-CN': '.pdf', en: '.pdf' }, sheet: { 'zh-CN': ' 审稿单.pdf', en: ' review sheet.pdf' }, sheetPage: { 'zh-CN': ' 审稿单.html', en: ' review sheet.html' } } as const

/** A safe file name for what is printed of a piece, beside its package: its article, its review sheet, or that as a page. */
export const paperName = (piece: { headline: string; signedAt: string }, what: keyof typeof PAPERS, language: Language): string => packageName(piece).replace(/\.zip$/, PAPERS[what][language])

/** A safe file name for a package: "2026-11-22 headline.zip", or for a page or a table of its own. `signedAt` is ISO 8601. Chinese stays; what a file system forbids becomes a space. */
export const packageName = (piece: { headline: string; signedAt: string }, extension: 'zip' | 'html' | 'csv' = 'zip'): string => {
  const headline = shortened(piece.headline.normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/g, ' ').trim()).replace(/[. ]+$/, '')
  // The date in front also keeps the names Windows reserves (CON, NUL) and leading dots away.
  return `${[dayOf(piece.signedAt), headline].filter(Boolean).join(' ') || 'package'}.${extension}`
}
