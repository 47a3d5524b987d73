import { Extension } from '@tiptap/core'
import type { Mark, Node as ProseNode } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'

import { idOf, isSuggestion, modType } from './suggestions/marks'

/** Whose a suggestion is, as it is drawn: the number of their colour, their name, and both name and time for a title. */
export type Suggester = { colour: number; name: string; title: string }

/** Where suggestions are drawn and whose they are; asked while drawing. */
export type SuggestionMarksOptions = { who: (id: string) => Suggester | null }

const key = new PluginKey<DecorationSet>('suggestionMarks')

const nameOf = (mark: Mark): string => (mark.type.name === 'modification' ? modType(mark) : mark.type.name)

const drawn = (doc: ProseNode, from: number, to: number, { who }: SuggestionMarksOptions): Decoration[] => {
  const found: Decoration[] = []
  doc.nodesBetween(from, to, (node, pos) => {
    const marks = node.marks.filter(isSuggestion)
    const title = [...new Set(marks.flatMap((mark) => who(idOf(mark))?.title ?? []))].join('\n')
    const attrsOf = (each: readonly Mark[], top: Mark): Record<string, string> => {
      const suggester = who(idOf(top))
      return { 'data-suggested': [...new Set(each.map(nameOf))].join(' '), ...(suggester && { 'data-who': String(suggester.colour), title }) }
    }
    const top = marks.at(-1)
    if (!top) return
    if (!node.isInline) {
      // A block has one frame: its bar is of whoever put it in, its words of whoever suggested last.
      const under = marks.length > 1 && marks[0] ? who(idOf(marks[0])) : null
      found.push(Decoration.node(pos, pos + node.nodeSize, { ...attrsOf(marks, top), ...(under && { 'data-under': String(under.colour) }) }))
    } else if (marks.length === 1) found.push(Decoration.inline(pos, pos + node.nodeSize, attrsOf(marks, top)))
    // Words that two suggest something of are drawn once for each, the later one within.
    else for (const mark of marks.toReversed()) found.push(Decoration.inline(pos, pos + node.nodeSize, { nodeName: 'span', ...attrsOf([mark], mark) }))
  })
  return found
}

/** The top blocks a transaction touched. */
const touched = (tr: Transaction): { from: number; to: number }[] => {
  const spans: { from: number; to: number }[] = []
  const { doc } = tr
  for (const [index, map] of tr.mapping.maps.entries())
    map.forEach((_from, _to, start, end) => {
      const later = tr.mapping.slice(index + 1)
      const [from, to] = [Math.min(later.map(start, -1), doc.content.size), Math.min(later.map(end, 1), doc.content.size)]
      const [$from, $to] = [doc.resolve(from), doc.resolve(to)]
      spans.push({ from: $from.depth > 0 ? $from.before(1) : from, to: $to.depth > 0 ? $to.after(1) : to })
    })
  return spans
}

const redrawn = (set: DecorationSet, tr: Transaction, options: SuggestionMarksOptions): DecorationSet => {
  let now = set.map(tr.mapping, tr.doc)
  for (const { from, to } of touched(tr)) {
    now = now.remove(now.find(from, to).filter((each) => each.from >= from && each.to <= to))
    now = now.add(tr.doc, drawn(tr.doc, from, to, options))
  }
  return now
}

/** The suggestion the caret is in, in its own line. */
const atCaret = (state: EditorState, { who }: SuggestionMarksOptions): Decoration[] => {
  const { $head, empty } = state.selection
  if (!empty || !$head.parent.inlineContent) return []
  const marks = [$head.nodeBefore, $head.nodeAfter].map((node) => node?.marks.filter(isSuggestion) ?? []).find((each) => each.length > 0) ?? []
  const [mark] = marks
  const names = [...new Set(marks.flatMap((each) => who(idOf(each))?.name ?? []))]
  if (!mark || names.length === 0) return []
  let end = -1
  $head.parent.forEach((node, offset) => {
    if (node.marks.some((each) => isSuggestion(each) && idOf(each) === idOf(mark))) end = offset + node.nodeSize
  })
  const last = $head.parent.childBefore(end)
  return end < 0 ? [] : [Decoration.inline($head.start() + last.offset, $head.start() + end, { 'data-suggester': names.join(' · ') })]
}

/** Draws suggestions in the colour of whoever made them, with their name at hand. Not colour alone: lines say what is in and out. */
export const SuggestionMarks = Extension.create<SuggestionMarksOptions>({
  name: 'suggestionMarks',
  addOptions: () => ({ who: () => null }),
  addProseMirrorPlugins() {
    const { options } = this
    let view: EditorView | null = null
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_config, state) => DecorationSet.create(state.doc, drawn(state.doc, 0, state.doc.content.size, options)),
          apply: (tr, set) => {
            if (tr.getMeta(key) !== undefined) return DecorationSet.create(tr.doc, drawn(tr.doc, 0, tr.doc.content.size, options))
            return tr.docChanged ? redrawn(set, tr, options) : set
          },
        },
        view: (now) => {
          view = now
          return {}
        },
        props: {
          decorations: (state) => {
            const set = key.getState(state) ?? DecorationSet.empty
            // A composition is never drawn around.
            return view?.composing ? set : set.add(state.doc, atCaret(state, options))
          },
        },
      }),
    ]
  },
})

/** Draws all anew, for what is known of people has changed. */
export const redraw = (view: EditorView): void => view.dispatch(view.state.tr.setMeta(key, true).setMeta('addToHistory', false))
