import type { BodyJson, Correction, Story } from '../story/story'

/**
 * One thing on the way through an article: what it corrects, a block (with the dateline that opens it, else empty), the byline, a dateline
 * no paragraph can take, the place of the footnotes, the headline it had before.
 */
export type Placed =
  | { kind: 'block'; block: BodyJson; dateline: string }
  | { kind: 'dateline'; text: string }
  | { kind: 'byline'; text: string }
  | { kind: 'originalHeadline'; text: string }
  | { kind: 'correction'; correction: Correction }
  | { kind: 'footnotes' }

const isEmptyParagraph = (block: BodyJson): boolean => block.type === 'paragraph' && (block.content ?? []).length === 0

/** What may trail behind the text it belongs to, so behind the byline that closes the text. */
const TRAILING: ReadonlySet<string> = new Set(['photo', 'photoGroup', 'mediaCard', 'factBox', 'editorsNote', 'subArticle'])

const hasFootnote = (node: BodyJson): boolean => node.type === 'footnote' || (node.content ?? []).some(hasFootnote)

/**
 * A story in the order it is read, with everything where print has it: a correction note opens the text, the dateline its first
 * paragraph; the byline closes the text, and photos, cards and boxes that trail behind the text stay behind the byline; footnotes and
 * the original headline come last. Empty paragraphs say nothing and are left out. An article of photos alone ends with its byline.
 */
export const readingOrder = (story: Pick<Story, 'body' | 'byline' | 'dateline' | 'originalHeadline' | 'correction'>): Placed[] => {
  const blocks = (story.body.content ?? []).filter((block) => !isEmptyParagraph(block))
  const opening = blocks.findIndex((block) => block.type === 'paragraph')
  const lastText = blocks.findLastIndex((block) => !TRAILING.has(block.type))
  const closing = lastText === -1 ? blocks.length - 1 : lastText
  const placed: Placed[] = []
  const byline: Placed[] = story.byline === '' ? [] : [{ kind: 'byline', text: story.byline }]
  if (story.correction) placed.push({ kind: 'correction', correction: story.correction })
  if (story.dateline !== '' && opening === -1) placed.push({ kind: 'dateline', text: story.dateline })
  if (closing === -1) placed.push(...byline)
  for (const [index, block] of blocks.entries()) {
    placed.push({ kind: 'block', block, dateline: index === opening ? story.dateline : '' })
    if (index === closing) placed.push(...byline)
  }
  if (blocks.some(hasFootnote)) placed.push({ kind: 'footnotes' })
  if (story.originalHeadline.trim() !== '') placed.push({ kind: 'originalHeadline', text: story.originalHeadline.trim() })
  return placed
}
