import { createAdaptorServer } from '@hono/node-server'
import { readFile, realpath } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { Server } from 'node:http'
import { extname, join, sep } from 'node:path'

import { failed, Fault, ok, type Outcome } from '../../../src-shared/outcome'
import { SITE } from './paths'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.jpg': 'image/jpeg',
}

const HEADERS = {
  'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** The file a request's path names, relative to the site, or null for one the site never has: dotfiles, empty steps, other separators. */
const siteFile = (pathname: string): string | null => {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (path.endsWith('/')) path += 'index.html'
  const steps = path.slice(1).split('/')
  return steps.every((step) => /^[a-z0-9][a-z0-9._-]*$/i.test(step)) ? steps.join('/') : null
}

const readSite = async (folder: string, file: string): Promise<Uint8Array<ArrayBuffer> | null> => {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(join(folder, file))])
    // A link that leads out of the folder is not part of the site.
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) return null
    return new Uint8Array(await readFile(real))
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES'].includes(String(error.code))) return null
    throw error
  }
}

/**
 * Serves a site's folder, read-only, on 127.0.0.1 (a free port unless one is given). Only GET and HEAD, only under the host
 * names it listens at, and nothing outside the folder or hidden in it. A taken port is `port-taken` {port}.
 */
export const servePreview = async (folder: string, options: { port?: number } = {}): Promise<Outcome<{ url: string; close: () => Promise<void> }>> => {
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    if (!hosts.has(request.headers.get('host') ?? '')) return new Response('Wrong host\n', { status: 421, headers: HEADERS })
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response('Read only\n', { status: 405, headers: { ...HEADERS, allow: 'GET, HEAD' } })
    const file = siteFile(url.pathname)
    const type = file === null ? undefined : TYPES[extname(file)]
    const bytes = file !== null && type !== undefined ? await readSite(folder, file) : null
    if (bytes && type !== undefined) return new Response(bytes, { headers: { ...HEADERS, 'content-type': type } })
    const missing = await readSite(folder, SITE.notFound)
    return new Response(missing ?? 'Not found\n', { status: 404, headers: { ...HEADERS, 'content-type': missing ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8' } })
  }
  const hosts = new Set<string>()
  const server = createAdaptorServer({ fetch: answer })
  const listening = await new Promise<AddressInfo | NodeJS.ErrnoException>((resolve) => {
    server.once('error', resolve)
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve(server.address() as AddressInfo))
  })
  if (listening instanceof Error) {
    const port = options.port ?? 0
    if (listening.code === 'EADDRINUSE') return failed('port-taken', `Port ${String(port)} is taken by another program.`, { port })
    throw new Fault('unexpected', listening.message, {}, listening)
  }
  const { port } = listening
  for (const name of ['127.0.0.1', 'localhost']) hosts.add(`${name}:${String(port)}`)
  return ok({
    url: `http://127.0.0.1:${String(port)}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if (server instanceof Server) server.closeAllConnections()
      }),
  })
}
