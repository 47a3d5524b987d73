import { useCallback, useState } from 'react'

const kept = new Map<string, unknown>()

/** As useState, but what was said under `name` is still there when the screen comes back: for this window's lifetime, in memory only. A name stands for one type everywhere. */
export const useKept = <T>(name: string, initial: T): [T, (next: T) => void] => {
  const [value, setValue] = useState<T>(() => (kept.has(name) ? (kept.get(name) as T) : initial))
  const keep = useCallback(
    (next: T): void => {
      kept.set(name, next)
      setValue(() => next)
    },
    [name],
  )
  return [value, keep]
}

/** The same for what nothing is drawn from: read once when the screen comes back. */
export const keepAside = (name: string, value: unknown): void => void kept.set(name, value)
/** What keepAside was given last. */
export const readAside = <T>(name: string, otherwise: T): T => (kept.has(name) ? (kept.get(name) as T) : otherwise)
