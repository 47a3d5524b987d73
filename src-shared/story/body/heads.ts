import { Node } from '@tiptap/core'

import { textAttribute } from './attributes'

/** What stands before a section header's title: A, 一、, （二）, 1. or nothing. */
export const MARKER = /^(?:[A-Za-z0-9一二三四五六七八九十百]{0,4}[.．、]?|[(（][A-Za-z0-9一二三四五六七八九十百]{1,4}[)）]|第[0-9一二三四五六七八九十百]{1,4}[章节部分篇])$/

/** A section header 小标题: an optional marker (A, 一、, 1.) and its title are one head. */
export const Crosshead = Node.create({
  name: 'crosshead',
  group: 'block simple',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({ marker: textAttribute('marker', { pattern: MARKER, limit: 10 }) }),
  parseHTML: () => [{ tag: 'h2' }, { tag: 'h3' }, { tag: 'h4' }],
  renderHTML: ({ HTMLAttributes }) => ['h2', HTMLAttributes, 0],
})

/** The end mark 完: the text ends here. */
export const EndMark = Node.create({
  name: 'endMark',
  group: 'block simple',
  atom: true,
  selectable: true,
  parseHTML: () => [{ tag: 'p[data-end-mark]' }],
  renderHTML: () => ['p', { 'data-end-mark': '' }],
})
