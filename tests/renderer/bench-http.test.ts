// @vitest-environment happy-dom
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'

import { httpPort } from '../../src-renderer/bench-http'

type Seen = { method: string | undefined; url: string | undefined; headers: IncomingMessage['headers']; body: Buffer }
let server: Server | undefined
afterEach(() => server?.close())

/** A host that answers every question with `reply` and keeps what it was asked. */
const host = async (reply: string): Promise<Seen[]> => {
  const seen: Seen[] = []
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(parts) })
      response.setHeader('content-type', 'application/json')
      response.end(reply)
    })
  })
  await new Promise<void>((listening) => server?.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const dom = window as unknown as { happyDOM: { setURL: (url: string) => void } }
  dom.happyDOM.setURL(`http://127.0.0.1:${port}/`)
  return seen
}

describe('the window in a browser', () => {
  it('asks by POST to its own origin with its mark and the input as JSON', async () => {
    const seen = await host('{"ok":true,"value":null}')
    const id = '00000000-0000-4000-8000-000000000001'
    expect(await httpPort().ask('library.bin', { id })).toEqual({ ok: true, value: null })
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/bridge/library.bin' })
    expect(seen[0]?.headers['x-stet']).toBe('1')
    expect(JSON.parse(seen[0]?.body.toString() ?? '')).toEqual({ input: { id } })
  })

  it('sends bytes as they are, with the rest of the input in a header', async () => {
    const seen = await host(JSON.stringify({ ok: true, value: { ticket: '00000000-0000-4000-8000-000000000002' } }))
    const bytes = new Uint8Array([0, 255, 10, 13, 128])
    await httpPort().ask('archive.receive', { ticket: null, name: '发稿包.zip', bytes })
    expect(seen[0]?.headers['content-type']).toBe('application/octet-stream')
    expect(JSON.parse(decodeURIComponent(String(seen[0]?.headers['x-stet-input'])))).toEqual({ ticket: null, name: '发稿包.zip' })
    expect([...(seen[0]?.body ?? [])]).toEqual([...bytes])
  })

  it('hands on a refusal with its code and details', async () => {
    await host('{"ok":false,"code":"too-long","message":"m","details":{"limit":5}}')
    expect(await httpPort().ask('library.list', null)).toEqual({ ok: false, code: 'too-long', message: 'm', details: { limit: 5 } })
  })

  it.each([
    ['something that is not JSON', '<html>'],
    ['a value the contract does not know', '{"ok":true,"value":[{"id":1}]}'],
    ['nothing', ''],
  ])('rejects %s as host-unreachable, without throwing', async (_what, reply) => {
    await host(reply)
    expect(await httpPort().ask('library.list', null)).toMatchObject({ ok: false, code: 'host-unreachable' })
  })

  it('answers host-unreachable when nobody listens', async () => {
    await host('')
    await new Promise((closed) => server?.close(closed))
    expect(await httpPort().ask('library.list', null)).toMatchObject({ ok: false, code: 'host-unreachable' })
  })
})
