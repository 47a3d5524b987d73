import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import type { Attributes } from '@tiptap/core'

const BLOCK_MARKS = 'insertion deletion modification'

export const Bullets = BulletList.extend({ group: 'block list simple', marks: BLOCK_MARKS })
export const Numbers = OrderedList.extend({ group: 'block list simple', marks: BLOCK_MARKS })
export const Item = ListItem.extend({ content: 'paragraph simple*', marks: BLOCK_MARKS })

/** Briefs 简讯: a list whose items are opened by △. */
export const Briefs = BulletList.extend({
  name: 'briefList',
  group: 'block list simple',
  marks: BLOCK_MARKS,
  // Before a plain list, whose tag it shares.
  parseHTML: () => [{ tag: 'ul[data-briefs]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['ul', { 'data-briefs': '', ...HTMLAttributes }, 0],
  addCommands: () => ({}),
  addKeyboardShortcuts: () => ({}),
  addInputRules: () => [],
})

const isSpan = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100
const isWidths = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length <= 100 && value.every((width) => typeof width === 'number' && width >= 0 && width <= 10_000))
const isAlign = (value: unknown): boolean => value === null || value === 'left' || value === 'center' || value === 'right'

const must = (name: string, fits: (value: unknown) => boolean) => ({
  validate: (value: unknown) => {
    if (!fits(value)) throw new RangeError(name)
  },
})

const spanOf = (name: 'colspan' | 'rowspan') => (element: HTMLElement): number => {
  const span = Number(element.getAttribute(name) ?? 1)
  return isSpan(span) ? span : 1
}

const cellAttributes = (inherited: Attributes): Attributes => ({
  colspan: { ...inherited['colspan'], default: 1, parseHTML: spanOf('colspan'), ...must('colspan', isSpan) },
  rowspan: { ...inherited['rowspan'], default: 1, parseHTML: spanOf('rowspan'), ...must('rowspan', isSpan) },
  colwidth: { ...inherited['colwidth'], default: null, ...must('colwidth', isWidths) },
  align: { ...inherited['align'], default: null, ...must('align', isAlign) },
})

const CELL = '(paragraph | bulletList | orderedList)+'

/** A table 表格; its cells hold paragraphs and lists. */
export const StoryTable = Table.extend({ group: 'block simple', marks: BLOCK_MARKS }).configure({ resizable: false, renderWrapper: false })
export const Row = TableRow.extend({ marks: BLOCK_MARKS })
export const Cell = TableCell.extend({
  content: CELL,
  marks: BLOCK_MARKS,
  addAttributes() {
    return cellAttributes(this.parent?.() ?? {})
  },
})
export const HeaderCell = TableHeader.extend({
  content: CELL,
  marks: BLOCK_MARKS,
  addAttributes() {
    return cellAttributes(this.parent?.() ?? {})
  },
})
