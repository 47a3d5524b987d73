import { textOfRuns, type Line, type Piece } from './pieces'
import { isBoxHead, promoteBox, promoteBriefs, promoteEditorsNotes, promoteEnd, promoteTypedLists } from './promote/boxes'
import { placeCaptions, promoteCaptions } from './promote/captions'
import { promoteHeads, usualOf } from './promote/heads'
import { promoteTurns } from './promote/turns'

const isFrame = (piece: Piece): boolean => {
  const first = piece.kind === 'quote' ? piece.content[0] : undefined
  return first?.kind === 'line' && isBoxHead(textOfRuns(first.runs).trim())
}

/** A frame around a 链接 head says what belongs to the box. */
const openFrames = (pieces: readonly Piece[]): Piece[] => pieces.flatMap((piece) => (piece.kind === 'quote' && isFrame(piece) ? promoteBox(piece.content, true) : [piece]))

/** One line and nothing else, which no markup calls a heading. */
const isMerePhrase = (pieces: readonly Piece[]): boolean => pieces.length === 1 && pieces[0]?.kind === 'line' && pieces[0].head === 0

/**
 * Makes structure of what only looks like it, in a source's own order: captions under pictures, briefs, interviews, section
 * headers, lists with typed signs, editor's notes, fact boxes, the end mark. One line alone is a phrase, and stays one. `plain`: the
 * source is text without any markup.
 */
export const promote = (pieces: readonly Piece[], { plain }: { plain: boolean }): Piece[] => {
  if (isMerePhrase(pieces)) return [...pieces]
  const usual = usualOf(pieces.filter((piece): piece is Line => piece.kind === 'line'))
  const pictured = promoteCaptions(plain ? placeCaptions(pieces) : pieces, usual)
  const listed = promoteTypedLists(promoteBriefs(promoteTurns(promoteEnd(openFrames(pictured)))))
  return promoteBox(promoteEditorsNotes(promoteHeads(listed, usual, plain)), false)
}
