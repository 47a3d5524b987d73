import { describe, expect, it } from 'vitest'

import { bylineChoices, channelChoices, filterOf, isNarrowed, notNarrowed, readChannel, type Narrowing } from '../../../src-renderer/library/narrowing'
import type { LibraryRow } from '../../../src-shared/bridge/contract'
import { fitsFilter } from '../../../src-shared/bridge/library-filter'

const row = (more: Partial<LibraryRow>): LibraryRow => ({
  id: '', slugline: '', headline: '', language: 'zh-CN', channel: [], byline: '', characters: 0, words: 0, photos: 0, changedAt: '2026-11-22T10:00:00Z', group: 'writing', damaged: false, ...more,
})

const now = new Date(2026, 10, 22, 15, 30)
const at = (days: number, hours = 12): string => new Date(2026, 10, 22 + days, hours).toISOString()
const lets = (narrowing: Partial<Narrowing>, more: Partial<LibraryRow>): boolean => fitsFilter(row(more), filterOf({ ...notNarrowed, ...narrowing }, now))

describe('the library, narrowed', () => {
  it.each<[string, Narrowing['when'], number[], number[]]>([
    ['today', { span: 'today' }, [0], [-1, -30]],
    ['the last seven days', { span: 'week' }, [0, -6], [-7]],
    ['the last thirty days', { span: 'month' }, [0, -29], [-30]],
    ['a range, both days within', { span: 'range', from: '2026-11-10', to: '2026-11-12' }, [-12, -11, -10], [-13, -9, 0]],
    ['from a day on', { span: 'range', from: '2026-11-21', to: '' }, [0, -1], [-2]],
    ['up to a day', { span: 'range', from: '', to: '2026-11-21' }, [-1, -300], [0]],
    ['any time', { span: 'any' }, [0, -3000], []],
  ])('to %s', (_what, when, inside, outside) => {
    for (const days of inside) expect(lets({ when }, { changedAt: at(days) }), String(days)).toBe(true)
    for (const days of outside) expect(lets({ when }, { changedAt: at(days) }), String(days)).toBe(false)
  })

  it('counts days by this machine’s midnight', () => {
    expect(lets({ when: { span: 'today' } }, { changedAt: new Date(2026, 10, 22, 0, 0).toISOString() })).toBe(true)
    expect(lets({ when: { span: 'today' } }, { changedAt: new Date(2026, 10, 21, 23, 59).toISOString() })).toBe(false)
  })

  it('to a channel takes what is below it too, and nothing that only begins alike', () => {
    expect(lets({ channel: ['工会'] }, { channel: ['工会', '地市工会'] })).toBe(true)
    expect(lets({ channel: ['工会', '地市工会'] }, { channel: ['工会'] })).toBe(false)
    expect(lets({ channel: ['工'] }, { channel: ['工会'] })).toBe(false)
  })

  it('to a state or byline takes exactly that', () => {
    expect(lets({ group: 'bin' }, { group: 'bin' })).toBe(true)
    expect(lets({ group: 'bin' }, { group: 'writing' })).toBe(false)
    expect(lets({ byline: '本报记者 刘强' }, { byline: '本报记者 刘强' })).toBe(true)
    expect(lets({ byline: '本报记者 刘强' }, { byline: '本报记者 刘强 王芳' })).toBe(false)
  })

  it('is the same question all day', () => {
    expect(filterOf({ ...notNarrowed, when: { span: 'week' } }, now)).toEqual(filterOf({ ...notNarrowed, when: { span: 'week' } }, new Date(2026, 10, 22, 0, 1)))
  })

  it('is said to be narrowed only where something may be hidden', () => {
    expect(isNarrowed(notNarrowed)).toBe(false)
    expect(isNarrowed({ ...notNarrowed, when: { span: 'range', from: '', to: '' } })).toBe(false)
    for (const more of [{ group: 'bin' as const }, { channel: ['a'] }, { byline: 'b' }, { when: { span: 'today' as const } }]) expect(isNarrowed({ ...notNarrowed, ...more })).toBe(true)
  })

  it('offers every channel with those above it, and every byline once', () => {
    const rows = [row({ channel: ['City', 'Water / front'], byline: 'By Ann Lee' }), row({ channel: ['City'], byline: 'By Ann Lee' }), row({ byline: ' ' })]
    expect(channelChoices(rows).map(({ label }) => label)).toEqual(['City', 'City / Water / front'])
    expect(readChannel(channelChoices(rows)[1]?.value ?? null)).toEqual(['City', 'Water / front'])
    expect(bylineChoices(rows).map(({ label }) => label)).toEqual(['By Ann Lee'])
  })
})
