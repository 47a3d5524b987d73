import { align, inOrder, isKin, type Pair } from '../compare/align'
import type { BodyJson } from '../story'
import { flowsBetween, saysSomething, type Became } from './flows'
import { blockIdOf, holdsBlocks, withBlockId, type Work } from './work'

/** One block as the three copies have it; null where a copy has it not. `moved` says who put it elsewhere among its neighbours. */
export type Entity = { at: number; base: BodyJson | null; mine: BodyJson | null; theirs: BodyJson | null; moved: { mine: boolean; theirs: boolean } }

/** The blocks of three copies of one body or box, matched. `groups` are those that must be settled together; the orders name entities. */
export type Entities = { all: Entity[]; order: { base: Entity[]; mine: Entity[]; theirs: Entity[] }; groups: Entity[][] }

type Side = 'mine' | 'theirs'

/** A node's own id, or that of the first block it holds: rows, items and cells have none of their own. */
const identityOf = (node: BodyJson): string | null => blockIdOf(node) ?? (holdsBlocks(node) && node.content?.[0] ? identityOf(node.content[0]) : null)

const identified = (node: BodyJson): BodyJson => {
  const id = blockIdOf(node) === null ? identityOf(node) : null
  return id === null ? node : withBlockId(node, `in ${id}`)
}

const pairsOf = (before: readonly BodyJson[], after: readonly BodyJson[], inRow: boolean): Pair[] => {
  // Cells are told by their column.
  if (inRow && before.length === after.length) return before.flatMap((cell, at) => (isKin(cell, after[at] ?? cell) ? [{ from: at, to: at }] : []))
  return align(before.map(identified), after.map(identified))
}

/** What both sides put in: the same block by its id, or by what it says. */
const bothPutIn = (mine: readonly Entity[], theirs: readonly Entity[], work: Work): [Entity, Entity][] => {
  const pairs: [Entity, Entity][] = []
  const free = new Set(theirs)
  const names: ((node: BodyJson) => string | null)[] = [blockIdOf, (node) => (saysSomething(node) ? work.face(node) : null)]
  let left = [...mine]
  for (const name of names) {
    const known = new Map<string, Entity>()
    for (const entity of free) {
      const key = entity.theirs && name(entity.theirs)
      if (key !== null && !known.has(key)) known.set(key, entity)
    }
    left = left.filter((entity) => {
      const key = entity.mine && name(entity.mine)
      const other = key === null ? undefined : known.get(key)
      if (!other?.theirs || !entity.mine || !free.has(other) || !isKin(entity.mine, other.theirs)) return true
      free.delete(other)
      pairs.push([entity, other])
      return false
    })
  }
  return pairs
}

/** One side's blocks in its order, those it took out after the one they stood behind. */
const becameOn = (side: Side, { order }: Pick<Entities, 'order'>, work: Work): Became[] => {
  const behind = new Map<Entity | null, Entity[]>()
  let last: Entity | null = null
  for (const entity of order.base) {
    if (entity[side] === null) behind.set(last, [...(behind.get(last) ?? []), entity])
    else last = entity
  }
  return [null, ...order[side]].flatMap((entity) => [...(entity ? [entity] : []), ...(behind.get(entity) ?? [])]).map(({ at, base, [side]: now }) => {
    const same = base !== null && now !== null && work.raw(base) === work.raw(now)
    return { block: at, before: same ? null : base, after: same ? null : now }
  })
}

const grouped = (all: readonly Entity[], links: readonly [number, number][]): Entity[][] => {
  const parent = all.map((_, at) => at)
  const root = (at: number): number => {
    let top = at
    for (let up = parent[top]; up !== undefined && up !== top; up = parent[top]) top = up
    parent[at] = top
    return top
  }
  for (const [one, other] of links) {
    const [low, high] = [root(one), root(other)].sort((a, b) => a - b)
    if (low !== undefined && high !== undefined) parent[high] = low
  }
  return [...Map.groupBy(all, ({ at }) => root(at)).values()]
}

/** Matches the blocks of three copies: by id, then by what they say; and finds between which of them either side moved text. */
export const matchBlocks = (base: readonly BodyJson[], mine: readonly BodyJson[], theirs: readonly BodyJson[], inRow: boolean, work: Work): Entities => {
  const all: Entity[] = base.map((node, at) => ({ at, base: node, mine: null, theirs: null, moved: { mine: false, theirs: false } }))
  const order = { base: [...all], mine: [] as Entity[], theirs: [] as Entity[] }
  const takeIn = (side: Side, nodes: readonly BodyJson[]): void => {
    const pairs = pairsOf(base, nodes, inRow)
    const steady = inOrder(pairs)
    const byTo = new Map(pairs.map((pair) => [pair.to, pair]))
    order[side] = nodes.map((node, to) => {
      const pair = byTo.get(to)
      const known = pair && order.base[pair.from]
      if (!pair || !known) return { at: -1, base: null, mine: null, theirs: null, moved: { mine: false, theirs: false }, [side]: node }
      known[side] = node
      known.moved[side] = !steady.has(pair)
      return known
    })
  }
  takeIn('mine', mine)
  takeIn('theirs', theirs)
  const fresh = (side: Side): Entity[] => order[side].filter(({ base: was }) => was === null)
  const same = new Map(bothPutIn(fresh('mine'), fresh('theirs'), work))
  for (const [entity, other] of same) other.mine = entity.mine
  order.mine = order.mine.map((entity) => same.get(entity) ?? entity)
  for (const entity of [...fresh('theirs'), ...fresh('mine')])
    if (entity.at < 0) {
      entity.at = all.length
      all.push(entity)
    }
  return { all, order, groups: grouped(all, [...flowsBetween(becameOn('mine', { order }, work)), ...flowsBetween(becameOn('theirs', { order }, work))]) }
}
