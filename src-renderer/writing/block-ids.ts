import { combineTransactionSteps, Extension, getChangedRanges } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { Plugin, type EditorState, type Transaction } from '@tiptap/pm/state'

import { BLOCKS } from '../../src-shared/story/body'

type Found = { node: ProseNode; pos: number; id: string | null }

const NAMES: ReadonlySet<string> = new Set(BLOCKS)
const idOf = (node: ProseNode): string | null => (typeof node.attrs['blockId'] === 'string' && node.attrs['blockId'] !== '' ? node.attrs['blockId'] : null)

const blocksBetween = (doc: ProseNode, from: number, to: number): Found[] => {
  const found: Found[] = []
  doc.nodesBetween(from, to, (node, pos) => {
    if (NAMES.has(node.type.name)) found.push({ node, pos, id: idOf(node) })
    return !node.isTextblock
  })
  return found
}

const unique = (blocks: readonly Found[]): Found[] => [...new Map(blocks.map((block) => [block.pos, block])).values()]

/** Which of several blocks with one id keeps it: the one with words, when Enter at its start left an empty one above. */
const keeperOf = (blocks: readonly Found[]): Found | undefined => blocks.find(({ node }) => node.content.size > 0) ?? blocks[0]

/** The blocks that need a new id, among `changed`; `others` are the ids of the rest of the document, asked for only when needed. */
const needing = (changed: readonly Found[], others: () => ReadonlySet<string>, before: ReadonlySet<string>): Found[] => {
  const byId = Map.groupBy(changed.filter(({ id }) => id !== null), ({ id }) => id ?? '')
  // An id that stood in the changed place before cannot also stand elsewhere.
  const arrived = [...byId.keys()].some((id) => !before.has(id))
  const elsewhere = arrived ? others() : new Set<string>()
  return changed.filter((block) => block.id === null || elsewhere.has(block.id) || keeperOf(byId.get(block.id) ?? []) !== block)
}

const renew = (state: EditorState, blocks: readonly Found[], makeId: () => string): Transaction | null => {
  if (blocks.length === 0) return null
  const { tr } = state
  for (const { pos } of blocks) tr.setNodeAttribute(pos, 'blockId', makeId())
  return tr.setStoredMarks(state.storedMarks)
}

const idsOutside = (doc: ProseNode, inside: readonly Found[]): Set<string> => {
  const skipped = new Set(inside.map(({ pos }) => pos))
  return new Set(blocksBetween(doc, 0, doc.content.size).flatMap(({ pos, id }) => (id !== null && !skipped.has(pos) ? [id] : [])))
}

const afterChange = (transactions: readonly Transaction[], before: EditorState, after: EditorState, makeId: () => string): Transaction | null => {
  if (!transactions.some(({ docChanged }) => docChanged)) return null
  const ranges = getChangedRanges(combineTransactionSteps(before.doc, [...transactions]))
  const changed = unique(ranges.flatMap(({ newRange }) => blocksBetween(after.doc, newRange.from, newRange.to)))
  const stood = new Set(ranges.flatMap(({ oldRange }) => blocksBetween(before.doc, oldRange.from, oldRange.to).flatMap(({ id }) => id ?? [])))
  return renew(after, needing(changed, () => idsOutside(after.doc, changed), stood), makeId)
}

/**
 * Keeps one id on every block and no id on two: filled where missing, new on split, paste and copy, kept on move, cut and undo.
 * Visits only what a change touched, and the whole document only when blocks arrive from elsewhere.
 */
export const BlockIds = Extension.create<{ makeId: () => string }>({
  name: 'blockIds',
  priority: 10_000,
  addOptions: () => ({ makeId: () => crypto.randomUUID() }),
  onCreate() {
    const { state, view } = this.editor
    const all = blocksBetween(state.doc, 0, state.doc.content.size)
    const tr = renew(state, needing(all, () => new Set(), new Set()), this.options.makeId)
    if (tr) view.dispatch(tr.setMeta('addToHistory', false))
  },
  addProseMirrorPlugins() {
    return [new Plugin({ appendTransaction: (transactions, before, after) => afterChange(transactions, before, after, this.options.makeId) })]
  },
})
