import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { commonOf, eitherOf, knowsAll, type LiveKnown } from '../../../src-shared/desk-api/live-known'

const ranges = fc.array(fc.record({ clock: fc.nat(40), len: fc.integer({ min: 1, max: 8 }) }), { maxLength: 6 })
const known = fc.record({ sv: fc.dictionary(fc.constantFrom('1', '2', '3'), fc.integer({ min: 1, max: 50 })), ds: fc.dictionary(fc.constantFrom('1', '2', '3'), ranges) }).map(
  ({ sv, ds }): LiveKnown => ({ sv: new Map(Object.entries(sv).map(([client, clock]) => [Number(client), clock])), ds: { clients: new Map(Object.entries(ds).map(([client, each]) => [Number(client), each])) } }),
)
/** The same told one by one: every letter put in, every letter taken out. */
const told = ({ sv, ds }: LiveKnown): Set<string> => {
  const all = new Set<string>()
  for (const [client, clock] of sv) for (let at = 0; at < clock; at += 1) all.add(`+${String(client)} ${String(at)}`)
  for (const [client, each] of ds.clients) for (const { clock, len } of each) for (let at = clock; at < clock + len; at += 1) all.add(`-${String(client)} ${String(at)}`)
  return all
}

describe('what two know of a live document', () => {
  it('is in common what each knows, and together what either knows', () => {
    fc.assert(
      fc.property(known, known, (a, b) => {
        const [one, other] = [told(a), told(b)]
        expect(told(commonOf(a, b))).toEqual(new Set([...one].filter((each) => other.has(each))))
        expect(told(eitherOf(a, b))).toEqual(new Set([...one, ...other]))
        expect(knowsAll(a, b)).toBe([...other].every((each) => one.has(each)))
      }),
    )
  })

  it('keeps what was taken out in order and apart, as it travels', () => {
    const some = (...each: [number, number][]): LiveKnown => ({ sv: new Map(), ds: { clients: new Map([[1, each.map(([clock, len]) => ({ clock, len }))]]) } })
    expect(eitherOf(some([8, 2]), some([0, 3], [3, 1])).ds.clients.get(1)).toEqual([{ clock: 0, len: 4 }, { clock: 8, len: 2 }])
    expect(commonOf(some([0, 10]), some([2, 1], [4, 8])).ds.clients.get(1)).toEqual([{ clock: 2, len: 1 }, { clock: 4, len: 6 }])
  })
})
