import { keymap } from '@tiptap/pm/keymap'
import { baseKeymap } from '@tiptap/pm/commands'
import { history } from '@tiptap/pm/history'
import { EditorState } from '@tiptap/pm/state'
import { EditorView } from '@tiptap/pm/view'

import { bodySchema } from '../../src-shared/story/body'
import type { BodyJson } from '../../src-shared/story/story'

declare global {
  interface Window {
    bareEditor?: (place: HTMLElement, doc: BodyJson) => void
  }
}

/** ProseMirror and nothing else: the same document, undo and the base keys, in the same page. */
window.bareEditor = (place, doc) => {
  const schema = bodySchema()
  new EditorView(place, { state: EditorState.create({ doc: schema.nodeFromJSON(doc), plugins: [history(), keymap(baseKeymap)] }) })
}
