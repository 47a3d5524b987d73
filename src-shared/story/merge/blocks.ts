import type { BodyJson } from '../story'
import { carryComments } from './comments'
import { conflictId, type BlockConflict } from './conflict'
import { matchBlocks, type Entity } from './entities'
import { mergeLines, type Line } from './lines'
import { placesOf } from './places'
import { mergeShells } from './shell'
import { isEven } from './tables'
import { blockIdOf, holdsBlocks, isSound, NAMED, withBlockId, type Work } from './work'

/** Merged blocks, and what of them is in question. */
export type MergedBlocks = { nodes: BodyJson[]; conflicts: BlockConflict[] }

/** What becomes of the entities of a group: those in the map stand in the result. */
type Settled = { standing: Map<Entity, BodyJson>; conflicts: BlockConflict[] }

type Side = 'base' | 'mine' | 'theirs'

const present = (entities: readonly Entity[], side: Side): BodyJson[] => entities.flatMap(({ [side]: node }) => node ?? [])

/** Gives the blocks of these entities from one side, with the comments of the other. */
const taken = (entities: readonly Entity[], side: 'mine' | 'theirs'): Map<Entity, BodyJson> => {
  const there = entities.filter((entity) => entity[side] !== null)
  const nodes = carryComments(present(there, side), present(entities, side === 'mine' ? 'theirs' : 'mine'), present(entities, 'base'))
  return new Map(there.flatMap((entity, at) => { const node = nodes[at]; return node ? [[entity, node] as const] : [] }))
}

/** Keeps both: what stands in the result and what does not, for somebody to choose. Null where no block is there a conflict could point at. */
const keepBoth = (entities: readonly Entity[], work: Work): Settled | null => {
  const side = present(entities, 'theirs').length > 0 ? 'theirs' : 'mine'
  const kept = [...taken(entities, side)].map(([entity, node]) => [entity, blockIdOf(node) === null && NAMED.has(node.type) ? withBlockId(node, work.freshId()) : node] as const)
  const first = kept[0]?.[1]
  if (!first || !kept.every(([, { type }]) => NAMED.has(type))) return null
  const nodes = kept.map(([, node]) => node)
  const sides = { base: present(entities, 'base'), mine: side === 'mine' ? nodes : present(entities, 'mine'), theirs: side === 'theirs' ? nodes : [] }
  const kind = sides.mine.length === 0 || sides.theirs.length === 0 ? 'deleted' : 'block'
  const blockId = blockIdOf(first) ?? ''
  return { standing: new Map(kept), conflicts: [{ kind, id: conflictId(kind, blockId, [sides.base, sides.mine, sides.theirs]), place: { blockId, after: null }, ...sides }] }
}

/** One block all three copies have. Null where both changed it so that somebody must choose. */
const mergeBlock = (base: BodyJson, mine: BodyJson, theirs: BodyJson, work: Work): { node: BodyJson; conflicts: BlockConflict[] } | null => {
  const [was, ours, desk] = [base, mine, theirs].map(work.raw)
  if (ours === desk || was === ours) return { node: theirs, conflicts: [] }
  if (was === desk) return { node: mine, conflicts: [] }
  const [wasFace, oursFace, deskFace] = [base, mine, theirs].map(work.face)
  const carried = (node: BodyJson, other: BodyJson): { node: BodyJson; conflicts: BlockConflict[] } => ({ node: carryComments([node], [other], [base])[0] ?? node, conflicts: [] })
  if (wasFace === oursFace || oursFace === deskFace) return carried(theirs, mine)
  if (wasFace === deskFace) return carried(mine, theirs)
  const holding = [base, mine, theirs].filter(holdsBlocks).length
  if (holding === 0) {
    const line = (node: BodyJson): Line[] => [{ block: 0, node }]
    const node = mergeLines(line(base), line(mine), line(theirs))?.get(0)
    const merged = node && carryComments(carryComments([node], [mine], [base]), [theirs], [base])[0]
    return merged && isSound(merged) ? { node: merged, conflicts: [] } : null
  }
  if (holding < 3) return null
  const shell = mergeShells(base, mine, theirs)
  const inside = shell && mergeBlocks(base, mine, theirs, work)
  if (!inside) return null
  const node: BodyJson = { ...shell, content: inside.nodes }
  if (!isSound(node) || (node.type === 'table' && !isEven(node) && (isEven(mine) || isEven(theirs)))) return null
  return { node, conflicts: inside.conflicts }
}

