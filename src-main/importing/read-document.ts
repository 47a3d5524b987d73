import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { readDocx, type DocumentHtml } from './docx'
import { readMarkdown } from './markdown'
import { readOdt } from './odt'
import { decodeText, type DecodedText } from './text-encoding'
import { DOCUMENT_LIMITS } from './unzip'

/** A file read as far as its kind goes: HTML with its pictures (a page of the web, or a document), or plain text. */
export type ReadDocument =
  | ({ kind: 'html'; mode: 'document' | 'page'; encoding: DecodedText | null } & DocumentHtml)
  | { kind: 'text'; text: string; encoding: DecodedText }

const starts = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 64)).toString('latin1').startsWith(text)
const includes = (bytes: Uint8Array, text: string, within: number): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, within)).includes(text)
const endOf = (name: string): string => /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''

const CHARSET = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})/i

/** A page says its own encoding; strict UTF-8 is believed before it, for pages saved by a browser are converted and still say the old one. */
const decodePage = (bytes: Uint8Array): DecodedText => {
  const read = decodeText(bytes)
  if (read.sure) return read
  const said = CHARSET.exec(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4096)).toString('latin1'))?.[1]?.toLowerCase() ?? ''
  return /^gb|^x-gbk|^euc-cn|hz-gb/.test(said) ? { text: new TextDecoder('gb18030').decode(bytes), encoding: 'gb18030', sure: true } : read
}

const page = (encoding: DecodedText, mode: 'document' | 'page', html = encoding.text): ReadDocument => ({ kind: 'html', mode, html, pictures: [], encoding })

/**
 * Reads a file a person brings, by what it is and only then by its name: .docx, .odt, .html, .md, .txt. Refuses
 * `document-empty`, `document-too-heavy`, `document-old-word`, `document-pdf`, `document-rtf`, `document-kind`, and what the readers refuse.
 */
export const readDocument = async (name: string, bytes: Uint8Array): Promise<Outcome<ReadDocument>> => {
  if (bytes.byteLength === 0) return failed('document-empty', `${name} is empty.`, { name })
  if (bytes.byteLength > DOCUMENT_LIMITS.file) return failed('document-too-heavy', `${name} is over 100 MB.`, { name, limit: DOCUMENT_LIMITS.file / 1_000_000 })
  if (starts(bytes, '\xd0\xcf\x11\xe0')) return failed('document-old-word', `${name} is in an old Word or WPS format.`, { name })
  if (starts(bytes, '%PDF')) return failed('document-pdf', `${name} is a PDF.`, { name })
  if (starts(bytes, '{\\rtf')) return failed('document-rtf', `${name} is an RTF file.`, { name })
  if (starts(bytes, 'PK\x03\x04')) {
    const isOdt = includes(bytes, 'application/vnd.oasis.opendocument.text', 200) || endOf(name) === 'odt'
    const read = await (isOdt ? readOdt : readDocx)(bytes)
    return read.ok ? ok({ kind: 'html', mode: 'document', encoding: null, ...read.value }) : read
  }
  const decoded = decodeText(bytes)
  if (/[\u0000-\u0008\u000e-\u001a]/.test(decoded.text.slice(0, 5000))) return failed('document-kind', `${name} is no text Stet can read.`, { name })
  if (/^(?:html?|xhtml|mht)$/.test(endOf(name)) || /^\s*<(?:!doctype html|html)\b/i.test(decoded.text.slice(0, 500))) return ok(page(decodePage(bytes), 'page'))
  if (/^(?:md|markdown|mdown)$/.test(endOf(name))) return ok(page(decoded, 'document', readMarkdown(decoded.text)))
  return ok({ kind: 'text', text: decoded.text, encoding: decoded })
}
