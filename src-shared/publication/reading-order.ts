import type { BodyJson, Story } from '../story/story'

/** One thing on the way through an article: a block (with the dateline that opens it, else empty), the byline, or a dateline no paragraph can take. */
export type Placed = { kind: 'block'; block: BodyJson; dateline: string } | { kind: 'dateline'; text: string } | { kind: 'byline'; text: string }

const isEmptyParagraph = (block: BodyJson): boolean => block.type === 'paragraph' && (block.content ?? []).length === 0

/**
 * The body in the order it is read, with dateline and byline where print has them: the dateline opens the first paragraph, the
 * byline closes the text, and photos that trail behind the text stay behind the byline. Empty paragraphs say nothing and are
 * left out. An article of photos alone ends with its byline.
 */
export const readingOrder = (story: Pick<Story, 'body' | 'byline' | 'dateline'>): Placed[] => {
  const blocks = (story.body.content ?? []).filter((block) => !isEmptyParagraph(block))
  const opening = blocks.findIndex((block) => block.type === 'paragraph')
  const lastText = blocks.findLastIndex((block) => block.type !== 'photo')
  const closing = lastText === -1 ? blocks.length - 1 : lastText
  const placed: Placed[] = []
  const byline: Placed[] = story.byline === '' ? [] : [{ kind: 'byline', text: story.byline }]
  if (story.dateline !== '' && opening === -1) placed.push({ kind: 'dateline', text: story.dateline })
  if (closing === -1) placed.push(...byline)
  for (const [index, block] of blocks.entries()) {
    placed.push({ kind: 'block', block, dateline: index === opening ? story.dateline : '' })
    if (index === closing) placed.push(...byline)
  }
  return placed
}
