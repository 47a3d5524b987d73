import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { windowAssets, type WindowAssets } from '../../../src-main/shell/assets'
import { makeBuiltWindow, makeHost, PICTURE, STORY } from '../../support/host'

let files: string
let assets: WindowAssets
const get = (path: string, init: RequestInit = {}): Promise<Response> => assets(new Request(`http://127.0.0.1${path}`, init))

beforeAll(async () => {
  files = await makeBuiltWindow()
  assets = windowAssets({ files, host: makeHost() })
})
afterAll(() => rm(dirname(files), { recursive: true }))

describe('the window its host serves', () => {
  it('puts a fresh nonce into the page and the same one into its policy', async () => {
    const [first, second] = [await get('/'), await get('/index.html')]
    const nonceOf = (policy: string | null): string => /'nonce-([^']+)'/.exec(policy ?? '')?.[1] ?? ''
    const nonce = nonceOf(first.headers.get('content-security-policy'))
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
    const html = await first.text()
    expect(html).not.toContain('__CSP_NONCE__')
    expect(html.split(nonce)).toHaveLength(3)
    expect(nonceOf(second.headers.get('content-security-policy'))).not.toBe(nonce)
    expect(first.headers.get('cache-control')).toBe('no-store')
  })

  it('allows the page nothing but itself', async () => {
    const policy = (await get('/')).headers.get('content-security-policy')?.replace(/'nonce-[^']+'/, 'NONCE')
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'", "script-src 'self'", "style-src 'self' NONCE", "img-src 'self' blob: data:", "font-src 'self'", "connect-src 'self'",
      "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'",
    ])
  })

  it.each([
    ['/assets/index-a1b2c3.js', 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable'],
    ['/assets/index-a1b2c3.css', 'text/css; charset=utf-8', 'private, max-age=31536000, immutable'],
    ['/assets/serif-x.woff2', 'font/woff2', 'private, max-age=31536000, immutable'],
    ['/assets/mark.svg', 'image/svg+xml', 'private, max-age=31536000, immutable'],
  ])('serves %s as %s', async (path, type, cache) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('cache-control')).toBe(cache)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each(['/.secret', '/%2esecret', '/assets/../.secret', '/assets/%2e%2e/%2e%2e/secret.txt', '/..%2fsecret.txt', '/..%5csecret.txt', '/assets', '/assets/', '//etc/passwd', '/%00', '/%', '/C:/secret.txt', '/missing.js', '/library/anything'])('does not serve %s', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('Not found')
  })

  it('has no icon of its own, and says so without an error', async () => {
    expect((await get('/favicon.ico')).status).toBe(204)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await get('/', { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })

  it('answers HEAD with the same headers and no body', async () => {
    const response = await get('/assets/index-a1b2c3.js', { method: 'HEAD' })
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await response.text()).toBe('')
  })

  it('serves pictures of drafts and of the desk, at the width asked for', async () => {
    const photo = await get(`/photo/${STORY}/${PICTURE}`)
    expect([...new Uint8Array(await photo.arrayBuffer())]).toEqual([1, 2, 0])
    expect(photo.headers.get('content-type')).toBe('image/webp')
    expect(photo.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(photo.headers.get('cache-control')).toMatch(/^private, /)
    const desk = await get(`/desk-photo/${STORY}/${PICTURE}?width=200`)
    expect([...new Uint8Array(await desk.arrayBuffer())]).toEqual([3, 4, 200])
  })

  it.each([
    `/photo/${STORY}/${'cd'.repeat(32)}`, `/photo/${STORY}`, `/photo/${STORY}/${PICTURE}/more`, `/photo/x/${PICTURE}`, `/photo/${STORY}/${PICTURE.toUpperCase()}`,
    `/photo/${STORY}/${PICTURE}?width=0`, `/photo/${STORY}/${PICTURE}?width=99999`, `/photo/${STORY}/${PICTURE}?width=1e3`, `/desk-photo/${STORY}/..`,
  ])('has no picture at %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  it('does not serve as a picture what the host does not call one, nor fail when the host does', async () => {
    const host = makeHost()
    host.photo = () => Promise.resolve({ ok: true, value: { bytes: new Uint8Array(1), mediaType: 'text/html' } })
    host.deskPhoto = () => Promise.reject(new Error('broken'))
    const strange = windowAssets({ files, host })
    expect((await strange(new Request(`http://127.0.0.1/photo/${STORY}/${PICTURE}`))).status).toBe(404)
    expect((await strange(new Request(`http://127.0.0.1/desk-photo/${STORY}/${PICTURE}`))).status).toBe(404)
  })
})
