import { useEffect, useSyncExternalStore } from 'react'

import { bench } from '../bench'

const settlers = new Set<() => Promise<unknown>>()

/** Names what must be saved before the library closes under this window; returns what takes it back. */
export const onSettle = (save: () => Promise<unknown>): (() => void) => {
  settlers.add(save)
  return () => {
    settlers.delete(save)
  }
}

/** Answers the host when it asks the windows to save: once everything open here has been tried. */
export const useSettling = (): void => {
  useEffect(
    () =>
      bench.listen((event) => {
        if (event.type === 'settle') void Promise.allSettled([...settlers].map((save) => save())).then(() => bench.ask('app.settled', null))
      }),
    [],
  )
}

const counts = new Map<string, number>()
let kept = 0
const listeners = new Set<() => void>()

/** Says of how many stories of one kind this window alone holds the newest words, because no save of them went through. */
export const noteKept = (kind: 'left' | 'live', stories: number): void => {
  counts.set(kind, stories)
  kept = [...counts.values()].reduce((sum, each) => sum + each, 0)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Of how many in all. While it is not 0 the window does not close without asking. */
export const useKept = (): number => {
  const stories = useSyncExternalStore(subscribe, () => kept)
  useEffect(() => {
    if (stories === 0) return
    const onClose = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', onClose)
    return () => window.removeEventListener('beforeunload', onClose)
  }, [stories])
  return stories
}
