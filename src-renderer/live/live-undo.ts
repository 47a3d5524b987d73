import type { Schema } from '@tiptap/pm/model'
import type { EditorState, Plugin } from '@tiptap/pm/state'
import { defaultDeleteFilter, defaultProtectedNodes, redo, undo, ySyncPluginKey, yUndoPlugin, yUndoPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap'
import { applyUpdate, Doc, encodeStateAsUpdate, getItem, Item, UndoManager } from 'yjs'

import { LIVE_BODY } from '../../src-shared/desk-api/live'
import { readLiveBody } from '../../src-shared/desk-api/live-body'
import { standingWords } from '../../src-shared/desk-api/live-standing'

type Told = { stackItem: { meta: Map<unknown, unknown> } }

const bindingOf = (state: EditorState): ProsemirrorBinding => (ySyncPluginKey.getState(state) as { binding: ProsemirrorBinding }).binding

/** What keeps an editor's live history. */
export const undoManagerOf = (state: EditorState): UndoManager => (yUndoPluginKey.getState(state) as { undoManager: UndoManager }).undoManager

/** y-tiptap's undo, which goes on when plugins come or go: all their views are made anew then, and its own undo ended with its view. A step ends where the caret goes elsewhere. */
export const liveUndo = (): Plugin => {
  const plugin = yUndoPlugin()
  plugin.spec.view = (view) => {
    const binding = bindingOf(view.state)
    const manager = undoManagerOf(view.state)
    const added = ({ stackItem }: Told): void => void stackItem.meta.set(binding, (plugin.getState(view.state) as { prevSel: unknown }).prevSel)
    const popped = ({ stackItem }: Told): void => {
      binding.beforeTransactionSelection = (stackItem.meta.get(binding) ?? binding.beforeTransactionSelection) as typeof binding.beforeTransactionSelection
    }
    manager.on('stack-item-added', added)
    manager.on('stack-item-popped', popped)
    return {
      // Yjs makes one step of everything within half a second: where the caret went elsewhere meanwhile, another step begins.
      update: ({ state }, before) => {
        if (state.doc === before.doc && !state.selection.eq(before.selection)) manager.stopCapturing()
      },
      destroy: () => {
        manager.off('stack-item-added', added)
        manager.off('stack-item-popped', popped)
      },
    }
  }
  return plugin
}

type Way = 'undo' | 'redo'
const stackOf = (manager: UndoManager, way: Way): UndoManager['undoStack'] => (way === 'undo' ? manager.undoStack : manager.redoStack)

/** A document as it is, with what Yjs notes of earlier undoing, which no update carries. */
const twinOf = (doc: Doc): Doc => {
  const twin = new Doc({ gc: false })
  twin.transact(() => {
    applyUpdate(twin, encodeStateAsUpdate(doc))
    for (const structs of doc.store.clients.values()) for (const struct of structs) if (struct instanceof Item && struct.redone) getItem(twin.store, struct.id).redone = struct.redone
  })
  return twin
}

/** Whether taking back the last step leaves the words that stand as they are: tried on a copy, since Yjs takes back whole and at once. */
const leavesStanding = (manager: UndoManager, doc: Doc, way: Way, schema: Schema): boolean => {
  const twin = twinOf(doc)
  const body = twin.getXmlFragment(LIVE_BODY)
  const trial = new UndoManager(body, { trackedOrigins: manager.trackedOrigins, deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes) })
  trial.undoStack = [...manager.undoStack]
  trial.redoStack = [...manager.redoStack]
  const standing = (): string => standingWords(readLiveBody(body, schema).doc)
  const before = standing()
  trial[way]()
  const leaves = before === standing()
  twin.destroy()
  return leaves
}

/**
 * Takes back what this person did last, or brings it again. Who may only suggest (`suggestsOnly`) cannot take back what somebody has accepted since: it
 * stands now, and is left out.
 */
export const takeBack = (way: Way, state: EditorState, suggestsOnly: boolean): boolean => {
  const manager = undoManagerOf(state)
  const stack = stackOf(manager, way)
  if (suggestsOnly) while (stack.length > 0 && !leavesStanding(manager, bindingOf(state).doc, way, state.schema)) stack.pop()
  return stack.length > 0 && (way === 'undo' ? undo(state) : redo(state))
}

/** Whether there is something to take back, or to bring again. */
export const canTakeBack = (way: Way, state: EditorState): boolean => stackOf(undoManagerOf(state), way).length > 0
