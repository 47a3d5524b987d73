import { request } from 'node:http'
import { connect } from 'node:net'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { serveBridge } from '../../../src-main/bridge/serve'
import { browserObstacle, openInBrowser } from '../../../src-main/shell/browser/open-browser'
import { serveWindow, WINDOW_LIMITS, type ServedWindow } from '../../../src-main/shell/browser/serve-window'
import { failed, ok } from '../../../src-shared/outcome'
import { makeBuiltWindow, makeHost, PICTURE, STORY } from '../../support/host'

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }
const photo = { sha256: PICTURE, mediaType: 'image/jpeg', width: 2, height: 1, bytes: 3, name: '图.jpg' } as const

let files: string
let served: ServedWindow
let host: ReturnType<typeof makeHost>
let received: unknown

/** node:http, because fetch does not let a test lie about Host, Origin or Sec-Fetch-Site. */
const send = (path: string, options: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: served.port, path, method: options.method ?? 'GET', headers: options.headers ?? {} }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }))
    })
    outgoing.on('error', reject)
    outgoing.end(options.body)
  })

const comeIn = async (url = served.url): Promise<string> => {
  const answer = await send(url.replace(/^http:\/\/[^/]+/, ''))
  expect(answer.status).toBe(303)
  return String(answer.headers['set-cookie']?.[0]).split(';')[0]!
}
const asking = (cookie: string, more: Record<string, string> = {}): Record<string, string> => ({ cookie, origin: `http://127.0.0.1:${String(served.port)}`, 'x-stet': '1', 'content-type': 'application/json', ...more })
const ask = (cookie: string, method: string, input: unknown): Promise<Answer> => send(`/bridge/${method}`, { method: 'POST', headers: asking(cookie), body: JSON.stringify({ input }) })
const until = (check: () => boolean): Promise<void> => vi.waitFor(() => expect(check()).toBe(true), { timeout: 5000, interval: 10 })

beforeEach(async () => {
  files = await makeBuiltWindow()
  received = undefined
  host = makeHost({
    'library.list': () => Promise.resolve(ok([])),
    'photo.add': (input) => {
      received = input
      return Promise.resolve(ok({ photo, caption: '', credit: '', unsure: [], frames: 1 }))
    },
  })
  const outcome = await serveWindow({ host, bridge: serveBridge(host.handlers, () => undefined), files, heartbeat: 20 })
  if (!outcome.ok) throw new Error(outcome.message)
  served = outcome.value
})
afterEach(async () => {
  await served.close()
  await rm(dirname(files), { recursive: true })
})

