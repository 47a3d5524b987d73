import type { Ask, Checker, Told } from './protocol'

/** What a room says to the thread, and hears from it: each room of the window has a number. */
export type ToThread = { room: number; ask: Ask | null }
export type FromThread = { room: number; told: Told }

// One thread serves every room of the window: what it loads to read English is large, and is loaded once.
let thread: Worker | null = null
let rooms = 0
const listeners = new Map<number, (told: Told) => void>()

const started = (): Worker => {
  if (thread) return thread
  thread = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'proofing' })
  thread.onmessage = ({ data }: MessageEvent<FromThread>) => listeners.get(data.room)?.(data.told)
  return thread
}

/** Reads the copy in a thread of its own, started when it is first asked. Where a window has no threads nothing is read: it would be felt in the typing. */
export const workerChecker = (): Checker => {
  const room = (rooms += 1)
  const say = (ask: Ask | null): void => {
    if (typeof Worker !== 'undefined') started().postMessage({ room, ask } satisfies ToThread)
  }
  return {
    ask: say,
    listen: (told) => void listeners.set(room, told),
    stop: () => {
      listeners.delete(room)
      if (thread) say(null)
    },
  }
}
