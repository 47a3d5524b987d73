import { Extension, type CommandProps } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { getRelativeSelection, relativePositionToAbsolutePosition, updateYFragment, ySyncPlugin, ySyncPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap'
import { UndoManager, type Doc, type Transaction as YTransaction } from 'yjs'

import { LIVE_BODY } from '../../src-shared/desk-api/live'
import { readLiveBody, writtenBody } from '../../src-shared/desk-api/live-body'
import type { LiveSession } from './live-state'
import { canTakeBack, liveUndo, takeBack, undoManagerOf } from './live-undo'
import { unreadInput } from './unread-input'

/** The smallest replacement that makes one document another: decorations, carets and folded places outside it stay where they are. */
const towards = (tr: Transaction, next: ProseNode): { from: number; to: number } | null => {
  const before = tr.doc
  const from = before.content.findDiffStart(next.content)
  const end = from === null ? null : before.content.findDiffEnd(next.content)
  if (from === null || !end) return null
  const overlap = Math.max(0, from - Math.min(end.a, end.b))
  const [to, upTo] = [end.a + overlap, end.b + overlap]
  tr.replace(from, to, next.slice(from, upTo))
  if (!tr.doc.eq(next)) tr.replaceWith(0, tr.doc.content.size, next.content)
  return { from, to }
}

const shown = (binding: ProsemirrorBinding, transaction: YTransaction | null): void => {
  const view = binding.prosemirrorView as EditorView | null
  if (!view) return
  const tr = view.state.tr
  const { doc } = readLiveBody(binding.type, view.state.schema, binding.mapping)
  const change = towards(tr, doc)
  if (!change) return
  const undone = transaction?.origin instanceof UndoManager
  const { from, to, $anchor, $head } = view.state.selection
  const before = binding.beforeTransactionSelection as { anchor: unknown; head: unknown } | null
  // Mapped through the change the caret is right wherever it was outside of it; inside, Yjs knows better.
  if (before && (undone || (change.from <= to && change.to >= from)) && $anchor.parent.inlineContent && $head.parent.inlineContent) {
    const [anchor, head] = [before.anchor, before.head].map((place) => (place ? relativePositionToAbsolutePosition(binding.doc, binding.type, place, binding.mapping) : null))
    if (typeof anchor === 'number' && typeof head === 'number' && Math.max(anchor, head) <= tr.doc.content.size) tr.setSelection(TextSelection.between(tr.doc.resolve(anchor), tr.doc.resolve(head)))
  }
  view.dispatch(tr.setMeta('addToHistory', false).setMeta(ySyncPluginKey, { isChangeOrigin: true, isUndoRedoOperation: undone }))
}

/**
 * The binding of y-tiptap with the house's own reading and writing: marks of blocks and inline atoms and explicit nulls go through, a node that two
 * changes made impossible is shown mended where the binding would take it out with its words, and a remote change replaces what differs
 * and not the whole document.
 */
const liveSync = (doc: Doc): Plugin => {
  const plugin = ySyncPlugin(doc.getXmlFragment(LIVE_BODY)) as Plugin<{ binding: ProsemirrorBinding }>
  const init = plugin.spec.state?.init as (() => { binding: ProsemirrorBinding }) | undefined
  const binding = init?.().binding
  if (!binding) throw new Error('the live binding is not built as expected')
  binding._observeFunction = (_events: unknown, transaction: YTransaction): void =>
    void binding.mux(() => {
      for (const type of [...transaction.changed.keys(), ...transaction.changedParentTypes.keys()]) binding.mapping.delete(type)
      shown(binding, transaction)
    })
  binding._forceRerender = () => {
    binding.mapping.clear()
    binding.mux(() => shown(binding, null))
  }
  binding._prosemirrorChanged = (body: ProseNode) =>
    binding.doc.transact(() => {
      updateYFragment(binding.doc, binding.type, writtenBody(body), binding)
      const view = binding.prosemirrorView as EditorView | null
      if (view) binding.beforeTransactionSelection = getRelativeSelection(binding, view.state)
    }, ySyncPluginKey)
  return plugin
}

/** Milliseconds after an input method has committed until the editor has taken its words in. */
const COMMITTED = 60

/** Keeps what others do back while an input method composes: a line that moves under it loses or doubles its words. */
const composing = (hold: () => () => void): Plugin => {
  let release: (() => void) | null = null
  const end = (view: EditorView): void => {
    setTimeout(() => {
      if (view.composing || !release) return
      release()
      release = null
    }, COMMITTED)
  }
  return new Plugin({
    props: {
      handleDOMEvents: {
        compositionstart: () => {
          release ??= hold()
          return false
        },
        compositionend: (view) => {
          end(view)
          return false
        },
      },
    },
    view: () => ({
      destroy: () => {
        release?.()
        release = null
      },
    }),
  })
}

type Binding = {
  session: Pick<LiveSession, 'doc' | 'hold' | 'awareness'> | null
  /** True while this person may only suggest. */
  suggestsOnly: () => boolean
}

/** Binds an editor to the document a live session shows. Undo takes back what this person did, never what another did. */
export const LiveBinding = Extension.create<Binding>({
  name: 'liveBinding',
  priority: 1000,
  addOptions: () => ({ session: null, suggestsOnly: () => false }),
  addProseMirrorPlugins() {
    const { session } = this.options
    const doc = session?.doc()
    return session && doc ? [liveSync(doc), liveUndo(), composing(session.hold), unreadInput(session.awareness())] : []
  },
  onDestroy() {
    if (this.options.session) undoManagerOf(this.editor.state).destroy()
  },
  addCommands() {
    const back = (way: 'undo' | 'redo') => () => ({ tr, state, dispatch }: CommandProps): boolean => {
      tr.setMeta('preventDispatch', true)
      return dispatch ? takeBack(way, state, this.options.suggestsOnly()) : canTakeBack(way, state)
    }
    return { undo: back('undo'), redo: back('redo') }
  },
  addKeyboardShortcuts() {
    return { 'Mod-z': () => this.editor.commands.undo(), 'Mod-y': () => this.editor.commands.redo(), 'Shift-Mod-z': () => this.editor.commands.redo() }
  },
})
