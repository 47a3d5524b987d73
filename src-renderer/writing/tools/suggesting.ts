import { Extension, type Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import type { EditorState } from '@tiptap/pm/state'
import {
  applySuggestion, applySuggestions, disableSuggestChanges, enableSuggestChanges, isSuggestChangesEnabled, revertSuggestion, revertSuggestions, suggestChanges, suggestChangesKey,
  transformToSuggestionTransaction,
} from '@handlewithcare/prosemirror-suggest-changes'

/** One suggested change as the Notes tab lists it: what it would take out and put in, and where it begins. */
export type SuggestionEntry = { id: string; removed: string; added: string; other: boolean; pos: number }

const NAMES: ReadonlySet<string> = new Set(['insertion', 'deletion', 'modification'])

const idOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

const shown = (node: ProseNode): string => (node.isText ? (node.text ?? '') : node.textContent).replaceAll('\u200b', '')

/** The suggested changes of a body in reading order; each id once. */
export const suggestionsOf = (doc: ProseNode): SuggestionEntry[] => {
  const found = new Map<string, SuggestionEntry>()
  doc.descendants((node, pos) => {
    for (const mark of node.marks) {
      if (!NAMES.has(mark.type.name)) continue
      const id = idOf(mark.attrs['id'])
      const entry = found.get(id) ?? { id, removed: '', added: '', other: false, pos }
      if (mark.type.name === 'insertion') entry.added += shown(node)
      else if (mark.type.name === 'deletion') entry.removed += shown(node)
      else entry.other = true
      found.set(id, entry)
    }
  })
  return [...found.values()]
}

/** Ids are made here and never reused, so that who suggested what stays known. */
const freshId = (): string => crypto.randomUUID().slice(0, 18)

/**
 * Tracked changes 修订 by prosemirror-suggest-changes: while on, what is typed, deleted or formatted is suggested instead of
 * done. `onSuggested` is told the ids a change brought in.
 */
export const Suggesting = Extension.create<{ onSuggested: (ids: string[]) => void }>({
  name: 'suggesting',
  addOptions: () => ({ onSuggested: () => undefined }),
  addProseMirrorPlugins: () => [suggestChanges()],
  dispatchTransaction({ transaction, next }) {
    const { state } = this.editor
    const meta: unknown = transaction.getMeta(suggestChangesKey)
    const leave = !transaction.docChanged || !isSuggestChangesEnabled(state) || transaction.getMeta('history$') !== undefined || transaction.getMeta('addToHistory') === false || (typeof meta === 'object' && meta !== null && 'skip' in meta)
    if (leave) {
      next(transaction)
      return
    }
    const id = freshId()
    const suggested = transformToSuggestionTransaction(transaction, state, () => id)
    next(suggested)
    this.options.onSuggested([id])
  },
})

/** True while changes are suggested rather than made. */
export const isSuggesting = (state: EditorState): boolean => isSuggestChangesEnabled(state)

/** Turns suggesting on or off. */
export const setSuggesting = (editor: Editor, on: boolean): void => {
  void (on ? enableSuggestChanges : disableSuggestChanges)(editor.state, editor.view.dispatch)
}

const numeric = (editor: Editor, id: string): string | number => {
  let kind: string | number = id
  editor.state.doc.descendants((node) => {
    for (const mark of node.marks) if (NAMES.has(mark.type.name) && idOf(mark.attrs['id']) === id) kind = mark.attrs['id'] as string | number
  })
  return kind
}

/** Takes a suggestion into the text, or leaves the text as it was; one step of the history. */
export const settleSuggestion = (editor: Editor, id: string, accept: boolean): void => {
  const key = numeric(editor, id)
  ;(accept ? applySuggestion(key) : revertSuggestion(key))(editor.state, editor.view.dispatch)
}

/** The same for all of them. */
export const settleAll = (editor: Editor, accept: boolean): void => {
  ;(accept ? applySuggestions : revertSuggestions)(editor.state, editor.view.dispatch)
}
