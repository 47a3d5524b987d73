import { hostEventSchema } from '../../../src-shared/bridge/events'
import type { Host } from '../host'

/** The open event streams of one served window. */
export type EventStreams = { open: (signal: AbortSignal) => Response; close: () => void }

/** Sends the host's events as server-sent events, one JSON message each; a comment every `heartbeat` milliseconds shows the line is alive. */
export const eventStreams = (host: Pick<Host, 'events'>, heartbeat: number): EventStreams => {
  const endings = new Set<() => void>()
  return {
    open: (signal) => {
      const encoder = new TextEncoder()
      let end = (): void => undefined
      const stream = new ReadableStream<Uint8Array>({
        start: (controller) => {
          const send = (text: string): void => controller.enqueue(encoder.encode(text))
          const stop = host.events((event) => {
            send(`data: ${JSON.stringify(hostEventSchema.parse(event))}\n\n`)
          })
          const beat = setInterval(() => send(': here\n\n'), heartbeat)
          end = () => {
            if (!endings.delete(end)) return
            stop()
            clearInterval(beat)
            try {
              controller.close()
            } catch {
              // The reader went first.
            }
          }
          endings.add(end)
          signal.addEventListener('abort', end, { once: true })
          send('retry: 1000\n\n')
        },
        cancel: () => end(),
      })
      return new Response(stream, { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } })
    },
    close: () => {
      for (const end of [...endings]) end()
    },
  }
}