/** A block that stands by itself: nothing was moved between it and others. */
const settleOne = (entity: Entity, work: Work): Settled | null => {
  const { base, mine, theirs } = entity
  const put = (node: BodyJson | null, conflicts: BlockConflict[] = []): Settled => ({ standing: new Map(node ? [[entity, node]] : []), conflicts })
  if (!base) {
    if (!mine || !theirs) return put(mine ?? theirs)
    return work.face(mine) === work.face(theirs) ? { standing: taken([entity], 'theirs'), conflicts: [] } : keepBoth([entity], work)
  }
  if (mine && theirs) {
    const merged = mergeBlock(base, mine, theirs, work)
    return merged ? put(merged.node, merged.conflicts) : keepBoth([entity], work)
  }
  const left = mine ?? theirs
  return left && work.face(left) !== work.face(base) ? keepBoth([entity], work) : put(null)
}

const isLine = (node: BodyJson): boolean => !holdsBlocks(node) && node.type !== 'photo' && node.type !== 'mediaCard'

/** Blocks between which text was moved, as one text; null where that cannot be, or somebody must choose. */
const settleAsText = (entities: readonly Entity[], order: Readonly<Record<Side, readonly Entity[]>>): Settled | null => {
  if (!entities.every(({ base, mine, theirs }) => [base, mine, theirs].every((node) => node === null || isLine(node)))) return null
  const group = new Set(entities)
  const lines = (side: Side): Line[] => order[side].flatMap((entity) => { const node = entity[side]; return group.has(entity) && node ? [{ block: entity.at, node }] : [] })
  const merged = mergeLines(lines('base'), lines('mine'), lines('theirs'))
  if (!merged || ![...merged.values()].every(isSound)) return null
  const there = entities.filter(({ at }) => merged.has(at))
  const base = present(entities, 'base')
  const nodes = carryComments(carryComments(there.flatMap(({ at }) => merged.get(at) ?? []), present(entities, 'mine'), base), present(entities, 'theirs'), base)
  return { standing: new Map(there.flatMap((entity, at) => { const node = nodes[at]; return node ? [[entity, node] as const] : [] })), conflicts: [] }
}

const settleGroup = (entities: readonly Entity[], order: Readonly<Record<Side, readonly Entity[]>>, work: Work): Settled | null => {
  const [only] = entities
  if (only && entities.length === 1) return settleOne(only, work)
  const same = (one: Side, other: Side): boolean => entities.every(({ [one]: a, [other]: b }) => (a === null ? b === null : b !== null && work.face(a) === work.face(b)))
  if (same('base', 'mine') || same('mine', 'theirs')) return { standing: taken(entities, 'theirs'), conflicts: [] }
  if (same('base', 'theirs')) return { standing: taken(entities, 'mine'), conflicts: [] }
  return settleAsText(entities, order) ?? keepBoth(entities, work)
}

/** A conflict with the block before it: where to put it back when its own block is taken out before somebody chooses. */
const placed = (conflict: BlockConflict, nodes: readonly BodyJson[]): BlockConflict => {
  const at = nodes.findIndex((node) => blockIdOf(node) === conflict.place.blockId)
  if (at < 1) return conflict
  return { ...conflict, place: { ...conflict.place, after: nodes.slice(0, at).map(blockIdOf).findLast((id) => id !== null) ?? null } }
}

/** Merges what three copies of a node hold, block by block. Null where something there is in question that no conflict could point at. */
export const mergeBlocks = (base: BodyJson, mine: BodyJson, theirs: BodyJson, work: Work): MergedBlocks | null => {
  const matched = matchBlocks(base.content ?? [], mine.content ?? [], theirs.content ?? [], base.type === 'tableRow', work)
  const result = new Map<Entity, BodyJson>()
  const conflicts: BlockConflict[] = []
  for (const group of matched.groups) {
    const settled = settleGroup(group, matched.order, work)
    if (!settled) return null
    for (const [entity, node] of settled.standing) result.set(entity, node)
    conflicts.push(...settled.conflicts)
  }
  const nodes = placesOf(matched).flatMap((entity) => result.get(entity) ?? [])
  return { nodes, conflicts: conflicts.map((conflict) => placed(conflict, nodes)) }
}
