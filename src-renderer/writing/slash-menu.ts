import { Extension, type Editor, type Range } from '@tiptap/core'
import { PluginKey } from '@tiptap/pm/state'
import { exitSuggestion, Suggestion, type SuggestionMatch } from '@tiptap/suggestion'

/** The open "/" menu: what was typed after the slash, where to stand (viewport pixels), and the text it replaces. */
export type SlashState = { query: string; left: number; top: number; bottom: number; range: Range; editor: Editor }

/** The "/" menu between the body, which opens it, and the list that shows it. */
export type SlashMenuStore = {
  state: () => SlashState | null
  subscribe: (listener: () => void) => () => void
  show: (state: SlashState | null) => void
  /** Set by the list while it is shown; true when it used the key. */
  onKey: (handler: ((key: string) => boolean) | null) => void
  press: (key: string) => boolean
}

/** Makes the store of one room's "/" menu. */
export const createSlashMenu = (): SlashMenuStore => {
  let current: SlashState | null = null
  let handler: ((key: string) => boolean) | null = null
  const listeners = new Set<() => void>()
  return {
    state: () => current,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show: (state) => {
      if (current === state) return
      current = state
      for (const listener of listeners) listener()
    },
    onKey: (next) => {
      handler = next
    },
    press: (key) => handler?.(key) ?? false,
  }
}

const key = new PluginKey('slashMenu')

/** A slash opening a block; in Chinese punctuation mode the same key types a 、. */
export const findSlash = (before: string): string | null => /^[/、／]([^\s/、／]{0,20})$/.exec(before)?.[1] ?? null

/** Closes the menu without touching the text. */
export const closeSlash = (editor: Editor): void => exitSuggestion(editor.view, key)

/** Opens the insert menu when a block begins with a slash. */
export const slashMenu = (store: SlashMenuStore) =>
  Extension.create({
    name: 'slashMenu',
    // While it is open its keys come before those of the blocks.
    priority: 2000,
    addProseMirrorPlugins() {
      const editor = this.editor
      const show = (query: string, range: Range, rect: DOMRect | null | undefined): void =>
        store.show(rect ? { query, range, editor, left: rect.left, top: rect.top, bottom: rect.bottom } : null)
      return [
        Suggestion({
          editor,
          pluginKey: key,
          char: '/',
          findSuggestionMatch: ({ $position }): SuggestionMatch => {
            const { parent, parentOffset, pos } = $position
            if (parent.type.name !== 'paragraph' || parentOffset > 21) return null
            const text = parent.textBetween(0, parentOffset, '\n', '\n')
            const query = findSlash(text)
            return query === null ? null : { range: { from: pos - text.length, to: pos }, query, text }
          },
          render: () => ({
            onStart: ({ query, range, clientRect }) => show(query, range, clientRect?.()),
            onUpdate: ({ query, range, clientRect }) => show(query, range, clientRect?.()),
            onExit: () => store.show(null),
            onKeyDown: ({ event }) => !event.isComposing && store.press(event.key),
          }),
        }),
      ]
    },
  })
