import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'

import { openApi } from '../../../../src-main/connectors/wordpress/api'
import { strippedFrom } from '../../../../src-main/connectors/wordpress/stripped'
import { postSchema } from '../../../../src-main/connectors/wordpress/schemas'
import { wordpress } from '../../../../src-main/connectors/wordpress/wordpress'
import { Fault, valueOf } from '../../../../src-shared/outcome'
import { goesLater } from '../../../../src-shared/publication/connector-faults'
import type { Receipt } from '../../../../src-shared/signoff/statement'
import { anOrder } from '../../../support/order'
import { buildSignedPiece } from '../../../support/signed-piece'
import { connectorTo, settingsFor } from './room'

type Answer = (request: IncomingMessage, response: ServerResponse) => void
let closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing) close()
  closing = []
})

const listen = async (server: ReturnType<typeof createServer>): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}
const serve = async (answer: Answer): Promise<string> => `http://127.0.0.1:${String(await listen(createServer(answer)))}`

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => (_request, response) => response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...headers }).end(JSON.stringify(body))
const page = (status: number, html: string, headers: Record<string, string> = {}): Answer => (_request, response) => response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8', ...headers }).end(html)
const refusal = (status: number, code: string, message = '', data: object = {}): Answer => json(status, { code, message, data: { status, ...data } })

const last: Receipt = { destination: 'web', remoteId: '5', url: '', remoteVersion: 'x.up', sent: 'a'.repeat(64) }
const down = (address: string) => connectorTo(settingsFor(address, 'editor'), 'secret').takeDown('5e7c0000-0000-4000-8000-000000000001', anOrder({ last }))

const DATABASE = '<!DOCTYPE html><html><head><title>Database Error</title></head><body><h1>Error establishing a database connection</h1></body></html>'
const MAINTENANCE = '<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Briefly unavailable for scheduled maintenance. Check back in a minute.</body></html>'

