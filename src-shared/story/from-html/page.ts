import { isFurniture, isRecommendation } from '../from-text/furniture'
import { readFacts } from '../from-text/labels'
import { isProse } from '../from-text/lines'
import { readFlow } from './flow'
import { PLAIN_LOOK } from './look'
import type { Element } from './parse'
import { addAll, plainLine, textOfRuns, type Piece } from './pieces'
import type { Source } from './source'
import { attr, classesOf, elementsUnder, isBlock, isElement, isUnseen, parentOf, rawText } from './tree'

/** An article page without its furniture. */
export type Page = { pieces: Piece[]; title: string; dropped: string[] }

const FURNITURE_TAGS: ReadonlySet<string> = new Set(['nav', 'footer', 'form', 'button', 'select', 'menu', 'dialog', 'search'])
const FURNITURE_ROLES: ReadonlySet<string> = new Set(['navigation', 'search', 'contentinfo', 'banner', 'complementary', 'dialog', 'menu'])
const FURNITURE_NAMES = /^(?:.*[-_])?(?:share|sharing|social|comments?|related|recommend(?:ed|ation)?s?|breadcrumbs?|sidebar|toolbar|qrcode|ad|ads|advert(?:isement)?|copyright|pagination|newsletter|subscribe|tags?)(?:[-_].*)?$/i
const ARTICLE_NAMES = /^(?:js_content|rich_media_content|TRS_Editor|article[-_]?(?:content|body|text|main)|(?:news|post|entry|story|detail|main)[-_]?(?:content|body|text|article)|rm_txt_con|text_content|zw|zoom|vsb_content)$/i

const linesIn = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap((piece): string[] => {
    switch (piece.kind) {
      case 'line': return [textOfRuns(piece.runs).replace(/\s+/g, ' ').trim()]
      case 'list': return piece.items.flatMap(linesIn)
      case 'table': return piece.rows.flat().flatMap(({ content }) => linesIn(content))
      case 'quote': return linesIn(piece.content)
      case 'picture': return piece.caption.length > 0 ? [textOfRuns(piece.caption)] : []
      case 'head': case 'turn': case 'editorsNote': case 'box': case 'rule': case 'end': return []
    }
  }).filter(Boolean)

/** How much running text stands directly in an element, its links left out: what an article is made of. */
const ownProse = (element: Element): number => {
  let text = ''
  const waiting: Element[] = [element]
  for (let at = waiting.pop(); at; at = waiting.pop())
    for (let index = at.childNodes.length - 1; index >= 0; index -= 1) {
      const child = at.childNodes[index]
      if (!child) continue
      if (isElement(child)) {
        if (!isBlock(child) && child.tagName !== 'a' && !isUnseen(child)) waiting.push(child)
      } else if ('value' in child) text += child.value
    }
  const line = text.replace(/\s+/g, ' ').trim()
  return isProse(line) ? line.length : 0
}

type Weighed = { total: number; of: ReadonlyMap<Element, number> }

const weigh = (root: Element, furniture: ReadonlySet<Element>): Weighed => {
  const of = new Map<Element, number>()
  for (const element of elementsUnder(root)) {
    if (!isBlock(element) || isUnseen(element)) continue
    const own = ownProse(element)
    if (own === 0 || isInside(element, furniture)) continue
    for (let at: Element | null = element; at; at = parentOf(at)) of.set(at, (of.get(at) ?? 0) + own)
  }
  return { total: of.get(root) ?? 0, of }
}

const isInside = (element: Element, set: ReadonlySet<Element>): boolean => {
  for (let at: Element | null = element; at; at = parentOf(at)) if (set.has(at)) return true
  return false
}

const isFurnitureElement = (element: Element): boolean =>
  FURNITURE_TAGS.has(element.tagName) || FURNITURE_ROLES.has(attr(element, 'role').toLowerCase()) || (isBlock(element) && [attr(element, 'id'), ...classesOf(element)].some((name) => FURNITURE_NAMES.test(name.slice(0, 80))))

const SHARE = { named: 0.5, found: 0.8 }

/** The element the article stands in: one named for it that holds most of the running text, else the smallest that does. */
const articleOf = (root: Element, { total, of }: Weighed): Element => {
  const body = elementsUnder(root).find(({ tagName }) => tagName === 'body') ?? root
  if (total === 0) return body
  let named: Element | null = null
  for (const element of of.keys()) {
    const isNamed = element.tagName === 'article' || attr(element, 'itemprop') === 'articleBody' || [attr(element, 'id'), ...classesOf(element)].some((name) => ARTICLE_NAMES.test(name.slice(0, 80)))
    // The innermost of several: a page's article holds its articleBody.
    if (isNamed && (of.get(element) ?? 0) >= total * SHARE.named && (!named || isInside(element, new Set([named])))) named = element
  }
  if (named) return named
  let at = body
  for (;;) {
    const next = at.childNodes.find((child): child is Element => isElement(child) && (of.get(child) ?? 0) >= total * SHARE.found)
    if (!next || ['p', 'td', 'li', 'blockquote'].includes(next.tagName)) return at
    at = next
  }
}

