import { Fragment, type Attrs, type Mark, type Node as ProseNode, type NodeType } from '@tiptap/pm/model'

import { carrying, settleLeaf, type Decide } from './leaf'
import { idOf, isBorder, isMove, isSuggestion, markOf, modType, readShape, sameValue, without } from './marks'

/** Children `from` to `to` of a node became `nodes`. */
export type Segment = { from: number; to: number; nodes: ProseNode[] }

// Holders that go with the last of what they hold; others keep an empty line.
const DROPPED: ReadonlySet<string> = new Set(['bulletList', 'orderedList', 'briefList', 'listItem', 'photoGroup', 'blockquote', 'tableRow', 'table', 'editorsNote', 'liveEntry'])

const made = (node: ProseNode, type: NodeType, attrs: Attrs, marks: readonly Mark[], content: Fragment): ProseNode | null => {
  if (type === node.type && content === node.content && attrs === node.attrs && marks === node.marks) return node
  if (type.validContent(content)) return type.create(attrs, content, marks)
  if (content.childCount === 0 && DROPPED.has(type.name)) return null
  // What cannot be made is left as it stands, with its suggestion still open.
  return type.createAndFill(attrs, content, marks) ?? node
}

/** The words of a text block, settled. */
export const settleInline = (block: ProseNode, decide: Decide): Fragment => {
  const out: ProseNode[] = []
  let changed = false
  for (const child of block.children) {
    const now = settleLeaf(child, decide)
    changed ||= now !== child
    if (now) out.push(now)
  }
  return changed ? Fragment.fromArray(out) : block.content
}

type Kind = { type: NodeType; attrs: Attrs; marks: readonly Mark[] }

/** True where what a change put there is there still; a later one that was taken since stays. */
const isThere = (mark: Mark, value: unknown, put: unknown = mark.attrs['newValue']): boolean => put === null || put === undefined || sameValue(put, value)

// Of two people's changes of one thing the later stands on the earlier: where that is rejected, the later one replaces what was before.
const takeBack = (kind: Kind, mark: Mark): Kind => {
  const marks = mark.removeFromSet(kind.marks)
  const next = marks.slice(kind.marks.indexOf(mark)).find((each) => each.type === mark.type && modType(each) === modType(mark) && each.attrs['attrName'] === mark.attrs['attrName'] && sameValue(each.attrs['previousValue'], mark.attrs['newValue']))
  if (next) return { ...kind, marks: marks.map((each) => (each === next ? each.type.create({ ...each.attrs, previousValue: mark.attrs['previousValue'] as unknown }) : each)) }
  if (modType(mark) === 'attr') {
    const name = String(mark.attrs['attrName'])
    const turned = marks.slice(kind.marks.indexOf(mark)).find((each) => modType(each) === 'nodeType')
    const shape = turned && readShape(turned.attrs['previousValue'])
    // Turned into another kind since: what it would go back to is told anew.
    if (shape) return { ...kind, marks: marks.map((each) => (each === turned ? each.type.create({ ...each.attrs, previousValue: { ...shape, attrs: { ...shape.attrs, [name]: mark.attrs['previousValue'] as unknown } } }) : each)) }
    return isThere(mark, kind.attrs[name]) ? { ...kind, marks, attrs: { ...kind.attrs, [name]: mark.attrs['previousValue'] as unknown } } : { ...kind, marks }
  }
  if (!isThere(mark, kind.type.name, readShape(mark.attrs['newValue'])?.type)) return { ...kind, marks }
  const shape = modType(mark) === 'nodeType' ? readShape(mark.attrs['previousValue']) : null
  const type = shape && kind.type.schema.nodes[shape.type]
  return type ? { type, attrs: { ...shape.attrs, ...('blockId' in kind.attrs ? { blockId: kind.attrs['blockId'] as unknown } : {}) }, marks } : { ...kind, marks }
}

