import { contract, type Input, type Method, type Output } from '../src-shared/bridge/contract'
import { hostEventSchema, type HostEvent } from '../src-shared/bridge/events'
import type { BridgePort, LiveHeard, LiveLine } from '../src-shared/bridge/port'
import { failed, outcomeSchema, type Outcome } from '../src-shared/outcome'

const unreachable = (message: string): Outcome<never> => failed('host-unreachable', message)

const requestOf = (input: unknown): { headers: Record<string, string>; body: BodyInit } => {
  if (typeof input === 'object' && input !== null && 'bytes' in input && input.bytes instanceof Uint8Array) {
    const { bytes, ...rest } = input
    return { headers: { 'content-type': 'application/octet-stream', 'x-stet-input': encodeURIComponent(JSON.stringify(rest)) }, body: bytes as Uint8Array<ArrayBuffer> }
  }
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ input }) }
}

const ask = async <M extends Method>(method: M, input: Input<M>): Promise<Outcome<Output<M>>> => {
  const { headers, body } = requestOf(input)
  try {
    const response = await fetch(`/bridge/${method}`, { method: 'POST', credentials: 'same-origin', headers: { ...headers, 'x-stet': '1' }, body })
    const parsed = outcomeSchema(contract[method].output).safeParse(await response.json())
    if (!parsed.success) return unreachable(`${method}: the host answered something this window does not understand (${parsed.error.issues[0]?.path.join('.') ?? ''}).`)
    return parsed.data as Outcome<Output<M>>
  } catch (error) {
    return unreachable(`${method}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const readEvent = (data: unknown): HostEvent | null => {
  try {
    const parsed = hostEventSchema.safeParse(JSON.parse(String(data)))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

const CHANGES = ['appChanged', 'libraryChanged', 'outboxChanged', 'placeChanged', 'batchChanged', 'deskChanged', 'listsChanged'] as const

/** One line to the host for the whole window, open as long as anybody listens: a browser allows few connections, and a line opened anew for each listener would miss what happened in between. */
const openLine = (): ((listener: (event: HostEvent) => void) => () => void) => {
  const listeners = new Set<(event: HostEvent) => void>()
  const tell = (event: HostEvent): void => listeners.forEach((listener) => listener(event))
  let source: EventSource | null = null
  const open = (): EventSource => {
    const line = new EventSource('/bridge-events')
    // Events missed before the line was open, or while it was down, are made good by reading everything again.
    line.addEventListener('open', () => CHANGES.forEach((type) => tell({ type })))
    line.addEventListener('message', (message) => {
      const event = readEvent(message.data)
      if (event) tell(event)
    })
    return line
  }
  return (listener) => {
    listeners.add(listener)
    source ??= open()
    return () => {
      listeners.delete(listener)
      // A listener that only changes places comes back at once.
      setTimeout(() => {
        if (listeners.size > 0) return
        source?.close()
        source = null
      }, 0)
    }
  }
}

const live = (story: string, heard: LiveHeard): LiveLine => {
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/bridge-live/${story}`)
  socket.binaryType = 'arraybuffer'
  let waiting: Uint8Array[] = []
  let over = false
  const end = (code: number, reason: string): void => {
    if (over) return
    over = true
    waiting = []
    heard.closed(code, reason)
  }
  const send = (bytes: Uint8Array): void => socket.send(bytes as Uint8Array<ArrayBuffer>)
  socket.addEventListener('open', () => {
    heard.opened()
    for (const bytes of waiting.splice(0)) send(bytes)
  })
  socket.addEventListener('message', ({ data }) => {
    if (!over && data instanceof ArrayBuffer) heard.message(new Uint8Array(data))
  })
  socket.addEventListener('close', ({ code, reason }) => end(code, reason))
  return {
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) send(bytes)
      else if (!over) waiting.push(bytes)
    },
    close: () => {
      over = true
      socket.close()
    },
  }
}

/** The port of a window in an ordinary browser: same-origin HTTP to the host that served it. Never rejects; no answer is `host-unreachable`. */
export const httpPort = (): BridgePort => ({ ask, listen: openLine(), live })
