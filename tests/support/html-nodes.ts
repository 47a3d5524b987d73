import { parse, parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

export type HtmlNode = DefaultTreeAdapterTypes.Node

/** A page, or a fragment, as a browser reads it. */
export const pageOf = (html: string): HtmlNode => parse(html)
export const fragmentOf = (html: string): HtmlNode => parseFragment(html)

/** A node and everything under it, in order. */
export const nodesOf = (node: HtmlNode): HtmlNode[] => [node, ...('childNodes' in node ? node.childNodes.flatMap(nodesOf) : [])]

/** What an attribute says; null where the node has none of that name. */
export const attributeOf = (node: HtmlNode, name: string): string | null => ('attrs' in node ? (node.attrs.find((each) => each.name === name)?.value ?? null) : null)

/** The words a reader meets under a node. */
export const shownIn = (node: HtmlNode): string => {
  if (node.nodeName === '#text' && 'value' in node) return node.value
  if (node.nodeName === 'head') return ''
  return 'childNodes' in node ? node.childNodes.map(shownIn).join('') : ''
}
