import { BLOCKS, bodySchema } from '../body'
import { faceOf } from '../compare/align'
import { stable } from '../compare/inline'
import type { BodyJson } from '../story'

/** Block types that carry a `blockId`, so that a conflict can point at them. */
export const NAMED: ReadonlySet<string> = new Set(BLOCKS)

/** A block's id; null where it has none. */
export const blockIdOf = (node: BodyJson): string | null => (typeof node.attrs?.['blockId'] === 'string' && node.attrs['blockId'] !== '' ? node.attrs['blockId'] : null)

/** The same block under another id. */
export const withBlockId = (node: BodyJson, blockId: string): BodyJson => ({ ...node, attrs: { ...node.attrs, blockId } })

/** What one merge knows while it works: how nodes read, each looked at once, and ids nobody has yet. */
export type Work = {
  /** A node as text, ids and comments included: equal for what is the same to the byte. */
  raw: (node: BodyJson) => string
  /** A node as text without ids and comments: equal for what says and shows the same. */
  face: (node: BodyJson) => string
  /** An id that stands in none of the three stories and was not given before; the same one for the same stories. */
  freshId: () => string
}

const idsIn = (node: BodyJson, found: Set<string>): Set<string> => {
  const id = blockIdOf(node)
  if (id !== null) found.add(id)
  for (const child of node.content ?? []) idsIn(child, found)
  return found
}

/** Written from what its blocks are written as, so that a body is looked at once. */
const rawOf = (node: BodyJson, raw: (node: BodyJson) => string): string => {
  if (!node.content || !holdsBlocks(node)) return stable(node)
  const { content, ...shell } = node
  return `${stable(shell)}[${content.map(raw).join(',')}]`
}

const remembered = (read: (node: BodyJson, again: (node: BodyJson) => string) => string): ((node: BodyJson) => string) => {
  const known = new WeakMap<BodyJson, string>()
  const again = (node: BodyJson): string => {
    let text = known.get(node)
    if (text === undefined) known.set(node, (text = read(node, again)))
    return text
  }
  return again
}

/** Begins a merge of `bodies`. */
export const startWork = (bodies: readonly BodyJson[]): Work => {
  let taken: Set<string> | undefined
  let count = 0
  const freshId = (): string => {
    taken ??= bodies.reduce((found, body) => idsIn(body, found), new Set<string>())
    let id = ''
    do id = `merged-${String((count += 1))}`
    while (taken.has(id))
    taken.add(id)
    return id
  }
  return { raw: remembered(rawOf), face: remembered(faceOf), freshId }
}

/** True for a node its schema allows, with all it holds. */
export const isSound = (node: BodyJson): boolean => {
  try {
    bodySchema().nodeFromJSON(node).check()
    return true
  } catch {
    return false
  }
}

const holders = new Map<string, boolean>()
/** True for nodes that hold blocks (a list, a box, a cell) and not a line of text. */
export const holdsBlocks = ({ type }: BodyJson): boolean => {
  let holds = holders.get(type)
  if (holds === undefined) {
    const known = bodySchema().nodes[type]
    holders.set(type, (holds = known !== undefined && !known.isLeaf && !known.inlineContent))
  }
  return holds
}
