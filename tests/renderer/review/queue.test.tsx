// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import type { Piece } from '../../../src-shared/desk-api/pieces'
import { failed, ok } from '../../../src-shared/outcome'
import { threeStagePolicy } from '../../../src-shared/review/policy'
import { piece } from '../window/newsroom'
import { leave, openAt, press, read } from './at-desk'

afterEach(leave)

const idOf = (n: number): string => `40000000-0000-4000-8000-${String(n).padStart(12, '0')}`
let made = 0
const row = (headline: string, more: Partial<Piece> = {}, standing: Partial<Piece['standing']> = {}): Piece => {
  made += 1
  return { ...piece({ story: idOf(made), ...standing }), headline, waitingSince: new Date(Date.UTC(2026, 10, 1) + made * 60_000).toISOString(), ...more }
}
const state = { newsroom: { name: 'Han River Daily', policy: threeStagePolicy, destinations: [], live: false } }
const open = (queue: Piece[], stopped: Piece[] = [], answers: Parameters<typeof openAt>[1] = {}) =>
  openAt('#/desk', { 'desk.pieces': (input) => ok((input as { scope: string }).scope === 'stopped' ? stopped : (input as { scope: string }).scope === 'queue' ? queue : []), ...answers }, state)

const headlines = (): string[] => [...document.querySelectorAll('[data-row]')].map((each) => each.textContent)
const link = (name: string) => screen.findByRole('link', { name })

describe('the queue', () => {
  it('shows what waits for this person, everything, or what is stopped and why; with counts', async () => {
    open([row('Mine'), row('Above me', {}, { stage: 2, proofs: [1, 2, 3, 4].map((pass) => ({ pass, person: 'x', key: 'a'.repeat(64), revision: 'a'.repeat(64) })) })], [row('Held one', { reason: 'Wait for the court' }, { state: 'held', from: 'inReview' })])
    await link('Mine')
    expect(headlines()).toEqual(['Mine'])
    fireEvent.click(screen.getByRole('radio', { name: 'In review 2' }))
    await waitFor(() => expect(headlines()).toEqual(['Mine', 'Above me']))
    expect(screen.getByText(/This stage is for other roles/)).toBeTruthy()
    press('3')
    await waitFor(() => expect(headlines()).toEqual(['Held one']))
    expect(screen.getByText('Held: Wait for the court')).toBeTruthy()
  })

  it('counts in the rail what waits for this person and is in nobody else’s hand', async () => {
    open([row('One'), row('Two'), row('Taken', { claim: { person: 'li', name: '李', since: '2026-11-22T10:00:00Z', until: '2100-01-01T00:00:00Z' } })])
    await link('One')
    expect(screen.getByText('2 pieces waiting for you')).toBeTruthy()
    expect(headlines()).toEqual(['One', 'Two'])
  })

  it('says in words which limits are exceeded and puts them first when asked', async () => {
    open([row('Later', { dueAt: '2100-01-01T00:00:00Z' }), row('Over', { dueAt: '2026-01-01T00:00:00Z', edited: true })])
    await link('Over')
    expect(screen.getByText(/^Overdue/)).toBeTruthy()
    expect(screen.getByText('Edited at the desk')).toBeTruthy()
    fireEvent.change(screen.getByRole('combobox', { name: 'Sort' }), { target: { value: 'due' } })
    await waitFor(() => expect(headlines()).toEqual(['Over', 'Later']))
  })

  it('says until when a piece may not be published, for as long as it may not', async () => {
    open([row('Later', { embargo: '2100-01-01T00:00:00.000Z' }), row('Free again', { embargo: '2026-01-01T00:00:00.000Z' }), row('Free')])
    await link('Later')
    expect(screen.getAllByText(/^Embargoed until/)).toHaveLength(1)
    expect(screen.getByRole('link', { name: 'Later' }).closest('[role=row]')?.textContent).toMatch(/Embargoed until/)
  })

  it('is narrowed as one types, and comes back whole with Escape', async () => {
    open([row('River'), row('Harbour')])
    await link('River')
    press('/')
    const search = screen.getByRole('searchbox', { name: 'Headline, author, channel…' })
    expect(document.activeElement).toBe(search)
    fireEvent.change(search, { target: { value: 'harb' } })
    await waitFor(() => expect(headlines()).toEqual(['Harbour']))
    fireEvent.keyDown(search, { key: 'Escape' })
    await waitFor(() => expect(headlines()).toEqual(['River', 'Harbour']))
  })

  it('keeps ten thousand rows to what is near the screen', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => row(`Piece ${String(n)}`))
    class Far { observe(): void {} disconnect(): void {} }
    Object.defineProperty(globalThis, 'IntersectionObserver', { value: Far, configurable: true })
    open(many)
    await link('Piece 0')
    expect(document.querySelectorAll('[data-row]').length).toBeLessThan(200)
    expect(screen.getByRole('table', { name: 'Pieces at the desk' }).getAttribute('aria-rowcount')).toBe('10001')
    Reflect.deleteProperty(globalThis, 'IntersectionObserver')
  })
})

describe('triage by keyboard', () => {
  it('claims and releases the row one is on', async () => {
    const host = open([row('One'), row('Two')], [], { 'desk.claim': () => ok({ person: 'x', name: 'x', since: '', until: '' }), 'desk.release': () => ok(null) })
    await link('One')
    press('j')
    press('j')
    press('c')
    await waitFor(() => expect(host.inputs('desk.claim')).toEqual([{ id: idOf(made), takeOver: false }]))
    press('u')
    await waitFor(() => expect(host.inputs('desk.release')).toEqual([{ id: idOf(made) }]))
  })

  it('claims all that are chosen, and says what was refused and why', async () => {
    const host = open([row('One'), row('Two'), row('Three')], [], { 'desk.claim': (input) => ((input as { id: string }).id === idOf(made) ? failed('stale', 'no') : ok({ person: 'x', name: 'x', since: '', until: '' })) })
    await link('One')
    press('j')
    press('a', { ctrlKey: true })
    fireEvent.click(within(await screen.findByRole('region', { name: /chosen/i })).getByRole('button', { name: 'Claim' }))
    await waitFor(() => expect(host.inputs('desk.claim')).toHaveLength(3))
    expect(await screen.findByText('1 piece was not claimed')).toBeTruthy()
    expect(screen.getByText('2 pieces claimed.')).toBeTruthy()
  })

  it('opens the piece before it asks for a return', async () => {
    const one = row('One')
    open([one], [], { 'desk.piece': () => ok(read(one)) })
    await link('One')
    press('j')
    press('r')
    await screen.findByRole('dialog', { name: 'Return for revision' })
    expect(window.location.hash).toBe(`#/desk/${one.standing.story}`)
    expect(screen.getByRole('region', { name: 'The piece', hidden: true })).toBeTruthy()
  })

  it('says why where the rules do not let it, and goes nowhere', async () => {
    open([row('Above', {}, { stage: 2 })])
    press('2')
    await link('Above')
    press('j')
    press('r')
    expect(await screen.findByText(/This stage is for other roles/, { selector: '[role="alert"] *' })).toBeTruthy()
    expect(window.location.hash).toBe('#/desk')
  })

  it('lists its keys, and what can be done in the palette', async () => {
    open([row('One')])
    await link('One')
    press('?')
    const keys = within(await screen.findByRole('dialog', { name: 'Keys of the desk' }))
    expect(keys.getByText('Open and return')).toBeTruthy()
  })
})
