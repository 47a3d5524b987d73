import { sql } from 'kysely'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { openDatabase } from '../../../src-main/desk/database'
import { openDesk } from '../../../src-main/desk/desk'
import { listen } from '../../../src-main/desk/standalone'
import { deskClient } from '../../../src-shared/desk-api/client'
import { BODY_LIMITS } from '../../../src-shared/desk-api/routes'
import { ok, valueOf } from '../../../src-shared/outcome'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { codeOf, makeStory, nodeCrypto, openNewsroom, smallPhoto, type Member, type Newsroom } from './newsroom'

const ID = 'd3d1c0de-0000-4000-8000-000000000001'
const SHA = 'ab'.repeat(32)

let room: Newsroom
let author: Member
let editor: Member
let admin: Member

beforeAll(async () => {
  room = await openNewsroom()
  author = await room.join('shen', '沈牧', 'reporter')
  editor = await room.join('gu', '顾岚', 'editor')
  admin = await room.join('xu', '许知行', 'admin')
  const drawn = await smallPhoto()
  await room.clear(author, [editor], makeStory(ID, [drawn.photo]), [drawn])
})
afterAll(() => room.close())

describe('a piece nobody submitted', () => {
  it('is unknown, to those who could read their own and to editors', async () => {
    const unknown = 'd3d1c0de-0000-4000-8000-00000000ffff'
    for (const member of [author, editor]) expect(codeOf(await member.client.call('piece', { params: { story: unknown } }))).toBe('piece-unknown')
    expect((await room.request('GET', `/api/stories/${unknown}`, { token: author.token })).status).toBe(404)
    expect(codeOf(await editor.client.call('publish', { params: { story: unknown }, body: { destination: 'site' } }))).toBe('piece-unknown')
  })
})

