import { odtToHtml } from 'odf-kit/reader'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { DocumentHtml, DocumentPicture } from './docx'
import { unzipDocument } from './unzip'

const CHANGES = { trackedChanges: 'changes' } as const

/** The library writes a note's words into the paragraph that cites it; they go to a list at the end, as readHtml knows footnotes. */
const gatherNotes = (html: string): string => {
  const notes: string[] = []
  const numbers = new Map<string, number>()
  const numberOf = (id: string): string => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1)
    return `footnote-${String(numbers.get(id))}`
  }
  const text = html.replaceAll(/<sup>\s*<a\b[^>]*href="#(odf-note-[^"]+)"[^>]*>([\s\S]*?)<\/a>\s*<\/sup>|<aside id="(odf-note-[^"]+)" role="note">([\s\S]*?)<\/aside>/g, (_whole, cited: string | undefined, sign: string, id: string, words: string) => {
    if (cited !== undefined) return `<sup><a href="#${numberOf(cited)}" role="doc-noteref">${sign}</a></sup>`
    notes.push(`<li id="${numberOf(id)}">${words}</li>`)
    return ''
  })
  return notes.length === 0 ? text : `${text}<section class="footnotes" role="doc-endnotes"><ol>${notes.join('')}</ol></section>`
}

/** Changes as readHtml takes them. */
const nameVoices = (html: string): string => html.replaceAll(/<(ins|del)\b([^>]*)>/g, (_whole, tag: string, attributes: string) => `<${tag}${attributes.replace('data-author=', 'data-by=').replace('data-date=', 'data-at=')}>`)

/** An .odt as HTML, its tracked changes kept. Bounded while it unpacks. Refuses `document-damaged`, `document-too-large`. */
export const readOdt = async (bytes: Uint8Array): Promise<Outcome<DocumentHtml>> => {
  // Unpacked once only to be sure of its size: the library itself does not look.
  const files = await unzipDocument(bytes)
  if (!files.ok) return files
  if (!files.value.has('content.xml')) return failed('document-damaged', 'The file holds no text document.')
  try {
    const pictures: DocumentPicture[] = []
    const html = nameVoices(gatherNotes(odtToHtml(bytes, { fragment: true, ...CHANGES }, CHANGES))).replaceAll(/src="data:[^;"]{1,60};base64,([^"]*)"/g, (_whole, data: string) => {
      const src = `document-picture:${String(pictures.length)}`
      pictures.push({ src, bytes: Buffer.from(data, 'base64') })
      return `src="${src}"`
    })
    return ok({ html, pictures })
  } catch (error) {
    return failed('document-damaged', `The document cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
