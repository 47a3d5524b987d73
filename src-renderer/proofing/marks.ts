import { Extension } from '@tiptap/core'
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'

import type { Severity } from '../../src-shared/proofing/severity'

/** One stretch of the body that is marked: `key` names the find it stands for. */
export type Mark = { from: number; to: number; severity: Severity; key: string }

/** Marks of blocks that were read anew: what stood in each stretch before goes. */
type Meta = { blocks: readonly { from: number; to: number; marks: readonly Mark[] }[] }

const key = new PluginKey<DecorationSet>('proofing')

const drawn = ({ from, to, severity, key: name }: Mark): Decoration => Decoration.inline(from, to, { class: 'proof', 'data-proof': severity, 'data-find': name }, { key: name, inclusiveStart: false, inclusiveEnd: false })

/** Marks what the proof-reader found in the body. Marks follow their words through edits until the block is read again. */
export const ProofMarks = Extension.create({
  name: 'proofMarks',
  addProseMirrorPlugins: () => [
    new Plugin<DecorationSet>({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, old) => {
          let set = tr.docChanged ? old.map(tr.mapping, tr.doc) : old
          const meta = tr.getMeta(key) as Meta | undefined
          for (const { from, to, marks } of meta?.blocks ?? []) {
            set = set.remove(set.find(from, to))
            if (marks.length > 0) set = set.add(tr.doc, marks.map(drawn))
          }
          return set
        },
      },
      props: { decorations: (state) => key.getState(state) ?? null },
    }),
  ],
})

/** Puts marks where blocks were read anew. No change of the text: nothing to undo, nothing to save. */
export const setMarks = (view: EditorView, blocks: Meta['blocks']): void => view.dispatch(view.state.tr.setMeta(key, { blocks } satisfies Meta).setMeta('addToHistory', false))

/** The find that is marked at a place of the body, by its key; null where none is. */
export const markedAt = (state: EditorState, pos: number): string | null => {
  const found = key.getState(state)?.find(pos, pos).at(0)
  const name: unknown = (found?.spec as { key?: unknown } | undefined)?.key
  return typeof name === 'string' ? name : null
}
