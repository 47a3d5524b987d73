import { describe, expect, it } from 'vitest'

import { createSaver, PACE, type Saved, type Timers } from '../../../src-renderer/writing/saver'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Story } from '../../../src-shared/story/story'
import { englishStory } from '../../support/sample-story'
import { photo } from './photo'

const DISK_FULL = failed('disk-full', 'The disk is full.')

/** Timers that go by hand: `pass(ms)` runs what is due, in order. */
const handTimers = (): Timers & { pass: (ms: number) => void; waiting: () => number } => {
  let now = 0
  let next = 1
  const due = new Map<number, { at: number; act: () => void }>()
  return {
    set: (act, ms) => {
      due.set(next, { at: now + ms, act })
      return next++
    },
    clear: (timer) => void due.delete(timer),
    waiting: () => due.size,
    pass: (ms) => {
      const end = now + ms
      for (;;) {
        const [first] = [...due].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)
        if (!first) break
        now = first[1].at
        due.delete(first[0])
        first[1].act()
      }
      now = end
    },
  }
}

/** A host that answers each save when told to. */
const slowHost = () => {
  const asked: { story: Story; generation: number; answer: (outcome: Outcome<Saved>) => Promise<void> }[] = []
  const send = (story: Story, generation: number): Promise<Outcome<Saved>> =>
    new Promise((resolve) => {
      asked.push({
        story,
        generation,
        answer: async (outcome) => {
          resolve(outcome)
          for (let turn = 0; turn < 8; turn += 1) await Promise.resolve()
        },
      })
    })
  return { asked, send }
}

const begin = () => {
  const timers = handTimers()
  const host = slowHost()
  const story = { ...englishStory([photo('1')]) }
  const saver = createSaver({ read: () => ({ ...story }), send: host.send, generation: 7, timers })
  const type = (headline: string): void => {
    story.headline = headline
    saver.changed()
  }
  return { timers, host, saver, type }
}
const saved = (generation: number, savedAt: string) => ok({ generation, savedAt })

