import { useSyncExternalStore } from 'react'

/** A version somebody went back to, and the version that keeps what stood there before. */
export type Restored = { version: string; at: string; before: string | null }

// The room is made anew by a restore; this outlives it, for as long as the window lives.
const kept = new Map<string, Restored>()
const listeners = new Set<() => void>()

/** Remembers, or forgets, that a story was just taken back to a version. */
export const noteRestored = (story: string, restored: Restored | null): void => {
  if (restored) kept.set(story, restored)
  else kept.delete(story)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What a story was just taken back to; null when it was not. */
export const useRestored = (story: string): Restored | null => useSyncExternalStore(subscribe, () => kept.get(story) ?? null)
