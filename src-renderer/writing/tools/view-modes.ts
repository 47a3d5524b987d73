import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { useSyncExternalStore } from 'react'
import { z } from 'zod'

/** How this person likes to write, on this machine: `focus` dims all but the block at the caret, `typewriter` keeps its line in the middle, `smart` sets the language's own signs. */
const modesSchema = z.object({ focus: z.boolean(), typewriter: z.boolean(), smart: z.boolean() })
export type Modes = z.infer<typeof modesSchema>

const KEY = 'stet.writing.modes'
const USUAL: Modes = { focus: false, typewriter: false, smart: true }

const remembered = (): Modes => {
  try {
    return modesSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? ''))
  } catch {
    return USUAL
  }
}

let modes = remembered()
const listeners = new Set<() => void>()

/** The modes as they are now. */
export const modesNow = (): Modes => modes

/** Turns one on or off, here and in every room of this window. */
export const setMode = (name: keyof Modes, on: boolean): void => {
  modes = { ...modes, [name]: on }
  try {
    localStorage.setItem(KEY, JSON.stringify(modes))
  } catch {
    // Then they last as long as the window.
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The modes; renders again when one changes. */
export const useModes = (): Modes => useSyncExternalStore(subscribe, modesNow)

const scrollerOf = (element: HTMLElement): HTMLElement | null => {
  for (let at = element.parentElement; at; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at
  return null
}

/** Marks the top-level block at the caret (the page's style dims the others in focus mode), and scrolls like a typewriter where that is on. */
export const ViewModes = Extension.create({
  name: 'viewModes',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        decorations: (state) => {
          const { $head } = state.selection
          if (!modes.focus || $head.depth === 0) return null
          return DecorationSet.create(state.doc, [Decoration.node($head.before(1), $head.after(1), { 'data-here': '' })])
        },
        handleScrollToSelection: (view) => {
          if (!modes.typewriter) return false
          const scroller = scrollerOf(view.dom)
          if (!scroller) return false
          const line = view.coordsAtPos(view.state.selection.head)
          const frame = scroller.getBoundingClientRect()
          scroller.scrollTop += line.top - (frame.top + frame.height * 0.45)
          return true
        },
      },
    }),
  ],
})
