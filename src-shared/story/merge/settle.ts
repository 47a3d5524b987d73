import { failed, ok, type Outcome } from '../../outcome'
import { parseBody } from '../body'
import type { BodyJson, Story } from '../story'
import { standing, type BlockConflict, type Conflict } from './conflict'
import { photosOf } from './photos'
import { putAfter, putBeside, putInstead, takeOut } from './putting'
import { blockIdOf, holdsBlocks, NAMED, withBlockId } from './work'

/** What somebody chose of a conflict. */
export type Choice = 'mine' | 'theirs' | 'both'

/** What can be chosen of a conflict: a field holds one value, and what one side took out can only stay or go. */
export const choicesOf = (conflict: Conflict): readonly Choice[] => (conflict.kind === 'block' ? ['theirs', 'mine', 'both'] : ['theirs', 'mine'])

const idsIn = (node: BodyJson, skipped: ReadonlySet<string>, found: Set<string>): Set<string> => {
  const id = blockIdOf(node)
  if (id !== null && skipped.has(id)) return found
  if (id !== null) found.add(id)
  for (const child of node.content ?? []) idsIn(child, skipped, found)
  return found
}

/** A block with a new id wherever its own are `taken`. */
const renewed = (node: BodyJson, taken: (id: string | null) => boolean, makeId: () => string): BodyJson => {
  const own = NAMED.has(node.type) && taken(blockIdOf(node)) ? withBlockId(node, makeId()) : node
  return own.content && holdsBlocks(own) ? { ...own, content: own.content.map((child) => renewed(child, taken, makeId)) } : own
}

const settledBody = (body: BodyJson, conflict: BlockConflict, choice: Choice, makeId: () => string): BodyJson => {
  const there = new Set(standing(conflict).flatMap((node) => blockIdOf(node) ?? []))
  const stands = standing(conflict) === conflict.mine ? 'mine' : 'theirs'
  if (choice === stands) return body
  if (choice !== 'both' && conflict[choice].length === 0) return takeOut(body, there, makeId)
  if (choice === 'both') {
    const copies = conflict.mine.map((node) => renewed(node, () => true, makeId))
    return putBeside(body, there, copies) ?? putAfter(body, conflict.place.after, copies)
  }
  const others = idsIn(body, there, new Set())
  const chosen = conflict.mine.map((node) => renewed(node, (id) => id === null || others.has(id), makeId))
  return putInstead(body, there, chosen, makeId) ?? putAfter(body, conflict.place.after, chosen)
}

/**
 * Puts what somebody chose of the conflict `id` in its place, `both` as mine after theirs under new ids, and takes the conflict off
 * the list. The story given back follows its schema. `conflict-settled` where the conflict is not on the list, `conflict-choice`
 * where it does not offer that choice.
 */
export const settle = (story: Story, conflicts: readonly Conflict[], id: string, choice: Choice, makeId: () => string): Outcome<{ story: Story; conflicts: Conflict[] }> => {
  const conflict = conflicts.find((each) => each.id === id)
  if (!conflict) return failed('conflict-settled', 'This conflict is settled already, or was never there.', {})
  if (!choicesOf(conflict).includes(choice)) return failed('conflict-choice', `This conflict cannot be settled as "${choice}".`, { choice })
  const left = conflicts.filter((each) => each.id !== id)
  if (conflict.kind === 'field') return ok({ story: choice === 'mine' ? { ...story, ...conflict.mine } : story, conflicts: left })
  const body = settledBody(story.body, conflict, choice, makeId)
  const read = parseBody(body)
  return read.ok ? ok({ story: { ...story, body, photos: photosOf(body, left, story.photos) }, conflicts: left }) : read
}
