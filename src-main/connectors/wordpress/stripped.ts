import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

import { htmlLines, htmlText } from '../html-lines'
import type { PostText } from './content'
import type { Post } from './schemas'

const MOST = { lines: 50, characters: 200 } as const

/** Only what carries meaning: WordPress sets quotes, dashes and its own name otherwise. */
const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const addresses = (html: string): string[] => {
  const found: string[] = []
  const visit = (node: DefaultTreeAdapterTypes.Node): void => {
    if ('attrs' in node) found.push(...node.attrs.filter(({ name }) => (node.nodeName === 'img' && name === 'src') || (node.nodeName === 'a' && name === 'href')).map(({ value }) => value))
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  visit(parseFragment(html))
  return found
}

/** What WordPress, or a plugin of its, did not keep of a text: lines of words that are not in what it holds or shows, pictures and links that are gone. Compared as they are understood, so that another spelling of the same is none. */
export const strippedFrom = (sent: PostText, post: Post): string[] => {
  const [held, shown] = [letters(htmlLines(post.content.raw).join('')), letters(htmlLines(post.content.rendered).join(''))]
  const kept = new Set(addresses(post.content.raw))
  const lines = htmlLines(sent.content).filter((line) => !held.includes(letters(line)) || !shown.includes(letters(line)))
  const title = letters(htmlText(post.title.raw)) === letters(htmlText(sent.title)) ? [] : [htmlText(sent.title)]
  const excerpt = letters(htmlText(post.excerpt.raw)) === letters(htmlText(sent.excerpt)) ? [] : [htmlText(sent.excerpt)]
  return [...title, ...excerpt, ...lines, ...addresses(sent.content).filter((address) => !kept.has(address))].slice(0, MOST.lines).map((line) => line.slice(0, MOST.characters))
}
