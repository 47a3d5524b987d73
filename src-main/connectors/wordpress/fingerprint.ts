import { createHash } from 'node:crypto'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

import { htmlText } from '../html-lines'
import { isMarkerClass } from './marker'

type Node = DefaultTreeAdapterTypes.Node

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)

const attributes = (attrs: readonly { name: string; value: string }[]): string =>
  attrs
    .map(({ name, value }) => `${name}=${name === 'class' ? value.split(/\s+/).filter((part) => part !== '' && !isMarkerClass(part)).sort().join(' ') : value}`)
    // WordPress writes styles its own way for those who may not post any HTML.
    .filter((pair) => pair !== 'class=' && !pair.startsWith('style='))
    .sort()
    .join('\u0001')

/** HTML as it is understood, not as it is written: comments, quoting, the marker and blanks between blocks aside. */
export const parsedForm = (html: string): string => {
  const visit = (node: Node): string => {
    if (node.nodeName === '#text' && 'value' in node) return node.value.trim() === '' ? '' : node.value.replace(/\s+/g, ' ').trim()
    const inside = 'childNodes' in node ? node.childNodes.map(visit).join('') : ''
    return 'attrs' in node ? `<${node.nodeName} ${attributes(node.attrs)}>${inside}</>` : inside
  }
  return visit(parseFragment(html))
}

/** One short name for a post's words as they are understood: title, summary and text. */
export const textFingerprint = ({ title, excerpt, content }: { title: string; excerpt: string; content: string }): string => digest([htmlText(title), htmlText(excerpt), parsedForm(content)].join('\u0000'))

/** One short name for exactly these values. */
export const fingerprint = (...values: readonly (string | number)[]): string => digest(JSON.stringify(values))
