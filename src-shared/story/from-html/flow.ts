import { linesOf, type RawRun } from './line'
import { attachCaptions, nestItems } from './lists'
import { lookInside, type Look } from './look'
import { readMarkerSpan } from './marker-span'
import type { Element, TreeNode } from './parse'
import { pictureOf } from './pictures'
import { addAll, type List, type Piece } from './pieces'
import type { Source } from './source'
import { framed, readTable } from './tables'
import { attr, hasAttr, isBlock, isElement, isUnseen } from './tree'

const SCRIPTS = { sup: '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾', sub: '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎' } as const
const SCRIPTED = '0123456789+-=()'

/** Raised and lowered figures keep their height where Unicode has them: m², H₂O. */
const raised = (text: string, script: Look['script']): string => {
  if (script === '' || !/^\s*[0-9+\-=()]{1,8}\s*$/.test(text)) return text
  return text.replace(/[0-9+\-=()]/g, (char) => SCRIPTS[script][SCRIPTED.indexOf(char)] ?? char)
}

/** `said` once the open line has words: a line is what its first words are. */
type Walk = { source: Source; pieces: Piece[]; raw: RawRun[]; look: Look | null; said: boolean }

const endLine = (walk: Walk): void => {
  if (walk.raw.length > 0 && walk.look) {
    const { head, item, caption, centred } = walk.look
    addAll(walk.pieces, linesOf(walk.raw, { head, item, caption, centred }))
  }
  walk.raw = []
  walk.look = null
  walk.said = false
}

const push = (walk: Walk, pieces: readonly Piece[]): void => {
  endLine(walk)
  addAll(walk.pieces, pieces)
}

const say = (walk: Walk, text: string, look: Look): void => {
  const { bold, italic, href, comments, size, face } = look
  const visible = /\S/.test(text)
  if (!walk.said) walk.look = look
  walk.said ||= visible
  const change = visible ? walk.source.revisions.change(look.changed) : null
  if (visible) for (const id of comments) walk.source.revisions.quote(id, text)
  walk.raw.push({ run: { kind: 'words', text, bold, italic, href, change, comments }, size, face })
}

const readText = (walk: Walk, value: string, look: Look): void => {
  if (!look.pre) {
    say(walk, raised(value, look.script), look)
    return
  }
  const lines = value.split(/\r\n|[\n\r]/)
  for (const [index, line] of lines.entries()) {
    if (index > 0) walk.raw.push({ run: { kind: 'break' }, size: 0, face: false })
    if (line !== '') say(walk, line, look)
  }
}

/** A list that was written as one; Word for the web writes each item as a list of its own and says its level beside it. */
const readList = (element: Element, around: Look, walk: Walk): void => {
  const { source } = walk
  const ordered = element.tagName === 'ol'
  const inside: Look = { ...around, item: null, head: 0, room: around.room - 1 }
  const items: Piece[][] = []
  let start = 1
  const counted = Number.parseInt(attr(element, 'start'), 10)
  if (counted >= 0 && counted < 100_000) start = counted
  const more = (pieces: readonly Piece[], own: boolean): void => {
    if (pieces.length === 0) return
    const last = items.at(-1)
    if (own || !last) items.push([...pieces])
    else addAll(last, pieces)
  }
  for (const child of element.childNodes) {
    if (isElement(child) && child.tagName === 'li') {
      if (source.gone.has(child) || isUnseen(child)) continue
      const level = Number.parseInt(attr(child, 'data-aria-level'), 10)
      const pieces = readFlow(child, lookInside(child, inside, source.sheets, false), source)
      const first = pieces[0]
      if (level >= 1 && level <= 9 && first?.kind === 'line') push(walk, [{ ...first, item: { level, ordered, number: ordered ? start + items.length : 0 } }, ...pieces.slice(1)])
      else more(pieces, true)
    } else if (isElement(child) || ('value' in child && /\S/.test(child.value))) more(readFlow([child], inside, source), false)
  }
  const shown = items.filter((item) => item.length > 0)
  const isGallery = shown.length > 0 && shown.every((item) => item.some(({ kind }) => kind === 'picture'))
  // Seven lists deep, or a list of pictures: the items lie flat.
  if (isGallery || around.room <= 0) push(walk, shown.flat())
  else if (shown.length > 0) push(walk, [{ kind: 'list', ordered, briefs: hasAttr(element, 'data-briefs'), start, items: shown } satisfies List])
}