/** The line the page's own <title> opens with, where the page shows one: the headline, whatever it is set as. */
const titleFrom = (root: Element, lines: readonly string[]): string => {
  const element = elementsUnder(root).find(({ tagName }) => tagName === 'title')
  const title = element ? rawText(element, 500).replace(/\s+/g, ' ').trim() : ''
  return lines.filter((line) => line.length >= 4 && line.length <= 120 && title.startsWith(line)).sort((a, b) => b.length - a.length)[0] ?? ''
}

const headingOf = (root: Element, article: Element, source: Source): string => {
  const tops = elementsUnder(root).filter(({ tagName }) => tagName === 'h1')
  const inside = tops.find((each) => isInside(each, new Set([article])))
  const chosen = inside ?? tops.filter((each) => rawText(each).trim().length >= 4).sort((a, b) => rawText(b).length - rawText(a).length)[0]
  return chosen ? (linesIn(readFlow(chosen, PLAIN_LOOK, source))[0] ?? '') : ''
}

/** The lines of a page above its article, and those below. */
const around = (root: Element, article: Element, source: Source): [string[], string[]] => {
  const before = new Set<Element>([...source.gone, article])
  const after = new Set<Element>([...source.gone, article])
  for (let at: Element | null = article; at; at = parentOf(at)) {
    const siblings = parentOf(at)?.childNodes ?? []
    const place = siblings.indexOf(at)
    for (const [index, node] of siblings.entries()) if (isElement(node) && index !== place) (index > place ? before : after).add(node)
  }
  const read = (gone: ReadonlySet<Element>): string[] => linesIn(readFlow(root, PLAIN_LOOK, { ...source, gone }))
  return [read(before), read(after)]
}

/** Reads a saved page: the article's pieces between its lines of facts (source, time, editor), its headline, and the page's own lines left out. */
export const readPage = (root: Element, source: Source): Page => {
  const furniture = new Set<Element>()
  for (const element of elementsUnder(root)) if (isFurnitureElement(element) && !['html', 'body', 'main', 'article'].includes(element.tagName)) furniture.add(element)
  const weighed = weigh(root, furniture)
  // What holds half of the running text is no furniture, whatever it is called.
  const all = weigh(root, new Set())
  for (const element of furniture) if ((all.of.get(element) ?? 0) >= all.total / 2 && all.total > 0) furniture.delete(element)
  const article = articleOf(root, weighed.total > 0 ? weighed : all)
  const without: Source = { ...source, gone: new Set([...source.gone, ...furniture]) }
  const quiet: Source = { ...source, pictures: false }
  const [above, below] = around(root, article, quiet)
  const onArticle = new Set([article])
  const inside = [...furniture].filter((each) => isInside(each, onArticle) && !isInside(parentOf(each) ?? root, furniture)).flatMap((each) => linesIn(readFlow([each], PLAIN_LOOK, quiet)))
  const flow = readFlow(article, PLAIN_LOOK, without)
  const texts = flow.map((piece) => (piece.kind === 'line' ? (linesIn([piece])[0] ?? '') : ''))
  const lastProse = texts.findLastIndex((text) => isProse(text))
  const pieces: Piece[] = []
  const dropped: string[] = []
  let over = false
  for (const [index, piece] of flow.entries()) {
    const text = texts[index] ?? ''
    over ||= text !== '' && index > lastProse && isRecommendation(text)
    if (over) addAll(dropped, linesIn([piece]))
    else if (piece.kind === 'line' && piece.head !== 1 && isFurniture(text, index < lastProse)) dropped.push(text)
    else pieces.push(piece)
  }
  const title = headingOf(root, article, source) || titleFrom(root, [...above, ...texts, ...below])
  const isFact = (line: string): boolean => !isFurniture(line, false) && readFacts(line, '+08:00') !== null
  const left = [...above, ...below].filter((line) => line !== title && !isFact(line))
  const facts = (lines: readonly string[]): Piece[] => lines.filter((line) => line !== title && isFact(line)).map((line) => plainLine(line))
  // A page that says its headline again (in its head, over the text) has it once as title, and the other times among what is left out.
  const said = [...above, ...below].filter((line) => line === title).length + (texts.includes(title) ? 1 : 0)
  const again = title === '' ? [] : Array.from({ length: Math.max(0, said - 1) }, () => title)
  return { pieces: [...facts(above), ...pieces, ...facts(below)], title, dropped: [...again, ...left, ...inside, ...dropped] }
}
