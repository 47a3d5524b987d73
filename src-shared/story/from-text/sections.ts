import { readByline } from './bylines'
import { hasCaptionShape, isCreditLine, isLikelyCaption, namesAPicture, readCaption, type Caption } from './captions'
import { endsSentence, isHan, isProse } from './lines'

/** A block of the body before it has an id. */
export type Block = { kind: 'paragraph'; text: string } | { kind: 'crosshead'; marker: string; text: string } | ({ kind: 'photo' } & Caption)

/** The body's blocks in order, and the byline found among them. */
export type Sections = { blocks: Block[]; byline: string }

const ALONE = /^(?:(?:[A-Z]|[一二三四五六七八九十]{1,3}|\d{1,2})[、.\uff0e]?|[(\uff08][一二三四五六七八九十]{1,3}[)\uff09]|第[一二三四五六七八九十\d]{1,3}[章节部分篇])$/
const WITH_TITLE = /^((?:[一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])[、.\uff0e]|[(\uff08](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\uff09]|第[一二三四五六七八九十\d]{1,3}[章节部分篇](?=\s))\s*(?!\d)(.+)$/
const SPACED = /^([A-Z]|[一二三四五六七八九十]{1,3}) (.+)$/
const MAX_TITLE = 40

/** True for a line no longer than a title that does not end as a sentence or a list does. */
export const isTitle = (line: string | undefined): line is string =>
  line !== undefined && line.length <= (isHan(line) ? MAX_TITLE : 80) && !endsSentence(line) && !/[:\uff1a,\uff0c;\uff1b、]$/.test(line) && !ALONE.test(line)

/** A section marker: alone on its line (title empty), or with its title. Null for anything else. */
export const readMarker = (line: string): { marker: string; title: string } | null => {
  if (ALONE.test(line)) return { marker: line, title: '' }
  // "A man walked in" opens with a letter and a space, and is no section.
  const found = WITH_TITLE.exec(line) ?? (isHan(line) ? SPACED.exec(line) : null)
  return found?.[1] && found[2] && isTitle(found[2]) ? { marker: found[1], title: found[2].trim() } : null
}

/** True for a short title that could stand over a section without a marker: no byline, no photographer, no figures. */
export const isBareTitle = (line: string): boolean => isTitle(line) && line.length <= (isHan(line) ? 30 : 60) && line.split(' ').length <= 9 && !/^[\d\s.%]+$/.test(line) && readByline(line, false) === null && !isCreditLine(line)

type Marked = { line: string; byline: string | null; caption: Caption | null; marker: { marker: string; title: string } | null }

/** The lines as captions see them: is a header next, perhaps behind other captions. */
const headFollows = (lines: readonly Marked[], index: number): boolean => {
  const next = lines[index + 1]
  if (!next) return false
  if (next.marker) return true
  if (hasCaptionShape(next.line) || next.caption) return headFollows(lines, index + 1)
  const after = lines[index + 2]
  return isBareTitle(next.line) && after !== undefined && isProse(after.line)
}

const likelyCaptions = (lines: readonly Marked[], byline: number): Set<number> => {
  const firstProse = lines.findIndex(({ line }) => isProse(line))
  const found = new Set<number>()
  const weigh = (index: number, others: number): void => {
    const at = lines[index]
    if (!at || at.caption || at.marker || at.byline !== null) return
    const beside = [lines[index - 1], lines[index + 1]].filter((other) => other && (other.caption || namesAPicture(other.line))).length
    const standing = {
      beforeHead: headFollows(lines, index),
      beforeBody: firstProse > index,
      afterByline: byline >= 0 && index > byline && byline > firstProse && firstProse >= 0,
      last: lines.slice(index + 1).every(({ line, caption }) => caption !== null || hasCaptionShape(line)) ,
      neighbours: beside,
      others,
    }
    if (isLikelyCaption(at.line, standing)) found.add(index)
  }
  for (const index of lines.keys()) weigh(index, 0)
  const others = found.size + lines.filter(({ caption }) => caption).length
  for (const index of lines.keys()) if (!found.has(index)) weigh(index, others)
  return found
}

/** Reads the text's lines into paragraphs, section headers and photo places. `byline` is the one already known; a second, different one stays a paragraph. */
export const readSections = (lines: readonly string[], known: string): Sections => {
  const lastProse = lines.findLastIndex(isProse)
  const marked: Marked[] = lines.map((line, index) => {
    const byline = readByline(line, index > lastProse)
    return { line, byline, caption: byline === null && !isCreditLine(line) ? readCaption(line) : null, marker: readMarker(line) }
  })
  const bylineAt = marked.findIndex(({ byline }) => byline !== null)
  const likely = likelyCaptions(marked, bylineAt)
  const blocks: Block[] = []
  let byline = known
  for (let index = 0; index < marked.length; index += 1) {
    const at = marked[index]
    if (!at) break
    const next = marked[index + 1]
    const last = blocks.at(-1)
    if (at.byline !== null && byline === '') byline = at.byline
    else if (isCreditLine(at.line) && last?.kind === 'photo' && last.credit === '') last.credit = at.line
    else if (at.caption) blocks.push({ kind: 'photo', ...at.caption })
    else if (likely.has(index)) blocks.push({ kind: 'photo', text: at.line, credit: '' })
    else if (at.marker && at.marker.title !== '') blocks.push({ kind: 'crosshead', marker: at.marker.marker, text: at.marker.title })
    else if (at.marker && next && isTitle(next.line) && next.byline === null && !next.caption && !likely.has(index + 1)) {
      blocks.push({ kind: 'crosshead', marker: at.marker.marker, text: next.line })
      index += 1
    } else if (at.marker && next && isProse(next.line)) blocks.push({ kind: 'crosshead', marker: '', text: at.line })
    else if (next && isProse(next.line) && isBareTitle(at.line) && standsApart(marked, index)) blocks.push({ kind: 'crosshead', marker: '', text: at.line })
    else blocks.push({ kind: 'paragraph', text: at.line })
  }
  return { blocks, byline }
}

/** A header without a marker is one line between others; the last of a list of short lines is not one. */
const standsApart = (lines: readonly Marked[], index: number): boolean => {
  const before = lines[index - 1]
  return !before || !isBareTitle(before.line) || before.caption !== null || before.byline !== null
}
