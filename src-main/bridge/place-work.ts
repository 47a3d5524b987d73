import type { PlaceWork } from '../../src-shared/bridge/place'
import { failed, type Outcome } from '../../src-shared/outcome'

/** One long act with the library at a time: its progress to be asked for, and a way to stop it. */
export type Work = {
  now: () => PlaceWork | null
  /** Refuses `place-busy` while another runs. */
  run: <T>(kind: PlaceWork['kind'], act: (progress: (step: PlaceWork['step'], done: number, total: number) => void, signal: AbortSignal) => Promise<Outcome<T>>) => Promise<Outcome<T>>
  cancel: () => void
}

/** How often progress is told, in milliseconds. */
const TELL = 200

/** `changed` is told when there is progress to read; `now` is a clock in milliseconds. */
export const makeWork = (options: { changed: () => void; now: () => number }): Work => {
  let running: { work: PlaceWork; stop: AbortController } | null = null
  return {
    now: () => running?.work ?? null,
    run: async (kind, act) => {
      if (running) return failed('place-busy', 'Something else is going on with the library just now.', {})
      const stop = new AbortController()
      const mine = { work: { kind, step: 'reading' as PlaceWork['step'], done: 0, total: 0 }, stop }
      running = mine
      let told = 0
      options.changed()
      try {
        return await act((step, done, total) => {
          mine.work = { kind, step, done, total }
          if (options.now() - told < TELL) return
          told = options.now()
          options.changed()
        }, stop.signal)
      } finally {
        running = null
        options.changed()
      }
    },
    cancel: () => running?.stop.abort(),
  }
}
