import { request } from 'node:http'
import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { serveBridge } from '../../../src-main/bridge/serve'
import { serveWindow, type ServedWindow } from '../../../src-main/shell/browser/serve-window'
import { elsewhereIn, outgoing, readFrame } from '../../../src-main/workstation/live-frame'
import { openLiveRelay, type LiveRelay } from '../../../src-main/workstation/live-relay'
import type { LiveHeard, LiveLine } from '../../../src-shared/bridge/port'
import { LIVE_SCHEMA } from '../../../src-shared/desk-api/live'
import { bodyWith, isLive, join, makeTable, settle, startProcess, STORY, texts, tokenOf, until, write, type Client, type Guests, type Process } from '../desk/live/room'
import { workingOf } from '../desk/live/working'
import { makeBuiltWindow, makeHost } from '../../support/host'

const guests: Guests = { shen: { name: '沈牧', may: 'edit' }, gu: { name: '顾兰', may: 'edit' } }
let process: Process
let token: string | null
let desk: string | null
let relay: LiveRelay
let files: string
let served: ServedWindow
let cookie: string
let clients: Client[]
const reports: string[] = []

const head = (path: string, headers: Record<string, string>): Promise<{ status: number; cookie: string }> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: served.port, path, headers }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, cookie: (response.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '' })
    })
    outgoing.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0, cookie: '' })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
const upgrade = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
const own = (): string => `http://127.0.0.1:${String(served.port)}`

/** A line as the served page opens one: same origin, with its cookie. */
const windowLine = (heard: LiveHeard): LiveLine => {
  const socket = new WebSocket(`${own().replace('http', 'ws')}/bridge-live/${STORY}`, { headers: { cookie, origin: own() } } as unknown as string[])
  socket.binaryType = 'arraybuffer'
  const waiting: Uint8Array[] = []
  socket.addEventListener('open', () => {
    heard.opened()
    for (const bytes of waiting.splice(0)) socket.send(bytes as Uint8Array<ArrayBuffer>)
  })
  socket.addEventListener('message', ({ data }) => heard.message(new Uint8Array(data as ArrayBuffer)))
  socket.addEventListener('close', ({ code, reason }) => heard.closed(code, reason))
  return { send: (bytes) => (socket.readyState === 1 ? socket.send(bytes as Uint8Array<ArrayBuffer>) : void waiting.push(bytes)), close: () => socket.close() }
}

beforeEach(async () => {
  process = await startProcess(makeTable(workingOf(bodyWith('第一段。', '第二段。'))), guests)
  token = tokenOf('shen')
  desk = process.origin
  relay = openLiveRelay({ desk: () => desk, token: () => token, report: (message) => reports.push(message) })
  files = await makeBuiltWindow()
  const host = { ...makeHost(), live: relay.open }
  const outcome = await serveWindow({ host, bridge: serveBridge(host.handlers, () => undefined), files })
  if (!outcome.ok) throw new Error(outcome.message)
  served = outcome.value
  cookie = (await head(served.url.slice(own().length), {})).cookie
  clients = []
})
afterEach(async () => {
  for (const { session } of clients) session.close()
  relay.close()
  await served.close()
  await process.stop()
  await rm(dirname(files), { recursive: true })
})

