import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { parse as parseCookie } from 'hono/utils/cookie'

import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Bridge } from '../../bridge/serve'
import { windowAssets } from '../assets'
import type { Host } from '../host'
import { makeDoor, type Door } from './door'
import { eventStreams, type EventStreams } from './events'
import { serveLines } from './live-lines'
import { doorPage, refuse } from './pages'

/** The largest request bodies, in bytes: a photo of 100 MB with room for its name; a story as JSON. */
export const WINDOW_LIMITS = { bytes: 110_000_000, json: 32_000_000 } as const

/** A window being served. `url` opens it once; `newToken` answers another address and ends the one before, if unused. */
export type ServedWindow = { url: string; port: number; newToken: () => string; close: () => Promise<void> }

type Parts = { port: () => number; door: Door; bridge: Bridge; assets: (request: Request) => Promise<Response>; streams: EventStreams }

const forBridge = (context: Context): boolean => context.req.path.startsWith('/bridge')
const cookieName = (port: number): string => `stet-${String(port)}`

/** Another site's page may name this machine (DNS rebinding) or send requests here; both show in these headers. */
const fromHere = (parts: Parts): MiddlewareHandler => async (context, next) => {
  const port = String(parts.port())
  const host = context.req.header('host') ?? ''
  const site = context.req.header('sec-fetch-site')
  const reads = context.req.method === 'GET' || context.req.method === 'HEAD'
  const refused = (): Response => (forBridge(context) ? refuse(403, 'window-refused', 'The request did not come from a window of this Stet.') : doorPage(403, 'refusedTitle', 'refused'))
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return refused()
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return refused()
  const origin = context.req.header('origin')
  if (origin !== undefined && origin !== `http://${host}`) return refused()
  if (!reads && (origin === undefined || context.req.header('x-stet') !== '1')) return refused()
  return next()
}

const withSession = (parts: Parts): MiddlewareHandler => async (context, next) => {
  const session = getCookie(context, cookieName(parts.port()))
  if (session !== undefined && parts.door.knows(session)) return next()
  return forBridge(context) ? refuse(401, 'window-locked', 'This window has no session with its host.') : doorPage(401, 'lockedTitle', 'locked')
}

const openDoor = (parts: Parts) => (context: Context) => {
  const session = getCookie(context, cookieName(parts.port()))
  const already = session !== undefined && parts.door.knows(session)
  if (!already) {
    // A HEAD is some tool looking at the link, not a person opening it.
    const fresh = context.req.method === 'GET' ? parts.door.exchange(context.req.query('token') ?? '') : null
    if (fresh === null) return doorPage(403, 'spentTitle', 'spent')
    setCookie(context, cookieName(parts.port()), fresh, { httpOnly: true, sameSite: 'Strict', path: '/' })
  }
  context.header('cache-control', 'no-store')
  context.header('referrer-policy', 'no-referrer')
  return context.redirect('/', 303)
}

const readInput = async (context: Context): Promise<Outcome<unknown>> => {
  const type = (context.req.header('content-type') ?? '').split(';')[0]?.trim()
  try {
    if (type === 'application/octet-stream') {
      const rest: unknown = JSON.parse(decodeURIComponent(context.req.header('x-stet-input') ?? ''))
      if (typeof rest !== 'object' || rest === null || Array.isArray(rest)) throw new TypeError('x-stet-input is not an object')
      return ok({ ...rest, bytes: new Uint8Array(await context.req.arrayBuffer()) })
    }
    if (type !== 'application/json') throw new TypeError('neither JSON nor bytes')
    const body: unknown = await context.req.json()
    if (typeof body !== 'object' || body === null || !('input' in body)) throw new TypeError('no input')
    return ok(body.input)
  } catch (error) {
    return failed('bad-request', `The request could not be read: ${error instanceof Error ? error.message : String(error)}`, { place: context.req.path })
  }
}

const answerBridge = (parts: Parts) => async (context: Context) => {
  const input = await readInput(context)
  if (!input.ok) return refuse(400, input.code, input.message, { place: context.req.path })
  context.header('cache-control', 'no-store')
  context.header('x-content-type-options', 'nosniff')
  return context.json((await parts.bridge.handle(context.req.param('method') ?? '', input.value)) as object)
}

const limited: MiddlewareHandler = (context, next) => {
  const bytes = context.req.header('content-type') === 'application/octet-stream'
  const limit = bytes ? WINDOW_LIMITS.bytes : WINDOW_LIMITS.json
  return bodyLimit({ maxSize: limit, onError: () => refuse(413, 'too-heavy', `The request is larger than ${String(limit)} bytes.`, { limit }) })(context, next)
}

const makeApp = (parts: Parts): Hono => {
  const app = new Hono()
  app.use(fromHere(parts))
  app.get('/open', openDoor(parts))
  app.use(withSession(parts))
  app.post('/bridge/:method', limited, answerBridge(parts))
  app.get('/bridge-events', (context) => parts.streams.open(context.req.raw.signal))
  app.all('*', (context) => parts.assets(context.req.raw))
  app.onError(() => refuse(400, 'bad-request', 'The request broke off.'))
  return app
}

/**
 * Serves the window to an ordinary browser, on 127.0.0.1 only. `files` is the built renderer; `port` 0 (the default) takes a free one.
 * Fails `port-taken` {port} or `port-refused` {port, reason}. `heartbeat` is in milliseconds.
 */
export const serveWindow = async (options: {
  host: Pick<Host, 'photo' | 'deskPhoto' | 'events' | 'live'>
  bridge: Bridge
  files: string
  port?: number
  token?: string
  heartbeat?: number
}): Promise<Outcome<ServedWindow>> => {
  const wanted = options.port ?? 0
  const door = makeDoor(options.token)
  const streams = eventStreams(options.host, options.heartbeat ?? 20_000)
  let port = wanted
  const app = makeApp({ port: () => port, door, bridge: options.bridge, assets: windowAssets(options), streams })
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  const lines = serveLines(server, { host: options.host, port: () => port, knows: (request) => door.knows(parseCookie(request.headers.cookie ?? '')[cookieName(port)] ?? '') })
  const refused = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    server.once('error', resolve)
    server.listen(wanted, '127.0.0.1', () => resolve(null))
  })
  if (refused?.code === 'EADDRINUSE') return failed('port-taken', `Port ${String(wanted)} is in use.`, { port: wanted })
  if (refused) return failed('port-refused', `Port ${String(wanted)} cannot be used: ${refused.message}`, { port: wanted, reason: refused.code ?? '' })
  port = (server.address() as AddressInfo).port
  const address = (token: string): string => `http://127.0.0.1:${String(port)}/open?token=${token}`
  let closing: Promise<void> | undefined
  return ok({
    url: address(door.firstToken),
    port,
    newToken: () => address(door.newToken()),
    close: () =>
      (closing ??= new Promise((resolve) => {
        streams.close()
        lines.close()
        server.close(() => resolve())
        server.closeAllConnections()
      })),
  })
}
