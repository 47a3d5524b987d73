import { hasCaptionShape, isCreditLine, namesAPicture, readCaption } from '../../from-text/captions'
import { readByline } from '../../from-text/bylines'
import { innerEnds, isHan } from '../../from-text/lines'
import { isPlain, plainWords, textOfRuns, type Line, type Picture, type Piece } from '../pieces'
import type { Usual } from './heads'

/** A field of a photo holds so much. */
const CREDIT_LIMIT = 500

/** Set as captions are, small or in the middle, and no longer than one. */
const looksLikeCaption = (line: Line, text: string, usual: Usual): boolean => {
  if (line.head > 0 || text.length > (isHan(text) ? 70 : 200) || innerEnds(text) > 1) return false
  const small = usual.size > 0 && line.size > 0 && line.size <= usual.size * 0.92
  return small || line.centred || (hasCaptionShape(text) && namesAPicture(text))
}

const captionOf = (line: Line, usual: Usual): Pick<Picture, 'caption' | 'credit'> | null => {
  const text = textOfRuns(line.runs).trim()
  // What is suggested or commented keeps its place, so its words are not cut.
  if (!isPlain(line.runs)) return line.caption || looksLikeCaption(line, text, usual) ? { caption: line.runs, credit: '' } : null
  if (isCreditLine(text)) return { caption: [], credit: text.replace(/^[(（](.*)[)）]$/, '$1') }
  if (readByline(text, false) !== null) return null
  const said = readCaption(text)
  if (said && said.credit.length <= CREDIT_LIMIT) return { caption: [plainWords(said.text)], credit: said.credit }
  return looksLikeCaption(line, text, usual) ? { caption: line.runs, credit: '' } : null
}

const split = (picture: Picture): Picture => {
  if (picture.caption.length === 0 || !isPlain(picture.caption)) return picture
  const said = readCaption(textOfRuns(picture.caption).trim())
  return said && said.credit !== '' && said.credit.length <= CREDIT_LIMIT ? { ...picture, caption: [plainWords(said.text)], credit: said.credit } : picture
}

/** Gives each picture the line below it that is its caption, and splits the photographer off: 图为…, …摄, Photo by, a small line in the middle. */
export const promoteCaptions = (pieces: readonly Piece[], usual: Usual): Piece[] => {
  const promoted: Piece[] = []
  for (const piece of pieces) {
    const last = promoted.at(-1)
    if (piece.kind === 'picture') promoted.push(split(piece))
    else if (piece.kind === 'line' && piece.head === 0 && last?.kind === 'picture' && last.credit === '') {
      const found = captionOf(piece, usual)
      const fits = found && (last.caption.length === 0 || found.caption.length === 0)
      if (fits) promoted[promoted.length - 1] = { ...last, caption: last.caption.length === 0 ? found.caption : last.caption, credit: found.credit }
      else promoted.push(piece)
    } else promoted.push(piece)
  }
  return promoted
}

/** In plain text a caption that says what it is stands for a picture that is not there: its place waits for it. */
export const placeCaptions = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece): Piece => {
    if (piece.kind !== 'line') return piece
    const text = textOfRuns(piece.runs).trim()
    if (/^[△▲]/.test(text) || isCreditLine(text) || readByline(text, false) !== null) return piece
    const said = readCaption(text)
    return said ? { kind: 'picture', src: '', alt: '', caption: [plainWords(said.text)], credit: said.credit } : piece
  })
