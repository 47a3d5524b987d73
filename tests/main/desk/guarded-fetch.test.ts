import { createServer, type Server } from 'node:http'
import type { lookup, LookupAddress } from 'node:dns'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openHttp } from '../../../src-main/connectors/http'
import { guardedFetch, mayReach } from '../../../src-main/desk/guarded-fetch'
import { z } from 'zod'
import { valueOf } from '../../../src-shared/outcome'
import { codeOf, makeStory, openNewsroom } from './newsroom'

let server: Server
let port: number
let asked = 0
beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1
    if (request.method === 'POST') {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => response.writeHead(200, { 'content-type': 'text/plain' }).end(Buffer.concat(parts)))
    } else if (request.url === '/to-metadata') response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"here":true}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise<void>((done) => server.close(() => done())))

/** A resolver that answers each name with these addresses, in turn where there are several lists. */
const naming = (...answers: string[][]): typeof lookup => {
  let turn = 0
  const resolve = (_host: string, _options: object, callback: (error: null, found: LookupAddress[]) => void): void => {
    const list = answers[Math.min(turn, answers.length - 1)] ?? []
    turn += 1
    callback(null, list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
  }
  return resolve as unknown as typeof lookup
}
const why = async (asking: Promise<unknown>): Promise<string> => {
  try {
    await asking
    return 'connected'
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null
    return cause instanceof Error && 'code' in cause ? String(cause.code) : String(error)
  }
}

describe('a desk connects', () => {
  const NEVER = ['169.254.169.254', '169.254.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '100.100.100.200', '192.0.0.192', '::', 'fe80::1', 'ff02::1', 'fd00:ec2::254', '::ffff:169.254.169.254', '::ffff:a9fe:a9fe', '64:ff9b::a9fe:a9fe']
  const INSIDE = ['127.0.0.1', '127.9.9.9', '10.0.0.5', '172.16.0.1', '172.31.255.255', '192.168.1.20', '100.64.0.1', '198.18.0.1', '::1', 'fd12::1', '::ffff:10.0.0.5', '::ffff:7f00:1']
  const PUBLIC = ['93.184.216.34', '172.32.0.1', '100.128.0.1', '169.253.1.1', '2606:2800:220:1::1', '::ffff:93.184.216.34']
  it.each(NEVER)('never to %s', (address) => expect([mayReach(address, 'house'), mayReach(address, 'public')]).toEqual([false, false]))
  it.each(INSIDE)('to %s in the house, not where public addresses alone are allowed', (address) => expect([mayReach(address, 'house'), mayReach(address, 'public')]).toEqual([true, false]))
  it.each(PUBLIC)('to %s either way', (address) => expect([mayReach(address, 'house'), mayReach(address, 'public')]).toEqual([true, true]))
  it.each(['', 'localhost', '999.1.1.1', '1.2.3'])('to no address that is none: "%s"', (address) => expect(mayReach(address, 'house')).toBe(false))
})

describe('a guarded fetch', () => {
  it('reaches the house\'s own network where it may', async () => {
    const answer = await guardedFetch('house')(`http://127.0.0.1:${String(port)}/`)
    expect([answer.status, await answer.json()]).toEqual([200, { here: true }])
  })

  it.each([
    'http://169.254.169.254/', 'http://2852039166/', 'http://0xa9fea9fe/', 'http://0251.0376.0251.0376/', 'http://169.254.43518/', 'http://[::ffff:169.254.169.254]/', 'http://[fe80::1]/', 'http://0/', 'http://[::]/', 'https://169.254.169.254/',
  ])('does not connect to %s, however it is written', async (url) => expect(await why(guardedFetch('house')(url))).toBe('ADDRESS_REFUSED'))

  it('does not connect by a name that says so, nor follow a redirect there', async () => {
    expect(await why(guardedFetch('house', naming(['169.254.169.254']))('http://cms.example/'))).toBe('ADDRESS_REFUSED')
    expect(await why(guardedFetch('house')(`http://127.0.0.1:${String(port)}/to-metadata`))).toBe('ADDRESS_REFUSED')
  })

  it('connects to what it checked: a name that changes its mind a moment later changes nothing', async () => {
    const fetch = guardedFetch('public', naming(['93.184.216.34'], ['127.0.0.1']))
    const before = asked
    // The public address is checked and tried; it does not listen at this port, and nothing asks again.
    await why(fetch(`http://rebinding.example:${String(port)}/`, { signal: AbortSignal.timeout(300) }))
    expect(await why(fetch(`http://rebinding.example:${String(port)}/`, { signal: AbortSignal.timeout(3000) }))).toBe('ADDRESS_REFUSED')
    expect(asked).toBe(before)
  })

  it('leaves out of several addresses those it may not reach', async () => {
    const answer = await guardedFetch('house', naming(['169.254.169.254', '127.0.0.1']))(`http://cms.example:${String(port)}/`)
    expect(answer.status).toBe(200)
  })
})

describe('what it carries', () => {
  it('is a whole upload, and a file\'s name is one header of one part, whatever is in it', async () => {
    const form = new FormData()
    form.append('file', new File([new Uint8Array(300_000)], '桥"\r\nX-Evil: 1\r\n\r\n<script>.jpg', { type: 'image/jpeg' }))
    form.append('caption', '新桥')
    const heard = await (await guardedFetch('house')(`http://127.0.0.1:${String(port)}/`, { method: 'POST', body: form })).text()
    expect(heard.length).toBeGreaterThan(300_000)
    expect(heard.split('\r\n').filter((line) => /^x-evil/i.test(line))).toEqual([])
    expect(heard.split('\r\n').filter((line) => line.startsWith('Content-Disposition'))).toEqual(['Content-Disposition: form-data; name="file"; filename="桥%22%0D%0AX-Evil: 1%0D%0A%0D%0A<script>.jpg"', 'Content-Disposition: form-data; name="caption"'])
  })

  it('is no header with a line break in it: nothing is sent at all', async () => {
    const before = asked
    for (const value of ['a\r\nx-evil: 1', 'a\nb', 'a\u0000b']) expect(await why(guardedFetch('house')(`http://127.0.0.1:${String(port)}/`, { headers: { authorization: value } }))).not.toBe('connected')
    expect(asked).toBe(before)
  })
})

describe('where an administrator names such an address', () => {
  const CMS = 'http://169.254.169.254/'
  it('a connector says so, and nothing is asked', async () => {
    const http = openHttp({ base: CMS, headers: () => Promise.resolve({}), refuse: () => null, fetch: guardedFetch('house'), now: () => new Date().toISOString() })
    expect(await http.ask({ method: 'GET', path: '/wp-json/', signal: AbortSignal.timeout(5000) }, z.unknown())).toMatchObject({ ok: false, code: 'destination-off-limits', details: { address: 'http://169.254.169.254' } })
  })

  it('a webhook says so at once, is parked, and nothing of its secret is in what it says', async () => {
    const room = await openNewsroom(undefined, { fetch: guardedFetch('public') })
    try {
      const admin = await room.join('xu', '许知行', 'admin')
      const { hook, secret } = valueOf(await admin.client.call('addHook', { body: { name: '内网', url: `http://127.0.0.1:${String(port)}/`, events: [] } }))
      const ping = await admin.client.call('pingHook', { params: { hook: hook.id } })
      expect(codeOf(ping)).toBe('hook-off-limits')
      expect(JSON.stringify(ping)).not.toContain(secret)
      const before = asked
      const author = await room.join('shen', '沈牧', 'reporter')
      const story = makeStory('c0d1c0de-0000-4000-8000-0000000000aa')
      await room.upload(author, story)
      valueOf(await room.submit(author, story))
      for (let tries = 0; tries < 100 && valueOf(await admin.client.call('hooks'))[0]?.state !== 'parked'; tries += 1) await new Promise((done) => setTimeout(done, 30))
      expect(valueOf(await admin.client.call('hooks'))).toMatchObject([{ state: 'parked', code: 'hook-off-limits', waiting: 1 }])
      expect(asked).toBe(before)
    } finally {
      await room.close()
    }
  })
})
