import { readFile } from 'node:fs/promises'
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

import { isTransient } from '../../../src-main/outbox/backoff'
import { isAway, namedFault, reachDesk } from '../../../src-main/workstation/reach'
import { deskClient } from '../../../src-shared/desk-api/client'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const serve = async (answer: RequestListener, tls = false): Promise<string> => {
  const pem = tls ? await readFile(join(import.meta.dirname, '../../fixtures/tls/self-signed.pem')) : ''
  const server = tls ? createTls({ key: pem, cert: pem }, answer) : createHttp(answer)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => {
    server.closeAllConnections()
    return new Promise((done) => server.close(done))
  })
  return `${tls ? 'https' : 'http'}://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}
const faultAt = async (address: string): Promise<string> => {
  const health = await deskClient({ base: address, fetch: reachDesk, token: () => 'secret-token' }).call('health')
  return health.ok ? 'ok' : namedFault(health, address).code
}

describe('an address that is no desk to be relied on', () => {
  it.each<[string, string, () => Promise<string>]>([
    ['shows a certificate nobody vouches for', 'desk-untrusted', () => serve((_request, response) => void response.end('{}'), true)],
    ['speaks plainly where TLS was asked for', 'desk-untrusted', async () => (await serve((_request, response) => void response.end('{}'))).replace('http:', 'https:')],
    ['answers with a page', 'desk-wrong', () => serve((_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to the hotel network</h1>'))],
    ['answers JSON of another kind', 'desk-wrong', () => serve((_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"fine"}'))],
    ['has nothing at that path', 'desk-wrong', () => serve((_request, response) => void response.writeHead(404).end('Not Found'))],
    ['is a proxy whose desk is down', 'desk-unreachable', () => serve((_request, response) => void response.writeHead(502).end('<h1>Bad Gateway</h1>'))],
    ['has nobody there', 'desk-unreachable', () => Promise.resolve('http://127.0.0.1:9')],
  ])('%s: %s', async (_what, code, start) => {
    const found = await faultAt(await start())
    expect(found).toBe(code)
    expect([isAway(found), found === 'desk-wrong' || isTransient(found)]).toEqual([true, true])
  })

  it('sends on to another, which never sees the session', async () => {
    const seen: string[] = []
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization ?? '')
      response.end('{}')
    })
    expect(await faultAt(await serve((_request, response) => void response.writeHead(302, { location: `${other}/api/health` }).end()))).toBe('desk-moved')
    expect(seen).toEqual([])
  })
})