describe('a request', () => {
  it('is refused with its place when its path, query or body is not understood', async () => {
    const { token } = editor
    const cases: [string, string, { token?: string; body?: string }, string][] = [
      ['GET', '/api/stories/not-a-uuid', { token }, 'params.story'],
      ['PUT', '/api/photos/ABC', { token, body: 'x' }, 'params.sha256'],
      ['GET', '/api/stories?scope=everything', { token }, 'query.scope'],
      ['GET', '/api/stories', { token }, 'query.scope'],
      ['POST', '/api/sessions', { body: '{"login":"gu"}' }, 'body.password'],
      ['POST', '/api/sessions', { body: '{"login":"gu","password":"x","admin":true}' }, 'body'],
      ['POST', '/api/sessions', { body: 'login=gu' }, 'body'],
      ['POST', '/api/sessions', {}, 'body'],
      ['POST', `/api/stories/${ID}/reviews`, { token, body: '{"envelope":{"payloadType":"x","payload":"","signatures":[]}}' }, 'body.envelope.signatures'],
      ['POST', `/api/stories/${ID}/reviews`, { token, body: '{"envelope":{"payloadType":"x","payload":"&","signatures":[]}}' }, 'body.envelope.payload'],
    ]
    for (const [method, path, init, place] of cases) expect(await room.request(method, path, init), `${method} ${path}`).toMatchObject({ status: 400, failure: { code: 'bad-request', details: { place } } })
  })

  it('to an unknown address or with another method is not found', async () => {
    for (const [method, path] of [['GET', '/'], ['GET', '/api'], ['GET', '/api/nothing'], ['DELETE', '/api/health'], ['PUT', '/api/people'], ['GET', '/api/../etc/passwd']] as const)
      expect(await room.request(method, path, { token: admin.token }), path).toMatchObject({ status: 404, failure: { code: 'not-found' } })
  })

  it('heavier than its route reads is refused, whatever its length says', async () => {
    const endless = () => {
      let sent = 0
      let cancelled = false
      const stream = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          sent += 500_000
          controller.enqueue(new Uint8Array(500_000))
        },
        cancel: () => {
          cancelled = true
        },
      })
      return { stream, sent: () => sent, cancelled: () => cancelled }
    }
    const login = endless()
    expect(await room.request('POST', '/api/sessions', { body: login.stream })).toMatchObject({ status: 413, failure: { code: 'too-heavy', details: { limit: BODY_LIMITS.json } } })
    expect(login.sent()).toBeLessThan(BODY_LIMITS.json + 2_000_000)
    expect(login.cancelled()).toBe(true)
    const revision = endless()
    expect(await room.request('PUT', `/api/revisions/${SHA}`, { token: author.token, body: revision.stream })).toMatchObject({ status: 413, failure: { details: { limit: BODY_LIMITS.revision } } })
    expect(await room.request('PUT', `/api/photos/${SHA}`, { token: author.token, body: 'x', headers: { 'content-length': String(BODY_LIMITS.photo + 1) } })).toMatchObject({ status: 413 })
  })

  it('is not read before its sender may send it', async () => {
    let read = false
    const stream = new ReadableStream<Uint8Array>({ pull: () => void (read = true) }, { highWaterMark: 0 })
    expect(await room.request('PUT', `/api/photos/${SHA}`, { body: stream })).toMatchObject({ status: 401 })
    expect(read).toBe(false)
  })

  it('with a token nobody has, or none at all, is nobody\'s', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), `${editor.token}x`, SHA]) expect(await room.request('GET', '/api/self', { token })).toMatchObject({ status: 401, failure: { code: 'not-signed-in' } })
    expect((await room.request('GET', '/api/self', { headers: { authorization: `Basic ${editor.token}` } })).status).toBe(401)
  })

  it('is answered with a status that fits the refusal', async () => {
    const story = makeStory('d3d1c0de-0000-4000-8000-000000000002')
    const post = (member: Member, path: string, body: unknown) => room.request('POST', path, { token: member.token, body: JSON.stringify(body) })
    expect((await post(editor, `/api/stories/${ID}/publications`, { destination: 'elsewhere' })).status).toBe(404)
    expect((await room.request('POST', '/api/sessions', { body: JSON.stringify({ login: 'gu', password: 'wrong' }) })).status).toBe(401)
    await room.upload(author, story)
    valueOf(await room.submit(author, story))
    expect((await post(editor, `/api/stories/${story.id}/publications`, { destination: 'site' })).status).toBe(409)
    expect((await room.request('PUT', `/api/revisions/${SHA}`, { token: author.token, body: 'x' })).status).toBe(422)
    const answers = []
    for (let count = 0; count < 11; count += 1) answers.push(await room.request('POST', '/api/sessions', { body: JSON.stringify({ login: 'nobody', password: 'x' }) }))
    expect(answers.at(-1)?.status).toBe(429)
    expect(answers.at(-1)?.response.headers.get('retry-after')).toBe('900')
  })

  it('is answered with headers that keep it out of caches and keep it from running', async () => {
    const drawn = await smallPhoto()
    const story = canonicalBytes(makeStory(ID, [drawn.photo]))
    const cases = [
      ['/api/health', 'application/json; charset=utf-8'],
      ['/api/nothing', 'application/json; charset=utf-8'],
      [`/api/stories/${ID}/photos/${drawn.photo.sha256}`, 'image/jpeg'],
      [`/api/stories/${ID}/revisions/${nodeCrypto.sha256(story)}`, 'application/json'],
      [`/api/stories/${ID}/package`, 'application/zip'],
    ] as const
    for (const [path, type] of cases) {
      const { response } = await room.request('GET', path, { token: author.token })
      const { headers } = response
      expect([headers.get('content-type'), headers.get('x-content-type-options'), headers.get('cache-control'), headers.get('content-security-policy')], path).toEqual([type, 'nosniff', 'no-store', "default-src 'none'; sandbox"])
    }
  })

  it('that breaks something answers no more than that, and is reported', async () => {
    const breaking = await openNewsroom(undefined, { makePackage: () => Promise.reject(new Error('secret /srv/path')) })
    try {
      const writer = await breaking.join('shen', '沈牧', 'reporter')
      const reviewer = await breaking.join('gu', '顾岚', 'editor')
      await breaking.clear(writer, [reviewer], makeStory(ID))
      const { status, response } = await breaking.request('GET', `/api/stories/${ID}/package`, { token: writer.token })
      expect(status).toBe(500)
      const text = await response.text()
      expect(JSON.parse(text)).toMatchObject({ ok: false, code: 'unexpected' })
      expect(text).not.toMatch(/secret|srv|\.ts/)
      expect(breaking.reports).toEqual(['A request failed'])
    } finally {
      await breaking.close()
    }
  })
})