describe('coming in', () => {
  it('exchanges the printed token for a session cookie that scripts and other sites never see', async () => {
    const answer = await send(served.url.replace(/^http:\/\/[^/]+/, ''), { headers: { 'sec-fetch-site': 'none' } })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe('/')
    const cookie = String(answer.headers['set-cookie']?.[0])
    expect(cookie).toMatch(new RegExp(`^stet-${String(served.port)}=[A-Za-z0-9_-]{43}; `))
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect(cookie).toContain('Path=/')
    const page = await send('/', { headers: { cookie: cookie.split(';')[0]! } })
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('makes tokens nobody can guess', () => {
    expect(served.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\?token=[A-Za-z0-9_-]{43}$/)
  })

  it('refuses a token that was used, with words in both languages', async () => {
    await comeIn()
    const again = await send(served.url.replace(/^http:\/\/[^/]+/, ''))
    expect(again.status).toBe(403)
    expect(again.headers['set-cookie']).toBeUndefined()
    expect(again.body).toContain('这个地址已经用过')
    expect(again.body).toContain('This address has been used')
  })

  it('lets a browser that is in already open its old address again', async () => {
    const cookie = await comeIn()
    const again = await send(served.url.replace(/^http:\/\/[^/]+/, ''), { headers: { cookie } })
    expect([again.status, again.headers.location, again.headers['set-cookie']]).toEqual([303, '/', undefined])
  })

  it.each(['', '?token=', '?token=short', `?token=${'A'.repeat(43)}`])('refuses /open%s', async (query) => {
    expect((await send(`/open${query}`)).status).toBe(403)
  })

  it('is not used up by a tool that only looks at the link', async () => {
    await send(served.url.replace(/^http:\/\/[^/]+/, ''), { method: 'HEAD' })
    expect(await comeIn()).not.toBe('')
  })

  it('prints another address that works, and keeps the session there is', async () => {
    const first = await comeIn()
    const url = served.newToken()
    expect(url).not.toBe(served.url)
    const second = await comeIn(url)
    for (const cookie of [first, second]) expect((await send('/', { headers: { cookie } })).status).toBe(200)
  })

  it.each([
    ['a page', '/', 'text/html'],
    ['a file', '/assets/index-a1b2c3.js', 'text/html'],
    ['a picture', `/photo/${STORY}/${PICTURE}`, 'text/html'],
    ['events', '/bridge-events', 'application/json'],
  ])('asks for a session before %s', async (_, path, type) => {
    for (const headers of [{}, { cookie: `stet-${String(served.port)}=${'A'.repeat(43)}` }, { cookie: 'stet-1=x' }] as Record<string, string>[]) {
      const answer = await send(path, { headers })
      expect(answer.status).toBe(401)
      expect(answer.headers['content-type']).toContain(type)
    }
    expect((await send('/')).body).toContain('npm start')
  })
})

describe('the bridge over HTTP', () => {
  it('answers what the window asks', async () => {
    const answer = await ask(await comeIn(), 'library.list', null)
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, ok([])])
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('answers an unknown method as the bridge does', async () => {
    expect(JSON.parse((await ask(await comeIn(), 'library.destroy', null)).body)).toMatchObject({ code: 'bridge-unknown' })
  })

  it('takes bytes raw, with the rest of the input in a header', async () => {
    const bytes = new Uint8Array([0, 255, 7])
    const headers = asking(await comeIn(), { 'content-type': 'application/octet-stream', 'x-stet-input': encodeURIComponent(JSON.stringify({ story: STORY, name: '图.jpg' })) })
    const answer = await send('/bridge/photo.add', { method: 'POST', headers, body: bytes })
    expect(JSON.parse(answer.body)).toEqual(ok({ photo, caption: '', credit: '', unsure: [], frames: 1 }))
    expect(received).toEqual({ story: STORY, name: '图.jpg', bytes })
  })

  it.each([
    ['another host name', { host: 'evil.example' }],
    ['this machine under a name of someone else', { host: 'rebound.example:PORT' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['an origin elsewhere', { origin: 'http://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port of this machine as origin', { origin: 'http://127.0.0.1:1' }],
    ['no origin', { origin: undefined }],
    ['no x-stet header', { 'x-stet': undefined }],
    ['another site, by its own word', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine, by its own word', { 'sec-fetch-site': 'same-site' }],
  ])('refuses a request with %s, even with a session', async (_, lie) => {
    const cookie = await comeIn()
    const headers = Object.fromEntries(Object.entries({ ...asking(cookie), ...lie }).filter((pair): pair is [string, string] => pair[1] !== undefined).map(([name, value]) => [name, value.replace('PORT', String(served.port))]))
    const answer = await send('/bridge/library.list', { method: 'POST', headers, body: '{"input":null}' })
    expect([answer.status, (JSON.parse(answer.body) as { code: string }).code]).toEqual([403, 'window-refused'])
  })

  it.each([
    ['the page', '/', { host: 'evil.example' }],
    ['the page', '/', { 'sec-fetch-site': 'cross-site' }],
    ['a picture', `/photo/${STORY}/${PICTURE}`, { 'sec-fetch-site': 'cross-site' }],
    ['events', '/bridge-events', { origin: 'http://evil.example' }],
  ])('refuses %s at %s to %j', async (_, path, lie) => {
    expect((await send(path, { headers: { cookie: await comeIn(), ...lie } })).status).toBe(403)
  })

  it('does not spend the token on a request from another site', async () => {
    expect((await send(served.url.replace(/^http:\/\/[^/]+/, ''), { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
    expect(await comeIn()).not.toBe('')
  })

  it('works by the name localhost too', async () => {
    const cookie = await comeIn()
    const local = `localhost:${String(served.port)}`
    const answer = await send('/bridge/library.list', { method: 'POST', headers: { ...asking(cookie), host: local, origin: `http://${local}` }, body: '{"input":null}' })
    expect(answer.status).toBe(200)
  })

  it.each([
    ['no JSON', '{', {}],
    ['JSON without input', '{}', {}],
    ['a JSON list', '[]', {}],
    ['a form', 'input=1', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', '{"input":null}', { 'content-type': 'text/plain' }],
    ['bytes without their header', 'x', { 'content-type': 'application/octet-stream' }],
    ['bytes with a broken header', 'x', { 'content-type': 'application/octet-stream', 'x-stet-input': '%' }],
    ['bytes with a list for a header', 'x', { 'content-type': 'application/octet-stream', 'x-stet-input': '[]' }],
  ])('rejects %s', async (_, body, headers) => {
    const answer = await send('/bridge/library.list', { method: 'POST', headers: asking(await comeIn(), headers), body })
    expect([answer.status, (JSON.parse(answer.body) as { code: string }).code]).toEqual([400, 'bad-request'])
  })

  it.each([
    ['JSON', 'application/json', WINDOW_LIMITS.json],
    ['bytes', 'application/octet-stream', WINDOW_LIMITS.bytes],
  ])('rejects more %s than it reads, before reading it', async (_, type, limit) => {
    const headers = asking(await comeIn(), { 'content-type': type, 'content-length': String(limit + 1), 'x-stet-input': '%7B%7D' })
    const status = await new Promise<number>((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port: served.port, path: '/bridge/photo.add', method: 'POST', headers }, (response) => {
        resolve(response.statusCode ?? 0)
        outgoing.destroy()
      })
      outgoing.on('error', reject)
      outgoing.write('x')
    })
    expect(status).toBe(413)
  })

  it('rejects a body that does not say its length once it grows too large', async () => {
    const headers = asking(await comeIn(), { 'transfer-encoding': 'chunked' })
    const answer = await new Promise<string>((resolve) => {
      const outgoing = request({ host: '127.0.0.1', port: served.port, path: '/bridge/library.list', method: 'POST', headers }, (response) => resolve(String(response.statusCode)))
      outgoing.on('error', () => resolve('cut off'))
      const chunk = Buffer.alloc(1_000_000, 0x20)
      let sent = 0
      const more = (): void => {
        while (sent < WINDOW_LIMITS.json + 2_000_000 && !outgoing.destroyed) {
          sent += chunk.length
          if (!outgoing.write(chunk)) return void outgoing.once('drain', more)
        }
        outgoing.end()
      }
      more()
    })
    expect(['413', 'cut off']).toContain(answer)
  })
})

describe('events', () => {
  const listen = (cookie: string, onText: (text: string) => void): (() => void) => {
    const outgoing = request({ host: '127.0.0.1', port: served.port, path: '/bridge-events', headers: { cookie } }, (response) => {
      expect(response.headers['content-type']).toContain('text/event-stream')
      response.on('data', (chunk: Buffer) => onText(chunk.toString()))
      response.on('error', () => undefined)
    })
    outgoing.on('error', () => undefined)
    outgoing.end()
    return () => outgoing.destroy()
  }

  it('reach the window as the host tells them, with a heartbeat between', async () => {
    let text = ''
    const stop = listen(await comeIn(), (more) => (text += more))
    await until(() => host.listening() === 1)
    host.emit({ type: 'libraryChanged' })
    host.emit({ type: 'command', command: 'newStory' })
    await until(() => text.includes('data: {"type":"libraryChanged"}\n\n') && text.includes('data: {"type":"command","command":"newStory"}\n\n') && text.includes(': here\n\n'))
    stop()
  })

  it('stop being listened for when the window goes', async () => {
    const stop = listen(await comeIn(), () => undefined)
    await until(() => host.listening() === 1)
    stop()
    await until(() => host.listening() === 0)
    expect(host.listening()).toBe(0)
  })

  it('do not keep the server from closing', async () => {
    listen(await comeIn(), () => undefined)
    await until(() => host.listening() === 1)
    await served.close()
    expect(host.listening()).toBe(0)
  })
})

describe('the address', () => {
  it('is on loopback only', async () => {
    const refused = await new Promise<string>((resolve) => {
      // 127.0.0.2 is this machine too, but not where the window is served.
      const socket = connect({ host: '127.0.0.2', port: served.port })
      socket.on('connect', () => resolve('connected'))
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
    })
    expect(refused).toBe('ECONNREFUSED')
  })

  it('says so when its port is taken', async () => {
    const outcome = await serveWindow({ host, bridge: serveBridge(host.handlers, () => undefined), files, port: served.port })
    expect(outcome).toEqual(failed('port-taken', expect.any(String) as string, { port: served.port }))
  })

  it('is opened in a browser only where one can be shown', async () => {
    const opened: string[] = []
    const launch = (url: string): Promise<unknown> => Promise.resolve(opened.push(url))
    const desktop = { platform: 'linux', env: { DISPLAY: ':0' }, root: false }
    expect(await openInBrowser(served.url, desktop, launch)).toEqual(ok(null))
    expect(opened).toEqual([served.url])
    expect(browserObstacle({ ...desktop, env: {} })).toBe('no-display')
    expect(browserObstacle({ ...desktop, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull()
    expect(browserObstacle({ ...desktop, root: true })).toBe('superuser')
    expect(browserObstacle({ platform: 'darwin', env: {}, root: false })).toBeNull()
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'http://127.0.0.1.evil.example/']) expect(await openInBrowser(url, desktop, launch)).toMatchObject({ code: 'browser-not-opened' })
    expect(await openInBrowser(served.url, desktop, () => Promise.reject(new Error('no xdg-open')))).toMatchObject({ code: 'browser-not-opened', details: { reason: 'launch' } })
    expect(opened).toHaveLength(1)
  })
})
