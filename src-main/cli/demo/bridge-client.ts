import { contract, type Input, type Method, type Output } from '../../../src-shared/bridge/contract'
import { outcomeSchema, valueOf } from '../../../src-shared/outcome'

/** The window's bridge as a program drives it: the same HTTP, cookie and headers an open window uses. Refusals are thrown as Faults. */
export type BridgeClient = { ask: <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>> }

/** Exchanges a one-time window address for a session, as a browser opening it would. */
export const openBridge = async (address: string): Promise<BridgeClient> => {
  const { origin } = new URL(address)
  const opened = await fetch(address, { redirect: 'manual' })
  const cookie = opened.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
  return {
    ask: async (method, input) => {
      const headers: Record<string, string> = { cookie, origin, 'x-stet': '1' }
      let body: string | Uint8Array<ArrayBuffer>
      if (input !== null && 'bytes' in input) {
        const { bytes, ...rest } = input
        headers['content-type'] = 'application/octet-stream'
        headers['x-stet-input'] = encodeURIComponent(JSON.stringify(rest))
        body = new Uint8Array(bytes)
      } else {
        headers['content-type'] = 'application/json'
        body = JSON.stringify({ input })
      }
      const response = await fetch(`${origin}/bridge/${method}`, { method: 'POST', headers, body })
      const answer = outcomeSchema(contract[method].output).parse(await response.json())
      return valueOf(answer) as Output<typeof method>
    },
  }
}

/** Asks again until `ready` says so: for what happens by itself, like an outbox that goes. Gives up after `limit` milliseconds. */
export const until = async <T>(ask: () => Promise<T>, ready: (value: T) => boolean, limit = 60_000): Promise<T> => {
  const end = Date.now() + limit
  for (;;) {
    const value = await ask()
    if (ready(value)) return value
    if (Date.now() > end) throw new Error('Waited too long.')
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
}