describe('a desk', () => {
  it('says who it is, its policy and its destinations to anybody', async () => {
    const health = valueOf(await room.client(null).call('health'))
    expect(health).toEqual(room.desk().health())
    expect(health).toMatchObject({ name: '江畔日报', desk: { key: room.deskSigner.key, publicKey: room.deskSigner.publicKey }, policy: room.policy, destinations: [{ id: 'site' }, { id: 'second' }] })
  })

  it('lists people to an admin, who can add one, and never tells a password', async () => {
    const added = valueOf(await admin.client.call('addPerson', { body: { name: '新人', login: 'new', role: 'reporter', password: 'long enough' } }))
    expect(valueOf(await admin.client.call('people')).at(-1)).toEqual({ id: added.id, name: '新人', login: 'new', role: 'reporter' })
    expect(await (await room.request('GET', '/api/people', { token: admin.token })).response.text()).not.toMatch(/argon2|password/)
    expect(codeOf(await room.client(null).call('signIn', { body: { login: 'new', password: 'long enough' } }))).toBe('ok')
  })

  it('does the same behind a listener on the network', async () => {
    const listening = valueOf(await listen(room.desk().fetch, { host: '127.0.0.1', port: 0 }))
    try {
      const client = deskClient({ base: listening.url, fetch: (request) => fetch(request), token: () => author.token })
      const drawn = await smallPhoto()
      expect(await client.call('piece', { params: { story: ID } })).toEqual(await author.client.call('piece', { params: { story: ID } }))
      expect(Buffer.from(valueOf(await client.call('getPhoto', { params: { story: ID, sha256: drawn.photo.sha256 } })))).toEqual(Buffer.from(drawn.bytes))
      expect(await client.call('putPhoto', { params: { sha256: drawn.photo.sha256 }, body: new Uint8Array(drawn.bytes) })).toEqual(ok(null))
      expect(codeOf(await client.call('putRevision', { params: { sha256: SHA }, body: new Uint8Array(BODY_LIMITS.revision + 1) }))).toBe('too-heavy')
    } finally {
      await listening.close()
    }
  })

  it('is open in one process only, and once', async () => {
    expect(codeOf(await openDesk(room.options))).toBe('desk-in-use')
  })

  it('answers desk-closed after it closed, and closes once', async () => {
    const brief = await openNewsroom()
    await brief.desk().close()
    expect(codeOf(await brief.client(null).call('health'))).toBe('desk-closed')
    expect((await brief.request('GET', '/api/health')).status).toBe(503)
    await brief.close()
  })

  it('does not open with a policy that is none, or tables of a newer Stet', async () => {
    const brief = await openNewsroom()
    try {
      expect(codeOf(await brief.reopen({ policy: { ...brief.policy, stages: [] } }))).toBe('policy-invalid')
      const db = valueOf(await openDatabase(brief.folder, null, () => undefined))
      await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')`.execute(db)
      await db.destroy()
      expect(codeOf(await brief.reopen())).toBe('database-newer')
    } finally {
      await brief.close()
    }
  })

  it('does not open on a database that is damaged or does not answer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stet-desk-'))
    try {
      await writeFile(join(folder, 'desk.sqlite'), 'this is not a database, whatever its name says'.repeat(50))
      expect(codeOf(await openDesk({ ...room.options, folder }))).toBe('database-damaged')
      expect(codeOf(await openDesk({ ...room.options, folder, databaseUrl: 'postgres://nobody:secret@127.0.0.1:1/none' }))).toBe('database-unreachable')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
