import { serve } from '@hono/node-server'

import { failed, ok, type Outcome } from '../../src-shared/outcome'

/** A desk answering on the network. */
export type Listening = { url: string; close: () => Promise<void> }

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Listens with the desk's handler on `host`:`port` (0 picks a free one). A port in use is `port-taken`; an address that is not ours `host-unavailable`. */
export const listen = (fetch: (request: Request, client: { address: string }) => Promise<Response>, options: { host: string; port: number }): Promise<Outcome<Listening>> =>
  new Promise((resolve) => {
    const server = serve({ fetch: (request, { incoming }) => fetch(request, { address: incoming.socket.remoteAddress ?? '' }), hostname: options.host, port: options.port, overrideGlobalObjects: false }, ({ port }) =>
      resolve(
        ok({
          url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${String(port)}`,
          close: () =>
            new Promise((done) => {
              server.close(() => done())
              if ('closeIdleConnections' in server) server.closeIdleConnections()
            }),
        }),
      ),
    )
    server.once('error', (error: unknown) => {
      const code = codeOf(error)
      if (code === 'EADDRINUSE') resolve(failed('port-taken', `Port ${String(options.port)} is in use.`, { port: options.port }))
      else if (code === 'EACCES') resolve(failed('port-refused', `Port ${String(options.port)} needs more rights.`, { port: options.port }))
      else resolve(failed('host-unavailable', `Cannot listen on ${options.host}: ${code}.`, { host: options.host }))
    })
  })
