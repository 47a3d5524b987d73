import type { Failure } from '../../../src-shared/outcome'
import { readHtml } from '../../../src-shared/story/from-html/read-html'
import { readPlain } from '../../../src-shared/story/from-html/read-plain'
import { readLines } from '../../../src-shared/story/from-text/lines'
import { noNotes, type Notes } from '../../../src-shared/story/notes'
import type { BodyJson } from '../../../src-shared/story/story'

/** Copy as it was read from a clipboard or a drag. `refused` says why its markup was left and its plain text taken, or why nothing was. */
export type Copy = { blocks: BodyJson[]; pictures: { place: string; src: string; alt: string }[]; notes: Notes; refused: Failure | null }

/** What is asked of a clipboard: text by its type. */
export type Given = Pick<DataTransfer, 'getData'>

/** How the editor marks what was copied from itself. */
const OWN = /<[^>]{1,2000}\bdata-pm-slice=/

/** True for what was copied from an editor of this kind: it comes back exactly, through the editor's own reading. */
export const isOwn = (given: Given): boolean => OWN.test(given.getData('text/html').slice(0, 20_000))

const newId = (): string => crypto.randomUUID()

const plainParagraphs = (text: string): BodyJson[] =>
  readLines(text).map((line) => ({ type: 'paragraph', attrs: { blockId: newId() }, content: [{ type: 'text', text: line }] }))

const none = (refused: Failure | null): Copy => ({ blocks: [], pictures: [], notes: noNotes, refused })

/** The text of a clipboard with its structure; too much of it is refused by the reading's own code. */
const structured = (text: string, refused: Failure | null): Copy => {
  const read = readPlain(text, { newId })
  return read.ok ? { ...read.value, notes: noNotes, refused } : none(read)
}

/**
 * Reads what a clipboard or a drag holds: markup where it has some, else its text. `plain` takes the text alone, line by line,
 * as nothing but paragraphs. Null where there is nothing to read.
 */
export const readClipboard = (given: Given, plain: boolean): Copy | null => {
  const html = given.getData('text/html')
  const text = given.getData('text/plain')
  if (plain) return text === '' ? null : { ...none(null), blocks: plainParagraphs(text) }
  if (html.trim() !== '') {
    const read = readHtml(html, { newId, mode: 'paste' })
    if (!read.ok) return text === '' ? none(read) : structured(text, read)
    const { blocks, pictures, notes } = read.value
    if (blocks.length > 0 || text === '') return blocks.length > 0 ? { blocks, pictures, notes, refused: null } : null
  }
  return text.trim() === '' ? null : structured(text, null)
}
