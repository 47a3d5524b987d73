import { contract, type Input, type Method, type Output } from '../src-shared/bridge/contract'
import { hostEventSchema, type HostEvent } from '../src-shared/bridge/events'
import type { BridgePort } from '../src-shared/bridge/port'
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

const listen = (listener: (event: HostEvent) => void): (() => void) => {
  const source = new EventSource('/bridge-events')
  let opened = false
  source.addEventListener('open', () => {
    // Events missed while the line was down are made good by reading everything again.
    if (opened) for (const type of ['appChanged', 'libraryChanged', 'outboxChanged', 'deskChanged'] as const) listener({ type })
    opened = true
  })
  source.addEventListener('message', (message) => {
    const event = readEvent(message.data)
    if (event) listener(event)
  })
  return () => source.close()
}

/** The port of a window in an ordinary browser: same-origin HTTP to the host that served it. Never rejects; no answer is `host-unreachable`. */
export const httpPort = (): BridgePort => ({ ask, listen })
