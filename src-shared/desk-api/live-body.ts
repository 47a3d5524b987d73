import { Fragment, type Mark, type Node as ProseNode, type NodeType, type Schema } from '@tiptap/pm/model'

/** Words of a live body: a Yjs text, as far as it is needed here. */
export type LiveText = { toDelta: () => { insert?: unknown; attributes?: Record<string, unknown> }[] }
/** A node of a live body: a Yjs element. */
export type LiveElement = { nodeName: string; getAttributes: () => Record<string, unknown>; toArray: () => unknown[] }
/** A live body: a Yjs fragment. */
export type LiveFragment = { toArray: () => unknown[] }
/** What was read of each part, so that what did not change is not read again. */
export type LiveSeen = Map<unknown, ProseNode | ProseNode[]>

/**
 * The attribute that carries through Yjs what its binding leaves out: the marks of a block or an inline atom (suggestions, comments), and
 * attributes that are null where the schema's own value is another.
 */
const KEPT = 'kept'

const isText = (part: unknown): part is LiveText => typeof part === 'object' && part !== null && 'toDelta' in part
const isElement = (part: unknown): part is LiveElement => typeof part === 'object' && part !== null && 'nodeName' in part
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const keptOf = (node: ProseNode): string | null => {
  const nulls = Object.keys(node.attrs).filter((name) => node.attrs[name] === null && node.type.spec.attrs?.[name]?.default !== null)
  if (node.marks.length === 0 && nulls.length === 0) return null
  return JSON.stringify({ ...(node.marks.length > 0 ? { marks: node.marks.map((mark) => mark.toJSON() as unknown) } : {}), ...(nulls.length > 0 ? { nulls } : {}) })
}

const written = new WeakMap<ProseNode, ProseNode>()
const read = new WeakMap<ProseNode, ProseNode>()

/** A body as it is written into Yjs: the same nodes, those with something to keep carrying it as an attribute. For the binding only: never a document to show or check. */
export const writtenBody = (node: ProseNode): ProseNode => {
  if (node.isText) return node
  const known = written.get(node)
  if (known) return known
  const children = node.children.map(writtenBody)
  const kept = keptOf(node)
  const same = kept === null && children.every((child, at) => child === node.children[at])
  // The binding reads names, attributes, content and sizes; an attribute the schema does not have cannot be given to a node proper.
  const made = same ? node : (Object.create(node, { attrs: { value: kept === null ? node.attrs : { ...node.attrs, [KEPT]: kept } }, content: { value: Fragment.fromArray(children) } }) as ProseNode)
  written.set(node, made)
  if (made !== node) read.set(made, node)
  return made
}

const plain = (known: ProseNode | ProseNode[]): ProseNode[] => (Array.isArray(known) ? known : [read.get(known) ?? known])

/** One mark after the other, so that what excludes another does so, in the same order everywhere. */
const together = (marks: readonly Mark[]): readonly Mark[] => [...marks].sort((a, b) => (a.type.name < b.type.name ? -1 : a.type.name > b.type.name ? 1 : 0)).reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), [])

const wordsOf = (text: LiveText, schema: Schema): ProseNode[] =>
  text.toDelta().flatMap(({ insert, attributes }) => {
    if (typeof insert !== 'string' || insert === '') return []
    const marks = Object.entries(attributes ?? {}).flatMap(([name, attrs]) => {
      // Marks that may stand on one word several times carry a digest in their name.
      const type = schema.marks[/^(.*)--[a-zA-Z0-9+/=]{8}$/.exec(name)?.[1] ?? name]
      return type && isRecord(attrs) ? [type.create(attrs)] : []
    })
    return [schema.text(insert, together(marks))]
  })

