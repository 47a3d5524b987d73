import { textOf } from '../../../src-shared/story/count'
import type { BodyJson, Story } from '../../../src-shared/story/story'

/** A body as loss is told: the text of each outermost block, and the pictures in it. */
export type Sketch = { blocks: ReadonlyMap<string, string>; size: number; photos: ReadonlySet<string> }

/** Limits, in UTF-16 units: more than this many gone, or more than this share of the text where at least a few words are gone. */
const MUCH = { characters: 200, share: 0.2, least: 20 } as const

/** Draws the sketch of a story's body. */
export const sketchOf = ({ body }: Pick<Story, 'body'>): Sketch => {
  const blocks = new Map<string, string>()
  const photos = new Set<string>()
  let size = 0
  const look = (node: BodyJson): void => {
    if (node.type === 'photo' && typeof node.attrs?.['photo'] === 'string') photos.add(node.attrs['photo'])
    for (const child of node.content ?? []) if (child.text === undefined) look(child)
  }
  for (const [index, block] of (body.content ?? []).entries()) {
    const text = textOf(block)
    const id = block.attrs?.['blockId']
    size += text.length
    look(block)
    // Blocks without an id, or with somebody else's, are told by their place.
    blocks.set(typeof id === 'string' && !blocks.has(id) ? id : `#${index}`, text)
  }
  return { blocks, size, photos }
}

/** What stands between the common start and the common end of two texts, on either side. */
const middles = (before: string, after: string): [string, string] => {
  let start = 0
  const most = Math.min(before.length, after.length)
  while (start < most && before[start] === after[start]) start += 1
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return [before.slice(start, before.length - end), after.slice(start, after.length - end)]
}

/** How many UTF-16 units of text are gone from one sketch to the next. What only moved, or was split off or joined, is not gone. */
export const goneBetween = (before: Sketch, after: Sketch): number => {
  const went: string[] = []
  const came: string[] = []
  for (const [id, text] of before.blocks) {
    const now = after.blocks.get(id) ?? ''
    if (now === text) continue
    const [old, fresh] = middles(text, now)
    went.push(old)
    came.push(fresh)
  }
  if (went.every((text) => text === '')) return 0
  for (const [id, text] of after.blocks) if (!before.blocks.has(id)) came.push(text)
  const elsewhere = came.join('\n')
  return went.reduce((sum, text) => sum + (text !== '' && elsewhere.includes(text) ? 0 : text.length), 0)
}

/** True where a save takes away so much that what was there is kept first: many words, a good share of them, or a picture. */
export const losesMuch = (before: Sketch, after: Sketch): boolean => {
  const gone = goneBetween(before, after)
  if (gone > MUCH.characters || (gone >= MUCH.least && gone > before.size * MUCH.share)) return true
  return [...before.photos].some((photo) => !after.photos.has(photo))
}
