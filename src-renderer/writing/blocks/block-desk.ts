import type { BlockDoors } from './block-keys'

/** What lies open over the body: a block's menu (by position; `left` and `top` in viewport pixels), or a footnote being written (by position). */
export type OverBody = { kind: 'menu'; pos: number; left: number; top: number } | { kind: 'footnote'; pos: number }

/** Between the body, whose keys open things, and the room, which shows them. */
export type BlockDesk = {
  state: () => OverBody | null
  subscribe: (listener: () => void) => () => void
  show: (open: OverBody | null) => void
  doors: () => BlockDoors | null
  setDoors: (doors: BlockDoors) => void
}

/** Makes the desk of one room. */
export const createBlockDesk = (): BlockDesk => {
  let current: OverBody | null = null
  let doors: BlockDoors | null = null
  const listeners = new Set<() => void>()
  return {
    state: () => current,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show: (open) => {
      if (current === open) return
      current = open
      for (const listener of listeners) listener()
    },
    doors: () => doors,
    setDoors: (next) => {
      doors = next
    },
  }
}
