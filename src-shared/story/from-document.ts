import { ok, type Outcome } from '../outcome'
import { textOf } from './count'
import { readHtml, type HtmlImport } from './from-html/read-html'
import { storyFromText } from './from-text'
import type { Notes } from './notes'
import type { BodyJson, Language, Story } from './story'

/** A document become a story. `pictures` are places of the body that wait for the document's own pictures; `dropped` is what was left out. */
export type DocumentImport = { story: Story; notes: Notes; pictures: HtmlImport['pictures']; dropped: string[] }

/** `mode` "page" leaves a web page's furniture out; "document" takes every line for copy. */
export type DocumentOptions = { id: string; newId: () => string; mode: 'document' | 'page'; language?: Language; offset?: string }

const tight = (text: string): string => text.replace(/[\s\u3000\u00a0\u200b]+/g, '')

/** The inline content between two offsets of its text (UTF-16 units); marks stay. */
const cut = (content: readonly BodyJson[], from: number, to: number): BodyJson[] => {
  let at = 0
  return content.flatMap((node) => {
    const size = node.text?.length ?? 1
    const start = at
    at += size
    if (node.text === undefined) return start >= from && at <= to ? [node] : []
    const text = node.text.slice(Math.max(0, from - start), Math.max(0, to - start))
    return text === '' ? [] : [{ ...node, text }]
  })
}

/** How far into a text its first `tightLength` signs that are no spaces reach. */
const reach = (text: string, tightLength: number): number => {
  let seen = 0
  for (let at = 0; at < text.length; at += 1) {
    if (seen === tightLength && !/[\s\u3000\u00a0\u200b]/.test(text[at] ?? '')) return at
    if (!/[\s\u3000\u00a0\u200b]/.test(text[at] ?? '')) seen += 1
  }
  return text.length
}

/** The fewest signs a paragraph must share with what was read as text before the rest counts as its dateline or byline. */
const SHARED = 6

/** What of a line is the article's: all, what is left once the reading as text took its dateline or byline away, or nothing. */
const remainingLine = (block: BodyJson, lines: ReadonlySet<string>): BodyJson | null => {
  const whole = (block.content ?? []).map((node) => node.text ?? '\n').join('')
  const text = tight(whole)
  if (lines.has(text)) return block
  for (const line of lines) {
    if (line.length < SHARED) continue
    if (text.endsWith(line)) return { ...block, content: cut(block.content ?? [], reach(whole, text.length - line.length), Infinity) }
    if (text.startsWith(line)) return { ...block, content: cut(block.content ?? [], 0, reach(whole, line.length)) }
  }
  return null
}

/** What of a paragraph is the article's. Each of its lines was read as text by itself, so each is asked for by itself. */
const remaining = (block: BodyJson, lines: ReadonlySet<string>): BodyJson | null => {
  const parts: BodyJson[][] = [[]]
  for (const node of block.content ?? []) {
    if (node.type === 'hardBreak') parts.push([])
    else parts.at(-1)?.push(node)
  }
  if (parts.length === 1) return remainingLine(block, lines)
  const left = parts.flatMap((content) => (content.length === 0 ? [] : (remainingLine({ ...block, content }, lines) ?? [])))
  return left.length === 0 ? null : { ...block, content: left.flatMap(({ content = [] }, index) => (index === 0 ? content : [{ type: 'hardBreak' }, ...content])) }
}

/** The lines of a document with its title where it stood: under the lines that are above it. */
const withTitle = (title: string, above: readonly string[], lines: readonly string[]): string[] => {
  const over = new Set(above.map(tight))
  const at = lines.findIndex((line) => !over.has(tight(line)))
  return at < 0 ? [...lines, title] : [...lines.slice(0, at), title, ...lines.slice(at)]
}

type Headed = Pick<Story, 'kicker' | 'headline' | 'deck'>

/**
 * Where a document says itself which line is its headline, the line read over it is the kicker and what was read under it the deck. `dropped` are lines further above,
 * which are the page's own.
 */
const headedBy = (title: string, above: readonly string[], { kicker, headline, deck }: Headed): { heads: Headed; dropped: string[] } => {
  const lines = [kicker, headline, deck].filter((line) => line !== '')
  if (headline === title || !lines.includes(title)) return { heads: { kicker, headline, deck }, dropped: [] }
  const places = new Set(above.map(tight))
  const over = lines.filter((line) => line !== title && places.has(tight(line)))
  return { heads: { kicker: over.at(-1) ?? '', headline: title, deck: lines.filter((line) => line !== title && !over.includes(line)).join(' ') }, dropped: over.slice(0, -1) }
}

const isPlain = (block: BodyJson): boolean => block.type === 'paragraph' && !(block.content ?? []).some((node) => node.type === 'footnote' || node.marks?.some(({ type }) => type === 'insertion' || type === 'deletion' || type === 'comment'))

/**
 * A story from a document's HTML. Its structure comes from the HTML; headline, byline, dateline, source, channel and time are read
 * off its words as a pasted page's are. Pure; refuses what readHtml and storyFromText refuse.
 */
export const storyFromHtml = (html: string, options: DocumentOptions): Outcome<DocumentImport> => {
  const read = readHtml(html, { newId: options.newId, mode: options.mode, pictures: () => null })
  if (!read.ok) return read
  const { blocks, pictures, title, above, dropped, notes } = read.value
  // What carries somebody's change, a comment or a note is never taken for furniture.
  const words = withTitle(title, above, blocks.filter((block) => isPlain(block) || block.type === 'crosshead').map((block) => (block.type === 'crosshead' ? [typeof block.attrs?.['marker'] === 'string' ? block.attrs['marker'] : '', textOf(block)].filter(Boolean).join(' ') : textOf(block)))).filter((line) => line.trim() !== '')
  const text = storyFromText(words.length > 0 ? words.join('\n') : ' ', { id: options.id, newId: options.newId, ...(options.language && { language: options.language }), ...(options.offset && { offset: options.offset }) })
  if (!text.ok && blocks.length === 0) return text
  if (!text.ok) {
    // Pictures or tables alone: a story without words of its own yet.
    const empty = storyFromText(title || '·', { id: options.id, newId: options.newId })
    if (!empty.ok) return empty
    return ok({ story: { ...empty.value.story, headline: title, slugline: title, body: { type: 'doc', content: blocks } }, notes, pictures, dropped })
  }
  const { heads: headed, dropped: over } = headedBy(title, above, text.value.story)
  const lines = new Set((text.value.story.body.content ?? []).map((block) => tight(textOf(block))).filter((line) => line !== ''))
  const heads = new Set([headed.kicker, headed.headline, headed.deck].map(tight).filter((line) => line !== ''))
  const content = blocks.flatMap((block): BodyJson[] => {
    if (block.type === 'crosshead') return heads.has(tight(textOf(block))) && !lines.has(tight(textOf(block))) ? [] : [block]
    if (!isPlain(block)) return [block]
    const left = remaining(block, lines)
    return left ? [left] : []
  })
  const body: BodyJson = { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph', attrs: { blockId: options.newId() } }] }
  const placed = new Set(content.flatMap(idsIn))
  return ok({ story: { ...text.value.story, ...headed, body }, notes, pictures: pictures.filter(({ place }) => placed.has(place)), dropped: [...dropped, ...over, ...text.value.dropped] })
}

const idsIn = (node: BodyJson): string[] => [...(typeof node.attrs?.['blockId'] === 'string' ? [node.attrs['blockId']] : []), ...(node.content ?? []).flatMap(idsIn)]