describe('a served window\'s line to a live session', () => {
  it('goes through the host, which alone holds the token', async () => {
    const shen = join(() => process, 'shen', { line: windowLine, token: '' })
    const gu = join(() => process, 'gu')
    clients.push(shen, gu)
    await isLive(shen, gu)
    expect(shen.session.state().person).toEqual({ id: 'shen', name: '沈牧' })
    write(shen, 0, 0, '窗里写。')
    write(gu, 1, 0, '别处写。')
    await settle(process, shen, gu)
    expect(texts(gu)).toEqual(['窗里写。第一段。', '别处写。第二段。'])
  })

  it('tells the window when nobody is signed in, and when the desk is in this app', async () => {
    for (const [change, reason] of [[() => { token = null }, 'not-signed-in'], [() => { desk = null; token = 'x'.repeat(30) }, 'live-embedded']] as const) {
      change()
      const told = await new Promise<string>((resolve) => windowLine({ opened: () => undefined, message: () => undefined, closed: (_, why) => resolve(why) }))
      expect(told).toBe(reason)
    }
  })

  it.each<[string, () => [string, Record<string, string>], number]>([
    ['with its session, from its page', () => [`/bridge-live/${STORY}`, { cookie, origin: own() }], 101],
    ['without a session', () => [`/bridge-live/${STORY}`, { origin: own() }], 403],
    ['with another session', () => [`/bridge-live/${STORY}`, { cookie: `${cookie}x`, origin: own() }], 403],
    ['from another page', () => [`/bridge-live/${STORY}`, { cookie, origin: 'http://127.0.0.1:1' }], 403],
    ['from no page', () => [`/bridge-live/${STORY}`, { cookie }], 403],
    ['under another name of this machine', () => [`/bridge-live/${STORY}`, { cookie, origin: 'http://evil.example', host: 'evil.example' }], 403],
    ['from a page that is not quite its own', () => [`/bridge-live/${STORY}`, { cookie, origin: own(), 'sec-fetch-site': 'same-site' }], 403],
    ['for what is no story', () => ['/bridge-live/../desk', { cookie, origin: own() }], 404],
    ['elsewhere', () => ['/bridge/app.state', { cookie, origin: own() }], 404],
  ])('is answered %s', async (_, asked, status) => {
    const [path, headers] = asked()
    expect((await head(path, { ...upgrade, ...headers })).status).toBe(status)
  })

  it('closes on what is no message of its session, and the desk hears nothing of it', async () => {
    const closed = new Promise<number>((resolve) => {
      const line = relay.open(STORY, { opened: () => line.send(new Uint8Array([1, 2, 3])), message: () => undefined, closed: (code) => resolve(code) })
    })
    expect(await closed).toBe(1008)
    expect(reports).toContain('A window sent something that is no message of its live session')
  })
})

describe('a message on its way to the desk', () => {
  const text = (value: string): number[] => [new TextEncoder().encode(value).length, ...new TextEncoder().encode(value)]
  const entry = (json: string, name = 'piece'): Uint8Array => new Uint8Array([...text(name), 2, 0, ...text(json), ...text('4.8.0')])

  it('is given the token where it comes in, and keeps the rest', () => {
    const sent = outgoing(entry(JSON.stringify({ token: '', schema: LIVE_SCHEMA, window: 'w1' })), 'piece', 't'.repeat(60))
    const frame = readFrame(sent!)
    expect(JSON.parse(frame!.door!.text)).toEqual({ token: 't'.repeat(60), schema: LIVE_SCHEMA, window: 'w1' })
    expect([...frame!.rest]).toEqual(text('4.8.0'))
  })

  it('passes as it is when it is a change', () => {
    const change = new Uint8Array([...text('piece'), 0, 2, 1, 0])
    expect(outgoing(change, 'piece', 'token')).toBe(change)
  })

  it.each<[string, Uint8Array]>([
    ['another story\'s', entry('{"token":"","schema":1}', 'other')],
    ['no entry', entry('token')],
    ['an entry with more in it', entry('{"token":"","schema":1,"as":"chief"}')],
    ['an answer only the desk gives', new Uint8Array([...text('piece'), 2, 2, ...text('read-write')])],
    ['broken off', new Uint8Array([200, 1])],
    ['empty', new Uint8Array()],
  ])('is refused where it is %s', (_, bytes) => expect(outgoing(bytes, 'piece', 'token')).toBeNull())

  it('names another process only where the desk says so', () => {
    const denied = (reason: unknown): Uint8Array => new Uint8Array([...text('p'), 2, 1, ...text(JSON.stringify(reason))])
    expect(elsewhereIn(denied({ code: 'live-elsewhere', details: { url: 'wss://b.example/api/live' } }))).toBe('wss://b.example/api/live')
    expect([{ code: 'live-elsewhere', details: { url: '' } }, { code: 'not-allowed', details: { url: 'wss://b.example' } }, 'text', null].map((reason) => elsewhereIn(denied(reason)))).toEqual([null, null, null, null])
  })

  it('goes to the process that holds the piece, once the desk has named it', async () => {
    const other = await startProcess(makeTable(workingOf(bodyWith('别处的一段。'))), guests)
    const first = await startProcess(makeTable(workingOf(bodyWith('无'))), guests, { lease: { take: () => Promise.resolve({ ok: true, value: { owned: false, url: other.url } }), keep: () => Promise.resolve(true), release: () => Promise.resolve(), ask: () => Promise.resolve({ ok: true, value: null }), asked: () => Promise.resolve([]) } })
    desk = first.origin
    const shen = join(() => process, 'shen', { line: (heard) => relay.open(STORY, heard), token: '' })
    clients.push(shen)
    await isLive(shen)
    await until(() => expect(texts(shen)).toEqual(['别处的一段。']))
    shen.session.close()
    await first.stop()
    await other.stop()
  })
})
