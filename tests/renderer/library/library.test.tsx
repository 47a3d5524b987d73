// @vitest-environment happy-dom
import { notifications } from '@mantine/notifications'
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { App } from '../../../src-renderer/app'
import type { BulkDone, LibraryRow, SearchFound } from '../../../src-shared/bridge/contract'
import { failed, ok } from '../../../src-shared/outcome'
import { appState, hostPort, people, story } from '../window/newsroom'

// On a busy machine a screen takes its time; nothing here is about how long.
configure({ asyncUtilTimeout: 15_000 })

Object.defineProperty(document, 'fonts', { value: new EventTarget() })

let made = 0
const idOf = (n: number): string => `20000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const row = (headline: string, more: Partial<LibraryRow> = {}): LibraryRow => {
  made += 1
  return { id: idOf(made), slugline: '', headline, language: 'en', channel: ['City'], byline: 'By Ann Lee', characters: 10, words: 700, photos: 2, changedAt: new Date(Date.UTC(2026, 10, 20) - made * 60_000).toISOString(), group: 'writing', damaged: false, ...more }
}

const found = (rows: readonly LibraryRow[], more: Partial<SearchFound> = {}): SearchFound => ({ hits: rows.map(({ id }) => ({ id, snippet: '', ranges: [] })), total: rows.length, binned: 0, indexing: null, ...more })

/** A host with a library that acts do change. Each person is somebody else, so that no test sees what another kept. */
const open = (given: LibraryRow[], answers: Parameters<typeof hostPort>[0] = {}) => {
  let rows = given
  const move = (ids: readonly string[], group: LibraryRow['group']): void => { rows = rows.map((each) => (ids.includes(each.id) ? { ...each, group } : each)) }
  const idsOf = (input: unknown): string[] => (input as { ids: string[] }).ids
  const bulk = (done: string[], refused: BulkDone['refused'] = []): BulkDone => ({ done, refused })
  made += 1
  const person = { ...people.reporter, id: `person-${String(made)}` }
  const host = hostPort({
    'app.state': () => ok(appState({ person })),
    'library.list': () => ok(rows),
    'library.binMany': (input) => { move(idsOf(input), 'bin'); return ok(bulk(idsOf(input))) },
    'library.restoreMany': (input) => { move(idsOf(input), 'writing'); return ok(bulk(idsOf(input))) },
    'library.removeMany': (input) => { rows = rows.filter(({ id }) => !idsOf(input).includes(id)); return ok(bulk(idsOf(input))) },
    ...answers,
  })
  Object.defineProperty(window, 'stet', { value: host.port, configurable: true })
  window.location.hash = '#/library'
  render(<App nonce="n" />)
  const asked = (method: string) => host.asked.filter((each) => each.method === method).map(({ input }) => input)
  return { ...host, asked }
}
afterEach(() => {
  act(() => { notifications.clean() })
  cleanup()
  document.body.innerHTML = ''
})

const link = (name: string | RegExp) => screen.findByRole('link', { name })
const press = (key: string, more: Partial<KeyboardEventInit> = {}): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more })
const headlines = (): string[] => [...document.querySelectorAll('[data-row]')].map((each) => each.textContent)
const focused = (): string => document.activeElement?.textContent ?? ''
const box = () => screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search stories' })

describe('searching', () => {
  it('asks as one types, shows what was found in its order, and marks it', async () => {
    const [a, b, c] = [row('Night school'), row('River'), row('Harbour', { byline: 'By Night Owl' })]
    const host = open([a, b, c], {
      'library.search': () => ok(found([c, a], { hits: [{ id: c.id, snippet: '…<b>the night</b> watch…', ranges: [[8, 13]] }, { id: a.id, snippet: '', ranges: [] }] })),
    })
    await link('River')
    fireEvent.change(box(), { target: { value: 'nig' } })
    await waitFor(() => expect(headlines()).toEqual(['Harbour', 'Night school']))
    expect(host.asked('library.search')).toEqual([{ query: 'nig', limit: 100, filter: { group: null, channel: [], byline: '', since: null, until: null } }])
    expect([...document.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['Night', 'night', 'Night'])
    // Markup in a text is text.
    expect(screen.getByText(/<b>the/)).toBeTruthy()
    fireEvent.keyDown(box(), { key: 'Escape' })
    await waitFor(() => expect(headlines()).toEqual(['Night school', 'River', 'Harbour']))
    expect(box().value).toBe('')
  })

  it('never searches in the middle of a composition', async () => {
    const host = open([row('江边夜校')], { 'library.search': () => ok(found([])) })
    await link('江边夜校')
    fireEvent.compositionStart(box())
    for (const value of ['j', 'jiang', 'jiang b']) fireEvent.change(box(), { target: { value } })
    fireEvent.keyDown(box(), { key: 'Escape', isComposing: true })
    expect(box().value).toBe('jiang b')
    expect(host.asked('library.search')).toEqual([])
    fireEvent.change(box(), { target: { value: '江边' } })
    fireEvent.compositionEnd(box())
    await waitFor(() => expect(host.asked('library.search')).toMatchObject([{ query: '江边' }]))
  })

  it('finds by what the rows say where the index cannot answer, and beside it while it is being made', async () => {
    const [a, b] = [row('Night school'), row('River night')]
    const host = open([a, b, row('Other')], { 'library.search': () => failed('unexpected', 'no index') })
    await link('Other')
    fireEvent.change(box(), { target: { value: 'night' } })
    await waitFor(() => expect(headlines()).toEqual(['Night school', 'River night']))
    cleanup()
    open([a, b], { 'library.search': () => ok(found([b], { indexing: { done: 1, total: 2 } })) })
    await link('Night school')
    fireEvent.change(box(), { target: { value: 'night' } })
    await screen.findByText(/1 of 2/)
    await waitFor(() => expect(headlines()).toEqual(['River night', 'Night school']))
    expect(host.asked('library.search').length).toBeGreaterThan(0)
  })

  it('asks again when the index changed', async () => {
    let now = found([])
    const a = row('Night school')
    const host = open([a], { 'library.search': () => ok(now) })
    await link('Night school')
    fireEvent.change(box(), { target: { value: 'ferry' } })
    await screen.findByText('No story matches “ferry”')
    now = found([a])
    act(() => host.emit({ type: 'searchChanged' }))
    await link('Night school')
  })

  it('puts what is in the bin under a heading of its own, and says when there is more than is listed', async () => {
    const [a, b] = [row('Night school'), row('Night bin', { group: 'bin' })]
    open([a, b], { 'library.search': (input) => ok(found([a, b], { total: (input as { limit: number }).limit + 50, binned: 1 })) })
    await link('Night school')
    fireEvent.change(box(), { target: { value: 'night' } })
    await screen.findByRole('button', { name: /Found in the bin/ })
    fireEvent.click((await screen.findAllByRole('button', { name: /Show more/ }))[0]!)
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('350 stories found'))
  })
})

describe('triage', () => {
  it('moves with J, K and the arrows, and searches with / and Ctrl+F', async () => {
    open([row('One'), row('Two'), row('Three')])
    await link('One')
    press('j')
    expect(focused()).toBe('One')
    press('ArrowDown')
    press('j')
    press('j')
    expect(focused()).toBe('Three')
    press('k')
    expect(focused()).toBe('Two')
    press('/')
    expect(document.activeElement).toBe(box())
    fireEvent.keyDown(box(), { key: 'ArrowDown' })
    await waitFor(() => expect(focused()).toBe('One'))
    press('f', { ctrlKey: true })
    expect(document.activeElement).toBe(box())
  })

  it('chooses with X and Space, and a stretch with Shift that can be drawn back', async () => {
    open([row('One'), row('Two'), row('Three'), row('Four')])
    await link('One')
    press('j')
    press('x')
    press('j')
    press('j')
    press(' ')
    const bar = await screen.findByRole('region', { name: 'Chosen stories' })
    expect(within(bar).getByText('2 chosen')).toBeTruthy()
    press('ArrowDown', { shiftKey: true })
    expect(within(bar).getByText('3 chosen')).toBeTruthy()
    press('ArrowUp', { shiftKey: true })
    press('ArrowUp', { shiftKey: true })
    expect(within(bar).getByText('3 chosen')).toBeTruthy()
    expect(screen.getAllByRole('checkbox', { checked: true }).map((each) => each.getAttribute('aria-label'))).toEqual(['Choose “One”', 'Choose “Two”', 'Choose “Three”'])
    press('Escape')
    expect(screen.queryByRole('region', { name: 'Chosen stories' })).toBeNull()
    press('a', { ctrlKey: true })
    expect(await screen.findByText('4 chosen')).toBeTruthy()
  })

  it('bins the chosen with Delete, goes on at the next row, and takes it back', async () => {
    const [a, b, c] = [row('One'), row('Two'), row('Three')]
    const host = open([a, b, c])
    await link('One')
    press('j')
    press('x')
    press('ArrowDown', { shiftKey: true })
    press('Delete')
    await screen.findByText('2 stories are in the bin.')
    expect(host.asked('library.binMany')).toEqual([{ ids: [a.id, b.id] }])
    expect(focused()).toBe('Three')
    await waitFor(() => expect(headlines()).toEqual(['Three']))
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(headlines()).toEqual(['One', 'Two', 'Three']))
    expect(host.asked('library.restoreMany')).toEqual([{ ids: [a.id, b.id] }])
  })

  it('says which stayed as they were, and why', async () => {
    const [a, b] = [row('One'), row('Two', { group: 'inReview' })]
    open([a, b], { 'library.binMany': () => ok({ done: [a.id], refused: [{ id: b.id, failure: failed('bin-with-desk', 'no', { state: 'inReview' }) }] }) })
    await link('One')
    press('j')
    press('a', { ctrlKey: true })
    press('Delete')
    await screen.findByText('1 story stayed as it was')
    expect(screen.getByText(/with the desk or is published/)).toBeTruthy()
  })

  it('puts back with U, and deletes for good only after saying what is lost', async () => {
    const [a, b] = [row('One', { group: 'bin' }), row('Two', { group: 'bin', words: 300 })]
    const host = open([a, b, row('Kept')], { 'library.restore': () => ok(null) })
    await link('Kept')
    expect(headlines()).toEqual(['Kept'])
    fireEvent.click(screen.getByRole('button', { name: 'Bin 2' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Empty the bin (2 stories)…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete 2 stories for good?' }))
    expect(dialog.getByText(/2 stories, 1000 words, 4 photos/)).toBeTruthy()
    expect(dialog.getByText('Two')).toBeTruthy()
    expect(host.asked('library.removeMany')).toEqual([])
    fireEvent.click(dialog.getByRole('button', { name: 'Delete for good' }))
    await screen.findByText('2 stories were deleted.')
    expect(host.asked('library.removeMany')).toEqual([{ ids: [a.id, b.id] }])
    await waitFor(() => expect(headlines()).toEqual(['Kept']))
  })

  it('stops a long act when told to, and says what was left', async () => {
    const rows = Array.from({ length: 130 }, (_, at) => row(`Story ${String(at)}`))
    let release: () => void = () => undefined
    const host = open(rows)
    const ask = host.port.ask
    host.port.ask = (async (method: never, input: never) => {
      const answer = await ask(method, input)
      if (method === 'library.binMany') await new Promise<void>((resolve) => { release = resolve })
      return answer
    }) as typeof ask
    await link('Story 0')
    fireEvent.click(screen.getByRole('button', { name: /Show all 130/ }))
    press('a', { ctrlKey: true })
    press('j')
    press('Delete')
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
    act(() => release())
    await screen.findByText('Stopped. 80 stories were not touched.')
    expect(host.asked('library.binMany').map((input) => (input as { ids: string[] }).ids.length)).toEqual([50])
  })

  it('makes a copy with C and offers to open it', async () => {
    const a = row('One')
    const host = open([a], { 'library.duplicate': () => ok({ story, notes: { threads: [], suggestions: {} }, generation: 1, changedAt: '2026-11-22T10:00:00Z', group: 'writing', piece: null, recoveredFrom: null }) })
    await link('One')
    press('j')
    press('c')
    await screen.findByRole('button', { name: 'Open the copy' })
    expect(host.asked('library.duplicate')).toEqual([{ id: a.id }])
  })

  it('shows its keys with ?', async () => {
    open([row('One')])
    await link('One')
    press('?')
    await screen.findByRole('dialog', { name: 'Keys of the library' })
  })
})

describe('coming back', () => {
  it('finds the list as it was left: search, narrowing, chosen rows and the row that was read', async () => {
    const [a, b, c] = [row('Night one'), row('Night two', { channel: ['Region'] }), row('Night three', { channel: ['Region'] })]
    const host = open([a, b, c], { 'library.search': (input) => ok(found([b, c].filter(({ channel }) => (input as { filter: { channel: string[] } }).filter.channel.every((step, at) => channel[at] === step)))) })
    await link('Night one')
    fireEvent.change(box(), { target: { value: 'night' } })
    fireEvent.change(screen.getByLabelText('Changed'), { target: { value: 'range' } })
    await waitFor(() => expect(headlines()).toEqual(['Night two', 'Night three']))
    act(() => box().blur())
    press('j')
    press('j')
    press('x')
    act(() => { window.location.hash = '#/settings' })
    await screen.findByRole('heading', { name: 'Settings' })
    act(() => { window.location.hash = '#/library' })
    await link('Night three')
    expect(box().value).toBe('night')
    expect(screen.getByLabelText<HTMLSelectElement>('Changed').value).toBe('range')
    expect(screen.getByText('1 chosen')).toBeTruthy()
    await waitFor(() => expect(focused()).toBe('Night three'))
    expect(host.asked('library.search').length).toBeGreaterThan(0)
  })
})
