import { serve, type HttpBindings } from '@hono/node-server'
import type { Server } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'

import { failed, ok, type Outcome } from '../../src-shared/outcome'

/** A desk answering on the network. */
export type Listening = {
  url: string
  /** Takes no more connections, lets running requests finish for so many seconds (without end where absent), then cuts what is left. */
  close: (seconds?: number) => Promise<void>
  /** Takes another certificate for connections to come. Throws where the two do not fit. */
  renew: (tls: Tls) => void
}

/** A certificate chain and its key, in PEM. */
export type Tls = { cert: string; key: string }

type Handler = (request: Request, caller: { address: string }) => Promise<Response>

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const refusal = (error: unknown, host: string, port: number) => {
  const code = codeOf(error)
  if (code === 'EADDRINUSE') return failed('port-taken', `Port ${String(port)} is in use.`, { port })
  if (code === 'EACCES') return failed('port-refused', `Port ${String(port)} needs more rights.`, { port })
  return failed('host-unavailable', `Cannot listen on ${host}: ${code}.`, { host })
}

/**
 * Listens with the desk's handler on `host`:`port` (0 picks a free one), over TLS where a certificate is given. A port in use is `port-taken`; an
 * address that is not ours `host-unavailable`; a certificate and a key that do not fit, or are none, `certificate-unsuitable`. `attach` hears the server's
 * upgrades while it listens, and answers what stops it and cuts them.
 */
export const listen = (handler: Handler, options: { host: string; port: number; tls?: Tls | null; attach?: (server: Server) => () => void }): Promise<Outcome<Listening>> =>
  new Promise((resolve) => {
    const { host, port, tls = null } = options
    const fetch = (request: Request, { incoming }: HttpBindings): Promise<Response> => handler(request, { address: incoming.socket.remoteAddress ?? '' })
    const common = { fetch: fetch as Parameters<typeof serve>[0]['fetch'], hostname: host, port, overrideGlobalObjects: false }
    let server: ReturnType<typeof serve>
    let detach = (): void => undefined
    const close = (seconds?: number): Promise<void> =>
      new Promise((done) => {
        const cut = seconds === undefined ? undefined : setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), seconds * 1000)
        // A connection that falls idle after its last answer would be kept open for the next question.
        const idle = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 50)
        // Nothing else ends a connection that was upgraded.
        detach()
        server.close(() => {
          clearTimeout(cut)
          clearInterval(idle)
          done()
        })
      })
    try {
      server = serve(tls ? { ...common, createServer: createTlsServer, serverOptions: { ...tls, minVersion: 'TLSv1.2' } } : common, (info) => {
        if (options.attach) detach = options.attach(server as Server)
        resolve(
          ok({
            url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${String(info.port)}`,
            close,
            renew: (next) => {
              if (tls) (server as TlsServer).setSecureContext(next)
            },
          }),
        )
      })
      server.once('error', (error: unknown) => resolve(refusal(error, host, port)))
    } catch (error) {
      resolve(failed('certificate-unsuitable', `This certificate cannot be served: ${codeOf(error)}.`, { reason: codeOf(error) }))
    }
  })
