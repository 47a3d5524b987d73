import { MARKER } from '../../body/heads'
import { readByline } from '../../from-text/bylines'
import { isCreditLine, readCaption } from '../../from-text/captions'
import { endsSentence, innerEnds, isHan, isProse } from '../../from-text/lines'
import { isBareTitle, isTitle, readMarker } from '../../from-text/sections'
import { cutRuns, isAllBold, isPlain, textOfRuns, type Head, type Line, type Piece } from '../pieces'

/** What is usual in a source: the size most words are set in (points, 0 where none says), whether most are bold or in a face for heads, whether paragraphs are typed with an indent. */
export type Usual = { size: number; bold: boolean; face: boolean; indented: boolean }

/** Measures what is usual over the lines of a source. */
export const usualOf = (lines: readonly Line[]): Usual => {
  const sizes = new Map<number, number>()
  let [all, bold, face, indented] = [0, 0, 0, 0]
  for (const line of lines) {
    const { length } = textOfRuns(line.runs)
    all += length
    if (isAllBold(line.runs)) bold += length
    if (line.face) face += length
    if (line.indented) indented += 1
    sizes.set(line.size, (sizes.get(line.size) ?? 0) + length)
  }
  const size = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
  return { size, bold: bold * 2 > all, face: face * 2 > all, indented: indented >= 2 && indented * 3 >= lines.length }
}

/** True for a line set to stand out: bold, larger, or in a face for heads, where most of the source is not. */
export const isLoud = (line: Line, usual: Usual): boolean =>
  (isAllBold(line.runs) && !usual.bold) || (line.face && !usual.face) || (usual.size > 0 && line.size >= usual.size * 1.15 && line.size >= 10)

/** A heading longer than this is a paragraph in a heading's clothes. */
const isTooLong = (text: string): boolean => text.length > (isHan(text) ? 100 : 200) || innerEnds(text) > 1

const isShortQuestion = (text: string): boolean => /[?\uff1f!\uff01]$/.test(text) && innerEnds(text) === 0 && text.length <= (isHan(text) ? 26 : 70)
/** Heads may ask: 钱从哪里来？ */
const isHeadline = (text: string): boolean =>
  isTitle(text) || isShortQuestion(text)

const OPENS = /^((?:[一二三四五六七八九十百]{1,4}|\d{1,2}|[A-Z])[、.．]|[(（](?:[一二三四五六七八九十百]{1,4}|\d{1,2}|[A-Za-z])[)）]|第[0-9一二三四五六七八九十百]{1,4}[章节部分篇]|(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])(?=\u3000))[\s\u3000、]*(?![\d\s])/

/** The marker a heading's own text opens with, and how much of the text it takes. One without a stop is a marker where a full-width space sets it off. */
const markerAt = (text: string): { marker: string; length: number } => {
  const found = OPENS.exec(text)
  const marker = found?.[1] ?? ''
  return found && MARKER.test(marker) && text.length > found[0].length ? { marker, length: found[0].length } : { marker: '', length: 0 }
}

const styleOf = (marker: string): string => marker.replace(/[0-9]+/g, '1').replace(/[一二三四五六七八九十百]+/g, '一').replace(/[A-Z]/g, 'A')

const said = (piece: Piece | undefined): string => (piece?.kind === 'line' ? textOfRuns(piece.runs) : '')

const isNoHead = (text: string): boolean => readByline(text, false) !== null || isCreditLine(text) || readCaption(text) !== null

/** What a head may stand above: words that are no head themselves, a picture, a list, a table. */
const opensSection = (next: Piece | undefined, marker: string, usual: Usual): boolean => {
  if (!next || next.kind === 'rule' || next.kind === 'end') return false
  if (next.kind !== 'line') return true
  const text = said(next)
  const own = readMarker(text)
  return own === null ? isProse(text) || !isBareTitle(text) || isLoud(next, usual) : styleOf(own.marker) !== styleOf(marker)
}

