import { describe, expect, it } from 'vitest'

import { serveBridge } from '../../../src-main/bridge/serve'
import { failed, Fault, ok } from '../../../src-shared/outcome'
import { someHandlers, STORY } from '../../support/host'

const entry = { id: 'a'.repeat(64), story: STORY, headline: '标题', decision: 'submit' as const, signedBy: '', queuedAt: '2026-01-01T00:00:00Z', state: 'waiting', attempts: 0, nextAt: null, code: '', message: '', sent: 0, total: 0 } as const

const served = (given: Parameters<typeof someHandlers>[0] = {}) => {
  const reports: [string, unknown][] = []
  const bridge = serveBridge(someHandlers(given), (message, details) => void reports.push([message, details]))
  return { ...bridge, reports }
}

describe('the bridge', () => {
  it('hands a parsed input to its handler and the answer back', async () => {
    const { handle } = served({ 'submit.send': (input) => Promise.resolve(input.id === STORY ? ok(entry) : failed('wrong', 'wrong')) })
    expect(await handle('submit.send', { id: STORY })).toEqual(ok(entry))
  })

  it('keeps a handler refusal as it is', async () => {
    const { handle } = served({ 'library.bin': () => Promise.resolve(failed('story-missing', 'No such story.', { id: STORY })) })
    expect(await handle('library.bin', { id: STORY })).toEqual(failed('story-missing', 'No such story.', { id: STORY }))
  })

  it.each(['library.destroy', '__proto__', 'constructor', 'toString', ''])('rejects the unknown method %j', async (method) => {
    expect(await served().handle(method, null)).toMatchObject({ ok: false, code: 'bridge-unknown' })
  })

  it.each([
    ['nothing where an id belongs', 'library.open', null, 'library.open'],
    ['an id that is none', 'library.open', { id: '../etc' }, 'library.open.id'],
    ['an extra field', 'library.open', { id: STORY, extra: 1 }, 'library.open'],
    ['something where nothing belongs', 'library.list', {}, 'library.list'],
    ['text where bytes belong', 'photo.add', { story: STORY, name: 'a.jpg', bytes: 'text' }, 'photo.add.bytes'],
    ['bytes where none belong', 'library.open', { id: STORY, bytes: new Uint8Array(1) }, 'library.open'],
  ])('rejects %s, and says where', async (_, method, input, place) => {
    let called = false
    const spy = () => {
      called = true
      return Promise.resolve(failed('called', 'called'))
    }
    const { handle } = served({ 'library.open': spy, 'library.list': spy, 'photo.add': spy })
    expect(await handle(method, input)).toMatchObject({ ok: false, code: 'bad-request', details: { place } })
    expect(called).toBe(false)
  })

  it('names the limit of a text that is too long', async () => {
    expect(await served().handle('desk.decide', { id: STORY, decision: 'return', reason: '字'.repeat(5001), seen: 'a'.repeat(64), passphrase: null })).toMatchObject({
      ok: false,
      code: 'too-long',
      details: { place: 'desk.decide.reason', limit: 5000 },
    })
  })

  it.each([
    ['a Buffer', Buffer.from([1, 2, 3])],
    ['an ArrayBuffer', new Uint8Array([1, 2, 3]).buffer],
    ['a view into a larger buffer', new DataView(new Uint8Array([9, 1, 2, 3, 9]).buffer, 1, 3)],
    ['a Uint8Array', new Uint8Array([1, 2, 3])],
  ])('accepts bytes that come as %s', async (_, bytes) => {
    let seen: unknown
    const { handle } = served({
      'archive.receive': (input) => {
        seen = input.bytes
        return Promise.resolve(ok({ ticket: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa' }))
      },
    })
    expect(await handle('archive.receive', { ticket: null, name: 'a.zip', bytes })).toMatchObject({ ok: true })
    expect(Buffer.isBuffer(seen)).toBe(false)
    expect(seen).toEqual(new Uint8Array([1, 2, 3]))
  })

  it('answers a thrown Fault with its code and reports it with its cause', async () => {
    const bridge = served({ 'library.list': () => Promise.reject(new Fault('disk-full', 'The disk is full.', { path: '/x' }, new Error('ENOSPC'))) })
    expect(await bridge.handle('library.list', null)).toEqual(failed('disk-full', 'The disk is full.', { path: '/x' }))
    expect(bridge.reports).toEqual([['A request failed', { method: 'library.list', code: 'disk-full', reason: 'The disk is full.', cause: 'ENOSPC' }]])
  })

  it('answers a thrown stranger as unexpected, also when thrown at once', async () => {
    const bridge = served({
      'library.list': () => {
        throw new TypeError('x is not a function')
      },
    })
    expect(await bridge.handle('library.list', null)).toMatchObject({ ok: false, code: 'unexpected' })
    expect(bridge.reports).toHaveLength(1)
  })

  it('does not let an answer out that the contract does not know', async () => {
    const bridge = served({ 'submit.send': () => Promise.resolve(ok({ ...entry, attempts: 'many' } as never)) })
    expect(await bridge.handle('submit.send', { id: STORY })).toMatchObject({ ok: false, code: 'unexpected', details: { place: 'submit.send.attempts' } })
    expect(bridge.reports).toHaveLength(1)
  })

  it('strips from an answer what the contract does not name', async () => {
    const bridge = served({ 'submit.send': () => Promise.resolve(ok({ ...entry, privateKey: 'secret' } as never)) })
    expect(JSON.stringify(await bridge.handle('submit.send', { id: STORY }))).not.toContain('secret')
  })
})
