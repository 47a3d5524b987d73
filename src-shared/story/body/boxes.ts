import { Node } from '@tiptap/core'

import { textAttribute } from './attributes'

const BLOCK_MARKS = 'insertion deletion modification'

/** One line inside a box, edited in place: a box's title, a nested article's headline or byline. */
const lineOf = (name: string, tag: string, data: string) =>
  Node.create({
    name,
    content: 'inline*',
    defining: true,
    isolating: true,
    selectable: false,
    marks: 'insertion deletion modification comment',
    parseHTML: () => [{ tag: `${tag}[data-${data}]`, priority: 60 }],
    renderHTML: () => [tag, { [`data-${data}`]: '' }, 0],
  })

const boxOf = (name: string, content: string, tag: string, data: string) =>
  Node.create({
    name,
    group: 'block',
    content,
    defining: true,
    isolating: true,
    marks: BLOCK_MARKS,
    parseHTML: () => [{ tag: `${tag}[data-${data}]` }],
    renderHTML: ({ HTMLAttributes }) => [tag, { [`data-${data}`]: '', ...HTMLAttributes }, 0],
  })

export const BoxTitle = lineOf('boxTitle', 'h3', 'box-title')
/** A fact box 链接: a title, then what it says. */
export const FactBox = boxOf('factBox', 'boxTitle simple+', 'aside', 'fact-box')

/** An editor's note 编者按. */
export const EditorsNote = boxOf('editorsNote', 'paragraph+', 'aside', 'editors-note')

export const SubHeadline = lineOf('subHeadline', 'h2', 'sub-headline')
export const SubByline = lineOf('subByline', 'p', 'sub-byline')
/** An article inside the article 相关报道, with its own head and byline. */
export const SubArticle = boxOf('subArticle', 'subHeadline subByline (simple | factBox | editorsNote)+', 'section', 'sub-article')

/** "" or a time with its offset, as story times are written. */
const TIME = /^(?:|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))$/

/** One entry of a live report 直播/滚动: when (ISO 8601 with offset, or empty), and what. */
export const LiveEntry = boxOf('liveEntry', 'simple+', 'section', 'live-entry').extend({
  addAttributes: () => ({ time: textAttribute('time', { pattern: TIME, limit: 40 }) }),
})
