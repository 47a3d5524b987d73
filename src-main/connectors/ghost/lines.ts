import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'

import { lexicalOf, type LexicalNode } from './lexical'

/** Gathers words into lines. */
const page = () => {
  const lines: string[] = []
  let line = ''
  const turn = (): void => {
    const words = line.trim()
    if (words !== '') lines.push(words)
    line = ''
  }
  return { say: (words: string) => void (line += words), turn, lines }
}
type Page = ReturnType<typeof page>

const INLINE: ReadonlySet<string> = new Set(['a', 'abbr', 'b', 'cite', 'code', 'em', 'i', 'mark', 's', 'small', 'span', 'strong', 'sub', 'sup', 'time', 'u'])
const UNREAD: ReadonlySet<string> = new Set(['script', 'style', 'template', 'noscript'])

const readHtml = (node: DefaultTreeAdapterTypes.ChildNode, into: Page, images: string[]): void => {
  if ('value' in node) { into.say(node.value.replace(/[ \t\n\f\r]+/g, ' ')); return; }
  if (!('childNodes' in node) || UNREAD.has(node.tagName)) return
  if (node.tagName === 'img') images.push(node.attrs.find(({ name }) => name === 'src')?.value ?? '')
  const inline = INLINE.has(node.tagName)
  // Cells of one row are one line.
  const cell = node.tagName === 'td' || node.tagName === 'th'
  if (!inline && !cell) into.turn()
  for (const child of node.childNodes) readHtml(child, into, images)
  if (cell) into.say('\t')
  else if (!inline) into.turn()
}

const htmlInto = (html: string, into: Page, images: string[]): void => {
  into.turn()
  for (const child of parseFragment(html).childNodes) readHtml(child, into, images)
  into.turn()
}

/** Words of cards, by the fields that hold them; HTML but for a heading, which reads the same either way. */
const WORDS = ['heading', 'subheading', 'html', 'calloutText', 'content', 'caption'] as const
const RUNS_ON: ReadonlySet<string> = new Set(['link', 'autolink', 'at-link'])

const readNode = (node: LexicalNode, into: Page, images: string[]): void => {
  if (typeof node['text'] === 'string') { into.say(node['text']); return; }
  if (node.type === 'linebreak') { into.turn(); return; }
  if (node.children) {
    const runsOn = RUNS_ON.has(node.type)
    if (!runsOn) into.turn()
    for (const child of node.children) readNode(child, into, images)
    if (!runsOn) into.turn()
    return
  }
  into.turn()
  if (typeof node['src'] === 'string') images.push(node['src'])
  if (Array.isArray(node['images'])) for (const image of node['images'] as unknown[]) if (typeof image === 'object' && image !== null && 'src' in image && typeof image.src === 'string') images.push(image.src)
  for (const field of WORDS) if (typeof node[field] === 'string') htmlInto(node[field], into, images)
}

/** What a text says, line by line in reading order, marks aside, and the addresses of its pictures. */
export type Reading = { lines: string[]; images: string[] }

/** Reads a post's `lexical`; what is sent and what stands there are read alike. */
export const readLexical = (text: string | null): Reading => {
  const into = page()
  const images: string[] = []
  const lexical = lexicalOf(text)
  if (lexical) readNode(lexical.root, into, images)
  return { lines: into.lines, images }
}

/** Reads HTML as Ghost prints it. */
export const readPrinted = (html: string): Reading => {
  const into = page()
  const images: string[] = []
  htmlInto(html, into, images)
  return { lines: into.lines, images }
}
