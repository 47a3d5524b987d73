import { Editor } from '@tiptap/core'
import { NodeSelection, TextSelection } from '@tiptap/pm/state'

import { createBlockDesk } from '../../../../src-renderer/writing/blocks/block-desk'
import { findBlock } from '../../../../src-renderer/writing/block-finding'
import { editingExtensions } from '../../../../src-renderer/writing/body-editing'
import { createSlashMenu } from '../../../../src-renderer/writing/slash-menu'
import { BLOCKS } from '../../../../src-shared/story/body'
import type { BodyJson } from '../../../../src-shared/story/story'
import { block } from '../../../support/sample-story'

/** What opens over the body in these tests. */
export const desk = createBlockDesk()

const extensions = editingExtensions({ placeholder: '', slash: createSlashMenu(), hasPhoto: () => true, language: () => 'zh-CN', onSuggested: () => undefined, undo: null, blocks: desk })

let open: Editor | null = null

/** An editor on blocks, as the window builds it, but with no room around it. */
export const edit = (...content: BodyJson[]): Editor => {
  open?.destroy()
  open = new Editor({ element: document.createElement('div'), extensions, content: { type: 'doc', content }, injectCSS: false })
  return open
}

/** Ends the last one. */
export const close = (): void => {
  open?.destroy()
  open = null
}

/** Presses a key as the browser would tell of it. True where the editor used it. */
export const press = (editor: Editor, key: string, held: Partial<Pick<KeyboardEvent, 'ctrlKey' | 'altKey' | 'shiftKey'>> = {}): boolean => {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, ...held })
  // With Shift, a letter is known by its key's code.
  if (/^[a-z]$/i.test(key)) Object.defineProperty(event, 'keyCode', { value: key.toUpperCase().charCodeAt(0) })
  return editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event) || undefined) ?? false
}

/** Where a block begins. */
export const at = (editor: Editor, id: string): number => {
  const found = findBlock(editor.state.doc, id)
  if (!found) throw new Error(`No block ${id}`)
  return found.pos
}

/** Puts the caret into a block: so many places behind its start, or at its end. */
export const caret = (editor: Editor, id: string, offset?: number): void => {
  const pos = at(editor, id)
  const node = editor.state.doc.nodeAt(pos)
  const inside = offset === undefined ? pos + (node?.nodeSize ?? 2) - 1 : pos + 1 + offset
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(inside), offset === undefined ? -1 : 1)))
}

/** Selects a block whole. */
export const select = (editor: Editor, pos: number): void => editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, pos)))

/** The text block the caret is in: its kind, its words, and the caret's place in it. */
export const here = (editor: Editor): string => {
  const { $from } = editor.state.selection
  return `${$from.parent.type.name} "${$from.parent.textContent}" ${String($from.parentOffset)}`
}

/** The body in short: kinds with their words, nested in brackets. */
export const shape = (editor: Editor): string => {
  const one = (node: BodyJson): string => {
    if (node.text !== undefined) return node.text
    const inner = (node.content ?? []).map(one)
    const text = (node.content ?? []).every((child) => child.text !== undefined || child.type === 'hardBreak' || child.type === 'footnote')
    return `${node.type}${inner.length === 0 ? '' : text ? `:${inner.join('')}` : `(${inner.join(' ')})`}`
  }
  return ((editor.state.doc.toJSON() as BodyJson).content ?? []).map(one).join(' ')
}

/** The ids of every block. */
export const ids = (editor: Editor): unknown[] => {
  const found: unknown[] = []
  editor.state.doc.descendants((node) => {
    if ((BLOCKS as readonly string[]).includes(node.type.name)) found.push(node.attrs['blockId'])
  })
  return found
}

const text = (value: string): BodyJson[] => (value === '' ? [] : [{ type: 'text', text: value }])
const node = (type: string, attrs: Record<string, unknown>, content: BodyJson[]): BodyJson => ({ type, attrs, content })

/** Builders of the blocks that hold others or say who speaks. */
export const make = {
  ...block,
  turn: (blockId: string, kind: 'question' | 'answer', speaker: string, words: string): BodyJson => node(kind, { blockId, speaker }, text(words)),
  pull: (blockId: string, words: string, by = ''): BodyJson => node('pullQuote', { blockId, by }, text(words)),
  fact: (blockId: string, title: string, ...content: BodyJson[]): BodyJson => node('factBox', { blockId }, [node('boxTitle', {}, text(title)), ...content]),
  note: (blockId: string, ...content: BodyJson[]): BodyJson => node('editorsNote', { blockId }, content),
  live: (blockId: string, ...content: BodyJson[]): BodyJson => node('liveEntry', { blockId, time: '2026-03-12T09:10:00+08:00' }, content),
  sub: (blockId: string, headline: string, byline: string, ...content: BodyJson[]): BodyJson => node('subArticle', { blockId }, [node('subHeadline', {}, text(headline)), node('subByline', {}, text(byline)), ...content]),
  group: (blockId: string, ...photos: BodyJson[]): BodyJson => node('photoGroup', { blockId }, photos),
  media: (blockId: string, title: string): BodyJson => node('mediaCard', { blockId, kind: 'video', url: 'https://example.org/v' }, text(title)),
  table: (blockId: string, ...rows: string[][]): BodyJson => node('table', { blockId }, rows.map((cells, row) => node('tableRow', {}, cells.map((cell, column) => node(row === 0 ? 'tableHeader' : 'tableCell', {}, [{ type: 'paragraph', attrs: { blockId: `${blockId}${String(row)}${String(column)}` }, content: text(cell) }]))))),
  end: (blockId: string): BodyJson => ({ type: 'endMark', attrs: { blockId } }),
}
