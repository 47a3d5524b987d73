import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { envelopeSchema, fromBase64, preAuthBytes, readPayload, toBase64, type Envelope } from '../../../src-shared/signoff/envelope'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const KEY = 'a'.repeat(64)
const envelope = (payload: Uint8Array | string, payloadType = 'application/x+json'): Envelope => ({ payloadType, payload: typeof payload === 'string' ? payload : toBase64(payload), signatures: [{ keyid: KEY, sig: 'AAAA' }] })

describe('what a DSSE signature covers', () => {
  test('is the protocol\'s own example', () => {
    expect(new TextDecoder().decode(preAuthBytes('http://example.com/HelloWorld', utf8('hello world')))).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world')
  })

  test('counts bytes, not characters, and keeps the payload\'s bytes', () => {
    expect(Buffer.from(preAuthBytes('类型', Uint8Array.of(0, 255, 32)))).toEqual(Buffer.concat([Buffer.from('DSSEv1 6 类型 3 '), Buffer.of(0, 255, 32)]))
    expect(new TextDecoder().decode(preAuthBytes('', new Uint8Array()))).toBe('DSSEv1 0  0 ')
  })

  test('is never the same for two pairs of type and payload', () => {
    const pairs = [['a', 'b'], ['a ', 'b'], ['a 1', 'b'], ['a 1 b', ''], ['', 'a 1 b'], ['a', ' b']] as const
    expect(new Set(pairs.map(([type, payload]) => Buffer.from(preAuthBytes(type, utf8(payload))).toString('hex'))).size).toBe(pairs.length)
  })
})

test('base64 goes both ways as everybody writes it', () => {
  const every = Uint8Array.from({ length: 256 }, (_, at) => at)
  expect(toBase64(every)).toBe(Buffer.from(every).toString('base64'))
  expect(fromBase64(toBase64(every))).toEqual(every)
  expect(toBase64(new Uint8Array())).toBe('')
})

describe('an envelope rejects', () => {
  const good = envelope(utf8('{}'))
  const [signature] = good.signatures
  test.each([
    ['no signature', { signatures: [] }],
    ['two signatures', { signatures: [signature, signature] }],
    ['a key id that is none', { signatures: [{ ...signature, keyid: 'ann' }] }],
    ['a key id in capitals', { signatures: [{ ...signature, keyid: 'A'.repeat(64) }] }],
    ['a signature that is not base64', { signatures: [{ ...signature, sig: '!' }] }],
    ['a payload that is not base64', { payload: '{}' }],
    ['base64 for addresses', { payload: '_-8=' }],
    ['a payload without end', { payload: 'A'.repeat(200_004) }],
    ['a field beside the known', { note: '' }],
  ])('%s', (_, change) => {
    expect(envelopeSchema.safeParse(good).success).toBe(true)
    expect(envelopeSchema.safeParse({ ...good, ...change }).success).toBe(false)
  })
})

describe('reading a payload', () => {
  const schema = z.strictObject({ inner: z.strictObject({ a: z.number() }) })
  const read = (made: Envelope) => readPayload(made, 'application/x+json', schema)

  test('gives what was put in', () => {
    expect(read(envelope(utf8('{"inner":{"a":1}}')))).toEqual({ ok: true, value: { inner: { a: 1 } } })
  })

  test.each([
    ['another type', envelope(utf8('{"inner":{"a":1}}'), 'application/json'), 'payloadType'],
    ['what is not JSON', envelope(utf8('hello')), 'payload'],
    ['bytes that are not UTF-8', envelope(Uint8Array.of(0x22, 0xff, 0x22)), 'payload'],
    ['another shape, naming the place', envelope(utf8('{"inner":{"a":"1"}}')), 'inner.a'],
    ['a field nobody knows', envelope(utf8('{"inner":{"a":1,"b":2}}')), 'inner'],
  ])('rejects %s', (_, made, place) => {
    expect(read(made)).toMatchObject({ ok: false, code: 'envelope-invalid', details: { place } })
  })
})
