import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { servePreview } from '../../../../src-main/connectors/site/preview'

let home: string
let folder: string
let url: string
let close: () => Promise<void>

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stet-preview-'))
  folder = join(home, 'site')
  await mkdir(join(folder, '.stet'), { recursive: true })
  await mkdir(join(folder, 'channels/abc'), { recursive: true })
  await mkdir(join(home, 'site-secret'))
  const files = { 'index.html': '<h1>home</h1>', 'channels/abc/index.html': 'channel', '404.html': 'missing', 'theme.css': 'a{}', 'rss.xml': '<rss/>', 'robots.txt': 'x', 'photo.jpg': 'jpg', 'notes.json': '{}', '.stet/a.html': 'secret', '../site-secret/x.html': 'secret', '../outside.html': 'secret' }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  await symlink(join(home, 'outside.html'), join(folder, 'link.html'))
  await symlink(join(home, 'site-secret'), join(folder, 'linked'))
  const served = await servePreview(folder)
  if (!served.ok) throw new Error(served.message)
  ;({ url, close } = served.value)
})
afterAll(async () => {
  await close()
  await rm(home, { recursive: true, force: true })
})

/** A request as written, for what fetch would tidy up. Answers the whole response. */
const rawRequest = (path: string, host?: string, method = 'GET'): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${method} ${path} HTTP/1.1\r\n${host === '' ? '' : `Host: ${host ?? `127.0.0.1:${port}`}\r\n`}Connection: close\r\n\r\n`))
    let text = ''
    socket.on('data', (data) => (text += data.toString()))
    socket.on('end', () => resolve(text))
    socket.on('error', reject)
  })

describe('the preview', () => {
  test('serves pages and folders with their types and a policy without scripts', async () => {
    const types: Record<string, string> = { '': 'text/html; charset=utf-8', 'channels/abc/': 'text/html; charset=utf-8', 'theme.css': 'text/css; charset=utf-8', 'rss.xml': 'application/xml; charset=utf-8', 'robots.txt': 'text/plain; charset=utf-8', 'photo.jpg': 'image/jpeg' }
    for (const [path, type] of Object.entries(types)) {
      const response = await fetch(url + path)
      expect([response.status, response.headers.get('content-type')], path).toEqual([200, type])
      expect(response.headers.get('content-security-policy'), path).toMatch(/^default-src 'none'/)
      expect(response.headers.get('content-security-policy'), path).not.toContain('script-src')
      expect(response.headers.get('x-content-type-options'), path).toBe('nosniff')
    }
    expect(await (await fetch(url)).text()).toBe('<h1>home</h1>')
  })

  test('answers a wrong address with the site’s own page', async () => {
    const response = await fetch(`${url}nowhere/at/all.html`)
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([404, 'missing', 'text/html; charset=utf-8'])
  })

  test('answers HEAD without a body', async () => {
    const response = await fetch(url, { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  test('listens on loopback only', () => {
    expect(new URL(url).hostname).toBe('127.0.0.1')
  })

  test('is gone once closed, and its port is free again', async () => {
    const first = await servePreview(folder)
    if (!first.ok) throw new Error(first.message)
    const port = Number(new URL(first.value.url).port)
    await fetch(first.value.url)
    await first.value.close()
    await expect(fetch(first.value.url)).rejects.toThrow()
    const second = await servePreview(folder, { port })
    expect(second.ok).toBe(true)
    if (second.ok) await second.value.close()
  })
})

describe('the preview rejects', () => {
  test.each(['/../outside.html', '/..%2foutside.html', '/%2e%2e/outside.html', '/..%5coutside.html', '/channels/../../outside.html', '/.stet/a.html', '/%2estet/a.html', '/linked/x.html', '/link.html', '//index.html', '/channels//abc/', '/index.html%00.jpg', '/%', '/C:/x.html', '/notes.json', '/channels/abc'])('%s, as if there were nothing', async (path) => {
    const response = await rawRequest(path)
    expect(response).toMatch(/^HTTP\/1\.1 40[04] /)
    expect(response).not.toContain('secret')
  })

  test('another host name, whichever way it was pointed here', async () => {
    for (const host of ['evil.example', 'evil.example:80', '127.0.0.1', `127.0.0.1.evil.example:${new URL(url).port}`]) expect(await rawRequest('/', host), host).toMatch(/^HTTP\/1\.1 421 /)
    expect(await rawRequest('/', '')).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(await rawRequest('/', `localhost:${new URL(url).port}`)).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('anything but reading', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await fetch(url, { method })).status, method).toBe(405)
  })

  test('a port that is taken', async () => {
    const port = Number(new URL(url).port)
    expect(await servePreview(folder, { port })).toMatchObject({ ok: false, code: 'port-taken', details: { port } })
  })
})
