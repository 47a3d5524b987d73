import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'

import { readHtml, type HtmlImport, type HtmlOptions } from '../../../../src-shared/story/from-html/read-html'
import { bodySchema, parseBody } from '../../../../src-shared/story/body'
import type { BodyJson } from '../../../../src-shared/story/story'

/** Ids counted from 1, so that two readings compare. */
export const counter = (): (() => string) => {
  let made = 0
  return () => `n${String((made += 1))}`
}

/** Reads, or fails the test. */
export const read = (html: string, mode: HtmlOptions['mode'] = 'paste'): HtmlImport => {
  const outcome = readHtml(html, { newId: counter(), mode })
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message}`)
  return outcome.value
}

/** Tags whose text a browser shows nobody, beside those the page hides itself. */
const UNSEEN = new Set(['head', 'title', 'script', 'style', 'template', 'noscript', 'noembed', 'noframes', 'iframe', 'frameset', 'object', 'embed', 'applet', 'audio', 'video', 'canvas', 'datalist', 'xml'])

const shows = (element: Tree.Element): boolean => {
  const value = (name: string): string => element.attrs.find((each) => each.name === name)?.value ?? ''
  if (UNSEEN.has(element.tagName) || element.attrs.some(({ name }) => name === 'hidden')) return false
  if (element.namespaceURI.endsWith('/svg') && ['title', 'desc', 'metadata'].includes(element.tagName)) return false
  const declared = value('style').toLowerCase().split(';').map((part) => part.split(':').map((side) => side.trim()))
  if (declared.some(([name, said]) => (name === 'display' && said?.startsWith('none')) || (name === 'mso-hide' && said?.startsWith('all')))) return false
  return !declared.some(([name, said]) => name === 'mso-list' && said?.startsWith('ignore'))
}

/** The reference: every text a person would see on the page, in order. Knows nothing of how Stet reads. */
export const visibleText = (html: string): string => {
  const found: string[] = []
  const waiting: Tree.ChildNode[] = [...parse(html).childNodes].reverse()
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    if (at.nodeName === '#text') found.push((at as Tree.TextNode).value)
    else if ('tagName' in at && shows(at)) for (const child of [...at.childNodes].reverse()) waiting.push(child)
  }
  return found.join('')
}

/** A text as two readings of one source compare: letters and figures alone, whatever they are set in. */
export const letters = (text: string): string => text.toWellFormed().normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '')

/** A body as it would be read aloud, block by block: markers, speakers, credits and labels where they are printed. */
export const printed = (node: BodyJson): string => {
  const attr = (name: string): string => (typeof node.attrs?.[name] === 'string' ? node.attrs[name] : '')
  const inside = (node.content ?? []).map(printed).join('')
  switch (node.type) {
    case 'text': return node.text ?? ''
    case 'crosshead': return `${attr('marker')}${inside}`
    case 'question': case 'answer': return `${attr('speaker')}${inside}`
    case 'photo': return `${inside}${attr('credit')}`
    case 'endMark': return '完'
    case 'editorsNote': return `编者按${inside}`
    case 'footnote': return ''
    default: return inside
  }
}

/** Throws where blocks are no body Stet would save. */
export const checked = (blocks: readonly BodyJson[]): void => {
  if (blocks.length === 0) return
  const body = { type: 'doc', content: [...blocks] }
  const outcome = parseBody(body)
  if (!outcome.ok) throw new Error(`${outcome.message}\n${JSON.stringify(body).slice(0, 2000)}`)
  bodySchema().nodeFromJSON(body).check()
}

/** Each block on a line: its kind, marker or speaker, and words; lists and tables opened up. For tests to look at. */
export const outline = (blocks: readonly BodyJson[], depth = ''): string[] =>
  blocks.flatMap((block): string[] => {
    const text = printed({ type: 'doc', content: block.content ?? [] })
    const named = ['marker', 'speaker', 'credit'].map((name) => block.attrs?.[name]).filter((value) => typeof value === 'string' && value !== '').join(' ')
    const own = `${depth}${block.type}${named === '' ? '' : ` [${named}]`}`
    if (['bulletList', 'orderedList', 'briefList', 'blockquote', 'factBox', 'editorsNote', 'listItem', 'table', 'tableRow', 'tableCell', 'tableHeader'].includes(block.type)) return [own, ...outline(block.content ?? [], `${depth}  `)]
    return [`${own}: ${text}`]
  })
