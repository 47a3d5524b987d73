import type { BodyJson } from '../story'
import { blockIdOf, holdsBlocks, isSound, withBlockId } from './work'

type Ids = ReadonlySet<string>

const isOf = (node: BodyJson, ids: Ids): boolean => ids.has(blockIdOf(node) ?? '')
const holdsOne = (node: BodyJson, ids: Ids): boolean => (node.content ?? []).some((child) => isOf(child, ids) || (holdsBlocks(child) && holdsOne(child, ids)))
const emptyParagraph = (makeId: () => string): BodyJson => ({ type: 'paragraph', attrs: { blockId: makeId() } })

const without = (node: BodyJson, ids: Ids, makeId: () => string): BodyJson | null => {
  if (!holdsBlocks(node) || !holdsOne(node, ids)) return node
  const content = (node.content ?? []).filter((child) => !isOf(child, ids)).flatMap((child) => without(child, ids, makeId) ?? [])
  const next = { ...node, content }
  if (isSound(next)) return next
  // A box or an item that may not do without keeps an empty line there; a group of photos without a photo goes.
  let kept = false
  const emptied = (node.content ?? []).flatMap((child) => {
    if (!isOf(child, ids)) return without(child, ids, makeId) ?? []
    if (kept) return []
    kept = true
    return [emptyParagraph(makeId)]
  })
  const held = { ...node, content: emptied }
  return isSound(held) ? held : null
}

/** A body without these blocks, wherever they stand. */
export const takeOut = (body: BodyJson, ids: Ids, makeId: () => string): BodyJson => without(body, ids, makeId) ?? { ...body, content: [emptyParagraph(makeId)] }

/** Changes the list of blocks the first of these stands in; null where none stands anywhere, or the list may not be so. */
const inPlace = (node: BodyJson, ids: Ids, change: (nodes: readonly BodyJson[]) => BodyJson[]): BodyJson | null => {
  const content = node.content ?? []
  if (content.some((child) => isOf(child, ids))) {
    const next = { ...node, content: change(content) }
    return isSound(next) ? next : null
  }
  for (const [at, child] of content.entries()) {
    if (!holdsBlocks(child) || !holdsOne(child, ids)) continue
    const next = inPlace(child, ids, change)
    return next && { ...node, content: content.map((each, place) => (place === at ? next : each)) }
  }
  return null
}

const afterTop = (body: BodyJson, ids: Ids, blocks: readonly BodyJson[]): BodyJson | null => {
  const content = body.content ?? []
  const at = content.findLastIndex((node) => isOf(node, ids) || (holdsBlocks(node) && holdsOne(node, ids)))
  return at < 0 ? null : { ...body, content: [...content.slice(0, at + 1), ...blocks, ...content.slice(at + 1)] }
}

/** Puts blocks after the block they once followed, or at the end where that too is gone. */
export const putAfter = (body: BodyJson, after: string | null, blocks: readonly BodyJson[]): BodyJson =>
  (after === null ? null : afterTop(body, new Set([after]), blocks)) ?? { ...body, content: after === null ? [...blocks, ...(body.content ?? [])] : [...(body.content ?? []), ...blocks] }

/** Puts blocks after the last of these; after the box they are in, where that may not hold them; null where none stands anywhere. */
export const putBeside = (body: BodyJson, ids: Ids, blocks: readonly BodyJson[]): BodyJson | null =>
  inPlace(body, ids, (nodes) => {
    const last = nodes.findLastIndex((node) => isOf(node, ids))
    return [...nodes.slice(0, last + 1), ...blocks, ...nodes.slice(last + 1)]
  }) ?? afterTop(body, ids, blocks)

/** Each block that stands has its chosen self in its place; the other chosen ones follow the one they follow in their copy. */
const instead = (nodes: readonly BodyJson[], ids: Ids, blocks: readonly BodyJson[]): BodyJson[] => {
  const here = new Set(nodes.flatMap((node) => (isOf(node, ids) ? (blockIdOf(node) ?? []) : [])))
  const led = new Map<string | null, BodyJson[]>()
  let leader: string | null = null
  for (const block of blocks) {
    const id = blockIdOf(block)
    if (id !== null && here.has(id)) leader = id
    led.set(leader, [...(led.get(leader) ?? []), block])
  }
  let first = true
  return nodes.flatMap((node) => {
    if (!isOf(node, ids)) return [node]
    const opening = first ? (led.get(null) ?? []) : []
    first = false
    return [...opening, ...(led.get(blockIdOf(node)) ?? [])]
  })
}

/** Those of these blocks that stand in the first list that has one of them. */
const togetherIn = (node: BodyJson, ids: Ids): Ids => {
  const here = (node.content ?? []).flatMap((child) => (isOf(child, ids) ? (blockIdOf(child) ?? []) : []))
  const deeper = here.length > 0 ? undefined : node.content?.find((child) => holdsBlocks(child) && holdsOne(child, ids))
  return deeper ? togetherIn(deeper, ids) : new Set(here)
}

/** Puts blocks in the place of these; after the box they are in, where that may not hold them; null where none stands anywhere. */
export const putInstead = (body: BodyJson, ids: Ids, blocks: readonly BodyJson[], makeId: () => string): BodyJson | null => {
  // Some may have been moved into another box since.
  const here = togetherIn(body, ids)
  const cleared = takeOut(body, new Set([...ids].filter((id) => !here.has(id))), makeId)
  const replaced = inPlace(cleared, here, (nodes) => instead(nodes, here, blocks))
  if (replaced) return replaced
  const beside = afterTop(cleared, here, blocks.map((block) => (isOf(block, here) ? withBlockId(block, makeId()) : block)))
  return beside && takeOut(beside, here, makeId)
}
