import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { openDesk } from '../../../../src-main/desk/desk'
import { hookPayloadSchema, type HookPayload } from '../../../../src-shared/desk-api/hooks'
import { valueOf } from '../../../../src-shared/outcome'
import { codeOf, makeStory, openNewsroom, type Member, type Newsroom, type Store } from '../newsroom'

/** A busy machine is slow, not wrong. */
const SLOW = { timeout: 8000 }
const ID = 'c0d1c0de-0000-4000-8000-000000000001'

type Heard = { headers: Record<string, string>; body: string; payload: HookPayload }

/** A receiver on loopback: keeps what it is sent and answers as it is told. */
const receiver = async () => {
  const heard: Heard[] = []
  let answer: () => number = () => 204
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8')
      const status = answer()
      if (status < 300) heard.push({ headers: request.headers as Record<string, string>, body, payload: hookPayloadSchema.parse(JSON.parse(body)) })
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:9/' } : {}).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    heard,
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/stet`,
    answer: (next: () => number) => {
      answer = next
    },
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

/** Webhooks, on one kind of store. */
export const hooksSuite = (store: Store): void => {
  let room: Newsroom
  let far: Awaited<ReturnType<typeof receiver>>
  let author: Member
  let editor: Member
  let admin: Member
  beforeEach(async () => {
    far = await receiver()
    room = await openNewsroom(store)
    author = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
    admin = await room.join('xu', '许知行', 'admin', false)
  })
  afterEach(async () => {
    await room.close()
    await far.close()
  })
  const add = async (events: HookPayload['type'][] = []) => valueOf(await admin.client.call('addHook', { body: { name: '微信小程序', url: far.url, events: events as never } }))
  const shown = async () => valueOf(await admin.client.call('hooks', {}))[0]
  const heard = (count: number) => vi.waitFor(() => expect(far.heard.length).toBe(count), { timeout: 10_000, interval: 20 })
  const publish = () => editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } })

  describe('a webhook', () => {
    it('tells a piece\'s way in order, each message once, signed so that the receiver can check it', async () => {
      const { hook, secret } = await add()
      const story = makeStory(ID)
      await room.upload(author, story)
      const submitted = valueOf(await room.submit(author, story))
      const returned = valueOf(await room.review(editor, story, submitted.standing, { decision: 'return', reason: '请补信源。' }))
      const mended = makeStory(ID, [], { headline: '渡口新桥昨日通车' })
      await room.upload(author, mended)
      const again = valueOf(await room.submit(author, mended, returned.standing))
      valueOf(await room.review(editor, mended, again.standing, { decision: 'signOff', reason: '事实已核。' }))
      valueOf(await publish())
      await heard(5)
      expect(far.heard.map(({ payload }) => payload.type)).toEqual(['submitted', 'returned', 'submitted', 'signed', 'published'])
      expect(far.heard[1]?.payload).toMatchObject({ story: ID, reason: '请补信源。', person: { id: 'gu', name: '顾岚' }, channel: ['社会', '交通'], revision: { number: 1 }, destination: null })
      expect(far.heard[4]?.payload).toMatchObject({ headline: '渡口新桥昨日通车', destination: 'site', url: `http://localhost/${ID}`, revision: { number: 2 } })
      for (const { headers, body } of far.heard) expect(() => new Webhook(secret).verify(body, headers)).toThrow(/old/)
      // The desk's clock stands at another day than this machine's, so the check is made by the sender's own time.
      const sent = far.heard[0]
      expect(sent?.headers['webhook-signature']).toBe(new Webhook(secret).sign(sent?.payload.id ?? '', new Date(Number(sent?.headers['webhook-timestamp']) * 1000), sent?.body ?? ''))
      expect(new Set(far.heard.map(({ headers }) => headers['webhook-id'])).size).toBe(5)
      await vi.waitFor(async () => expect(await shown()).toMatchObject({ id: hook.id, state: 'open', waiting: 0, tries: 0, code: '', details: {} }), SLOW)
      expect(JSON.stringify(await shown())).not.toContain('whsec_')
    })

    it('says of a revision that takes another\'s place that it is corrected', async () => {
      const story = makeStory(ID)
      const piece = await room.clear(author, [editor], story)
      valueOf(await publish())
      await add(['corrected'])
      const right = makeStory(ID, [], { headline: '渡口新桥今日通车' })
      await room.upload(author, right)
      const now = valueOf(await author.client.call('piece', { params: { story: ID } })).piece
      expect(now.standing.lastEvent).toBe(piece.standing.lastEvent)
      const corrected = valueOf(await room.submit(author, right, now.standing, { decision: 'correct', reason: '日期有误。' }))
      valueOf(await room.review(editor, right, corrected.standing, { decision: 'signOff', reason: '已核。' }))
      valueOf(await publish())
      await heard(1)
      expect(far.heard[0]?.payload).toMatchObject({ type: 'corrected', revision: { number: 2 }, destination: 'site' })
    })

    it('tells only what is asked for, and nothing of before it came', async () => {
      await room.clear(author, [editor], makeStory(ID))
      await add(['published'])
      valueOf(await publish())
      await heard(1)
      expect(far.heard[0]?.payload.type).toBe('published')
    })

    it('tries again what was not taken, in order, and loses nothing over a restart of the desk', async () => {
      far.answer(() => 500)
      await add()
      const story = makeStory(ID)
      await room.upload(author, story)
      const submitted = valueOf(await room.submit(author, story))
      await vi.waitFor(async () => expect(await shown()).toMatchObject({ state: 'open', code: 'hook-refused', details: { address: new URL(far.url).origin, status: 500 }, waiting: 1 }), SLOW)
      valueOf(await room.review(editor, story, submitted.standing, { decision: 'signOff', reason: '已核。' }))
      valueOf(await room.reopen())
      far.answer(() => 200)
      room.clock.time += 3_600_000
      valueOf(await publish())
      await heard(3)
      expect(far.heard.map(({ payload }) => payload.type)).toEqual(['submitted', 'signed', 'published'])
      expect(await shown()).toMatchObject({ tries: 0, code: '', details: {}, next: null })
    })

    it('is parked with its reason where it is told to stop or fails for days, keeps what waits, and goes on when somebody says so', async () => {
      far.answer(() => 410)
      const { hook } = await add()
      await room.clear(author, [editor], makeStory(ID))
      await vi.waitFor(async () => expect(await shown()).toMatchObject({ state: 'parked', code: 'hook-gone', waiting: 2, next: null }), SLOW)
      far.answer(() => 200)
      expect(valueOf(await admin.client.call('resumeHook', { params: { hook: hook.id }, body: { skip: false } }))).toMatchObject({ state: 'open', tries: 0 })
      await heard(2)
    })

    it('skips what waits where somebody says so', async () => {
      far.answer(() => 410)
      const { hook } = await add()
      await room.clear(author, [editor], makeStory(ID))
      await vi.waitFor(async () => expect(await shown()).toMatchObject({ state: 'parked' }), SLOW)
      far.answer(() => 200)
      expect(valueOf(await admin.client.call('resumeHook', { params: { hook: hook.id }, body: { skip: true } }))).toMatchObject({ waiting: 0 })
      valueOf(await publish())
      await heard(1)
      expect(far.heard[0]?.payload.type).toBe('published')
    })

    it('is parked after more than two days of failures', async () => {
      far.answer(() => 503)
      await add()
      const story = makeStory(ID)
      await room.upload(author, story)
      valueOf(await room.submit(author, story))
      const mine = async () => valueOf(await admin.client.call('hooks', {})).find(({ settings }) => settings.name === '微信小程序')
      const began = room.clock.time
      for (let tries = 1; tries < 12; tries += 1) {
        const hook = await vi.waitFor(async () => {
          const now = await mine()
          expect(now?.tries ?? 0).toBeGreaterThanOrEqual(tries)
          return now
        }, { timeout: 5000 })
        if (hook?.next) room.clock.time = Math.max(room.clock.time, Date.parse(hook.next) + 1000)
        // Anything that changes lets the desk look; by itself it would when the time has come.
        valueOf(await admin.client.call('addHook', { body: { name: '催一下', url: 'http://127.0.0.1:9/', events: ['takenDown'] } }))
      }
      const hook = await vi.waitFor(async () => {
        const now = await mine()
        expect(now?.state).toBe('parked')
        return now
      })
      expect((room.clock.time - began) / 86_400_000).toBeGreaterThan(2)
      expect(hook).toMatchObject({ state: 'parked', tries: 12, waiting: 1 })
    }, 60_000)

    it('does not follow a redirect with its signature, and a ping says at once what is wrong', async () => {
      const { hook } = await add()
      far.answer(() => 302)
      expect(await admin.client.call('pingHook', { params: { hook: hook.id } })).toMatchObject({ ok: false, code: 'hook-refused', details: { status: 302 } })
      far.answer(() => 200)
      expect(codeOf(await admin.client.call('pingHook', { params: { hook: hook.id } }))).toBe('ok')
      expect(far.heard[0]?.payload).toMatchObject({ type: 'ping', story: null })
      valueOf(await admin.client.call('changeHook', { params: { hook: hook.id }, body: { ...hook.settings, url: 'http://127.0.0.1:9/' } }))
      expect(codeOf(await admin.client.call('pingHook', { params: { hook: hook.id } }))).toBe('hook-away')
    })

    it('signs with a new secret once it is renewed, and is nobody\'s but an administrator\'s', async () => {
      const { hook, secret } = await add()
      const renewed = valueOf(await admin.client.call('renewHookSecret', { params: { hook: hook.id } }))
      expect(renewed.secret).not.toBe(secret)
      valueOf(await admin.client.call('pingHook', { params: { hook: hook.id } }))
      const sent = far.heard[0]
      const at = new Date(Number(sent?.headers['webhook-timestamp']) * 1000)
      expect(sent?.headers['webhook-signature']).toBe(new Webhook(renewed.secret).sign(sent?.payload.id ?? '', at, sent?.body ?? ''))
      expect(codeOf(await editor.client.call('hooks', {}))).toBe('not-allowed')
      valueOf(await admin.client.call('removeHook', { params: { hook: hook.id } }))
      expect(codeOf(await admin.client.call('pingHook', { params: { hook: hook.id } }))).toBe('hook-unknown')
    })

    it('two processes of one desk tell each message once', async (context) => {
      if (room.databaseUrl === null) return context.skip()
      const second = valueOf(await openDesk(room.options))
      try {
        await add()
        await room.clear(author, [editor], makeStory(ID))
        valueOf(await publish())
        await heard(3)
        await new Promise((resolve) => setTimeout(resolve, 300))
        expect(far.heard.map(({ payload }) => payload.type)).toEqual(['submitted', 'signed', 'published'])
      } finally {
        await second.close()
      }
    })
  })
}
