import { readFile, rename } from 'node:fs/promises'
import { connect as connectTls, type PeerCertificate } from 'node:tls'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { clientAddress, createFront, type FrontOptions, type RequestNote } from '../../../src-main/desk/front'
import { createMeter } from '../../../src-main/desk/meter'
import { listen, type Listening } from '../../../src-main/desk/standalone'
import { deskClient } from '../../../src-shared/desk-api/client'
import { failed, valueOf } from '../../../src-shared/outcome'
import { codeOf, makeStory, openNewsroom, PASSWORD, type Newsroom } from './newsroom'

const ID = 'c3d1c0de-0000-4000-8000-000000000001'
const certificate = async (name: string) => ({ cert: await readFile(join(import.meta.dirname, `../../fixtures/tls/${name}.pem`), 'utf8'), key: await readFile(join(import.meta.dirname, `../../fixtures/tls/${name}-key.pem`), 'utf8') })

describe('a desk that runs alone', () => {
  let room: Newsroom
  let notes: RequestNote[] = []
  let listening: Listening | null = null
  const front = (changes: Partial<FrontOptions> = {}) =>
    createFront({ desk: room.desk(), proxies: 0, metrics: false, meter: createMeter(room.desk().figures), note: (note) => notes.push(note), report: () => undefined, ...changes })
  const start = async (changes: Partial<FrontOptions> = {}): Promise<string> => {
    listening = valueOf(await listen(front(changes), { host: '127.0.0.1', port: 0 }))
    return listening.url
  }
  beforeEach(async () => {
    notes = []
    room = await openNewsroom()
  })
  afterEach(async () => {
    await listening?.close(0)
    listening = null
    await room.close()
  })

  it('lives and is ready', async () => {
    const url = await start()
    expect(await (await fetch(`${url}/livez`)).json()).toEqual({ alive: true })
    const ready = await fetch(`${url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true }])
    expect(notes).toEqual([])
  })

  it('is not ready, with its reasons, when its files do not answer or it is stopping; it lives and answers still', async () => {
    const url = await start()
    await rename(room.folder, `${room.folder}.away`)
    const away = await fetch(`${url}/readyz`)
    expect([away.status, await away.json()]).toMatchObject([503, { ready: false, reasons: [{ code: 'write-failed' }] }])
    await rename(`${room.folder}.away`, room.folder)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    await room.desk().stop()
    const stopping = await fetch(`${url}/readyz`)
    expect([stopping.status, await stopping.json()]).toMatchObject([503, { reasons: [{ code: 'desk-closed' }] }])
    expect([(await fetch(`${url}/livez`)).status, (await fetch(`${url}/api/health`)).status]).toEqual([200, 200])
  })

  it('notes each request by route, status and person, and never what was said', async () => {
    const url = await start()
    const author = await room.join('shen', '沈牧', 'reporter')
    const client = deskClient({ base: url, fetch: (request) => fetch(request), token: () => author.token })
    const story = makeStory(ID)
    await room.upload({ ...author, client }, story)
    valueOf(await room.submit({ ...author, client }, story))
    expect(codeOf(await client.call('signIn', { body: { login: 'shen', password: 'wrong but secret' } }))).toBe('sign-in-failed')
    valueOf(await client.call('signIn', { body: { login: 'shen', password: PASSWORD } }))
    const nowhere = await fetch(`${url}/api/no/such/${author.token}`)
    expect(notes.map(({ route, status, person }) => [route, status, person])).toEqual([['putRevision', 200, 'shen'], ['submit', 200, 'shen'], ['signIn', 401, 'shen'], ['signIn', 200, 'shen'], ['none', 404, '']])
    expect(notes.at(-1)!.id).toBe(nowhere.headers.get('x-request-id'))
    for (const { ms, address } of notes) expect([ms > 0, address]).toEqual([true, '127.0.0.1'])
    const said = JSON.stringify(notes)
    for (const secret of [author.token, PASSWORD, 'wrong but secret', story.headline]) expect(said).not.toContain(secret)
  })

  it('takes a request id and an address only from proxies of its own', async () => {
    const headers = { 'x-request-id': 'abcdef-123456', 'x-forwarded-for': '198.51.100.7, 203.0.113.9' }
    await fetch(`${await start()}/api/health`, { headers })
    expect(notes[0]).toMatchObject({ address: '127.0.0.1' })
    expect(notes[0]!.id).not.toBe('abcdef-123456')
    await listening?.close(0)
    await fetch(`${await start({ proxies: 1 })}/api/health`, { headers })
    expect(notes[1]).toMatchObject({ id: 'abcdef-123456', address: '203.0.113.9' })
    expect(clientAddress('198.51.100.7, 203.0.113.9', '::1', 2)).toBe('198.51.100.7')
    expect(clientAddress('<script>', '::1', 1)).toBe('::1')
    expect(clientAddress(null, '::1', 3)).toBe('::1')
  })

  it('shows metrics only where told to', async () => {
    expect((await fetch(`${await start()}/metrics`)).status).toBe(404)
    await listening?.close(0)
    const url = await start({ metrics: true })
    const author = await room.join('shen', '沈牧', 'reporter')
    const editor = await room.join('gu', '顾岚', 'editor')
    await room.clear(author, [editor], makeStory(ID))
    room.connector.fail(failed('site-unreachable', 'The site does not answer.'))
    await editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } })
    await fetch(`${url}/api/health`)
    const page = await fetch(`${url}/metrics`)
    expect(page.headers.get('content-type')).toContain('text/plain')
    const text = await page.text()
    for (const line of ['stet_pieces{state="signedOff"} 1', 'stet_publications_failed 1', `stet_ledger_lines ${String((await room.ledgerLines()).length)}`, 'stet_ledger_lines_not_in_tables 0', 'stet_request_seconds_count{route="health",status="200"} 1']) expect(text.split('\n')).toContain(line)
    expect(text).toMatch(/^stet_change_listeners \d+$/m)
    expect(text).toContain('process_resident_memory_bytes')
  })

  it('lets a running request finish when it stops, and cuts what takes longer than it may', async () => {
    const held = async (seconds: number) => {
      let go: () => void = () => undefined
      const gate = new Promise<void>((resolve) => (go = resolve))
      let reached: () => void = () => undefined
      const arrived = new Promise<void>((resolve) => (reached = resolve))
      const desk = { ...room.desk(), fetch: async (request: Request) => (reached(), await gate, room.desk().fetch(request)) }
      const url = await start({ desk })
      const answer = fetch(`${url}/api/health`).then(({ status }) => status, () => 'cut')
      await arrived
      const closed = listening!.close(seconds)
      expect(await fetch(`${url}/livez`).then(() => 'answered', () => 'refused')).toBe('refused')
      return { answer, closed, go }
    }
    const patient = await held(10)
    patient.go()
    await patient.closed
    expect(await patient.answer).toBe(200)
    const hasty = await held(0.05)
    await hasty.closed
    expect(await hasty.answer).toBe('cut')
    hasty.go()
  })

  it('ends open streams when it stops, so that nobody waits for them', async () => {
    const url = await start()
    const author = await room.join('shen', '沈牧', 'reporter')
    const stream = await fetch(`${url}/api/events`, { headers: { authorization: `Bearer ${author.token}` } })
    const ended = stream.text()
    await room.desk().stop()
    await listening!.close(20)
    expect(await ended).toBeTypeOf('string')
  })

  it('speaks TLS with its own certificate, takes a renewed one, and rejects a pair that does not fit', async () => {
    const tls = await certificate('one')
    const served = valueOf(await listen(front(), { host: '127.0.0.1', port: 0, tls }))
    listening = served
    expect(served.url).toMatch(/^https:/)
    const shown = () =>
      new Promise<PeerCertificate>((resolve, reject) => {
        const socket = connectTls({ host: '127.0.0.1', port: Number(new URL(served.url).port), rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate())
          socket.end()
        })
        socket.once('error', reject)
      })
    expect((await shown()).subject.CN).toBe('desk-one.test')
    served.renew(await certificate('two'))
    expect((await shown()).subject.CN).toBe('desk-two.test')
    const mixed = { cert: tls.cert, key: (await certificate('two')).key }
    expect(() => served.renew(mixed)).toThrow()
    expect(codeOf(await listen(front(), { host: '127.0.0.1', port: 0, tls: mixed }))).toBe('certificate-unsuitable')
    expect(codeOf(await listen(front(), { host: '127.0.0.1', port: 0, tls: { cert: 'none', key: 'none' } }))).toBe('certificate-unsuitable')
  })
})
