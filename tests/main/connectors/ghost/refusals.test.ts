import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { ghostKind } from '../../../../src-main/connectors/ghost/ghost'
import { ok, valueOf, type Outcome } from '../../../../src-shared/outcome'
import type { Connector } from '../../../../src-shared/publication/connector'
import { anOrder } from '../../../support/order'
import { buildSignedPiece } from '../../../support/signed-piece'
import { ghostSettings } from './settings'

const KEY = `${'0123456789abcdef'.repeat(2).slice(0, 24)}:${'0f'.repeat(32)}`
type Answer = { status: number; body?: unknown; text?: string; headers?: Record<string, string> }

let server: Server
let asked: { line: string; authorization: string; version: string }[] = []
/** What is answered, by "METHOD /path" up to its query. */
let answers: Record<string, Answer> = {}
let address = ''

const lineOf = (request: IncomingMessage): string => `${request.method ?? ''} ${(request.url ?? '').split('?')[0]?.replace('/ghost/api/admin/', '') ?? ''}`
const say = (request: IncomingMessage, response: ServerResponse): void => {
  request.resume().on('end', () => {
    const line = lineOf(request)
    asked.push({ line, authorization: request.headers.authorization ?? '', version: String(request.headers['accept-version']) })
    const { status, body, text, headers = {} } = answers[line] ?? { status: 404, body: ghostError('NotFoundError', 'Resource not found.') }
    response.writeHead(status, { 'content-type': text === undefined ? 'application/json' : 'text/html', ...headers }).end(text ?? JSON.stringify(body))
  })
}
const ghostError = (type: string, message: string, more: { context?: string; code?: string } = {}): unknown => ({ errors: [{ message, type, context: more.context ?? null, code: more.code ?? null, id: '1', details: null }] })

