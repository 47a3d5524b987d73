import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node

/** What stands in a line of its own. */
const BLOCKS = new Set('address article aside blockquote br caption cite dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th thead tr ul'.split(' '))
const SILENT = new Set(['script', 'style', 'template', 'noscript'])

/** Every line of words in HTML, in reading order: marks, pictures and comments aside, blanks as one, empty lines left out. */
export const htmlLines = (html: string): string[] => {
  let text = ''
  const visit = (node: Node): void => {
    if (node.nodeName === '#text' && 'value' in node) text += node.value.replace(/\s+/g, ' ')
    if (SILENT.has(node.nodeName) || !('childNodes' in node)) return
    const breaks = BLOCKS.has(node.nodeName) ? '\n' : ''
    text += breaks
    node.childNodes.forEach(visit)
    text += breaks
  }
  visit(parseFragment(html))
  return text.split('\n').map((line) => line.replace(/ +/g, ' ').trim()).filter((line) => line !== '')
}

/** HTML as one line of words: what a title or a name says. */
export const htmlText = (html: string): string => htmlLines(html).join(' ')
