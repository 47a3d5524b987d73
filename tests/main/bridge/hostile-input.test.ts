import { describe, expect, it } from 'vitest'

import { serveBridge, type Handlers } from '../../../src-main/bridge/serve'
import { METHODS } from '../../../src-shared/bridge/contract'
import { failed } from '../../../src-shared/outcome'
import { someHandlers } from '../../support/host'

/** Handlers that say when one of them was reached. */
const heard: string[] = []
const handlers = Object.fromEntries(METHODS.map((method) => [method, () => {
  heard.push(method)
  return Promise.resolve(failed('reached', 'A handler was reached.'))
}])) as unknown as Handlers
const bridge = serveBridge({ ...someHandlers({}), ...handlers }, () => undefined)

const nested = (depth: number): unknown => {
  let value: unknown = 'end'
  for (let at = 0; at < depth; at += 1) value = { id: value, story: value }
  return value
}
const HOSTILE: readonly (readonly [what: string, input: unknown])[] = [
  ['an object nested 20,000 deep', ({ id: nested(20_000), story: nested(20_000), extra: nested(20_000) })],
  ['an array nested 100,000 deep', JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown],
  ['a prototype for everybody', JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"extra":1}') as unknown],
  ['a function', () => 'x'],
  ['a symbol', Symbol('x')],
  ['a number beyond numbers', Number.POSITIVE_INFINITY],
  ['a text of a million signs', 'x'.repeat(1_000_000)],
  ['bytes of a shared kind', new SharedArrayBuffer(8)],
]

/** What the contract takes, and why that is no matter: settings of which none need be given are none. */
const TAKEN = ['app.settings: bytes of a shared kind']

describe('every method of the bridge', () => {
  it.each(METHODS)('refuses what is not its input, and its handler hears nothing: %s', async (method) => {
    heard.length = 0
    for (const [what, input] of HOSTILE) {
      if (TAKEN.includes(`${method}: ${what}`)) continue
      const answer = await bridge.handle(method, input)
      expect([what, answer.ok, answer.ok ? '' : answer.code], what).toEqual([what, false, expect.stringMatching(/^(?:bad-request|too-long)$/)])
    }
    expect(heard).toEqual([])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})
