import { createServer, request as ask, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A request as the proxy heard it. */
export type Heard = { method: string; path: string; headers: OutgoingHttpHeaders; body: Buffer }

/**
 * What goes wrong with a request. `lose`: the server does it and the answer never comes. `twice`: it is sent on twice, `apart` milliseconds one after the other, and the answer of `answer` comes.
 * `status`: the proxy answers itself. `slow`: the server does it and its answer is kept back until whoever asked has given up. `late`: the server hears of it only then.
 * `cut`: the server gets the first half of it, then the connection breaks on both sides.
 */
export type Fault =
  | { kind: 'lose' | 'slow' | 'late' | 'cut' }
  | { kind: 'twice'; answer: 'first' | 'second'; apart?: number }
  | { kind: 'status'; status: number; headers?: Record<string, string> }

type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer }
/** `meanwhile` runs while the request stands in the proxy. */
type Planned = { when: (heard: Heard) => boolean; fault: Fault; times: number; meanwhile: () => Promise<unknown> }

/** A real HTTP proxy on 127.0.0.1 before one server, which does to chosen requests what networks and servers do. */
export type FaultyProxy = {
  url: string
  /** Everything that was asked since `reset`, what the proxy answered itself too. */
  heard: () => readonly Heard[]
  /** The requests that `when` holds of, at most `times` (1), meet this fault. */
  plan: (when: (heard: Heard) => boolean, fault: Fault, more?: { times?: number; meanwhile?: () => Promise<unknown> }) => void
  /** Lets through `most` requests in any second of the clock `now` (milliseconds); all others are answered 429, to come again after `seconds`. Null lets everything through. */
  limit: (rate: { most: number; seconds: number; now: () => number } | null) => void
  /** How many requests met what was planned or were refused by the limit. */
  spoilt: () => number
  /** Resolves when nothing is on its way to the server any more. */
  idle: () => Promise<void>
  /** Forgets what was heard and what was planned, once nothing is on its way. */
  reset: () => Promise<void>
  close: () => Promise<void>
}

/** What speaks of one connection and not of the request. */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'proxy-connection', 'upgrade', 'te', 'trailer', 'content-length'])
const without = (headers: OutgoingHttpHeaders): OutgoingHttpHeaders => Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP.has(name)))

const bodyOf = async (stream: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Asks the server the same, over a connection of its own. */
const forward = (target: URL, { method, path, headers, body }: Heard): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = ask({ host: target.hostname, port: target.port, method, path, agent: false, headers: { ...without(headers), host: target.host, ...(body.length > 0 ? { 'content-length': body.length } : {}) } }, (answer) => {
      bodyOf(answer).then((bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }), reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })

/** Sends the first half, then breaks off. */
const forwardHalf = (target: URL, { method, path, headers, body }: Heard): Promise<void> =>
  new Promise((resolve) => {
    const sent = ask({ host: target.hostname, port: target.port, method, path, agent: false, headers: { ...without(headers), host: target.host, 'content-length': body.length } })
    sent.on('error', () => undefined)
    sent.on('close', () => resolve())
    sent.write(body.subarray(0, Math.floor(body.length / 2)), () => setTimeout(() => sent.destroy(), 20))
  })

/** Opens one before the server at `target`. */
export const openFaultyProxy = async (target: string): Promise<FaultyProxy> => {
  const server = new URL(target)
  const running = new Set<Promise<void>>()
  let heard: Heard[] = []
  let planned: Planned[] = []
  let rate: Parameters<FaultyProxy['limit']>[0] = null
  let lately: number[] = []
  let spoilt = 0

  const overLimit = (): number | null => {
    if (rate === null) return null
    const now = rate.now()
    lately = lately.filter((time) => time > now - 1000)
    if (lately.length >= rate.most) return rate.seconds
    lately.push(now)
    return null
  }
  const reply = (response: ServerResponse, { status, headers, body }: Answer): void => {
    // A HEAD's answer says a length that does not come.
    response.writeHead(status, { ...without(headers), ...(headers['content-length'] !== undefined && body.length === 0 ? { 'content-length': headers['content-length'] } : {}) }).end(body)
  }
  const spoil = async (asked: Heard, response: ServerResponse, gone: Promise<void>, fault: Fault): Promise<void> => {
    switch (fault.kind) {
      case 'lose':
        await forward(server, asked)
        response.destroy()
        return
      case 'twice': {
        const first = await forward(server, asked)
        await pause(fault.apart ?? 0)
        const second = await forward(server, asked)
        reply(response, fault.answer === 'first' ? first : second)
        return
      }
      case 'status':
        response.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers }).end(`<h1>${String(fault.status)}</h1>`)
        return
      case 'slow':
        await forward(server, asked)
        return gone
      case 'late':
        await gone
        await forward(server, asked)
        return
      case 'cut':
        await forwardHalf(server, asked)
        response.destroy()
        return
    }
  }
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new Promise<void>((resolve) => response.once('close', () => resolve()))
    const asked: Heard = { method: incoming.method ?? 'GET', path: incoming.url ?? '/', headers: incoming.headers, body: await bodyOf(incoming) }
    heard.push(asked)
    const seconds = overLimit()
    const mine = planned.find(({ when, times }) => times > 0 && when(asked))
    if (seconds !== null || mine) spoilt += 1
    if (seconds !== null) return spoil(asked, response, gone, { kind: 'status', status: 429, headers: { 'retry-after': String(seconds) } })
    if (!mine) {
      reply(response, await forward(server, asked))
      return
    }
    mine.times -= 1
    await mine.meanwhile()
    return spoil(asked, response, gone, mine.fault)
  }
  const listening = createServer((incoming, response) => {
    const work = handle(incoming, response).catch(() => void response.destroy())
    running.add(work)
    void work.finally(() => running.delete(work))
  })
  const idle = async (): Promise<void> => {
    while (running.size > 0) await Promise.all(running)
  }
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}`,
    heard: () => heard,
    plan: (when, fault, { times = 1, meanwhile = () => Promise.resolve() } = {}) => void planned.push({ when, fault, times, meanwhile }),
    limit: (next) => {
      rate = next
      lately = []
    },
    spoilt: () => spoilt,
    idle,
    reset: async () => {
      await idle()
      heard = []
      planned = []
      rate = null
      spoilt = 0
    },
    close: async () => {
      listening.closeAllConnections()
      await new Promise((resolve) => listening.close(resolve))
    },
  }
}
