import { Extension, getSchema, type Extensions } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { HorizontalRule } from '@tiptap/extension-horizontal-rule'
import { Italic } from '@tiptap/extension-italic'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import type { Node as ProseNode, Schema } from '@tiptap/pm/model'

import { failed, ok, type Outcome } from '../outcome'
import { BoxTitle, EditorsNote, FactBox, LiveEntry, SubArticle, SubByline, SubHeadline } from './body/boxes'
import { Crosshead, EndMark } from './body/heads'
import { Comment, Deletion, Footnote, Insertion, Modification, SafeLink } from './body/inline'
import { Briefs, Bullets, Cell, HeaderCell, Item, Numbers, Row, StoryTable } from './body/lists'
import { MediaCard, PhotoGroup, PhotoNode } from './body/pictures'
import { Answer, PullQuote, Question, Quotation } from './body/quotes'
import { bodyJsonSchema, type BodyJson } from './story'

export { isSafeLink, isSafeMedia } from './body/attributes'

/** Blocks that carry a stable `blockId`, so that versions can be merged and messages can point at them. */
export const BLOCKS = [
  'paragraph', 'crosshead', 'photo', 'photoGroup', 'mediaCard', 'pullQuote', 'blockquote', 'question', 'answer', 'bulletList', 'orderedList', 'briefList', 'table',
  'factBox', 'editorsNote', 'liveEntry', 'subArticle', 'horizontalRule', 'endMark',
] as const

/** Adds `blockId` to every block; the window's BlockIds fills it, imports fill it themselves. */
const BlockId = Extension.create({
  name: 'blockId',
  addGlobalAttributes() {
    return [{ types: [...BLOCKS], attributes: { blockId: { default: null, rendered: false, validate: 'string|null' } } }]
  },
})

/** The one body schema, headless. The window adds views to these same nodes and never a node of its own. */
export const bodyExtensions = (): Extensions => [
  // Whole blocks can be suggested too, so the document lets its blocks carry those marks.
  Document.extend({ marks: 'insertion deletion modification' }),
  Paragraph.extend({ group: 'block simple' }), Text,
  Crosshead, PhotoNode, PhotoGroup, MediaCard, PullQuote, Quotation, Question, Answer, Bullets, Numbers, Briefs, Item, StoryTable, Row, Cell, HeaderCell,
  FactBox, BoxTitle, EditorsNote, LiveEntry, SubArticle, SubHeadline, SubByline,
  HorizontalRule.extend({ group: 'block simple' }), EndMark, HardBreak, Footnote,
  Bold, Italic, SafeLink, Insertion, Deletion, Modification, Comment, BlockId,
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
