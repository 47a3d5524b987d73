// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { monthsOf, rangeOf, type Shown } from '../../../src-renderer/statistics/shown'
import type { Statistics } from '../../../src-shared/desk-api/statistics'
import { failed, ok } from '../../../src-shared/outcome'
import { leave, openAt } from '../review/at-desk'
import { people } from '../window/newsroom'

afterEach(leave)
// Without a layout the chart has no size, and says so.
vi.spyOn(console, 'warn').mockReturnValue()

const none = { pieces: 0, characters: 0, photos: 0 }
const year = String(new Date().getFullYear())
const statistics: Statistics = {
  from: `${year}-01`, to: `${year}-12`, zone: 'UTC', by: 'author',
  rows: [
    { month: `${year}-02`, person: 'liu', name: '刘强', channel: ['社会', '交通'], milestone: 'submitted', pieces: 3, characters: 4200, photos: 2 },
    { month: `${year}-03`, person: 'liu', name: '刘强', channel: ['社会', '交通'], milestone: 'published', pieces: 2, characters: 3100, photos: 1 },
    { month: `${year}-03`, person: 'lin', name: '林岸', channel: [], milestone: 'submitted', pieces: 1, characters: 800, photos: 0 },
  ],
  totals: { submitted: { pieces: 4, characters: 5000, photos: 2 }, signedOff: none, published: { pieces: 2, characters: 3100, photos: 1 } },
}
const open = (answers: Parameters<typeof openAt>[1] = {}, state: Parameters<typeof openAt>[2] = {}) => openAt('#/statistics', { 'statistics.read': () => ok(statistics), ...answers }, state)
const lines = async () => within(await screen.findByRole('table')).getAllByRole('row').slice(2).map((row) => [...row.children].map(({ textContent }) => textContent).join(' '))

describe('the statistics', () => {
  it('are a table of people for this year, with totals, by this machine\'s zone', async () => {
    const host = open()
    expect(await lines()).toEqual(['刘强 3 4,200 2 0 0 0 2 3,100 1', '林岸 1 800 0 0 0 0 0 0 0', 'Total 4 5,000 2 0 0 0 2 3,100 1'])
    expect(host.inputs('statistics.read')).toEqual([{ from: `${year}-01`, to: `${year}-12`, zone: Intl.DateTimeFormat().resolvedOptions().timeZone, by: 'author' }])
    expect(screen.getByText(/A piece counts once in each column/)).toBeTruthy()
  })

  it('are drawn together by channel and by month; a piece then counts once, whoever the byline names', async () => {
    const host = open()
    await lines()
    fireEvent.click(screen.getByRole('radio', { name: 'Whom the byline names' }))
    await waitFor(() => expect(host.inputs('statistics.read').at(-1)).toMatchObject({ by: 'byline' }))
    expect(await screen.findByText(/A piece counts whole for each person/)).toBeTruthy()
    fireEvent.click(screen.getByRole('radio', { name: 'By channel' }))
    await waitFor(async () => expect((await lines())[0]).toBe('社会 / 交通 3 4,200 2 0 0 0 2 3,100 1'))
    expect((await lines())[1]).toMatch(/^No channel /)
    expect(screen.queryByRole('radio', { name: 'Whom the byline names' })).toBeNull()
    fireEvent.click(screen.getByRole('radio', { name: 'By month' }))
    await waitFor(async () => expect((await lines())[0]).toBe(`${year}-02 3 4,200 2 0 0 0 0 0 0`))
    expect(host.inputs('statistics.read').filter((input) => (input as { by: string }).by === 'byline')).toHaveLength(1)
  })

  it('take a range, and say what is none', async () => {
    const host = open()
    await lines()
    fireEvent.change(screen.getByRole('combobox', { name: 'Months' }), { target: { value: 'range' } })
    fireEvent.change(screen.getByLabelText('First month'), { target: { value: '2025-03' } })
    fireEvent.change(screen.getByLabelText('Last month'), { target: { value: '2025-04' } })
    await waitFor(() => expect(host.inputs('statistics.read').at(-1)).toMatchObject({ from: '2025-03', to: '2025-04' }))
    fireEvent.change(screen.getByLabelText('Last month'), { target: { value: '2025-02' } })
    expect((await screen.findByRole('alert')).textContent).toMatch(/36 months at most/)
  })

  it('are exported as they are shown, and shown in their folder', async () => {
    const path = '/packages/Statistics.xlsx'
    const host = open({ 'statistics.export': () => ok({ path, name: 'Statistics.xlsx', bytes: 6100 }), 'published.reveal': () => ok(null) })
    await lines()
    fireEvent.click(screen.getByRole('radio', { name: 'By month' }))
    fireEvent.click(screen.getByRole('button', { name: 'Export XLSX' }))
    expect(await screen.findByText(path)).toBeTruthy()
    expect(host.inputs('statistics.export')).toMatchObject([{ group: 'month', format: 'xlsx', range: { from: `${year}-01`, by: 'author' } }])
    fireEvent.click(screen.getByRole('button', { name: 'Show in folder' }))
    await waitFor(() => expect(host.inputs('published.reveal')).toEqual([{ path }]))
  })

  it('say why they cannot be read or written, and that there is nothing', async () => {
    open({ 'statistics.read': () => failed('desk-unreachable', 'm'), 'statistics.export': () => failed('disk-full', 'm') })
    expect(await screen.findByRole('alert')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Export CSV' }))
    await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2))
    leave()
    open({ 'statistics.read': () => ok({ ...statistics, rows: [] }) })
    expect(await screen.findByText('Nothing in these months')).toBeTruthy()
  })

  it('tell a reporter whose pieces they are, and are reached from Published', async () => {
    open({}, { person: people.reporter })
    expect(await screen.findByText('Of the pieces you submitted.')).toBeTruthy()
    leave()
    openAt('#/published', {})
    expect((await screen.findByRole('link', { name: 'Statistics' })).getAttribute('href')).toBe('#/statistics')
  })
})

describe('a span of months', () => {
  const shown: Shown = { span: 'thisYear', from: '', to: '', group: 'person', by: 'byline', measure: 'pieces' }
  const january = new Date(2026, 0, 31)

  it('is counted from this machine\'s clock', () => {
    expect(monthsOf({ ...shown, span: 'thisYear' }, january)).toEqual({ from: '2026-01', to: '2026-12' })
    expect(monthsOf({ ...shown, span: 'lastYear' }, january)).toEqual({ from: '2025-01', to: '2025-12' })
    expect(monthsOf({ ...shown, span: 'thisMonth' }, january)).toEqual({ from: '2026-01', to: '2026-01' })
    expect(monthsOf({ ...shown, span: 'lastMonth' }, january)).toEqual({ from: '2025-12', to: '2025-12' })
    expect(rangeOf({ ...shown, span: 'range' }, january, 'UTC')).toBeNull()
    expect(rangeOf(shown, january, 'UTC')).toMatchObject({ by: 'byline' })
    expect(rangeOf({ ...shown, group: 'month' }, january, 'UTC')).toMatchObject({ by: 'author' })
  })
})
