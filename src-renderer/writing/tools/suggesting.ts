import { Extension, type Editor } from '@tiptap/core'
import { closeHistory } from '@tiptap/pm/history'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'

import { idOf, isSuggestion } from './suggestions/marks'
import { all, type Decide } from './suggestions/leaf'
import { settleDoc } from './suggestions/settle'
import { suggest } from './suggestions/suggest'
import { writeChildren } from './suggestions/write'

/** A change to the state, or a transaction that is no change of the text somebody makes. */
type Meta = { on: boolean } | { settles: true }

const key = new PluginKey<boolean>('suggesting')

/** Ids are made here and never reused, so that who suggested what stays known. */
const freshId = (): string => crypto.randomUUID().slice(0, 18)

/** True for what is none of this person's editing: history, comments, what the room itself sets, what came from another window. */
const isOther = (tr: Transaction): boolean => {
  const sync: unknown = tr.getMeta('y-sync$')
  return tr.getMeta('history$') !== undefined || tr.getMeta('addToHistory') === false || tr.getMeta(key) !== undefined || (typeof sync === 'object' && sync !== null)
}

export type SuggestingOptions = {
  /** Told the ids of suggestions a change brought in or went on with. */
  onSuggested: (ids: string[]) => void
  /** True for suggestions of the person at the keyboard: only those are gone on with. */
  mine: (id: string) => boolean
}

/** Tracked changes 修订: while on, what is typed, deleted, formatted, moved or set is suggested instead of done. */
export const Suggesting = Extension.create<SuggestingOptions>({
  name: 'suggesting',
  addOptions: () => ({ onSuggested: () => undefined, mine: () => true }),
  addProseMirrorPlugins: () => [
    new Plugin<boolean>({
      key,
      state: {
        init: () => false,
        apply: (tr, on) => {
          const meta = tr.getMeta(key) as Meta | undefined
          return meta && 'on' in meta ? meta.on : on
        },
      },
    }),
  ],
  dispatchTransaction({ transaction, next }) {
    const { state } = this.editor
    if (!transaction.docChanged || !isSuggesting(state) || isOther(transaction)) {
      next(transaction)
      return
    }
    const { transaction: suggested, ids } = suggest(state, transaction, freshId(), this.options.mine)
    // Told first: whoever draws the change asks whose it is.
    if (ids.length > 0) this.options.onSuggested(ids)
    next(suggested)
  },
})

/** True while changes are suggested rather than made. */
export const isSuggesting = (state: EditorState): boolean => key.getState(state) ?? false

/** Turns suggesting on or off. */
export const setSuggesting = (editor: Editor, on: boolean): void => {
  editor.view.dispatch(editor.state.tr.setMeta(key, { on } satisfies Meta))
}

/** Takes suggestions into the text or leaves the text as it was, each as `decide` says: one step of the history. */
export const settle = (editor: Editor, decide: Decide): void => {
  const { doc, tr } = editor.state
  const nodes = settleDoc(doc, decide).flatMap((segment) => segment.nodes)
  writeChildren(tr, 0, doc.children, nodes)
  if (tr.docChanged) editor.view.dispatch(closeHistory(tr).setMeta(key, { settles: true } satisfies Meta))
}

/** Settles some suggestions by their ids. */
export const settleSuggestions = (editor: Editor, ids: readonly string[], accept: boolean): void => {
  const wanted = new Set(ids)
  settle(editor, (id) => (wanted.has(id) ? (accept ? 'accept' : 'reject') : 'leave'))
}

/** Settles one. */
export const settleSuggestion = (editor: Editor, id: string, accept: boolean): void => settleSuggestions(editor, [id], accept)

/** Settles all. */
export const settleAll = (editor: Editor, accept: boolean): void => settle(editor, all(accept ? 'accept' : 'reject'))

/** The ids of the suggestions the caret, or the start of what is chosen, is in. */
export const suggestionsAt = (state: EditorState): string[] => {
  const { $from } = state.selection
  const around = Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1))
  return [...new Set([...around, $from.nodeBefore, $from.nodeAfter].flatMap((node) => node?.marks.filter(isSuggestion).map(idOf) ?? []))]
}

export { suggestionsOf, type SuggestionEntry, type SuggestionKind } from './suggestions/listing'
