import { failed, ok, type Outcome } from '../../outcome'
import type { Notes } from '../notes'
import type { BodyJson } from '../story'
import { readFlow } from './flow'
import { findFootnotes, NOTE_LIMIT } from './footnotes'
import { PLAIN_LOOK } from './look'
import { readPage } from './page'
import { parseHtml, type Element } from './parse'
import { textOfRuns, type Piece } from './pieces'
import { promote } from './promote'
import { readRevisions } from './revisions'
import type { Source } from './source'
import { readSheets, type ClassStyles } from './styles'
import { takeTitle } from './title'
import { elementsUnder } from './tree'
import { blocksOf, type PicturePlace } from './to-body'

/** What a reading made. `title` is empty in a paste, `above` are the lines a document has over it; `dropped` are a page's own lines, left out, and empty in the other modes. */
export type HtmlImport = { blocks: BodyJson[]; pictures: PicturePlace[]; title: string; above: readonly string[]; dropped: string[]; notes: Notes }

/**
 * `newId` makes ids for blocks, suggestions and threads. `mode`: a paste keeps everything where it is; a document gives up its
 * title; a page also its furniture, while its lines of facts (source, time, editor) open and end the blocks. `pictures` answers the SHA-256 of a picture the story already has, by its src.
 */
export type HtmlOptions = { newId: () => string; mode: 'paste' | 'document' | 'page'; pictures?: (src: string) => string | null }

/** A body of more blocks than this would never be written, and could not be opened. */
const HTML_BLOCKS = 50_000

const noteText = (block: Element, source: Source): string =>
  readFlow(block, PLAIN_LOOK, source)
    .flatMap((piece): string[] => (piece.kind === 'line' ? [textOfRuns(piece.runs)] : piece.kind === 'list' ? piece.items.flat().flatMap((each) => (each.kind === 'line' ? [textOfRuns(each.runs)] : ['\0'])) : ['\0']))
    .join('\n')
    .trim()

/** The footnotes' words by the anchors that call them. One with no words, with more than words or with too many stays where it stands. */
const readFootnotes = (elements: readonly Element[], sheets: ClassStyles): Pick<Source, 'notes' | 'gone'> => {
  const found = findFootnotes(elements)
  const notes = new Map<Element, string>()
  const gone = new Set(found.gone)
  // What a note says is read apart: its changes and comments are not the text's.
  const aside = readRevisions([], () => '')
  for (const [anchor, block] of found.called) {
    const text = noteText(block, { sheets, gone: found.gone, notes: new Map(), revisions: aside, pictures: false })
    if (text !== '' && text.length <= NOTE_LIMIT && !text.includes('\0')) notes.set(anchor, text)
    else return { notes: new Map(), gone: new Set() }
  }
  return { notes, gone }
}

const withoutLastRules = (pieces: readonly Piece[]): Piece[] => pieces.slice(0, pieces.findLastIndex(({ kind }) => kind !== 'rule') + 1)

/**
 * Reads HTML from a clipboard, a word processor or a saved page into body blocks: headings, lists, tables, links, emphasis, footnotes,
 * pictures' places, quotations and rules; of all else the words. Nothing is run or fetched. Every sentence is kept once and in
 * order. `html-too-large`, `html-too-deep` name the limit.
 *
 * Importers hand over what people suggested and said like this: `<ins data-by="Ann" data-at="2026-03-01T09:00:00Z">`, `<del …>` the
 * same way, `<span data-comment="7">` around the words, and anywhere one `<aside data-comments>` with, for each thread,
 * `<section data-thread="7" data-resolved-at=""><p data-remark data-by="Ann" data-at="…">words</p>…</section>`.
 */
export const readHtml = (html: string, { newId, mode, pictures = () => null }: HtmlOptions): Outcome<HtmlImport> => {
  const parsed = parseHtml(html)
  if (!parsed.ok) return parsed
  const root = parsed.value
  const elements = elementsUnder(root)
  const sheets = readSheets(elements)
  const footnotes = readFootnotes(elements, sheets)
  const revisions = readRevisions(elements, newId)
  const source: Source = { sheets, notes: footnotes.notes, gone: new Set([...footnotes.gone, ...revisions.gone]), revisions, pictures: true }
  const page = mode === 'page' ? readPage(root, source) : { pieces: readFlow(root, PLAIN_LOOK, source), title: '', dropped: [] }
  if (page.pieces.length > HTML_BLOCKS) return failed('html-too-large', 'The HTML makes too many blocks.', { limit: HTML_BLOCKS })
  const whole = footnotes.notes.size > 0 ? withoutLastRules(page.pieces) : page.pieces
  const titled = mode === 'paste' ? { title: '', pieces: whole, above: [] } : takeTitle(whole, page.title, mode)
  const places: PicturePlace[] = []
  const blocks = blocksOf(promote(titled.pieces, { plain: false }), { newId, pictures, places })
  return ok({ blocks, pictures: places, title: titled.title, above: titled.above, dropped: page.dropped, notes: revisions.notes() })
}
