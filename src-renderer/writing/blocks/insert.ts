import type { Editor } from '@tiptap/core'
import { createTable } from '@tiptap/extension-table'
import { Fragment, type Node as ProseNode, type ResolvedPos, type Schema } from '@tiptap/pm/model'
import { Selection, TextSelection } from '@tiptap/pm/state'

/** Whole blocks that are put in, not turned into. */
export const INSERTED = ['photoGroup', 'mediaCard', 'horizontalRule', 'endMark', 'liveEntry', 'subArticle', 'factBox', 'editorsNote', 'pullQuote', 'question', 'answer'] as const
export type Inserted = (typeof INSERTED)[number]

/** Where a new block goes: in place of an empty paragraph, else below the nearest block that may stand beside it. */
type Spot = { from: number; to: number; parent: ProseNode; index: number }

// A new block stands beside these, never inside them, though the schema would let it.
const CLOSED: ReadonlySet<string> = new Set(['blockquote', 'listItem', 'tableCell', 'tableHeader'])

/** Where a block of a kind would go near a place; null where nowhere. */
export const spotFor = ($pos: ResolvedPos, node: ProseNode): Spot | null => {
  const { parent } = $pos
  const inside = (depth: number): boolean => {
    for (let at = depth; at > 0; at -= 1) if (CLOSED.has($pos.node(at).type.name)) return true
    return false
  }
  const empty = parent.type.name === 'paragraph' && parent.content.size === 0
  if (empty && !inside($pos.depth)) {
    const holder = $pos.node($pos.depth - 1)
    const index = $pos.index($pos.depth - 1)
    if (holder.canReplaceWith(index, index + 1, node.type)) return { from: $pos.before(), to: $pos.after(), parent: holder, index }
  }
  if (!parent.inlineContent && !inside($pos.depth) && parent.canReplaceWith($pos.index(), $pos.index(), node.type)) return { from: $pos.pos, to: $pos.pos, parent, index: $pos.index() }
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const holder = $pos.node(depth - 1)
    const index = $pos.index(depth - 1)
    if (inside(depth - 1) || !holder.canReplaceWith(index + 1, index + 1, node.type)) continue
    // At the start of a block with words, the new one goes above them.
    const above = depth === $pos.depth && parent.inlineContent && $pos.parentOffset === 0 && parent.content.size > 0 && holder.canReplaceWith(index, index, node.type)
    const at = above ? $pos.before(depth) : $pos.after(depth)
    return { from: at, to: at, parent: holder, index: above ? index : index + 1 }
  }
  return null
}

/** Puts a block in near a position and the caret into it; at the end of the story a paragraph stays below, to go on in. Answers where it begins; null where it fits nowhere. */
export const insertBlock = (editor: Editor, near: number, node: ProseNode): number | null => {
  const { doc, tr, schema } = editor.state
  const spot = spotFor(doc.resolve(Math.min(near, doc.content.size)), node)
  const paragraph = schema.nodes['paragraph']
  if (!spot || !paragraph) return null
  const last = spot.parent.type.name === 'doc' && spot.to === doc.content.size
  tr.replaceWith(spot.from, spot.to, last ? Fragment.from([node, paragraph.create()]) : node)
  const $in = tr.doc.resolve(spot.from + 1)
  const inside = node.isLeaf ? Selection.near(tr.doc.resolve(spot.from + node.nodeSize), 1) : Selection.findFrom($in, 1, true)
  tr.setSelection(inside ?? TextSelection.near($in))
  editor.view.dispatch(tr.scrollIntoView())
  editor.view.focus()
  return spot.from
}

/** A new block of a kind, empty. `speaker` is who has the turn, `time` (ISO 8601 with offset) the entry's. */
export const emptyBlock = (schema: Schema, kind: Inserted, { speaker = '', time = '' }: { speaker?: string; time?: string } = {}): ProseNode | null => {
  const type = schema.nodes[kind]
  const photo = schema.nodes['photo']
  if (!type || !photo) return null
  const attrs = kind === 'liveEntry' ? { time } : kind === 'question' || kind === 'answer' ? { speaker } : null
  return kind === 'photoGroup' ? type.create(null, [photo.create(), photo.create()]) : type.createAndFill(attrs)
}

/** The largest table the picker makes. */
export const TABLE_LIMITS = { rows: 40, columns: 12 } as const

/** A new table of so many rows and columns, its first row the header where wanted. */
export const emptyTable = (schema: Schema, rows: number, columns: number, header: boolean): ProseNode => createTable(schema, rows, columns, header)

/** Puts a footnote behind what is selected. Answers where it is; null where no text is. */
export const insertFootnote = (editor: Editor): number | null => {
  const { selection, schema, tr } = editor.state
  const { $to } = selection
  const note = schema.nodes['footnote']
  if (!note || !$to.parent.inlineContent || !$to.parent.canReplaceWith($to.index(), $to.index(), note)) return null
  tr.insert($to.pos, note.create())
  tr.setSelection(TextSelection.create(tr.doc, $to.pos + 1))
  editor.view.dispatch(tr.scrollIntoView())
  return $to.pos
}
