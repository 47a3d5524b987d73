import { Fragment, type Node as ProseNode, type Schema } from '@tiptap/pm/model'

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** A speaker at the head of a turn, as copy is typed: "记者：", "Q: ". Never a time of day. */
const SPEAKER = /^(?!\d)([^\s\uff1a:，。,.；;！？!?“”"]{1,20})(?:\uff1a|:(?=\s))\s*/u
/** Whose words these are, behind them: "——陈大河". */
const BY = /\s*——([^\s—][^—\n]{0,40})$/u

const attribute = (node: ProseNode, name: string): string => (typeof node.attrs[name] === 'string' ? node.attrs[name] : '')

/** The inline content of a text block, with the words its attributes hold written out: a speaker before, a name behind. */
export const wordsOf = (node: ProseNode): Fragment => {
  const { schema } = node.type
  const speaker = attribute(node, 'speaker')
  const by = attribute(node, 'by')
  const before = speaker === '' ? '' : CJK.test(speaker + node.textContent) ? `${speaker}\uff1a` : `${speaker}: `
  const start = before === '' ? Fragment.empty : Fragment.from(schema.text(before))
  const end = by === '' ? Fragment.empty : Fragment.from(schema.text(`——${by}`))
  return start.append(node.content).append(end)
}

/** The speaker or name that stands in plain words at the edge of a text, and the text without it. */
const takenOut = (schema: Schema, content: Fragment, kind: string): { attrs: Record<string, string>; content: Fragment } => {
  const holder = schema.nodes['paragraph']?.create(null, content)
  if (!holder) return { attrs: {}, content }
  if (kind === 'question' || kind === 'answer') {
    const found = SPEAKER.exec(content.firstChild?.text ?? '')
    if (found?.[1]) return { attrs: { speaker: found[1] }, content: holder.content.cut(found[0].length) }
  }
  if (kind === 'pullQuote') {
    const found = BY.exec(content.lastChild?.text ?? '')
    if (found?.[1]) return { attrs: { by: found[1] }, content: holder.content.cut(0, holder.content.size - found[0].length) }
  }
  return { attrs: {}, content }
}

/** Content without the marks a node does not take. */
const allowed = (content: Fragment, into: ProseNode): Fragment => {
  const nodes: ProseNode[] = []
  content.forEach((child) => nodes.push(child.mark(into.type.allowedMarks(child.marks))))
  return Fragment.from(nodes)
}

/** A text block as another kind of text block: its words, marks and id stay; a speaker or name goes over, into words where the new kind has no place for it. */
export const asText = (node: ProseNode, kind: string): ProseNode => {
  if (node.type.name === kind) return node
  const { schema } = node.type
  const type = schema.nodes[kind]
  if (!type) return node
  const turns = (name: string): boolean => name === 'question' || name === 'answer'
  const kept = turns(node.type.name) && turns(kind) ? { attrs: { speaker: attribute(node, 'speaker') }, content: node.content } : takenOut(schema, wordsOf(node), kind)
  const empty = type.create({ ...kept.attrs, ...('blockId' in (type.spec.attrs ?? {}) ? { blockId: attribute(node, 'blockId') || null } : {}) }, null, type.name === 'boxTitle' ? [] : node.marks)
  return empty.copy(allowed(kept.content, empty))
}