type Found = { head: Head; used: number }

const headAt = (pieces: readonly Piece[], index: number, usual: Usual, plain: boolean): Found | null => {
  const line = pieces[index]
  if (line?.kind !== 'line' || line.runs.some(({ kind }) => kind === 'break')) return null
  const text = textOfRuns(line.runs).trim()
  if (text === '' || isTooLong(text)) return null
  const next = pieces[index + 1]
  const loud = isLoud(line, usual)
  const marker = readMarker(text)
  if (marker?.title === '' && isPlain(line.runs) && next?.kind === 'line' && next.head === line.head) {
    // A marker and its title stand on two lines and are one head.
    const title = said(next)
    if (isTitle(title) && !isNoHead(title) && MARKER.test(text) && (line.head > 0 || loud || opensSection(pieces[index + 2], marker.marker, usual))) return { head: { kind: 'head', marker: text, runs: next.runs }, used: 2 }
  }
  if (line.head > 0) {
    const { marker: own, length } = markerAt(text)
    return { head: { kind: 'head', marker: own, runs: cutRuns(line.runs, length) }, used: 1 }
  }
  if (isNoHead(text)) return null
  if (marker?.title === '') {
    const alone = next?.kind === 'line' && isProse(said(next)) && (loud || line.centred || plain)
    return alone ? { head: { kind: 'head', marker: '', runs: line.runs }, used: 1 } : null
  }
  if (marker && MARKER.test(marker.marker) && isHeadline(marker.title) && (loud || line.centred || opensSection(next, marker.marker, usual)))
    return { head: { kind: 'head', marker: marker.marker, runs: cutRuns(line.runs, text.length - marker.title.length) }, used: 1 }
  if (!standsApart(pieces, index, usual) || !next || next.kind === 'end') return null
  if (loud && isHeadline(text) && !/^[\d\s.%]+$/.test(text)) {
    const { marker: own, length } = markerAt(text)
    return { head: { kind: 'head', marker: own, runs: cutRuns(line.runs, length) }, used: 1 }
  }
  // Plain copy has no bold: a short line between paragraphs is a head, though not the line a copy may begin in the middle of.
  const bare = plain && index > 0 && isBareTitle(text) && next.kind === 'line' && isProse(said(next)) && !(usual.indented && line.indented)
  return bare ? { head: { kind: 'head', marker: '', runs: line.runs }, used: 1 } : null
}

/** A head without a marker is a line or two between others: one of a list of short lines is none. */
const standsApart = (pieces: readonly Piece[], index: number, usual: Usual): boolean => {
  const isShort = (at: number): boolean => {
    const piece = pieces[at]
    return piece?.kind === 'line' && piece.head === 0 && isLoud(piece, usual) && isBareTitle(said(piece))
  }
  const short = (at: number): boolean => {
    const text = said(pieces[at])
    return text !== '' && !endsSentence(text) && isBareTitle(text) && !isNoHead(text)
  }
  const line = pieces[index]
  if (line?.kind !== 'line' || !isLoud(line, usual)) return !short(index - 1)
  return !((isShort(index - 1) && isShort(index - 2)) || (isShort(index - 1) && isShort(index + 1)) || (isShort(index + 1) && isShort(index + 2)))
}

/** Makes section headers of the lines that are: headings of the markup; 一、 （一） 1. A with their title; bold or large short lines. `plain`: nothing but text is known of the source. */
export const promoteHeads = (pieces: readonly Piece[], usual: Usual, plain: boolean): Piece[] => {
  const promoted: Piece[] = []
  for (let index = 0; index < pieces.length; index += 1) {
    const found = headAt(pieces, index, usual, plain)
    const piece = pieces[index]
    if (found) {
      promoted.push(found.head)
      index += found.used - 1
    } else if (piece) promoted.push(piece)
  }
  return promoted
}
