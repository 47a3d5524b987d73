import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { watchIdle } from '../../../src-main/workstation/idle'
import { makePatience } from '../../../src-main/workstation/patience'
import { settleWindows } from '../../../src-main/workstation/settle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a watch for nobody being there', () => {
  const watched = (minutes: () => number) => {
    const seen: number[] = []
    const watch = watchIdle({ now: Date.now, minutes, idle: () => seen.push(Date.now()) })
    return { seen, watch }
  }

  it('tells once after so many quiet minutes, and again only after as many more', () => {
    const { seen, watch } = watched(() => 10)
    vi.advanceTimersByTime(9.5 * 60_000)
    watch.active()
    vi.advanceTimersByTime(9.5 * 60_000)
    expect(seen).toHaveLength(0)
    vi.advanceTimersByTime(60_000)
    expect(seen).toHaveLength(1)
    vi.advanceTimersByTime(9 * 60_000)
    expect(seen).toHaveLength(1)
    watch.stop()
    vi.advanceTimersByTime(60 * 60_000)
    expect(seen).toHaveLength(1)
  })

  it('never tells where the minutes are 0, and follows a change of them', () => {
    let minutes = 0
    const { seen, watch } = watched(() => minutes)
    vi.advanceTimersByTime(600 * 60_000)
    expect(seen).toHaveLength(0)
    minutes = 1
    vi.advanceTimersByTime(15_000)
    expect(seen).toHaveLength(1)
    watch.stop()
  })

  it('finds a machine idle that slept through its timers, or whose clock was set back', () => {
    for (const jump of [8 * 3_600_000, -8 * 3_600_000]) {
      const { seen, watch } = watched(() => 10)
      vi.setSystemTime(Date.now() + jump)
      vi.advanceTimersByTime(10_000)
      expect(seen).toHaveLength(1)
      watch.stop()
    }
  })
})

describe('settling the windows', () => {
  const settled = async (windows: number, answers: number, after: number): Promise<boolean> => {
    let asked = 0
    const settling = settleWindows({ windows: () => windows, ask: () => (asked += 1), limit: 3000 })
    let done = false
    void settling.settle().then(() => (done = true))
    for (let n = 0; n < answers; n += 1) settling.answered()
    await vi.advanceTimersByTimeAsync(after)
    expect(asked).toBe(windows === 0 ? 0 : 1)
    return done
  }

  it('waits for each window that listens, and a moment more', async () => {
    expect(await settled(2, 1, 2900)).toBe(false)
    expect(await settled(2, 2, 100)).toBe(false)
    expect(await settled(2, 2, 200)).toBe(true)
  })

  it('waits no longer than its limit, and not at all without windows', async () => {
    expect(await settled(2, 1, 3000)).toBe(true)
    expect(await settled(0, 0, 0)).toBe(true)
  })
})

describe('patience', () => {
  it('lets two mistakes pass, then doubles the wait up to a minute, and forgets once it was right', () => {
    let at = 0
    const patience = makePatience(() => at)
    const waits = Array.from({ length: 9 }, () => {
      const seconds = patience.wrong()
      expect(patience.refusal()?.details['seconds'] ?? 0).toBe(seconds)
      at += seconds * 1000
      expect(patience.refusal()).toBeNull()
      return seconds
    })
    expect(waits).toEqual([0, 0, 2, 4, 8, 16, 32, 60, 60])
    patience.right()
    expect(patience.wrong()).toBe(0)
  })
})
