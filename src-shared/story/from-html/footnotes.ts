import type { Element } from './parse'
import { attr, isBlock, isElement, isUnseen, parentOf, rawText } from './tree'

/** A source's footnotes: which block each anchor calls, the blocks and links back that are no text of their own. */
export type Footnotes = { called: ReadonlyMap<Element, Element>; gone: ReadonlySet<Element> }

/** A footnote's text is one attribute of one node. A longer one stays a paragraph. */
export const NOTE_LIMIT = 5000

const LABEL = /^[[(（【〔]?\s*(?:注?\s*\d{1,3}|[*†‡§¶]{1,3}|[ivxlc]{1,6}|[①-⑳])\s*[\])）】〕]?$/i
const NOTE_ID = /^_?(?:user-content-)?(?:ftn|edn|fn|footnote|endnote|sdfootnote|sdendnote|note)[-_:]?\d+$/i

const targetOf = (anchor: Element): string => {
  const href = attr(anchor, 'href')
  return anchor.tagName === 'a' && href.startsWith('#') ? href.slice(1) : ''
}

/** The names an anchor is known by: its own, and those of what it stands in or holds. */
const namesOf = (anchor: Element): string[] => {
  const names: string[] = []
  const add = (element: Element | null | undefined): void => {
    if (element) names.push(...[attr(element, 'id'), attr(element, 'name')].filter(Boolean))
  }
  add(anchor)
  add(parentOf(anchor))
  for (const child of anchor.childNodes) if (isElement(child)) add(child)
  return names
}

/** The block a name's note stands in: the item, paragraph or division around it. */
const blockAround = (target: Element): Element | null => {
  let at: Element | null = target
  while (at && !isBlock(at)) at = parentOf(at)
  if (!at || at.tagName === 'body' || at.tagName === 'html') return null
  for (let up = parentOf(at), steps = 0; up && steps < 2; up = parentOf(up), steps += 1)
    if (up.tagName === 'div' && (NOTE_ID.test(attr(up, 'id')) || /mso-element\s*:\s*(?:foot|end)note\s*(?:;|$)/i.test(attr(up, 'style')))) return up
  return at
}

const holds = (outer: Element, inner: Element): boolean => {
  for (let at: Element | null = inner; at; at = parentOf(at)) if (at === outer) return true
  return false
}

const TITLE = /^(?:footnotes?|endnotes?|notes|references|注释|脚注|尾注|参考文献|注)[:\uff1a]?$/i
const LISTS_NOTES = /mso-element\s*:\s*(?:foot|end)note-list/i

/** True where nothing is left to read in a list of notes once the notes are taken out: rules and its own title at most. */
const isEmptied = (list: Element, gone: ReadonlySet<Element>): boolean => {
  let left = ''
  const waiting: Element[] = [list]
  for (let at = waiting.pop(); at; at = waiting.pop())
    for (const child of at.childNodes) {
      if (isElement(child)) {
        if (child.tagName === 'img') return false
        if (!gone.has(child) && !isUnseen(child)) waiting.push(child)
      } else if ('value' in child) left += child.value.trim()
      if (left.length > 40) return false
    }
  const known = list.tagName === 'section' || list.tagName === 'aside' || LISTS_NOTES.test(attr(list, 'style'))
  return left.trim() === '' || (known && TITLE.test(left.trim()))
}

/** Pairs each anchor with the note that links back to it. Both links must be there: one alone is a link within the page. */
export const findFootnotes = (elements: readonly Element[]): Footnotes => {
  const byName = new Map<string, Element>()
  const anchors: Element[] = []
  for (const element of elements) {
    for (const name of [attr(element, 'id'), element.tagName === 'a' ? attr(element, 'name') : '']) if (name !== '' && !byName.has(name)) byName.set(name, element)
    if (targetOf(element) !== '') anchors.push(element)
  }
  const called = new Map<Element, Element>()
  const gone = new Set<Element>()
  const backs = new Map<string, Element[]>()
  for (const anchor of anchors) backs.set(targetOf(anchor), [...(backs.get(targetOf(anchor)) ?? []).slice(0, 8), anchor])
  const lists = new Set<Element>()
  for (const anchor of anchors) {
    if (gone.has(anchor) || !LABEL.test(rawText(anchor, 40).trim())) continue
    const target = byName.get(targetOf(anchor))
    const block = target ? blockAround(target) : null
    if (!block || gone.has(block) || holds(block, anchor)) continue
    // The way back is a number or an arrow; a link that says more is words of the note.
    const back = namesOf(anchor).flatMap((name) => backs.get(name) ?? []).filter((each) => each !== anchor && rawText(each, 40).trim().length <= 12 && holds(block, each))
    if (back.length === 0) continue
    called.set(anchor, block)
    for (const each of [block, ...back]) gone.add(each)
    for (let up = parentOf(block), steps = 0; up && steps < 3 && up.tagName !== 'body'; up = parentOf(up), steps += 1) lists.add(up)
  }
  // A note that calls a note, or stands in one, would take its words away with it: then all links are links within the page.
  const notes = new Set(called.values())
  const isHeld = (element: Element | null): boolean => {
    for (let at = element; at; at = parentOf(at)) if (notes.has(at)) return true
    return false
  }
  for (const [anchor, block] of called) if (isHeld(anchor) || isHeld(parentOf(block))) return { called: new Map(), gone: new Set() }
  // Inner lists stand deeper and were met first.
  for (const list of lists) if (isEmptied(list, gone)) gone.add(list)
  return { called, gone }
}
