/** Where something stands in a Yjs document: who put it there, and their count then. */
type Id = { client: number; clock: number }
/** A Yjs struct, as far as it is needed here; only an item has content. */
export type LiveStruct = { id: Id; length: number; deleted: boolean; content?: unknown; origin?: Id | null; rightOrigin?: Id | null; parent?: unknown; parentSub?: string | null; right?: unknown }
/** Everything a document holds, by who put it there, in their order. */
export type LiveStructs = { clients: ReadonlyMap<number, readonly LiveStruct[]> }
/** A change as it travels: what it puts in, what it takes out. */
export type LiveChange = { structs: readonly LiveStruct[]; ds: { clients: ReadonlyMap<number, readonly { clock: number; len: number }[]> } }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isStruct = (value: unknown): value is LiveStruct => isRecord(value) && isRecord(value['id']) && typeof value['length'] === 'number'
const isId = (value: unknown): value is Id => isRecord(value) && typeof value['client'] === 'number' && typeof value['clock'] === 'number'
const hasWords = ({ content }: LiveStruct): boolean => isRecord(content) && 'str' in content
const counts = ({ content }: LiveStruct): boolean => isRecord(content) && typeof content['isCountable'] === 'function' && (content as { isCountable: () => boolean }).isCountable()

/** The struct at a place, by halving. */
const at = (store: LiveStructs, { client, clock }: Id): LiveStruct | null => {
  const structs = store.clients.get(client) ?? []
  let [low, high] = [0, structs.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const struct = structs[middle]
    if (!struct) return null
    if (clock < struct.id.clock) high = middle - 1
    else if (clock >= struct.id.clock + struct.length) low = middle + 1
    else return struct
  }
  return null
}

const takesOut = (change: LiveChange, { client, clock }: Id): boolean => (change.ds.clients.get(client) ?? []).some((range) => clock >= range.clock && clock < range.clock + range.len)

/** True where a change takes out every letter of a struct: what one person typed in two goes may stand in one, and only the first be known to the sender. */
const takesWhole = (change: LiveChange, { id, length }: LiveStruct): boolean =>
  (change.ds.clients.get(id.client) ?? []).reduce((sum, { clock, len }) => sum + Math.max(0, Math.min(clock + len, id.clock + length) - Math.max(clock, id.clock)), 0) >= length

/** The item a type stands in: null for the roots of a document. */
const itemOf = (type: unknown): LiveStruct | null => (isRecord(type) && isStruct(type['_item']) ? type['_item'] : null)

/** True where an item, or anything around it, was taken out. */
const isWithinRemoved = (struct: LiveStruct): boolean => {
  for (let item = itemOf(struct.parent); item; item = itemOf(item.parent)) if (item.deleted) return true
  return false
}

/** True where something inside a type stands and is not taken out by the change: its sender did not know of it. */
const holdsUnknown = (type: unknown, change: LiveChange): boolean => {
  if (!isRecord(type)) return false
  const inside: unknown[] = type['_map'] instanceof Map ? [...(type['_map'] as Map<string, unknown>).values()] : []
  for (let item: unknown = type['_start']; isStruct(item); item = item.right) inside.push(item)
  return inside.some((item) => isStruct(item) && !item.deleted && ((item.parentSub !== null || counts(item)) && !takesWhole(change, item) || (isRecord(item.content) && holdsUnknown(item.content['type'], change))))
}

/** The structs a change takes out, of those the document has. */
const removedBy = function* (change: LiveChange, store: LiveStructs): Generator<{ struct: LiveStruct; id: Id }> {
  for (const [client, ranges] of change.ds.clients)
    for (const { clock, len } of ranges)
      for (let from = clock; from < clock + len; ) {
        const struct = at(store, { client, clock: from })
        if (!struct) break
        yield { struct, id: { client, clock: from } }
        from = struct.id.clock + struct.length
      }
}

/** True where words stand between two stretches a change takes out, and it does not take them: its sender did not know of them. */
const leavesBetween = (struct: LiveStruct, change: LiveChange): boolean => {
  const last = { client: struct.id.client, clock: struct.id.clock + struct.length - 1 }
  if (!hasWords(struct)) return false
  let between = !takesOut(change, last)
  for (let item = struct.right; isStruct(item); item = item.right) {
    if (item.deleted || !counts(item)) continue
    if (takesOut(change, item.id)) return between
    if (!hasWords(item)) return false
    between = true
  }
  return false
}

/** True where a change brings nothing the document does not have: what a client answers that only follows. */
export const bringsNothing = (change: LiveChange, store: LiveStructs): boolean => {
  if (change.structs.some((struct) => !at(store, { client: struct.id.client, clock: struct.id.clock + struct.length - 1 }))) return false
  for (const { struct } of removedBy(change, store)) if (!struct.deleted) return false
  return true
}

/** What two people did at once that does not go together: both replaced the same words, one took away or made anew what the other wrote in, or one wrote inside words the other took out. */
export type LiveClash = 'replaced' | 'moved' | 'within'

/**
 * Whether a change made without knowing the whole of a document goes together with it, or must be merged block by block and put to a person.
 * Yjs keeps every letter typed beside another; it does not keep what was typed into a block that somebody moved, split or turned into
 * another, and it prints two replacements of one word one after the other. `known` is what both sides already had. Null: they go together.
 */
export const clashOf = (change: LiveChange, store: LiveStructs, known?: LiveStructs): LiveClash | null => {
  const gone = (id: Id | null | undefined): LiveStruct | null => {
    const struct = id ? at(store, id) : null
    return struct && id && (struct.deleted || isWithinRemoved(struct)) && !(known && at(known, id)?.deleted) ? struct : null
  }
  const putsIn = change.structs.some((struct) => counts(struct) && !takesOut(change, struct.id))
  for (const { struct, id } of removedBy(change, store)) {
    const valued = counts(struct) && (struct.parentSub === null || itemOf(struct.parent) === null)
    if (putsIn && valued && struct.deleted && !(known && at(known, id)?.deleted)) return 'replaced'
    if (!struct.deleted && leavesBetween(struct, change)) return 'within'
    if (!struct.deleted && isRecord(struct.content) && 'type' in struct.content && holdsUnknown(struct.content['type'], change)) return 'moved'
  }
  for (const struct of change.structs) {
    if (struct.content === undefined || takesOut(change, struct.id) || at(store, struct.id)) continue
    const [left, right] = [struct.origin ? at(store, struct.origin) : null, struct.rightOrigin ? at(store, struct.rightOrigin) : null]
    const beside = left ?? right
    if (beside && isWithinRemoved(beside)) return 'moved'
    const parent = isId(struct.parent) ? at(store, struct.parent) : null
    if (parent && (parent.deleted || isWithinRemoved(parent))) return 'moved'
    if (hasWords(struct) && gone(struct.origin) && gone(struct.rightOrigin)) return 'within'
  }
  return null
}
