import type { Entities, Entity } from './entities'

/**
 * The order of the merged blocks, those that are not in the result among them: theirs, with what only mine moved where mine has it,
 * and what only mine has after what it follows there. What both put in at one place stands theirs first.
 */
export const placesOf = ({ order }: Pick<Entities, 'order'>): Entity[] => {
  const next = new Map<Entity | null, Entity | null>()
  const there = new Set<Entity>()
  const put = (entity: Entity, after: Entity | null): void => {
    next.set(entity, next.get(after) ?? null)
    next.set(after, entity)
    there.add(entity)
  }
  let last: Entity | null = null
  for (const entity of order.theirs) {
    if (entity.mine !== null && entity.base !== null && entity.moved.mine && !entity.moved.theirs) continue
    put(entity, last)
    last = entity
  }
  let before: Entity | null = null
  for (const entity of order.mine) {
    if (!there.has(entity)) {
      let after: Entity | null = before
      for (let one = next.get(after); one?.mine === null && one.base === null; one = next.get(after)) after = one
      put(entity, after)
    }
    before = entity
  }
  const places: Entity[] = []
  for (let one = next.get(null); one; one = next.get(one)) places.push(one)
  return places
}
