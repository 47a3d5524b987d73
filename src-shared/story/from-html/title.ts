import { isTitle, readMarker } from '../from-text/sections'
import { isAllBold, textOfRuns, type Line, type Piece } from './pieces'
import { usualOf } from './promote/heads'

const said = (piece: Piece | undefined): string => (piece?.kind === 'line' ? textOfRuns(piece.runs).replace(/\s+/g, ' ').trim() : '')

const HEADLINE_LIMIT = 200

const isLine = (piece: Piece): piece is Line => piece.kind === 'line'

/** Where a document's title stands: its first heading of the first rank, or its first line where that is set large, or bold in the middle. -1 where nothing says. */
const titleAt = (pieces: readonly Piece[], mode: 'document' | 'page'): number => {
  const tops = pieces.flatMap((piece, index) => (isLine(piece) && piece.head === 1 ? [index] : []))
  const first = pieces.findIndex(isLine)
  const [top] = tops
  // A document all of whose sections are of the first rank has its title where no section is: on the first line.
  if (top !== undefined && said(pieces[top]).length <= HEADLINE_LIMIT && (mode === 'page' || tops.length === 1 || (top === first && readMarker(said(pieces[top])) === null))) return top
  const line = pieces[first]
  if (line?.kind !== 'line' || pieces.length < 2 || !isTitle(said(line)) || readMarker(said(line)) !== null) return -1
  const usual = usualOf(pieces.filter(isLine))
  const large = usual.size > 0 && line.size >= usual.size * 1.3
  return large || (line.centred && isAllBold(line.runs)) ? first : -1
}

/**
 * Takes the title out of the text. `known` is one found elsewhere on the page: its line, where the text repeats it, goes with it. `above` are the lines that stand
 * over it in a document: a kicker may be among them.
 */
export const takeTitle = (pieces: readonly Piece[], known: string, mode: 'document' | 'page'): { title: string; pieces: Piece[]; above: readonly string[] } => {
  const at = known === '' ? titleAt(pieces, mode) : pieces.findIndex((piece) => said(piece) === known)
  const found = pieces[at]
  // A footnote, a suggestion or a comment on the title would be lost in a field.
  if (found?.kind === 'line' && found.runs.some((run) => run.kind === 'note' || (run.kind === 'words' && (run.change !== null || run.comments.length > 0)))) return { title: known, pieces: [...pieces], above: [] }
  return { title: known || said(found), pieces: at < 0 ? [...pieces] : pieces.filter((_, index) => index !== at), above: mode === 'document' && at > 0 ? pieces.slice(0, at).filter(isLine).map(said) : [] }
}