const keptIn = (attributes: Record<string, unknown>, schema: Schema): { attrs: Record<string, unknown>; marks: readonly Mark[] } => {
  const { [KEPT]: kept, ...attrs } = attributes
  if (typeof kept !== 'string') return { attrs, marks: [] }
  try {
    const told: unknown = JSON.parse(kept)
    const { marks, nulls } = isRecord(told) ? told : {}
    for (const name of Array.isArray(nulls) ? nulls : []) if (typeof name === 'string') attrs[name] = null
    return { attrs, marks: together(Array.isArray(marks) ? marks.map((mark) => schema.markFromJSON(mark)) : []) }
  } catch {
    return { attrs, marks: [] }
  }
}

const allowed = (type: NodeType, child: ProseNode): ProseNode => (type.allowsMarks(child.marks) ? child : child.mark(type.allowedMarks(child.marks)))
const inlineOf = (node: ProseNode): ProseNode[] => (node.isInline ? [node] : node.children.flatMap(inlineOf))
const hasWords = (node: ProseNode): boolean => node.isText || node.isAtom || node.children.some(hasWords)

/** A block's words as paragraphs, block by block. */
const paragraphsOf = (node: ProseNode, schema: Schema): ProseNode[] => {
  const paragraph = schema.nodes['paragraph']
  if (!paragraph || node.isText) return []
  if (!node.inlineContent) return node.children.flatMap((child) => paragraphsOf(child, schema))
  return node.childCount === 0 ? [] : [paragraph.create(null, node.children.map((child) => allowed(paragraph, child)))]
}

/**
 * The nodes nearest to what stands there where it is no node of the schema: filled up, without empty parts that do not belong, or its words
 * as paragraphs. No word is left out.
 */
const mended = (type: NodeType, attrs: Record<string, unknown>, children: readonly ProseNode[], marks: readonly Mark[]): ProseNode[] => {
  const { schema } = type
  const filled = type.createAndFill(attrs, children, marks) ?? type.createAndFill(attrs, children.filter(hasWords), marks)
  if (filled) return [filled]
  if (type.inlineContent) return [type.create(attrs, children.flatMap(inlineOf).map((child) => allowed(type, child)), marks)]
  const blocks = children.flatMap((child) => paragraphsOf(child, schema))
  const around = type.createAndFill(attrs, blocks, marks)
  return around ? [around] : blocks
}

const nodesOf = (part: unknown, schema: Schema, seen: LiveSeen, mend: { done: boolean }): ProseNode[] => {
  const known = seen.get(part)
  if (known) return plain(known)
  if (isText(part)) {
    const words = wordsOf(part, schema)
    seen.set(part, words)
    return words
  }
  if (!isElement(part)) return []
  const children = part.toArray().flatMap((child) => nodesOf(child, schema, seen, mend))
  const type = schema.nodes[part.nodeName]
  if (!type) return children
  const { attrs, marks } = keptIn(part.getAttributes(), schema)
  const fitting = Fragment.fromArray(children.map((child) => allowed(type, child)))
  if (fitting.content.some((child, at) => child !== children[at]) && fitting.childCount === children.length) mend.done = true
  if (type.validContent(fitting)) {
    const node = type.create(attrs, fitting, marks)
    seen.set(part, node)
    return [node]
  }
  mend.done = true
  const nodes = mended(type, attrs, fitting.content, marks)
  if (nodes.length === 1 && nodes[0]) seen.set(part, nodes[0])
  return nodes
}

/**
 * Reads a live body. What two people made at once of a node and is none of the schema's is mended, and `mended` says so; the live
 * document itself is never touched.
 */
export const readLiveBody = (fragment: LiveFragment, schema: Schema, seen: LiveSeen = new Map()): { doc: ProseNode; mended: boolean } => {
  const mend = { done: false }
  const children = fragment.toArray().flatMap((part) => nodesOf(part, schema, seen, mend))
  const type = schema.topNodeType
  const fitting = Fragment.fromArray(children.map((child) => allowed(type, child)))
  if (type.validContent(fitting)) return { doc: type.create(null, fitting), mended: mend.done }
  return { doc: mended(type, {}, fitting.content, [])[0] ?? type.createAndFill() ?? type.create(), mended: true }
}
