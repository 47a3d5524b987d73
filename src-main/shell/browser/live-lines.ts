import crossws from 'crossws/adapters/node'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

import type { LiveLine } from '../../../src-shared/bridge/port'
import { LIVE_MESSAGE_BYTES } from '../../../src-shared/desk-api/live'
import { storyIdSchema } from '../../../src-shared/story/story'
import type { Host } from '../host'

/** Where the served window opens a line to a piece's live session: a WebSocket, the story's id after it. */
export const LINES_PATH = '/bridge-live/'

/** How many lines the windows of one host may have, and how many bytes may wait for a window that does not read. */
const LIMITS = { lines: 32, waiting: 64_000_000 }

/**
 * Takes a served window's lines: only from its own page (Host and Origin), only with its session, only for a story. The bytes go to the host's
 * line and back; nothing is read here.
 */
export const serveLines = (server: Server, options: { host: Pick<Host, 'live'>; port: () => number; knows: (request: IncomingMessage) => boolean }): { close: () => void } => {
  const lines = new Map<string, { line: LiveLine; end: () => void }>()
  const sockets = crossws({
    serverOptions: { maxPayload: LIVE_MESSAGE_BYTES },
    hooks: {
      open: (peer) => {
        const story = new URL(peer.request.url).pathname.slice(LINES_PATH.length)
        const line = options.host.live(story, {
          opened: () => undefined,
          message: (bytes) => {
            const waiting = peer.bufferedAmount
            if (waiting > LIMITS.waiting) peer.close(1013, 'live-full')
            else peer.send(bytes)
          },
          closed: (code, reason) => peer.close(code === 1006 ? 4006 : code, reason),
        })
        lines.set(peer.id, { line, end: () => peer.terminate() })
      },
      message: (peer, message) => lines.get(peer.id)?.line.send(message.uint8Array()),
      close: (peer) => {
        lines.get(peer.id)?.line.close()
        lines.delete(peer.id)
      },
    },
  })
  const allowed = (request: IncomingMessage): boolean => {
    const { host = '', origin, 'sec-fetch-site': site } = request.headers
    const port = String(options.port())
    const here = host === `127.0.0.1:${port}` || host === `localhost:${port}`
    return here && origin === `http://${host}` && (site === undefined || site === 'same-origin') && options.knows(request)
  }
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined)
    const { pathname } = new URL(request.url ?? '/', 'http://window')
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    }
    if (!pathname.startsWith(LINES_PATH) || !storyIdSchema.safeParse(pathname.slice(LINES_PATH.length)).success) refuse('404 Not Found')
    else if (!allowed(request)) refuse('403 Forbidden')
    else if (lines.size >= LIMITS.lines) refuse('503 Service Unavailable')
    else void sockets.handleUpgrade(request, socket, head)
  })
  return {
    close: () => {
      for (const { line, end } of [...lines.values()]) {
        line.close()
        end()
      }
      lines.clear()
    },
  }
}