const readElement = (walk: Walk, element: Element, around: Look): void => {
  const { source } = walk
  const tag = element.tagName
  if (source.gone.has(element) || isUnseen(element)) return
  const note = source.notes.get(element)
  if (note !== undefined) {
    if (!walk.said) walk.look = around
    walk.said = true
    walk.raw.push({ run: { kind: 'note', text: note }, size: 0, face: false })
    return
  }
  if (tag === 'br') {
    walk.look ??= around
    walk.raw.push({ run: { kind: 'break' }, size: 0, face: false })
    return
  }
  if (tag === 'hr') {
    push(walk, [{ kind: 'rule' }])
    return
  }
  if (tag === 'img' || tag === 'image') {
    const picture = source.pictures ? pictureOf(element) : null
    walk.look ??= around
    if (typeof picture === 'string') say(walk, picture, around)
    else if (picture) walk.raw.push({ run: picture, size: 0, face: false })
    return
  }
  const marker = around.item ? readMarkerSpan(element) : null
  if (marker && around.item) {
    // A head prints its number itself, and a number a list cannot count stays words.
    const words = around.head > 0 && marker.ordered ? marker.label : marker.text
    if (words !== '') say(walk, words, around)
    Object.assign(around.item, words === '' && around.head === 0 ? { ordered: marker.ordered, number: marker.number } : { level: 0 })
  } else if (!isBlock(element)) {
    const inside = lookInside(element, around, source.sheets, false)
    const commented = attr(element, 'data-comment')
    const thread = commented === '' ? source.revisions.wordThread(element) : source.revisions.thread(commented)
    if (thread !== null) inside.comments = [...inside.comments, thread]
    if (tag === 'q') say(walk, '“', inside)
    readChildren(walk, element, inside)
    if (tag === 'q') say(walk, '”', inside)
  } else readBlock(walk, element, around)
}

const readBlock = (walk: Walk, element: Element, around: Look): void => {
  const { source } = walk
  const tag = element.tagName
  endLine(walk)
  const inside = lookInside(element, around, source.sheets, true)
  // Each line of Word's lists has its own place.
  if (inside.item) inside.item = { ...inside.item }
  if (tag === 'ul' || tag === 'ol' || tag === 'menu' || tag === 'dir') readList(element, inside, walk)
  else if (tag === 'table') push(walk, readTable(element, { ...inside, item: null, room: inside.room - 1 }, source, readFlow))
  else if (tag === 'blockquote' && around.room > 0) {
    const content = readFlow(element, { ...inside, item: null, room: inside.room - 1 }, source)
    if (content.length > 0) push(walk, [{ kind: 'quote', content }])
  } else if (tag === 'aside' && around.room > 0) push(walk, framed(readFlow(element, { ...inside, item: null, room: inside.room - 1 }, source)))
  else readChildren(walk, element, inside)
  endLine(walk)
}

const readChildren = (walk: Walk, parent: Element, look: Look): void => {
  for (const child of parent.childNodes) readNode(walk, child, look)
}

const readNode = (walk: Walk, node: TreeNode, look: Look): void => {
  if (node.nodeName === '#text' && 'value' in node) readText(walk, node.value, look)
  else if (isElement(node)) readElement(walk, node, look)
}

/** What stands under an element, or in the given nodes, in reading order: lines, pictures, lists, tables, quotations, rules. */
export const readFlow = (from: Element | readonly TreeNode[], look: Look, source: Source): Piece[] => {
  const walk: Walk = { source, pieces: [], raw: [], look: null, said: false }
  if ('childNodes' in from) readChildren(walk, from, look)
  else for (const node of from) readNode(walk, node, look)
  endLine(walk)
  return attachCaptions(nestItems(walk.pieces))
}