const settleKind = (node: ProseNode, decide: Decide): Kind | null => {
  let kind: Kind = { type: node.type, attrs: node.attrs, marks: node.marks }
  for (const mark of node.marks) {
    if (!isSuggestion(mark) || isBorder(mark)) continue
    const verdict = decide(idOf(mark))
    if (verdict === 'leave') continue
    const { name } = mark.type
    if ((name === 'insertion' && verdict === 'reject') || (name === 'deletion' && verdict === 'accept')) return null
    const now = kind.marks.find((each) => each.type === mark.type && idOf(each) === idOf(mark) && modType(each) === modType(mark) && each.attrs['attrName'] === mark.attrs['attrName'])
    if (!now) continue
    kind = name === 'modification' && verdict === 'reject' ? takeBack(kind, now) : { ...kind, marks: now.removeFromSet(kind.marks) }
  }
  return kind
}

/** A block, settled with all that is in it, its upper border aside; null where it goes. */
const settleBlock = (node: ProseNode, decide: Decide): ProseNode | null => {
  const kind = settleKind(node, decide)
  if (!kind) return null
  return made(node, kind.type, kind.attrs, kind.marks, node.inlineContent ? settleInline(node, decide) : settleChildren(node, decide))
}

/** A block with what is suggested of its kind settled, its content and border left. */
export const settledKind = (node: ProseNode, decide: Decide): ProseNode => {
  const kind = settleKind(node, decide)
  return (kind && made(node, kind.type, kind.attrs, kind.marks, node.content)) ?? node
}

/**
 * Two lines as one; null where they cannot be. Where one of them is itself still to be settled, its words take its suggestion with them, so that
 * the other one's words depend on no suggestion but their own.
 */
const joined = (above: ProseNode, below: ProseNode): ProseNode | null => {
  if (!above.isTextblock || !below.isTextblock) return null
  const lines = [above, below]
  const base = markOf(above, 'insertion') && !markOf(below, 'insertion') ? below : above
  const gone = lines.every((line) => markOf(line, 'deletion')) ? undefined : markOf(base, 'deletion')
  const frame = gone ? without(base, gone) : base
  const content = Fragment.fromArray(lines.flatMap((line) => {
    const lost = [markOf(line, 'insertion'), markOf(line, 'deletion')].filter((mark) => mark !== undefined).filter((mark) => !mark.isInSet(frame.marks))
    return lost.reduce(carrying, line.content).content
  }))
  if (!frame.type.validContent(content)) return null
  // The id stays with the words.
  const attrs = above.content.size === 0 && 'blockId' in frame.attrs && 'blockId' in below.attrs ? { ...frame.attrs, blockId: below.attrs['blockId'] as unknown } : frame.attrs
  return frame.type.create(attrs, content, frame.marks)
}

/** The line a border leads to: a split goes back to what it was cut from and not to what was put between, a join to what will still be there. */
const lineAbove = (segments: readonly Segment[], child: ProseNode, undone: boolean): { segment: number; node: number } | null => {
  const put = markOf(child, 'insertion')
  const fits = (each: ProseNode): boolean => {
    if (!undone) return !markOf(each, 'deletion')
    const theirs = markOf(each, 'insertion')
    return put ? theirs !== undefined && put.eq(theirs) : !theirs
  }
  for (let segment = segments.length - 1; segment >= 0; segment -= 1) {
    const nodes = segments[segment]?.nodes ?? []
    const node = nodes.findLastIndex(fits)
    if (node >= 0) return { segment, node }
  }
  return null
}

