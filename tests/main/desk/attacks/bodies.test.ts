import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { routes, BODY_LIMITS, type RouteName } from '../../../../src-shared/desk-api/routes'
import { PASSWORD } from '../newsroom'
import { idOf, openCast, type Cast, type Made } from './cast'

const SHA = 'ab'.repeat(32)
const names = Object.keys(routes) as RouteName[]
const taking = names.filter((name) => routes[name].body !== null && routes[name].body !== 'bytes')

let cast: Cast
let made: Made
beforeAll(async () => {
  cast = await openCast()
  made = await cast.bring('first', cast.author, null)
})
afterAll(() => cast.close())

const pathOf = (name: RouteName, story = made.story.id): string => {
  const filled = { story, sha256: SHA, key: SHA, kept: 'none', person: 'nobody', session: 'none', destination: 'none', hook: 'none' }
  return routes[name].path.replace(/:(\w+)/g, (_, field: keyof typeof filled) => filled[field])
}
/** As the one person who may ask everything. */
const ask = (name: RouteName, body: string, path = pathOf(name)) => cast.room.request(routes[name].method, path, { token: cast.members.admin.token, body, headers: { 'content-type': 'application/json' } })

const deep = (open: string, close: string): string => open.repeat(200_000) + close.repeat(200_000)
const HOSTILE: Record<string, string> = {
  'arrays nested 200,000 deep': deep('[', ']'),
  'objects nested 100,000 deep': '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000),
  'nesting that never ends': '['.repeat(900_000),
  'null': 'null',
  'a number beyond numbers': '1e999999',
  'an array': '[]',
  'a prototype for everybody': '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  'ten thousand unknown fields': JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${String(index)}`, index]))),
  'half a character': '"\ud800"',
}

describe('every route that takes JSON refuses, and stays up', () => {
  it.each(taking)('%s', async (name) => {
    for (const [what, body] of Object.entries(HOSTILE)) {
      const { status, failure } = await ask(name, body)
      // Where every field may be left out, nothing known said is nothing asked: that is no break-in.
      if (status !== 200) expect([what, status, failure?.code], what).toEqual([what, 400, 'bad-request'])
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    const limit = name === 'saveWorking' || name === 'previewAt' ? BODY_LIMITS.working : name === 'saveLists' ? BODY_LIMITS.lists : BODY_LIMITS.json
    expect(await cast.room.request(routes[name].method, pathOf(name), { token: cast.members.admin.token, body: '{}', headers: { 'content-length': String(limit + 1) } })).toMatchObject({ status: 413, failure: { code: 'too-heavy', details: { limit } } })
    expect((await cast.room.request('GET', '/api/health')).status).toBe(200)
  })

  it('and none of it is a fault at the desk', () => expect(cast.room.reports).toEqual([]))
})

describe('a story nested deeper than anybody writes', () => {
  it.each(['saveWorking', 'previewAt'] as const)('is refused by %s', async (name) => {
    const nested = (depth: number): string => '{"type":"blockquote","content":['.repeat(depth) + '{"type":"paragraph"}' + ']}'.repeat(depth)
    const story = JSON.stringify({ ...made.story, body: 'BODY' }).replace('"BODY"', `{"type":"doc","content":[${nested(50_000)}]}`)
    const { status, failure } = await ask(name, name === 'previewAt' ? `{"story":${story}}` : `{"story":${story},"notes":{},"conflicts":[],"base":"${SHA}","generation":0}`, name === 'previewAt' ? '/api/destinations/site/preview' : pathOf(name))
    expect([status, failure?.code]).toEqual([400, 'bad-request'])
  })

  it('is refused as bytes too, when they are submitted', async () => {
    const nested = `{"type":"doc","content":[${'{"type":"blockquote","content":['.repeat(20_000)}{"type":"paragraph"}${']}'.repeat(20_000)}]}`
    const { keep, read } = await handIn(nested)
    expect([keep, read]).toEqual(['ok', 'story-invalid'])
  })
})

/** Stores a story's bytes with another body, and submits them. */
const handIn = async (body: string): Promise<{ keep: string; read: string }> => {
  const { author, room } = cast
  const { createHash } = await import('node:crypto')
  const story = { ...made.story, id: idOf(888_888) }
  const bytes = Buffer.from(JSON.stringify({ ...story, body: 'BODY' }).replace('"BODY"', body))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const kept = await author.client.call('putRevision', { params: { sha256 }, body: bytes })
  const submitted = await room.submit(author, story, null, { revision: { number: 1, sha256 } })
  return { keep: kept.ok ? 'ok' : kept.code, read: submitted.ok ? 'ok' : submitted.code }
}

describe('an address', () => {
  it.each(names.filter((name) => routes[name].path.includes(':')))('of %s with a path, a line break or a name of the language in it reaches nothing', async (name) => {
    for (const value of ['..', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', '%00', '%0d%0aset-cookie:%20a=b', '__proto__', 'constructor', '%ff', 'a'.repeat(5000)]) {
      const path = routes[name].path.replace(/:\w+/g, value)
      const { status, response } = await cast.room.request(routes[name].method, path, { token: cast.members.admin.token, ...(routes[name].body === null ? {} : { body: '{}' }) })
      expect(status, path).toBeGreaterThanOrEqual(400)
      expect(status, path).toBeLessThan(500)
      expect([response.headers.get('set-cookie'), response.headers.get('location')]).toEqual([null, null])
    }
  })

  it('never takes a token: not in its query, not in a cookie, not as another scheme', async () => {
    const { token } = cast.members.admin
    for (const [path, headers] of [[`/api/self?token=${token}`, {}], [`/api/self?access_token=${token}`, {}], ['/api/self', { cookie: `token=${token}; better-auth.session_token=${token}` }], ['/api/self', { 'x-api-key': token }], ['/api/self', { authorization: `Token ${token}` }]] as const)
      expect(await cast.room.request('GET', path, { headers }), path).toMatchObject({ status: 401 })
  })

  it('answers no page of another site: no cookie, no leave to read, no answer to its first question', async () => {
    for (const method of ['GET', 'OPTIONS'] as const) {
      const { response } = await cast.room.request(method, '/api/self', { token: cast.members.admin.token, headers: { origin: 'https://evil.example', 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' } })
      expect([...response.headers.keys()].filter((key) => key.startsWith('access-control-') || key === 'set-cookie')).toEqual([])
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    }
  })
})

describe('a session', () => {
  it('is new at every sign-in, whatever token is brought along, and ends with its own alone', async () => {
    const bring = async (token: string): Promise<string> => {
      const { response } = await cast.room.request('POST', '/api/sessions', { token, body: JSON.stringify({ login: 'chief', password: PASSWORD }) })
      return ((await response.json()) as { value: { token: string } }).value.token
    }
    const mine = cast.members.chief.token
    const tokens = [await bring(mine), await bring(cast.members.reporter.token), await bring('x'.repeat(43))]
    expect(new Set([...tokens, mine, cast.members.reporter.token, 'x'.repeat(43)]).size).toBe(6)
    expect((await cast.room.request('GET', '/api/self', { token: 'x'.repeat(43) })).status).toBe(401)
    await cast.room.request('DELETE', '/api/sessions', { token: tokens[0]! })
    const alive = async (token: string) => (await cast.room.request('GET', '/api/self', { token })).status
    expect([await alive(tokens[0]!), await alive(tokens[1]!), await alive(mine)]).toEqual([401, 200, 200])
  })
})
