import { Mark, Node } from '@tiptap/core'
import { Link } from '@tiptap/extension-link'

import { isSafeLink, textAttribute } from './attributes'

/** A link whose address Stet keeps only when it is safe. */
export const SafeLink = Link.extend({
  addAttributes: () => ({
    href: {
      default: null,
      validate: (value: unknown) => {
        if (!isSafeLink(value)) throw new RangeError('link address')
      },
    },
  }),
  parseHTML: () => [{ tag: 'a[href]', getAttrs: (element) => (isSafeLink(element.getAttribute('href')) ? null : false) }],
}).configure({ openOnClick: false, autolink: false, linkOnPaste: false, protocols: [], isAllowedUri: isSafeLink, HTMLAttributes: {} })

/** A footnote 注释 at the place it belongs to; its words are `text`, printed together at the end. */
export const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ text: textAttribute('text', { limit: 5000 }) }),
  parseHTML: () => [{ tag: 'sup[data-footnote]' }],
  renderHTML: ({ HTMLAttributes }) => ['sup', { 'data-footnote': '', ...HTMLAttributes }],
})

const isMarkId = (value: unknown): boolean => (typeof value === 'string' && value.length <= 60) || typeof value === 'number'
const idAttribute = {
  default: '',
  rendered: false,
  validate: (value: unknown) => {
    if (!isMarkId(value)) throw new RangeError('mark id')
  },
}

/** Parsed from nowhere: a suggestion or comment is made by its own commands, never by a paste. */
const suggestion = (name: 'insertion' | 'deletion', tag: 'ins' | 'del') =>
  Mark.create({
    name,
    inclusive: false,
    // One of a kind: what one person put in, another may still take out or set otherwise.
    excludes: name,
    addAttributes: () => ({ id: idAttribute }),
    parseHTML: () => [],
    renderHTML: ({ mark }) => [tag, { 'data-id': String(mark.attrs['id']) }, 0],
  })

/** Suggested words 修订: what somebody would put in. The desk takes no story that still has one. */
export const Insertion = suggestion('insertion', 'ins')
/** What somebody would take out. */
export const Deletion = suggestion('deletion', 'del')
/** What somebody would mark or set otherwise, on words or blocks. */
export const Modification = Mark.create({
  name: 'modification',
  inclusive: false,
  excludes: '',
  addAttributes: () => ({
    id: idAttribute,
    type: { default: 'mark', rendered: false, validate: 'string' },
    attrName: { default: null, rendered: false, validate: 'string|null' },
    previousValue: { default: null, rendered: false },
    newValue: { default: null, rendered: false },
  }),
  parseHTML: () => [],
  renderHTML: ({ mark }) => ['span', { 'data-modification': String(mark.attrs['id']) }, 0],
})

/** The words a comment 批注 is about; `id` is its thread's. Left behind when the story is submitted. */
export const Comment = Mark.create({
  name: 'comment',
  inclusive: false,
  excludes: '',
  addAttributes: () => ({ id: idAttribute }),
  parseHTML: () => [],
  renderHTML: ({ mark }) => ['span', { 'data-comment': String(mark.attrs['id']) }, 0],
})
