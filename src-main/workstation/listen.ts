import { createParser } from 'eventsource-parser'

import type { DeskClient } from '../../src-shared/desk-api/client'
import { deskEventSchema, type DeskEvent } from '../../src-shared/desk-api/pieces'

/** The first and the longest wait before the line is opened again, and how long it may be silent (the desk speaks every 20 s), in milliseconds. */
const PACE = { first: 1_000, longest: 60_000, silence: 50_000 }
/** A line that held this long was a good one: the next wait is short again. */
const GOOD = 30_000

/** A line to the desk's events. `start` opens it where it is not open; `stop` ends it and nothing is opened any more until then. */
export type Listening = { start: () => void; stop: () => void; close: () => Promise<void>; open: () => boolean }

/**
 * Listens to a desk elsewhere. `heard` is told each event; `resync` whenever the line is open anew, for what was missed. A line that breaks, ends or
 * falls silent is opened again after a wait that doubles, half of it by chance (`random` in 0..1), so that many machines do not come at once.
 */
export const listenToDesk = (options: { client: () => DeskClient; heard: (event: DeskEvent) => void; resync: () => void; random?: () => number; pace?: typeof PACE }): Listening => {
  const { random = Math.random, pace = PACE } = options
  let line: AbortController | null = null
  let running: Promise<void> = Promise.resolve()
  let open = false

  const read = async (signal: AbortSignal): Promise<void> => {
    const breaking = new AbortController()
    const end = (): void => breaking.abort()
    signal.addEventListener('abort', end, { once: true })
    let timer: NodeJS.Timeout | undefined
    const alive = (): void => {
      clearTimeout(timer)
      timer = setTimeout(end, pace.silence)
      timer.unref()
    }
    try {
      alive()
      const stream = await options.client().call('events', { signal: breaking.signal })
      if (!stream.ok) return
      open = true
      options.resync()
      const parser = createParser({
        onEvent: ({ data }) => {
          const event = deskEventSchema.safeParse(parseJson(data))
          // An event of a newer desk says at least that something is to be read again.
          options.heard(event.success ? event.data : { kind: 'everything', story: null, seq: 0 })
        },
      })
      const text = new TextDecoder()
      const reader = stream.value.getReader()
      // The request's own signal may be gone with the request long before its answer ends; the stream is ended here.
      breaking.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true })
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        alive()
        parser.feed(text.decode(part.value, { stream: true }))
      }
    } catch {
      // Broken off; opened again below.
    } finally {
      open = false
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      end()
    }
  }

  const wait = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(over, ms)
      timer.unref()
      function over(): void {
        clearTimeout(timer)
        signal.removeEventListener('abort', over)
        resolve()
      }
      signal.addEventListener('abort', over, { once: true })
    })

  const keepOpen = async (signal: AbortSignal): Promise<void> => {
    let failures = 0
    const stopped = (): boolean => signal.aborted
    while (!stopped()) {
      const since = Date.now()
      await read(signal)
      if (stopped()) return
      failures = Date.now() - since > GOOD ? 1 : failures + 1
      const longest = Math.min(pace.longest, pace.first * 2 ** Math.min(failures - 1, 16))
      await wait(longest / 2 + (longest / 2) * random(), signal)
    }
  }

  return {
    start: () => {
      if (line) return
      line = new AbortController()
      const { signal } = line
      running = running.then(() => keepOpen(signal))
    },
    stop: () => {
      line?.abort()
      line = null
    },
    close: async () => {
      line?.abort()
      line = null
      await running
    },
    open: () => open,
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
