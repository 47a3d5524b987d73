import type { Checker, Told } from './protocol'

/** Reads the copy in a thread of its own, started when it is first asked. Where a window has no threads nothing is read: it would be felt in the typing. */
export const workerChecker = (): Checker => {
  let worker: Worker | null = null
  let listener: ((told: Told) => void) | null = null
  const started = (): Worker => {
    if (worker) return worker
    worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'proofing' })
    worker.onmessage = ({ data }: MessageEvent<Told>) => listener?.(data)
    return worker
  }
  return {
    ask: (ask) => {
      if (typeof Worker !== 'undefined') started().postMessage(ask)
    },
    listen: (told) => {
      listener = told
    },
    stop: () => {
      worker?.terminate()
      worker = null
    },
  }
}
