import { parseBody } from './body'
import { stable } from './compare/inline'
import { mergeBlocks, type MergedBlocks } from './merge/blocks'
import { conflictId, type Conflict } from './merge/conflict'
import { mergeFields } from './merge/fields'
import { photosOf } from './merge/photos'
import { blockIdOf, startWork, withBlockId, type Work } from './merge/work'
import type { BodyJson, Story } from './story'

export { conflictSchema, openConflicts, type Conflict } from './merge/conflict'
export { mergeNotes } from './merge/notes'
export { choicesOf, settle, type Choice } from './merge/settle'

/** A merged story, and what somebody must choose. */
export type Merged = { story: Story; conflicts: Conflict[] }

/** Every block with an id of its own: one that stands twice is renewed where it stands the second time. */
const withOwnIds = (nodes: readonly BodyJson[], work: Work, seen: Set<string> = new Set()): BodyJson[] =>
  nodes.map((node) => {
    const id = blockIdOf(node)
    const own = id !== null && seen.has(id) ? withBlockId(node, work.freshId()) : node
    if (id !== null) seen.add(id)
    if (!own.content) return own
    const content = withOwnIds(own.content, work, seen)
    return content.every((child, at) => child === own.content?.[at]) ? own : { ...own, content }
  })

/** Their body as it is, and the whole of both in question: for bodies that cannot be laid beside each other. */
const wholly = (base: BodyJson, mine: BodyJson, theirs: BodyJson, work: Work): MergedBlocks => {
  const [first, ...rest] = theirs.content ?? []
  const nodes = first && blockIdOf(first) === null ? [withBlockId(first, work.freshId()), ...rest] : [...(theirs.content ?? [])]
  const blockId = (nodes[0] && blockIdOf(nodes[0])) ?? ''
  const sides = { base: base.content ?? [], mine: mine.content ?? [], theirs: nodes }
  return { nodes, conflicts: [{ kind: 'block', id: conflictId('block', blockId, [sides.base, sides.mine, sides.theirs]), place: { blockId, after: null }, ...sides }] }
}

const mergeBodies = (base: BodyJson, mine: BodyJson, theirs: BodyJson, work: Work): { body: BodyJson; conflicts: Conflict[] } => {
  const [was, ours, desk] = [base, mine, theirs].map(work.raw)
  if (ours === desk || was === ours) return { body: theirs, conflicts: [] }
  if (was === desk) return { body: mine, conflicts: [] }
  const bodyOf = (nodes: readonly BodyJson[]): BodyJson => ({ ...theirs, content: nodes.length > 0 ? withOwnIds(nodes, work) : [{ type: 'paragraph', attrs: { blockId: work.freshId() } }] })
  const merged = mergeBlocks(base, mine, theirs, work)
  const body = merged && bodyOf(merged.nodes)
  if (merged && body && parseBody(body).ok) return { body, conflicts: merged.conflicts }
  const { nodes, conflicts } = wholly(base, mine, theirs, work)
  return { body: bodyOf(nodes), conflicts }
}

/**
 * Merges two copies of a story that went different ways from `base`: block by block, by their ids, and field by field. What only one
 * side changed is taken; what both changed is kept twice, theirs (the copy others already see) in the story and both in a conflict.
 * Changes in different sentences of a block go together where a sentence neither touched stands between them. Nothing that either
 * wrote is lost, and nothing moved or split stands twice. Pure: the same answer for the same stories.
 */
export const mergeStories = (base: Story, mine: Story, theirs: Story): Merged => {
  const work = startWork([base.body, mine.body, theirs.body])
  const [was, ours, desk] = [base, mine, theirs].map(({ body, ...rest }) => `${stable(rest)} ${work.raw(body)}`)
  if (was === ours || ours === desk) return { story: theirs, conflicts: [] }
  if (was === desk) return { story: mine, conflicts: [] }
  const { fields, conflicts: fieldConflicts } = mergeFields(base, mine, theirs)
  const { body, conflicts: blockConflicts } = mergeBodies(base.body, mine.body, theirs.body, work)
  const conflicts = [...fieldConflicts, ...blockConflicts]
  return { story: { ...theirs, ...fields, body, photos: photosOf(body, conflicts, theirs.photos, mine.photos, base.photos) }, conflicts }
}
