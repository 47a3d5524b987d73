import type { Element, TreeNode } from './parse'

export const isElement = (node: TreeNode): node is Element => 'tagName' in node

/** An attribute as written; empty where there is none. */
export const attr = (element: Element, name: string): string => element.attrs.find((each) => each.name === name)?.value ?? ''

export const hasAttr = (element: Element, name: string): boolean => element.attrs.some((each) => each.name === name)

export const classesOf = (element: Element): string[] => attr(element, 'class').split(/\s+/).filter(Boolean)

/** Every element under one, in document order, itself first. Walked without recursion: depth is bounded, breadth is not. */
export const elementsUnder = (root: Element): Element[] => {
  const found: Element[] = []
  const waiting: Element[] = [root]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    found.push(at)
    for (let index = at.childNodes.length - 1; index >= 0; index -= 1) {
      const child = at.childNodes[index]
      if (child && isElement(child)) waiting.push(child)
    }
  }
  return found
}

/** The element a node stands in; null at the top. */
export const parentOf = (node: TreeNode): Element | null => (node.parentNode && 'tagName' in node.parentNode ? node.parentNode : null)

/** All text under a node as it stands in the markup, hidden or not; at most `limit` units. */
export const rawText = (root: Element, limit = 5000): string => {
  let text = ''
  const waiting: TreeNode[] = [root]
  for (let at = waiting.pop(); at && text.length < limit; at = waiting.pop()) {
    if (at.nodeName === '#text' && 'value' in at) text += at.value
    if (isElement(at)) for (let index = at.childNodes.length - 1; index >= 0; index -= 1) waiting.push(at.childNodes[index] as TreeNode)
  }
  return text.slice(0, limit)
}

/** Elements whose text nobody sees: code, fallbacks for what is never embedded here, the page's own head. */
const UNSEEN: ReadonlySet<string> = new Set([
  'head', 'title', 'meta', 'link', 'base', 'script', 'style', 'template', 'noscript', 'noembed', 'noframes', 'iframe', 'frame', 'frameset', 'object', 'embed', 'applet',
  'audio', 'video', 'canvas', 'datalist', 'xml', 'area', 'param', 'source', 'track',
])

/** SVG's own words about itself. */
const UNSEEN_IN_SVG: ReadonlySet<string> = new Set(['title', 'desc', 'metadata'])

const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all)/i

/** True for an element that is not shown: by its kind, or because its own attributes say so. `visibility` does not count: pages lift it by script. */
export const isUnseen = (element: Element): boolean =>
  UNSEEN.has(element.tagName) || (UNSEEN_IN_SVG.has(element.tagName) && element.namespaceURI.endsWith('svg')) || hasAttr(element, 'hidden') || HIDDEN.test(attr(element, 'style'))

const BLOCK_TAGS: ReadonlySet<string> = new Set([
  'html', 'body', 'address', 'article', 'aside', 'blockquote', 'center', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form',
  'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'legend', 'li', 'listing', 'main', 'menu', 'nav', 'ol', 'optgroup', 'option', 'p', 'plaintext', 'pre', 'search', 'section',
  'select', 'summary', 'table', 'caption', 'tbody', 'thead', 'tfoot', 'tr', 'td', 'th', 'textarea', 'ul', 'xmp',
])

/** True for an element that begins a line of its own. */
export const isBlock = (element: Element): boolean => BLOCK_TAGS.has(element.tagName)
