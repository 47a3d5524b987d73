import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

import { LIVE_PATH } from '../../../src-shared/desk-api/live'

/** Thrown at the session server to refuse somebody; it has no words of its own, so that nothing of it is printed. */
export class Refusal extends Error {
  constructor(readonly reason: string) {
    super('')
  }
}

const end = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

const isOwn = (origin: string, host: string | undefined): boolean => URL.canParse(origin) && new URL(origin).host === host

/**
 * Hears an HTTP server's upgrades and lets those to live sessions in: from no browser, or from a page of the desk's own or one of `origins`, while
 * there is room. Answers what stops it.
 */
export const hearUpgrades = (server: Pick<Server, 'on' | 'off' | 'listenerCount'>, options: { origins: readonly string[]; room: () => boolean; pass: (request: IncomingMessage, socket: Duplex, head: Buffer) => void }): (() => void) => {
  const heard = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { pathname } = new URL(request.url ?? '/', 'http://desk')
    if (pathname !== LIVE_PATH) {
      if (server.listenerCount('upgrade') === 1) end(socket, '404 Not Found')
      return
    }
    socket.on('error', () => undefined)
    const { origin, host } = request.headers
    if (origin !== undefined && !isOwn(origin, host) && !options.origins.includes(origin)) end(socket, '403 Forbidden')
    else if (!options.room()) end(socket, '503 Service Unavailable')
    else options.pass(request, socket, head)
  }
  server.on('upgrade', heard)
  return () => {
    server.off('upgrade', heard)
  }
}
