import { Editor } from '@tiptap/core'
import { afterEach } from 'vitest'

import { editingExtensions, type BodyEditing } from '../../../../src-renderer/writing/body-editing'
import { createSlashMenu } from '../../../../src-renderer/writing/slash-menu'
import type { BodyJson } from '../../../../src-shared/story/story'

const open: Editor[] = []
afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy()
})

/** An editor of the room's own extensions over a body. */
export const edit = (content: BodyJson[], options: Partial<BodyEditing> = {}): Editor => {
  const extensions = editingExtensions({ placeholder: '', slash: createSlashMenu(), hasPhoto: () => true, language: () => 'zh-CN', onSuggested: () => undefined, undo: null, ...options })
  const editor = new Editor({ element: document.createElement('div'), extensions, content: { type: 'doc', content }, injectCSS: false })
  open.push(editor)
  return editor
}

/** Types text as keys do: input rules run, and the history groups it. */
export const type = (editor: Editor, text: string): void => {
  for (const char of text) {
    const { from, to } = editor.state.selection
    const handled = editor.view.someProp('handleTextInput', (handle) => handle(editor.view, from, to, char, () => editor.state.tr.insertText(char, from, to)))
    if (!handled) editor.view.dispatch(editor.state.tr.insertText(char, from, to))
  }
}

/** The body's blocks as lines: type and text. */
export const lines = (editor: Editor): string[] => {
  const found: string[] = []
  editor.state.doc.forEach((node) => found.push(`${node.type.name}:${node.textContent}`))
  return found
}

let next = 0
const words = (text: string): { content?: BodyJson[] } => (text === '' ? {} : { content: [{ type: 'text', text }] })

/** Builders of blocks with ids of their own. */
export const block = {
  paragraph: (text: string): BodyJson => ({ type: 'paragraph', attrs: { blockId: `p${String((next += 1))}` }, ...words(text) }),
  crosshead: (marker: string, text: string): BodyJson => ({ type: 'crosshead', attrs: { blockId: `h${String((next += 1))}`, marker }, ...words(text) }),
}
