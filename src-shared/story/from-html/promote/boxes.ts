import { readByline } from '../../from-text/bylines'
import { readFacts } from '../../from-text/labels'
import { cutRuns, isPlain, keepRuns, textOfRuns, type Line, type List, type Piece } from '../pieces'

const text = (piece: Piece | undefined): string => (piece?.kind === 'line' ? textOfRuns(piece.runs).trim() : '')

/** A line's words, or a head's without a marker: what was set bold may already be one. */
const headWords = (piece: Piece | undefined): string => (piece?.kind === 'head' && piece.marker === '' ? textOfRuns(piece.runs).trim() : text(piece))

/** The byline and the editor's line close a story; they are no part of its last box. */
const closes = (piece: Piece | undefined): boolean => text(piece) !== '' && (readFacts(text(piece), '+08:00') !== null || readByline(text(piece), true) !== null)

const NOTE = /^[【[(（]?\s*(?:编者按|编者的话|Editor['’]s note)\s*[】\])）]?\s*[:\uff1a]?\s*/i
const NOTE_LABELLED = /^(?:[【[(（]\s*(?:编者按|编者的话|Editor['’]s note)\s*[】\])）]\s*[:\uff1a]?|(?:编者按|编者的话|Editor['’]s note)\s*[:\uff1a])\s*/i

/** 编者按：… in one paragraph, or the label on a line of its own above its paragraph. */
export const promoteEditorsNotes = (pieces: readonly Piece[]): Piece[] => {
  const promoted: Piece[] = []
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index]
    const next = pieces[index + 1]
    if (!piece) break
    const said = text(piece)
    if (piece.kind === 'line' && isPlain(piece.runs) && said !== '' && said.replace(NOTE, '') === '' && next?.kind === 'line' && next.head === 0 && text(next).length >= 10) {
      promoted.push({ kind: 'editorsNote', lines: [next.runs] })
      index += 1
    } else if (piece.kind === 'line' && NOTE_LABELLED.test(said) && said.replace(NOTE_LABELLED, '') !== '') promoted.push({ kind: 'editorsNote', lines: [cutRuns(piece.runs, NOTE_LABELLED.exec(said)?.[0].length ?? 0)] })
    else promoted.push(piece)
  }
  return promoted
}

const BOX_HEAD = /^[■◆▌□【[]*\s*(?:(?:相关|新闻|知识|背景|延伸|人物|名词)?链接|名词解释|Fact box|Background)\s*[】\]]*\s*(?:[:\uff1a|丨]\s*\S.{0,40})?[:\uff1a]?$/i
const BOX_LIMIT = 8

/** True for the head of a fact box: 链接, 【相关链接】, 链接：什么是夜校. */
export const isBoxHead = (line: string): boolean => line.length <= 50 && BOX_HEAD.test(line)

/** 链接 at the end of a story: certain only where a few paragraphs follow and nothing after them, or where a frame says what belongs to it. */
export const promoteBox = (pieces: readonly Piece[], framed: boolean): Piece[] => {
  const at = framed ? (isBoxHead(headWords(pieces[0])) ? 0 : -1) : pieces.findLastIndex((piece) => isBoxHead(headWords(piece)))
  const head = pieces[at]
  if (head?.kind !== 'line' && head?.kind !== 'head') return [...pieces]
  const end = pieces.findLastIndex((piece) => piece.kind !== 'end' && !closes(piece)) + 1
  const content = pieces.slice(at + 1, end)
  const simple = content.every((piece) => (piece.kind === 'line' && piece.head === 0) || piece.kind === 'list' || piece.kind === 'table' || piece.kind === 'picture')
  const linksOnly = content.every((piece) => piece.kind === 'line' && piece.runs.every((run) => run.kind === 'words' && run.href !== null))
  if (content.length === 0 || content.length > BOX_LIMIT || !simple || linksOnly) return [...pieces]
  return [...pieces.slice(0, at), { kind: 'box', title: head.runs, content }, ...pieces.slice(Math.max(end, at + 1))]
}

const END = /^[(（【[]\s*(?:全文|本文)?\s*完\s*[)）】\]]$|^[(（]\s*(?:the )?end\s*[)）]$|^[-—–]\s*(?:30|end)\s*[-—–]$|^###$/i
const ENDS = /[(（]\s*(?:全文|本文)?完\s*[)）]$/

/** （完） on a line of its own, or behind the last words of a story. */
export const promoteEnd = (pieces: readonly Piece[]): Piece[] => {
  const lastLine = pieces.findLastIndex(({ kind }) => kind === 'line')
  return pieces.flatMap((piece, index): Piece[] => {
    if (piece.kind !== 'line') return [piece]
    const said = text(piece)
    // A footnote, a suggestion or a comment on the mark would go with it.
    if (!isPlain(piece.runs.slice(-1))) return [piece]
    if (END.test(said) && isPlain(piece.runs)) return [{ kind: 'end' }]
    const found = index === lastLine ? ENDS.exec(textOfRuns(piece.runs.slice(-1))) && ENDS.exec(said) : null
    return found && found.index > 0 ? [{ ...piece, runs: keepRuns(piece.runs, textOfRuns(piece.runs).trimEnd().length - found[0].length) }, { kind: 'end' }] : [piece]
  })
}

const BRIEF = /^[△▲]\s*/
const BULLET = /^([•●▪◦‣·○■◆]|[-–*](?=\s))\s*/
const NUMBERED = /^[(（]?(\d{1,3})(?:[.．、]|[)）])\s*(?!\d)/

type Opener = (line: string, before: number) => { length: number; number: number; sign: string } | null

const briefs: Opener = (line) => {
  const found = BRIEF.exec(line)
  return found && line.length > found[0].length ? { length: found[0].length, number: 0, sign: '△' } : null
}
const bullets: Opener = (line) => {
  const found = BULLET.exec(line)
  return found?.[1] && line.length > found[0].length ? { length: found[0].length, number: 0, sign: found[1] } : null
}
const numbers: Opener = (line, before) => {
  const found = NUMBERED.exec(line)
  const number = Number(found?.[1])
  return found && line.length > found[0].length && (before === 0 || number === before + 1) ? { length: found[0].length, number, sign: '1' } : null
}

const gather = (pieces: readonly Piece[], opener: Opener, least: number, make: (items: Line[], start: number) => List): Piece[] => {
  const gathered: Piece[] = []
  for (let index = 0; index < pieces.length; index += 1) {
    const items: Line[] = []
    let [number, sign, start] = [0, '', 1]
    for (let at = index; at < pieces.length; at += 1) {
      const line = pieces[at]
      const opened = line?.kind === 'line' && line.head === 0 ? opener(text(line), number) : null
      if (line?.kind !== 'line' || !opened || (sign !== '' && opened.sign !== sign)) break
      if (items.length === 0) start = opened.number
      number = opened.number
      sign = opened.sign
      items.push({ ...line, runs: cutRuns(line.runs, opened.length) })
    }
    const before = gathered.at(-1)
    const piece = pieces[index]
    // Behind a picture the sign △ names a caption.
    if (items.length >= least && !(sign === '△' && before?.kind === 'picture')) {
      gathered.push(make(items, start))
      index += items.length - 1
    } else if (piece) gathered.push(piece)
  }
  return gathered
}

/** △ paragraphs are briefs 简讯, one or more. */
export const promoteBriefs = (pieces: readonly Piece[]): Piece[] =>
  gather(pieces, briefs, 1, (items) => ({ kind: 'list', ordered: false, briefs: true, start: 1, items: items.map((item) => [item]) }))

/** Two or more lines opened by one typed bullet, or by numbers that count on, are a list. */
export const promoteTypedLists = (pieces: readonly Piece[]): Piece[] =>
  gather(gather(pieces, bullets, 2, (items) => ({ kind: 'list', ordered: false, briefs: false, start: 1, items: items.map((item) => [item]) })), numbers, 2, (items, start) => ({ kind: 'list', ordered: true, briefs: false, start, items: items.map((item) => [item]) }))
