import { Extension, getSchema, Node, type Extensions } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { HorizontalRule } from '@tiptap/extension-horizontal-rule'
import { Italic } from '@tiptap/extension-italic'
import { Link } from '@tiptap/extension-link'
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import type { Node as ProseNode, Schema } from '@tiptap/pm/model'

import { failed, ok, type Outcome } from '../outcome'
import { bodyJsonSchema, type BodyJson } from './story'

/** Blocks that carry a stable `blockId`, so that versions can be merged and messages can point at them. */
export const BLOCKS = ['paragraph', 'crosshead', 'photo', 'blockquote', 'bulletList', 'orderedList', 'horizontalRule'] as const

/** Adds `blockId` to every block; the window's UniqueID fills it, imports fill it themselves. */
const BlockId = Extension.create({
  name: 'blockId',
  addGlobalAttributes() {
    return [{ types: [...BLOCKS], attributes: { blockId: { default: null, rendered: false } } }]
  },
})

const MARKER = /^[A-Za-z0-9一二三四五六七八九十百]{0,4}[.、.]?$/

/** A section header 小标题: an optional marker (A, 一、, 1.) and its title are one head. */
export const Crosshead = Node.create({
  name: 'crosshead',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes() {
    return {
      marker: {
        default: '',
        validate: (value: unknown) => {
          if (typeof value !== 'string' || !MARKER.test(value)) throw new RangeError('crosshead marker')
        },
        parseHTML: (element) => element.getAttribute('data-marker') ?? '',
        renderHTML: (attributes) => (attributes['marker'] ? { 'data-marker': String(attributes['marker']) } : {}),
      },
    }
  },
  parseHTML: () => [{ tag: 'h2' }, { tag: 'h3' }, { tag: 'h4' }],
  renderHTML: ({ HTMLAttributes }) => ['h2', HTMLAttributes, 0],
})

const stringAttribute = (name: string) => ({
  default: '',
  validate: 'string',
  parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? '',
  renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: typeof attributes[name] === 'string' ? attributes[name] : '' }),
})

/**
 * A photo with its caption as content, so the caption is edited in place. `photo` is the SHA-256 of the original, or null
 * for a place that still waits for its picture. No URL is ever stored: views make one from the digest.
 */
export const PhotoNode = Node.create({
  name: 'photo',
  group: 'block',
  content: 'inline*',
  marks: '',
  isolating: true,
  defining: true,
  addAttributes() {
    return {
      photo: {
        default: null,
        validate: (value: unknown) => {
          if (value !== null && !(typeof value === 'string' && /^[0-9a-f]{64}$/.test(value))) throw new RangeError('photo digest')
        },
        parseHTML: (element) => /^[0-9a-f]{64}$/.exec(element.getAttribute('data-photo') ?? '')?.[0] ?? null,
        renderHTML: (attributes) => (attributes['photo'] ? { 'data-photo': String(attributes['photo']) } : {}),
      },
      credit: stringAttribute('credit'),
      alt: stringAttribute('alt'),
    }
  },
  parseHTML: () => [{ tag: 'figure[data-photo]', contentElement: 'figcaption' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes, ['figcaption', 0]],
})

/** True for a link Stet will keep: http, https or mailto, with no control characters to hide behind. */
export const isSafeLink = (href: unknown): boolean =>
  typeof href === 'string' && href.length <= 2000 && !/[\u0000-\u0020\u007f]/.test(href) && /^(https?:\/\/|mailto:)/i.test(href)

const SafeLink = Link.extend({
  addAttributes() {
    return {
      href: {
        default: null,
        validate: (value: unknown) => {
          if (!isSafeLink(value)) throw new RangeError('link address')
        },
      },
    }
  },
  parseHTML: () => [{ tag: 'a[href]', getAttrs: (element) => (isSafeLink(element.getAttribute('href')) ? null : false) }],
}).configure({ openOnClick: false, autolink: false, linkOnPaste: false, protocols: [], isAllowedUri: isSafeLink, HTMLAttributes: {} })

/** The one body schema, headless. The window adds views to these same nodes and never a node of its own. */
export const bodyExtensions = (): Extensions => [
  Document, Paragraph, Text, Crosshead, PhotoNode, Blockquote, BulletList, OrderedList, ListItem, HorizontalRule, HardBreak, Bold, Italic, SafeLink, BlockId,
]

let built: Schema | undefined
/** The ProseMirror schema built once from bodyExtensions(). */
export const bodySchema = (): Schema => (built ??= getSchema(bodyExtensions()))

/** An empty body: one empty paragraph. */
export const emptyBody = (blockId: string): BodyJson => ({ type: 'doc', content: [{ type: 'paragraph', attrs: { blockId } }] })

/** Reads untrusted body JSON: unknown nodes, bad links, wrong nesting or absurd depth are refused with `body-invalid`. */
export const parseBody = (json: BodyJson): Outcome<ProseNode> => {
  try {
    if (!bodyJsonSchema.safeParse(json).success) return failed('body-invalid', 'The body is not body JSON, or nested too deeply.', { reason: 'shape' })
    const node = bodySchema().nodeFromJSON(json)
    node.check()
    if (node.type.name !== 'doc') return failed('body-invalid', 'The body is not a document.', { reason: 'root' })
    return ok(node)
  } catch (error) {
    return failed('body-invalid', `The body does not follow the story schema: ${String(error)}`, { reason: String(error) })
  }
}
