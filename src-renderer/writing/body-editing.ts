import { Extension, type Attributes, type Extensions } from '@tiptap/core'
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from '@tiptap/extensions'
import { Fragment, Slice, type Node as ProseNode } from '@tiptap/pm/model'
import { Plugin } from '@tiptap/pm/state'
import { ReactNodeViewRenderer } from '@tiptap/react'

import { bodyExtensions } from '../../src-shared/story/body'
import { Crosshead } from '../../src-shared/story/body/heads'
import { PhotoNode } from '../../src-shared/story/body/pictures'
import { caretInto, toggleCrosshead } from './block-acts'
import { BlockIds } from './block-ids'
import { CrossheadView } from './crosshead-view'
import { isMarker } from './marker'
import { PhotoView } from './photo-view'
import { slashMenu, type SlashMenuStore } from './slash-menu'

const EditableCrosshead = Crosshead.extend({
  addAttributes() {
    const inherited: Attributes = this.parent?.() ?? {}
    const marker = {
      ...inherited['marker'],
      // A pasted header's marker may be anything; the schema would refuse the whole story for it.
      parseHTML: (element: HTMLElement) => (isMarker(element.getAttribute('data-marker') ?? '') ? element.getAttribute('data-marker') : ''),
    }
    return { ...inherited, marker }
  },
  parseHTML: () => [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${String(level)}` })),
  addNodeView: () => ReactNodeViewRenderer(CrossheadView, { contentDOMElementTag: 'span' }),
  addKeyboardShortcuts() {
    return {
      'Mod-Alt-1': () => toggleCrosshead(this.editor),
      Backspace: () => {
        const { $from, empty } = this.editor.state.selection
        if (!empty || $from.parent.type.name !== 'crosshead' || $from.parentOffset > 0) return false
        if ($from.parent.attrs['marker']) return this.editor.commands.updateAttributes('crosshead', { marker: '' })
        return this.editor.commands.setNode('paragraph')
      },
    }
  },
})

const EditablePhoto = PhotoNode.extend({
  addNodeView: () => ReactNodeViewRenderer(PhotoView),
  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const { $from } = this.editor.state.selection
        if ($from.parent.type.name !== 'photo') return false
        // A caption is one line: Enter goes on below the photo, never splits it into two photos.
        const after = $from.after()
        const next = this.editor.state.doc.nodeAt(after)
        if (next?.type.name !== 'paragraph' || next.content.size > 0) this.editor.commands.insertContentAt(after, { type: 'paragraph' }, { updateSelection: false })
        caretInto(this.editor, after)
        return true
      },
    }
  },
})

const INDENT = /^[\u3000\u2003\u2002]+|^[\t \u00a0]{2,}/

/** Pasted blocks without typed indents, and without pictures this story does not have. Indents are styling here. */
export const tidyPasted = (slice: Slice, has: (digest: string) => boolean): Slice => {
  const tidy = (fragment: Fragment): Fragment => {
    const nodes: ProseNode[] = []
    fragment.forEach((node) => {
      if (node.isText || !node.isBlock) nodes.push(node)
      else if (!node.isTextblock) nodes.push(node.copy(tidy(node.content)))
      else {
        const digest: unknown = node.attrs['photo']
        const kept = typeof digest === 'string' && !has(digest) ? node.type.create({ ...node.attrs, photo: null }, node.content, node.marks) : node
        const indent = INDENT.exec(node.firstChild?.text ?? '')?.[0].length ?? 0
        nodes.push(indent > 0 ? kept.cut(indent) : kept)
      }
    })
    return Fragment.from(nodes)
  }
  return new Slice(tidy(slice.content), slice.openStart, slice.openEnd)
}

const Pasting = Extension.create<{ has: (digest: string) => boolean }>({
  name: 'pasting',
  addOptions: () => ({ has: () => true }),
  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPasted: (slice) => tidyPasted(slice, this.options.has) } })]
  },
})

/** What the body's editing needs from its room. */
export type BodyEditing = { placeholder: string; slash: SlashMenuStore; hasPhoto: (digest: string) => boolean }

/** The story's own nodes (src-shared) with views, ids, history and menus: never a node more. */
export const editingExtensions = ({ placeholder, slash, hasPhoto }: BodyEditing): Extensions => [
  ...bodyExtensions().map((extension) => (extension.name === 'crosshead' ? EditableCrosshead : extension.name === 'photo' ? EditablePhoto : extension)),
  BlockIds,
  UndoRedo,
  Dropcursor.configure({ color: 'var(--mantine-primary-color-filled)', width: 2 }),
  Gapcursor,
  Placeholder.configure({ placeholder: ({ node }) => (node.type.name === 'paragraph' ? placeholder : ''), showOnlyCurrent: true }),
  Pasting.configure({ has: hasPhoto }),
  slashMenu(slash),
]