describe('the saver', () => {
  it('saves once after a quiet moment, with what is there at that moment', () => {
    const { timers, host, type } = begin()
    type('A')
    timers.pass(PACE.quiet - 1)
    type('AB')
    timers.pass(PACE.quiet - 1)
    expect(host.asked).toHaveLength(0)
    timers.pass(1)
    expect(host.asked.map(({ story, generation }) => [story.headline, generation])).toEqual([['AB', 7]])
  })

  it('saves within the longest wait while typing never pauses', () => {
    const { timers, host, type } = begin()
    for (let at = 0; at <= PACE.longest; at += 100) {
      type(String(at))
      timers.pass(100)
    }
    expect(host.asked).toHaveLength(1)
  })

  it('never says saved before the answer, and then says the time the host gave', async () => {
    const { timers, host, saver, type } = begin()
    const said: (string | null)[] = []
    saver.subscribe(() => said.push(saver.state().savedAt))
    type('A')
    timers.pass(PACE.quiet)
    expect(saver.state()).toEqual({ dirty: false, saving: true, savedAt: null, failure: null })
    expect(said.every((time) => time === null)).toBe(true)
    await host.asked[0]!.answer(saved(8, '2026-03-01T14:02:11Z'))
    expect(saver.state()).toEqual({ dirty: false, saving: false, savedAt: '2026-03-01T14:02:11Z', failure: null })
    expect(saver.generation()).toBe(8)
  })

  it('sends one save at a time; what changed meanwhile goes next, on the new generation', async () => {
    const { timers, host, saver, type } = begin()
    type('A')
    timers.pass(PACE.quiet)
    type('B')
    timers.pass(PACE.longest * 2)
    expect(host.asked).toHaveLength(1)
    await host.asked[0]!.answer(saved(8, 't8'))
    expect(saver.state().dirty).toBe(true)
    timers.pass(PACE.quiet)
    expect(host.asked.map(({ story, generation }) => [story.headline, generation])).toEqual([['A', 7], ['B', 8]])
  })

  it('keeps the failure and the words, and tries again by itself, ever more slowly', async () => {
    const { timers, host, saver, type } = begin()
    type('A')
    timers.pass(PACE.quiet)
    await host.asked[0]!.answer(DISK_FULL)
    expect(saver.state()).toEqual({ dirty: true, saving: false, savedAt: null, failure: DISK_FULL })
    for (const [index, wait] of [...PACE.retries, PACE.retries.at(-1)!].entries()) {
      timers.pass(wait - 1)
      expect(host.asked).toHaveLength(index + 1)
      timers.pass(1)
      expect(host.asked).toHaveLength(index + 2)
      await host.asked[index + 1]!.answer(DISK_FULL)
    }
    const again = saver.flush()
    await host.asked.at(-1)!.answer(saved(8, 't8'))
    expect(await again).toEqual(ok(null))
    expect(saver.state()).toEqual({ dirty: false, saving: false, savedAt: 't8', failure: null })
    expect(host.asked.at(-1)!.generation).toBe(7)
    expect(timers.waiting()).toBe(0)
  })

  it('keeps the last saved time beside a later failure', async () => {
    const { timers, host, saver, type } = begin()
    type('A')
    timers.pass(PACE.quiet)
    await host.asked[0]!.answer(saved(8, 't8'))
    type('B')
    timers.pass(PACE.quiet)
    await host.asked[1]!.answer(DISK_FULL)
    expect(saver.state()).toMatchObject({ dirty: true, savedAt: 't8', failure: { code: 'disk-full' } })
  })

  it('flushes at once, waiting for a save on its way and sending what came after it', async () => {
    const { timers, host, saver, type } = begin()
    type('A')
    timers.pass(PACE.quiet)
    type('B')
    let done = false
    const flushed = saver.flush().then((outcome) => {
      done = true
      return outcome
    })
    await host.asked[0]!.answer(saved(8, 't8'))
    expect(host.asked).toHaveLength(2)
    expect(done).toBe(false)
    await host.asked[1]!.answer(saved(9, 't9'))
    expect(await flushed).toEqual(ok(null))
    expect(host.asked[1]!.story.headline).toBe('B')
    expect(timers.waiting()).toBe(0)
  })

  it('answers a flush with why it could not save', async () => {
    const { host, saver, type } = begin()
    type('A')
    const flushed = saver.flush()
    await host.asked[0]!.answer(DISK_FULL)
    expect(await flushed).toEqual(DISK_FULL)
  })

  it('has nothing to flush when nothing changed', async () => {
    const { host, saver } = begin()
    expect(await saver.flush()).toEqual(ok(null))
    expect(host.asked).toHaveLength(0)
  })

  it('stops at a stale draft: never tries to overwrite it, and keeps the words unsaved', async () => {
    const { timers, host, saver, type } = begin()
    type('A')
    timers.pass(PACE.quiet)
    await host.asked[0]!.answer(failed('draft-stale', 'A newer draft was saved.'))
    type('B')
    timers.pass(PACE.longest * 20)
    expect(host.asked).toHaveLength(1)
    expect(await saver.flush()).toMatchObject({ ok: false, code: 'draft-stale' })
    expect(saver.state().dirty).toBe(true)
    saver.forget()
    expect(saver.state().dirty).toBe(false)
  })

  it('takes a host that throws for a failure', async () => {
    const timers = handTimers()
    const saver = createSaver({ read: () => englishStory([photo('1')]), send: () => Promise.reject(new Error('gone')), generation: 1, timers })
    saver.changed()
    expect(await saver.flush()).toMatchObject({ ok: false, code: 'unexpected', message: 'gone' })
    expect(saver.state()).toMatchObject({ dirty: true, saving: false, savedAt: null })
  })
})