/** What a node's children become, in order; a child that is joined to the one before it shares its segment. */
export const settleSegments = (parent: ProseNode, decide: Decide): Segment[] => {
  const segments: Segment[] = []
  parent.forEach((child, _offset, index) => {
    let joins: 'undone' | 'done' | null = null
    let now: ProseNode = child
    for (const mark of child.marks.filter(isBorder)) {
      const verdict = decide(idOf(mark))
      if (verdict === 'leave') continue
      now = without(now, mark)
      if (modType(mark) === 'split' && verdict === 'reject') joins = 'undone'
      else if (modType(mark) === 'join' && verdict === 'accept') joins ??= 'done'
    }
    const settled = settleBlock(now, decide)
    const place = joins && settled ? lineAbove(segments, settled, joins === 'undone') : null
    const segment = place ? segments[place.segment] : undefined
    const above = place && segment?.nodes[place.node]
    const one = above && settled ? joined(above, settled) : null
    if (!one || !place) segments.push({ from: index, to: index + 1, nodes: settled ? [settled] : [] })
    else {
      const merged = segments.splice(place.segment)
      const nodes = merged.flatMap((each) => each.nodes)
      segments.push({ from: merged[0]?.from ?? index, to: index + 1, nodes: nodes.with(place.node, one) })
    }
  })
  return segments
}

const settleChildren = (parent: ProseNode, decide: Decide): Fragment => {
  const segments = settleSegments(parent, decide)
  const same = segments.every(({ from, to, nodes }) => to === from + 1 && nodes.length === 1 && nodes[0] === parent.child(from))
  return same ? parent.content : Fragment.fromArray(segments.flatMap(({ nodes }) => nodes))
}

type Moved = { from: string | null; copy: ProseNode }

/** Of blocks that were moved: the copies at their new places, each with the id it had. */
const movedIds = (doc: ProseNode): Map<ProseNode, string> => {
  const ghosts = new Map<string, (string | null)[]>()
  const copies = new Map<string, ProseNode[]>()
  doc.descendants((node) => {
    if (node.inlineContent && node.marks.length === 0) return false
    for (const mark of node.marks) {
      const id = idOf(mark)
      if (!isMove(id)) continue
      if (mark.type.name === 'deletion') ghosts.set(id, [...(ghosts.get(id) ?? []), typeof node.attrs['blockId'] === 'string' ? node.attrs['blockId'] : null])
      if (mark.type.name === 'insertion') copies.set(id, [...(copies.get(id) ?? []), node])
    }
    return !node.inlineContent
  })
  const pairs = [...copies].flatMap(([id, nodes]) => nodes.map((copy, index): Moved => ({ from: ghosts.get(id)?.[index] ?? null, copy })))
  return new Map(pairs.flatMap(({ from, copy }) => (from === null ? [] : [[copy, from]])))
}

const withIds = (doc: ProseNode, ids: ReadonlyMap<ProseNode, string>, decide: Decide): ProseNode => {
  const visit = (node: ProseNode): ProseNode => {
    if (node.inlineContent && !ids.has(node)) return node
    const id = ids.get(node)
    const mark = markOf(node, 'insertion')
    const children = node.inlineContent ? node.children : node.children.map(visit)
    const content = children.every((child, index) => child === node.child(index)) ? node.content : Fragment.fromArray(children)
    if (id !== undefined && mark && decide(idOf(mark)) === 'accept') return node.type.create({ ...node.attrs, blockId: id }, content, node.marks)
    return node.copy(content)
  }
  return visit(doc)
}

/** A whole body's top blocks, settled. A moved block keeps the id it had at its old place. */
export const settleDoc = (doc: ProseNode, decide: Decide): Segment[] => {
  const ids = movedIds(doc)
  const segments = settleSegments(ids.size > 0 ? withIds(doc, ids, decide) : doc, decide)
  if (segments.some(({ nodes }) => nodes.length > 0)) return segments
  const line = doc.type.schema.nodes['paragraph']?.create()
  return line ? [{ from: 0, to: doc.childCount, nodes: [line] }] : segments
}

/** A list of blocks, settled; what joins one of them to the block before the first is left out of sight. */
export const settleNodes = (doc: ProseNode, nodes: readonly ProseNode[], decide: Decide): ProseNode[] =>
  settleSegments(doc.type.create(null, Fragment.fromArray([...nodes])), decide).flatMap((segment) => segment.nodes)
