import { describe, expect, it } from 'vitest'

import { backoff, nextTry, TRIES } from '../../../../src-main/desk/queue/pace'
import { failed } from '../../../../src-shared/outcome'
import { connectorFault } from '../../../../src-shared/publication/connector-faults'

const away = connectorFault('destination-away', 'Away.')

describe('the next try', () => {
  it('is 15 seconds after the first, doubling to 3 hours, half of it by chance', () => {
    expect([1, 2, 3, 10, 11, 12, 19].map((tries) => backoff(tries, 1) / 1000)).toEqual([15, 30, 60, 7680, 10_800, 10_800, 10_800])
    for (const tries of [1, 5, 19]) expect(backoff(tries, 0)).toBe(backoff(tries, 1) / 2)
  })

  it('comes often enough that all of them take about a day', () => {
    const hours = (random: number) => Array.from({ length: TRIES - 1 }, (_, index) => nextTry(away, index + 1, random) ?? NaN).reduce((sum, wait) => sum + wait, 0) / 3_600_000
    expect([hours(0) > 14, hours(0.5) > 20 && hours(0.5) < 28, hours(1) < 36]).toEqual([true, true, true])
    expect(nextTry(away, TRIES, 0)).toBeNull()
  })

  it('is when the destination said, and a moment by chance', () => {
    const busy = (seconds: number) => connectorFault('destination-busy', 'Wait.', { seconds })
    expect([nextTry(busy(1800), 1, 0), nextTry(busy(1800), 1, 1)]).toEqual([1_800_000, 1_805_000])
    expect([nextTry(busy(1), 1, 0), nextTry(busy(1), 7, 1)]).toEqual([1000, 1100])
  })

  it('is not for ever when it said, where it says the same each time', () => {
    const busy = connectorFault('destination-busy', 'Wait.', { seconds: 1 })
    expect([nextTry(busy, 8, 0), nextTry(busy, 15, 1), nextTry(busy, TRIES, 1)]).toEqual([960_000, 10_800_000, null])
  })

  it.each(['destination-credentials', 'destination-tls', 'remote-edited', 'newer-published', 'photo-damaged', 'destination-unknown', 'receipt-invalid'])('does not come by itself after %s', (code) => {
    expect(nextTry(failed(code, ''), 1, 0)).toBeNull()
  })

  it.each(['destination-away', 'destination-broken', 'unexpected', 'store-unreachable', 'database-unreachable'])('comes by itself after %s', (code) => {
    expect(nextTry(failed(code, ''), 1, 0)).toBe(7500)
  })
})
