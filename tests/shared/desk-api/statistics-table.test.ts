import { describe, expect, it } from 'vitest'

import { monthsBetween, statisticsRangeSchema, type StatisticsRow } from '../../../src-shared/desk-api/statistics'
import { detailsOf, tabulate } from '../../../src-shared/desk-api/statistics-table'

const row = (month: string, person: string, channel: string[], milestone: StatisticsRow['milestone'], characters: number): StatisticsRow => ({ month, person, name: person === '' ? '林岸' : `N ${person}`, channel, milestone, pieces: 1, characters, photos: 1 })
const rows = [row('2026-01', 'a', ['社会'], 'submitted', 10), row('2026-01', 'a', ['社会'], 'published', 11), row('2026-01', 'b', ['文化'], 'submitted', 500), row('2026-02', 'a', ['文化'], 'submitted', 100)]

describe('the table', () => {
  it('draws the rows together by person, the most published first', () => {
    const lines = tabulate({ rows }, 'person')
    expect(lines.map(({ name }) => name)).toEqual(['N a', 'N b'])
    expect(lines[0]?.tally).toEqual({ submitted: { pieces: 2, characters: 110, photos: 2 }, signedOff: { pieces: 0, characters: 0, photos: 0 }, published: { pieces: 1, characters: 11, photos: 1 } })
  })

  it('by channel, and by month in their order', () => {
    expect(tabulate({ rows }, 'channel').map(({ channel, tally }) => [channel, tally.submitted.pieces])).toEqual([[['社会'], 1], [['文化'], 2]])
    expect(tabulate({ rows }, 'month').map(({ name, tally }) => [name, tally.submitted.characters])).toEqual([['2026-01', 510], ['2026-02', 100]])
  })

  it('leaves no month out between two that have something', () => {
    expect(tabulate({ rows: [row('2025-11', 'a', [], 'submitted', 1), row('2026-02', 'a', [], 'submitted', 1)] }, 'month').map(({ name, tally }) => [name, tally.submitted.pieces])).toEqual([['2025-11', 1], ['2025-12', 0], ['2026-01', 0], ['2026-02', 1]])
    expect(tabulate({ rows: [] }, 'month')).toEqual([])
  })

  it('keeps people of one name apart, and people without an account by their names', () => {
    const namesakes = [row('2026-01', 'a', [], 'submitted', 1), { ...row('2026-01', 'b', [], 'submitted', 2), name: 'N a' }, row('2026-01', '', [], 'submitted', 3), row('2026-02', '', [], 'submitted', 4)]
    expect(tabulate({ rows: namesakes }, 'person').map(({ name, tally }) => [name, tally.submitted.characters])).toEqual([['林岸', 7], ['N a', 2], ['N a', 1]])
  })

  it('puts the milestones of a month, person and channel side by side', () => {
    expect(detailsOf({ rows }).map(({ month, name, tally }) => [month, name, tally.submitted.characters, tally.published.characters])).toEqual([['2026-01', 'N a', 10, 11], ['2026-01', 'N b', 500, 0], ['2026-02', 'N a', 100, 0]])
  })
})

describe('a range', () => {
  it('names its months across a year', () => expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']))

  it('is of 36 months at most, and begins before it ends', () => {
    const fits = (from: string, to: string) => statisticsRangeSchema.safeParse({ from, to, zone: 'Asia/Shanghai', by: 'author' }).success
    expect([fits('2024-01', '2026-12'), fits('2023-12', '2026-12'), fits('2026-02', '2026-01'), fits('2026-01', '2026-01')]).toEqual([true, false, false, true])
  })
})
