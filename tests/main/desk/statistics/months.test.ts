import { expect, it } from 'vitest'

import { monthSpans, yearAt } from '../../../../src-main/desk/statistics/months'

it('begins a month at the first midnight of the zone', () => {
  expect(monthSpans('2026-12', '2027-01', 'Asia/Shanghai')).toEqual([
    { month: '2026-12', begins: '2026-11-30T16:00:00.000Z', ends: '2026-12-31T16:00:00.000Z' },
    { month: '2027-01', begins: '2026-12-31T16:00:00.000Z', ends: '2027-01-31T16:00:00.000Z' },
  ])
})

it('follows summer time: a month has the hours its own clock shows', () => {
  const [march] = monthSpans('2026-03', '2026-03', 'Europe/Berlin')
  expect(march).toEqual({ month: '2026-03', begins: '2026-02-28T23:00:00.000Z', ends: '2026-03-31T22:00:00.000Z' })
  const [april] = monthSpans('2026-04', '2026-04', 'Australia/Sydney')
  expect(april).toEqual({ month: '2026-04', begins: '2026-03-31T13:00:00.000Z', ends: '2026-04-30T14:00:00.000Z' })
})

it('leaves no moment between two months', () => {
  for (const zone of ['Asia/Shanghai', 'America/St_Johns', 'Pacific/Kiritimati', 'UTC', 'America/Asuncion']) {
    const spans = monthSpans('2022-01', '2024-12', zone)
    expect(spans).toHaveLength(36)
    for (const [index, span] of spans.entries()) if (index > 0) expect(spans[index - 1]?.ends).toBe(span.begins)
  }
})

it('knows the year a zone is in', () => {
  expect([yearAt('2026-12-31T20:00:00.000Z', 'Asia/Shanghai'), yearAt('2026-12-31T20:00:00.000Z', 'UTC')]).toEqual(['2027', '2026'])
})
