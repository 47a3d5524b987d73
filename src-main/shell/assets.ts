import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'

import { sha256Schema, storyIdSchema } from '../../src-shared/story/story'
import type { Host, PictureOf } from './host'

/** Answers every GET of a window: its own files and its pictures. Never throws; what is not there is 404. */
export type WindowAssets = (request: Request) => Promise<Response>

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
}
const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/tiff']

/** Sent with everything a window loads. */
const COMMON = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin' } as const

/**
 * What the page may load. Styles carry a nonce because Mantine and Tiptap put style elements in at run time; those, set through
 * innerHTML, are also why require-trusted-types-for is not here.
 */
const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')

/** What a worker may do: run this window's own scripts and compiled code, and fetch its files. A script in the page itself is under the page's policy. */
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

const nothing = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(status === 405 ? 'Method not allowed' : 'Not found', { status, headers: { ...COMMON, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers } })

/** The names along a path, or null for anything but plain names: no dot files, no parents, no separators or drives hidden in an escape. */
const segmentsOf = (pathname: string): string[] | null => {
  try {
    const segments = decodeURIComponent(pathname).split('/').slice(1)
    return segments.every((segment) => /^[A-Za-z0-9_][A-Za-z0-9_@.~+-]*$/.test(segment)) ? segments : null
  } catch {
    return null // A broken escape.
  }
}

const widthOf = (url: URL): number | null | undefined => {
  const text = url.searchParams.get('width')
  if (text === null) return null
  const width = /^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : undefined
  return width
}

const picture = async (url: URL, segments: readonly string[], of: PictureOf, cache: string): Promise<Response> => {
  const [, story, sha256, ...rest] = segments
  const width = widthOf(url)
  if (rest.length > 0 || width === undefined || !storyIdSchema.safeParse(story).success || !sha256Schema.safeParse(sha256).success) return nothing(404)
  const found = await of(story ?? '', sha256 ?? '', width)
  if (!found.ok || !PICTURE_TYPES.includes(found.value.mediaType)) return nothing(404)
  return new Response(new Uint8Array(found.value.bytes), {
    headers: { ...COMMON, 'content-type': found.value.mediaType, 'content-security-policy': "default-src 'none'; sandbox", 'cache-control': cache },
  })
}

const page = async (file: string): Promise<Response> => {
  const nonce = randomBytes(16).toString('base64')
  const html = (await readFile(file, 'utf8')).replaceAll('__CSP_NONCE__', nonce)
  return new Response(html, {
    headers: {
      ...COMMON,
      'content-type': MEDIA_TYPES['.html'] ?? '',
      'content-security-policy': pagePolicy(nonce),
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  })
}

const staticFile = async (files: string, segments: readonly string[]): Promise<Response> => {
  const path = join(files, ...segments)
  if (!(await stat(path)).isFile()) return nothing(404)
  const extension = extname(path).toLowerCase()
  const type = MEDIA_TYPES[extension] ?? 'application/octet-stream'
  // A drawing or page opened by itself runs nothing; a worker takes the policy of its script for its own.
  const policy = ['.svg', '.html'].includes(extension) ? "default-src 'none'; style-src 'unsafe-inline'; sandbox" : extension === '.js' ? WORKER_POLICY : null
  const alone: Record<string, string> = policy === null ? {} : { 'content-security-policy': policy }
  // The build puts a hash of the content into every name under assets/.
  const cache = segments[0] === 'assets' ? 'private, max-age=31536000, immutable' : 'no-cache'
  return new Response(new Uint8Array(await readFile(path)), { headers: { ...COMMON, ...alone, 'content-type': type, 'cache-control': cache } })
}

/**
 * Serves a window from the built renderer folder `files` and from its host's pictures, alike for Electron's protocol and for
 * loopback HTTP: `/` (a fresh style nonce each time), files, `/photo/<story>/<sha256>?width=` and `/desk-photo/...`.
 */
export const windowAssets = (options: { files: string; host: Pick<Host, 'photo' | 'deskPhoto'> }): WindowAssets => {
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const pathname = url.pathname === '' ? '/' : url.pathname
    if (pathname === '/' || pathname === '/index.html') return page(join(options.files, 'index.html'))
    // Browsers ask for one unasked; the page names its own icon, if any.
    if (pathname === '/favicon.ico') return new Response(null, { status: 204, headers: { ...COMMON, 'cache-control': 'private, max-age=86400' } })
    const segments = segmentsOf(pathname)
    if (!segments) return nothing(404)
    // Never in a browser's cache on the disk: a library may be sealed, before or after, and one at the desk is seen by right, which may end.
    if (segments[0] === 'photo') return picture(url, segments, options.host.photo, 'private, no-store')
    if (segments[0] === 'desk-photo') return picture(url, segments, options.host.deskPhoto, 'private, no-store')
    return staticFile(options.files, segments)
  }
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return nothing(405, { allow: 'GET, HEAD' })
    try {
      const response = await answer(request)
      return request.method === 'GET' ? response : new Response(null, { status: response.status, headers: response.headers })
    } catch {
      return nothing(404) // Missing files and pictures that cannot be read look alike from outside.
    }
  }
}