describe('what WordPress answers instead', () => {
  test.each<[string, Answer, string, boolean, Record<string, unknown>]>([
    ['a wrong application password', refusal(401, 'incorrect_password', 'The provided password is an invalid application password.'), 'destination-credentials', false, {}],
    ['an unknown user', refusal(401, 'invalid_username', 'Unknown username.'), 'destination-credentials', false, {}],
    ['drafts asked for by nobody it knows', json(400, { code: 'rest_invalid_param', message: 'Invalid parameter(s): status', data: { status: 400, params: { status: 'Status is forbidden.' }, details: { status: { code: 'rest_forbidden_status', message: 'Status is forbidden.', data: { status: 401 } } } } }), 'destination-credentials', false, {}],
    ['drafts asked for by a subscriber', json(400, { code: 'rest_invalid_param', message: 'Invalid parameter(s): status', data: { status: 400, params: { status: 'Status is forbidden.' }, details: { status: { code: 'rest_forbidden_status', message: 'Status is forbidden.', data: { status: 403 } } } } }), 'destination-permission', false, {}],
    ['a contributor who publishes', refusal(403, 'rest_cannot_publish', 'Sorry, you are not allowed to publish posts in this post type.'), 'destination-permission', false, { what: 'publish_posts' }],
    ['somebody else\'s post', refusal(403, 'rest_cannot_edit', 'Sorry, you are not allowed to edit this post.'), 'destination-permission', false, { what: 'edit_posts' }],
    ['a parameter it does not take', refusal(400, 'rest_invalid_param', 'Invalid parameter(s): date_gmt', { params: { date_gmt: 'Invalid date.' } }), 'destination-refused', false, { reason: 'Invalid parameter(s): date_gmt (date_gmt: Invalid date.)' }],
    ['no such route', refusal(404, 'rest_no_route', 'No route was found matching the URL and request method.'), 'destination-lacks', false, {}],
    ['an API turned off by a plugin', refusal(401, 'rest_cannot_access', 'DRA: Only authenticated users can access the REST API.'), 'destination-lacks', false, {}],
    ['application passwords turned off', refusal(501, 'application_passwords_disabled', 'Application passwords are not available.'), 'destination-lacks', false, {}],
    ['no WordPress at all', page(404, '<h1>Not Found</h1>'), 'destination-lacks', false, {}],
    ['too many requests', page(429, '<h1>Too Many Requests</h1>', { 'retry-after': '170' }), 'destination-busy', true, { seconds: 170 }],
    ['a maintenance page', page(503, MAINTENANCE, { 'retry-after': '600' }), 'destination-maintenance', true, { seconds: 600 }],
    ['its database down', page(500, DATABASE), 'destination-broken', true, { status: 500 }],
    ['a critical error', json(500, { code: 'internal_server_error', message: '<p>There has been a critical error on this website.</p>', data: { status: 500 }, additional_errors: [] }), 'destination-broken', true, { status: 500 }],
    ['a gateway that waits no longer', page(504, '<h1>Gateway Time-out</h1>'), 'destination-timeout', true, {}],
    ['a sign-in page instead of data', page(200, '<html><body><form>Sign in</form></body></html>'), 'destination-not-data', true, { status: 200 }],
    ['warnings printed before the data', page(200, '<br />\n<b>Warning</b>: something<br />[]'), 'destination-not-data', true, {}],
    ['a redirect to https', page(301, '', { location: 'https://news.example/wp-json/wp/v2/posts' }), 'destination-redirect', false, { to: 'https://news.example/wp-json/wp/v2/posts' }],
    ['a firewall that forbids', page(403, '<h1>Forbidden</h1>'), 'destination-permission', false, {}],
  ])('%s', async (_what, answer, code, later, details) => {
    const answered = await down(await serve(answer))
    expect(answered).toMatchObject({ ok: false, code, details })
    expect(answered.ok || goesLater(answered)).toBe(later)
  })

  test('nothing at all, a connection that breaks, and a certificate nobody vouches for', async () => {
    const gone = await listen(createServer())
    for (const close of closing) close()
    expect(await down(`http://127.0.0.1:${String(gone)}`)).toMatchObject({ ok: false, code: 'destination-away' })
    expect(await down(await serve((request) => request.socket.destroy()))).toMatchObject({ ok: false, code: 'destination-away' })
    const pem = await readFile(join(import.meta.dirname, '../../../fixtures/tls/self-signed.pem'))
    const tls = await listen(createTlsServer({ key: pem, cert: pem }))
    expect(await down(`https://127.0.0.1:${String(tls)}`)).toMatchObject({ ok: false, code: 'destination-tls' })
  })

  test('an upload that is too large, in each way it is told, names its size', async () => {
    const built = await buildSignedPiece()
    const ways: Answer[] = [
      page(413, '<h1>Request Entity Too Large</h1>'),
      refusal(500, 'rest_upload_unknown_error', '上传的文件大小超过php.ini文件中定义的upload_max_filesize值。'),
      refusal(400, 'rest_upload_no_content_disposition', 'No Content-Disposition supplied.'),
      refusal(400, 'rest_upload_file_too_big', 'This file is too big.'),
    ]
    for (const way of ways) {
      const address = await serve((request, response) => {
        request.resume()
        request.on('end', () => (request.method === 'POST' ? way(request, response) : json(200, [])(request, response)))
      })
      const answered = await connectorTo(settingsFor(address, 'editor'), 'secret', fetch, { ok: true, value: new Uint8Array(5000) }).publish(built.piece, built.photo, anOrder())
      expect(answered).toMatchObject({ ok: false, code: 'destination-too-large', details: { bytes: 5000 } })
    }
    const address = await serve((request, response) => (request.method === 'POST' ? refusal(500, 'rest_upload_unknown_error', 'Sorry, you are not allowed to upload this file type.') : json(200, []))(request, response))
    expect(await connectorTo(settingsFor(address, 'editor'), 'secret', fetch, { ok: true, value: new Uint8Array(5) }).publish(built.piece, built.photo, anOrder())).toMatchObject({ ok: false, code: 'destination-refused' })
  })
})