beforeEach(async () => {
  asked = []
  answers = { 'GET site/': { status: 200, body: { site: { title: '站', url: 'http://127.0.0.1/', version: '6.65' } } } }
  server = createServer(say)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  address = `http://127.0.0.1:${String(typeof at === 'object' && at ? at.port : 0)}`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const opened = (secret = KEY, at = address): Outcome<Connector> => ghostKind.open(ghostSettings(at), secret, { webRendition: (bytes) => Promise.resolve(ok(bytes)), now: () => new Date().toISOString(), fetch })
const posts = (answer: Answer) => (answers['GET posts/'] = answer)
const emptyList = { status: 200, body: { posts: [], meta: {} } }
const takenDown = async () => valueOf(opened()).takeDown('5e7c0000-0000-4000-8000-000000000001', anOrder())

describe('what Ghost answers becomes', () => {
  const cases: [string, Answer, string, Record<string, unknown>][] = [
    ['a signature that does not hold: credentials', { status: 401, body: ghostError('UnauthorizedError', 'Invalid token: invalid signature', { code: 'INVALID_JWT' }) }, 'destination-credentials', { status: 401 }],
    ['an unknown key: credentials', { status: 401, body: ghostError('UnauthorizedError', 'Unknown Admin API Key', { code: 'UNKNOWN_ADMIN_API_KEY' }) }, 'destination-credentials', { status: 401 }],
    ['a token it cannot read: credentials', { status: 400, body: ghostError('BadRequestError', 'Invalid token: jwt malformed', { code: 'INVALID_JWT' }) }, 'destination-credentials', { status: 400 }],
    ['no right to do it: permission', { status: 403, body: ghostError('NoPermissionError', 'You do not have permission to browse posts') }, 'destination-permission', { what: 'GET posts/', reason: 'You do not have permission to browse posts' }],
    ['a version it does not serve: lacks', { status: 406, body: ghostError('RequestNotAcceptableError', 'Request could not be served.', { code: 'UPDATE_CLIENT' }) }, 'destination-lacks', { status: 406 }],
    ['a page instead of an API: lacks', { status: 404, text: '<h1>404</h1>' }, 'destination-lacks', { status: 404 }],
    ['a request it does not like: refused, with its words', { status: 422, body: ghostError('ValidationError', 'Validation error, cannot save post.', { context: 'Value in [posts.title] exceeds maximum length.' }) }, 'destination-refused', { status: 422, reason: 'Validation error, cannot save post. Value in [posts.title] exceeds maximum length.' }],
    ['too many requests: busy', { status: 429, body: ghostError('TooManyRequestsError', 'Too many attempts.'), headers: { 'retry-after': '70' } }, 'destination-busy', { seconds: 70 }],
    ['maintenance: maintenance', { status: 503, body: ghostError('MaintenanceError', 'Site is in maintenance') }, 'destination-maintenance', { seconds: 60 }],
    ['its own failure: broken', { status: 500, body: ghostError('InternalServerError', 'Something went wrong.') }, 'destination-broken', { status: 500 }],
    ['too large for the server before it: too large', { status: 413, text: '<h1>413</h1>' }, 'destination-too-large', { status: 413 }],
    ['another address: redirect', { status: 301, text: '', headers: { location: 'https://news.example.org/' } }, 'destination-redirect', { to: 'https://news.example.org/' }],
    ['a page where data should be: not data', { status: 200, text: '<h1>Welcome</h1>' }, 'destination-not-data', { status: 200 }],
    ['posts of another shape: not data', { status: 200, body: { posts: [{ id: 'x' }] } }, 'destination-not-data', { status: 200 }],
  ]
  test.each(cases)('%s', async (_, answer, code, details) => {
    posts(answer)
    expect(await takenDown()).toMatchObject({ ok: false, code, details })
  })

  test('nobody at the address: away', async () => {
    const nobody = opened(KEY, 'http://127.0.0.1:9')
    expect(await valueOf(nobody).takeDown('5e7c0000-0000-4000-8000-000000000001', anOrder())).toMatchObject({ ok: false, code: 'destination-away' })
  })

  test('a picture it does not take: refused, and no post is made', async () => {
    const built = await buildSignedPiece()
    posts(emptyList)
    for (const [status, type] of [[415, 'UnsupportedMediaTypeError'], [400, 'BadRequestError']] as const) {
      answers['POST images/upload/'] = { status, body: ghostError(type, 'Please select a valid image.') }
      expect(await valueOf(opened()).publish(built.piece, built.photo, anOrder())).toMatchObject({ ok: false, code: 'destination-refused', details: { status, reason: 'Please select a valid image.' } })
    }
    expect(asked.filter(({ line }) => line === 'POST posts/')).toEqual([])
  })

  test('a picture too large is not sent at all', async () => {
    const built = await buildSignedPiece()
    posts(emptyList)
    const large = ghostKind.open(ghostSettings(address), KEY, { webRendition: () => Promise.resolve(ok(new Uint8Array(20_000_001))), now: () => new Date().toISOString(), fetch })
    expect(await valueOf(large).publish(built.piece, built.photo, anOrder())).toMatchObject({ ok: false, code: 'destination-too-large', details: { limit: 20_000_000, bytes: 20_000_001 } })
    expect(asked.map(({ line }) => line)).toEqual(['GET posts/'])
  })
})

describe('a key', () => {
  test.each(['', 'secret', 'a'.repeat(24), `${'a'.repeat(24)}:${'b'.repeat(63)}`, `${'z'.repeat(24)}:${'b'.repeat(64)}`, `${'a'.repeat(24)}:${'b'.repeat(64)}:c`])('that cannot be one is refused without asking: "%s"', (secret) => {
    expect(opened(secret)).toMatchObject({ ok: false, code: 'destination-credentials' })
    expect(asked).toEqual([])
  })

  test('makes a token of its own for each request, of five minutes at most', async () => {
    posts(emptyList)
    await takenDown()
    const [scheme, token] = asked[0]!.authorization.split(' ')
    expect([scheme, asked[0]!.version]).toEqual(['Ghost', 'v5.0'])
    const { payload, protectedHeader } = await jwtVerify(token!, Buffer.from('0f'.repeat(32), 'hex'), { audience: '/admin/', algorithms: ['HS256'] })
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT', kid: KEY.split(':')[0] })
    expect(payload.exp! - payload.iat!).toBe(300)
  })

  test('pasted with blanks around it is that key', () => {
    expect(opened(`  ${KEY}\n`).ok).toBe(true)
  })
})

describe('its connection test', () => {
  const checks = async () => valueOf(await valueOf(opened()).test(AbortSignal.timeout(10_000))).map(({ what, ok, code }) => [what, ok, code])

  test('says which right is missing', async () => {
    posts(emptyList)
    answers['POST posts/'] = { status: 403, body: ghostError('NoPermissionError', 'You do not have permission to add posts') }
    answers['POST images/upload/'] = { status: 415, body: ghostError('UnsupportedMediaTypeError', 'Please select a valid image.') }
    expect(await checks()).toEqual([['ghostSite', true, ''], ['ghostKey', true, ''], ['ghostPosts', false, 'destination-permission'], ['ghostPictures', true, '']])
  })

  test('says that it is too old, or no Ghost at all', async () => {
    answers['GET site/'] = { status: 200, body: { site: { url: 'http://127.0.0.1/', version: '4.48' } } }
    expect(await checks()).toEqual([['ghostSite', false, 'destination-lacks']])
    answers['GET site/'] = { status: 200, text: '<h1>Welcome</h1>' }
    expect(await checks()).toEqual([['ghostSite', false, 'destination-not-data']])
  })
})

test('the address may be that of the administration, or of a site in a folder', () => {
  const described = (at: string): string => valueOf(opened(KEY, at)).describe().address
  expect(described('https://news.example.org/ghost/#/dashboard')).toBe('https://news.example.org/')
  expect(described('https://example.org/news')).toBe('https://example.org/news/')
  expect(described('https://example.org/ghosts/')).toBe('https://example.org/ghosts/')
})
