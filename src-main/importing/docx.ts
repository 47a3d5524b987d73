import mammoth from 'mammoth'
import yazl from 'yazl'
import { buffer } from 'node:stream/consumers'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { DOCX_MARK, markChanges, readComments, type DocxComment, type DocxVoice } from './docx-marks'
import { DOCUMENT_LIMITS, unzipDocument } from './unzip'

/** A picture of a document; `src` is what the HTML calls it. */
export type DocumentPicture = { src: string; bytes: Buffer }

/** A document as HTML that readHtml understands: changes as ins and del with data-by and data-at, commented words as span data-comment, what was said of them at the end. */
export type DocumentHtml = { html: string; pictures: DocumentPicture[] }

const STYLES = [
  "p[style-name='Title'] => h1:fresh", "p[style-name='标题'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh", "p[style-name='副标题'] => h2:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh", "p[style-name='Intense Quote'] => blockquote > p:fresh", "p[style-name='引用'] => blockquote > p:fresh", "p[style-name='明显引用'] => blockquote > p:fresh",
  "p[style-name='Caption'] => p.caption:fresh", "p[style-name='caption'] => p.caption:fresh", "p[style-name='题注'] => p.caption:fresh",
  // Chinese has no slanted type: what it emphasises has a style of its own.
  "r[style-name='Emphasis'] => em", "r[style-name='强调'] => em",
  'b => strong', 'i => em', 'u => ', 'strike => ', 'small-caps => ', 'all-caps => ',
]

const zipped = async (files: ReadonlyMap<string, Buffer>): Promise<Buffer> => {
  const zip = new yazl.ZipFile()
  for (const [name, bytes] of files) zip.addBuffer(bytes, name, { compress: false })
  zip.end()
  return buffer(zip.outputStream)
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const BLOCK = /^<\/?(?:p|h[1-6]|li|ul|ol|td|th|tr|table|thead|tbody|blockquote|dl|dt|dd|div)\b/

/** Turns the marks into elements, closed and opened again around every block they run across. */
const withElements = (html: string, changes: readonly DocxVoice[]): string => {
  const open = new Map<string, string>()
  const tagOf = (kind: string, number: number): { start: string; end: string } => {
    if (kind === 'c') return { start: `<span data-comment="${String(number)}">`, end: '</span>' }
    const { by = '', at = '' } = changes[number] ?? {}
    const tag = kind === 'i' ? 'ins' : 'del'
    return { start: `<${tag} data-by="${escaped(by)}" data-at="${escaped(at)}">`, end: `</${tag}>` }
  }
  const endOf = (key: string): string => (key.startsWith('c') ? '</span>' : key.startsWith('i') ? '</ins>' : '</del>')
  const shutAll = (): string => [...open.keys()].toReversed().map(endOf).join('')
  const openAll = (): string => [...open.values()].join('')
  let out = ''
  let loose = true
  for (const part of html.split(/(<[^>]*>|\ufdd0[idc][+-]\d+\ufdd1)/)) {
    if (part === '') continue
    const [whole, kind = '', sign, number] = new RegExp(DOCX_MARK.source).exec(part) ?? []
    if (whole !== undefined) {
      const key = `${kind}${String(number)}`
      const { start } = tagOf(kind, Number(number))
      if (!loose) out += shutAll()
      if (sign === '+') open.set(key, start)
      else open.delete(key)
      if (!loose) out += openAll()
    } else if (BLOCK.test(part)) {
      if (!loose) out += shutAll()
      loose = true
      out += part
    } else {
      if (loose && part.trim() !== '') {
        out += openAll()
        loose = false
      }
      out += part
    }
  }
  return out + (loose ? '' : shutAll())
}

const commentsOf = (files: ReadonlyMap<string, Buffer>): DocxComment[] => {
  const xml = files.get('word/comments.xml')
  return xml ? readComments(xml.toString('utf8')) : []
}

const threads = (comments: readonly DocxComment[], numbers: ReadonlyMap<string, number>): string => {
  const sections = comments.filter(({ text }) => text !== '').map(({ id, by, at, text }) =>
    `<section data-thread="${String(numbers.get(id) ?? `x${id}`)}"><p data-remark data-by="${escaped(by)}" data-at="${escaped(at)}">${escaped(text)}</p></section>`)
  return sections.length === 0 ? '' : `<aside data-comments>${sections.join('')}</aside>`
}

/**
 * A .docx as HTML: headings, lists, tables, footnotes, links, emphasis and pictures by mammoth; tracked changes and comments kept
 * by marking them first. Bounded while it unpacks. Refuses `document-damaged`, `document-too-large`.
 */
export const readDocx = async (bytes: Uint8Array): Promise<Outcome<DocumentHtml>> => {
  const files = await unzipDocument(bytes)
  if (!files.ok) return files
  const document = files.value.get('word/document.xml')
  if (!document) return failed('document-damaged', 'The file holds no Word document.')
  try {
    const comments = commentsOf(files.value)
    const marked = markChanges(document.toString('utf8'))
    const source = new Map(files.value).set('word/document.xml', Buffer.from(marked.xml))
    // Read by ourselves above, with their places; mammoth would print them a second time.
    source.delete('word/comments.xml')
    const pictures: DocumentPicture[] = []
    const read = await mammoth.convertToHtml(
      { buffer: await zipped(source) },
      {
        styleMap: STYLES,
        externalFileAccess: false,
        includeEmbeddedStyleMap: false,
        ignoreEmptyParagraphs: true,
        convertImage: mammoth.images.imgElement(async (image) => {
          const src = `document-picture:${String(pictures.length)}`
          pictures.push({ src, bytes: await image.readAsBuffer() })
          return { src }
        }),
      },
    )
    if (read.value.length > DOCUMENT_LIMITS.text) return failed('document-too-large', 'The document is too long.', { limit: Math.round(DOCUMENT_LIMITS.text / 1_000_000) })
    return ok({
      html: withElements(read.value, marked.changes) + threads(comments, marked.comments),
      pictures,
    })
  } catch (error) {
    return failed('document-damaged', `The Word document cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
