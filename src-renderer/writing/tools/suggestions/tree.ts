import { Fragment, type Node as ProseNode } from '@tiptap/pm/model'

/** Blocks as text to compare, without their ids. */
export const bare = (nodes: readonly ProseNode[]): string =>
  JSON.stringify(nodes.map((node) => node.toJSON() as unknown), (key, value: unknown) => (key === 'blockId' ? undefined : value))

/** A tree in which some nodes are others. */
export const exchanged = (node: ProseNode, others: ReadonlyMap<ProseNode, ProseNode>): ProseNode => {
  const other = others.get(node)
  if (node.isTextblock || node.isLeaf) return other ?? node
  const children = node.children.map((child) => exchanged(child, others))
  const frame = other ?? node
  return children.every((child, index) => child === node.child(index)) ? frame : frame.copy(Fragment.fromArray(children))
}
