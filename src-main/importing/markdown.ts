import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/** Front matter some writing programs put before a text: its title is a headline, the rest is theirs. */
const FRONT = /^\ufeff?---\r?\n([\s\S]{0,20000}?)\r?\n---\r?\n/

/** Markdown (CommonMark with tables, footnotes and strike-through) as HTML. HTML inside it comes out as text or is dropped: it is never trusted. */
export const readMarkdown = (text: string): string => {
  const front = FRONT.exec(text)
  const title = /^title:\s*["']?(.*?)["']?\s*$/m.exec(front?.[1] ?? '')?.[1] ?? ''
  const body = front ? text.slice(front[0].length) : text
  const html = micromark(body, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: false })
  return title === '' ? html : `<h1>${title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</h1>${html}`
}