describe('a server that asks to wait', () => {
  test('a moment is asked again then, with everything else it is asked meanwhile, and nothing is done twice', async () => {
    const asked: number[] = []
    const address = await serve((request, response) => {
      asked.push(performance.now())
      const answer = asked.length === 1 ? page(429, '', { 'retry-after': '1' }) : json(200, [])
      answer(request, response)
    })
    const connector = connectorTo(settingsFor(address, 'editor'), 'secret')
    const first = connector.takeDown('5e7c0000-0000-4000-8000-000000000001', anOrder())
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    await pause(200)
    const second = connector.takeDown('5e7c0000-0000-4000-8000-000000000002', anOrder())
    expect((await Promise.all([first, second])).map((each) => !each.ok && each.code)).toEqual(['not-published', 'not-published'])
    expect(asked).toHaveLength(3)
    for (const later of asked.slice(1)) expect(later - (asked[0] ?? 0)).toBeGreaterThan(990)
  })

  test('again and again is not waited for without end, and a desk that stops does not wait', async () => {
    const address = await serve(page(429, '', { 'retry-after': '1' }))
    const connector = valueOf(wordpress.open(settingsFor(address, 'editor'), 'secret', { fetch, now: () => new Date().toISOString(), webRendition: () => Promise.reject(new Error('unused')), patience: { ask: 5000, upload: 5000, rest: 2000 } }))
    expect(await connector.takeDown('5e7c0000-0000-4000-8000-000000000001', anOrder())).toMatchObject({ ok: false, code: 'destination-busy', details: { seconds: 1 } })
    const stop = new AbortController()
    const stopped = connectorTo(settingsFor(address, 'editor'), 'secret').takeDown('5e7c0000-0000-4000-8000-000000000001', anOrder({ signal: stop.signal }))
    await pause(300)
    stop.abort(new Fault('desk-closed', 'The desk is closed.'))
    expect(await stopped).toMatchObject({ ok: false, code: 'desk-closed' })
  })
})

describe('the API', () => {
  test('is asked behind a query where permanent links are off, and remembered so', async () => {
    const asked: string[] = []
    const address = await serve((request, response) => {
      asked.push(request.url ?? '')
      if (request.url?.startsWith('/blog/wp-json')) page(404, '<h1>Not Found</h1>')(request, response)
      else json(200, [])(request, response)
    })
    const connector = connectorTo(settingsFor(`${address}/blog/wp-admin/`, 'editor'), 'secret')
    for (let times = 0; times < 2; times += 1) await connector.takeDown('5e7c0000-0000-4000-8000-000000000001', anOrder())
    expect(asked.map((url) => url.replace(/\?.*/, ''))).toEqual(['/blog/wp-json/wp/v2/posts', '/blog/index.php', '/blog/index.php'])
    expect(new URL(asked[1] ?? '', address).searchParams.get('rest_route')).toBe('/wp/v2/posts')
  })

  test('is signed in to with the password as it is, spaces aside, in UTF-8', async () => {
    let authorization = ''
    const address = await serve((request, response) => {
      authorization = request.headers.authorization ?? ''
      json(200, [])(request, response)
    })
    await openApi(address, '沈牧', 'abcd EFGH 1234', { fetch, now: () => new Date().toISOString() }).ask('wp/v2/posts', { method: 'GET', signal: AbortSignal.timeout(5000) }, postSchema.array())
    expect(Buffer.from(authorization.replace('Basic ', ''), 'base64').toString('utf8')).toBe('沈牧:abcdEFGH1234')
  })

  test('is not opened without an account and a password', () => {
    const tools = { fetch, now: () => '', webRendition: () => Promise.reject(new Error('unused')) }
    for (const [account, secret] of [['', 'x'], ['a:b', 'x'], ['editor', ' '], ['editor', '密码']] as const) expect(wordpress.open(settingsFor('https://news.example', account), secret, tools)).toMatchObject({ ok: false, code: 'destination-credentials' })
  })
})

describe('what was not kept', () => {
  const post = (raw: string, rendered = raw) =>
    postSchema.parse({ id: 1, status: 'publish', slug: 's', link: '', date_gmt: null, modified_gmt: '', title: { raw: '题' }, content: { raw, rendered }, excerpt: { raw: '' }, author: 1, categories: [], tags: [], meta: [] })
  const sent = { title: '题', excerpt: '', content: '<p>甲句。</p><p>乙“句”</p><p><a href="https://a.example/">丙</a><img src="https://b.example/c.jpg"></p>' }

  test('is nothing where only spelling differs', () => {
    expect(strippedFrom(sent, post('<p>甲句。</p>\n<p>乙&#8220;句&#8221;</p><p><a href=\'https://a.example/\'>丙</a><img src="https://b.example/c.jpg" /></p>'))).toEqual([])
  })

  test('is told in words: lines, links and pictures that are gone, from what it holds or from what it shows', () => {
    expect(strippedFrom(sent, post('<p>甲句。</p><p>丙</p>'))).toEqual(['乙“句”', 'https://a.example/', 'https://b.example/c.jpg'])
    expect(strippedFrom(sent, post(sent.content, '<p>甲句。</p>'))).toEqual(['乙“句”', '丙'])
    expect(strippedFrom({ ...sent, title: '另题' }, post(sent.content))).toEqual(['另题'])
  })
})
