// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Hook } from '../../../src-shared/desk-api/hooks'
import { failed, ok } from '../../../src-shared/outcome'
import { people } from '../window/newsroom'
import { menuOf, openAt } from './at-settings'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

const hook = (more: Partial<Hook> = {}): Hook => ({ id: 'h-1', settings: { name: 'Archive', url: 'https://archive.example.org/stet', events: [] }, state: 'open', delivered: 12, waiting: 0, tries: 0, code: '', message: '', details: {}, next: null, lastAt: '2026-11-27T10:00:00Z', ...more })
const parked = hook({ state: 'parked', waiting: 3, tries: 12, code: 'hook-refused', message: 'https://archive.example.org answered 503.', details: { address: 'https://archive.example.org', status: 503 } })
const open = (hooks: Hook[], answers: Parameters<typeof openAt>[1] = {}) => openAt('#/hooks', { 'hooks.list': () => ok(hooks), ...answers })

// A menu that is not drawn holds nothing to focus, and its library says so at length.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterEach(() => {
  cleanup()
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

describe('the webhooks of a desk', () => {
  it('say where what is told, what waits, and how they stand', async () => {
    open([hook({ settings: { name: 'Archive', url: 'https://archive.example.org/stet', events: ['signed', 'takenDown'] } })])
    const row = (await screen.findByRole('rowheader', { name: /Archive/ })).closest('tr')
    expect(row?.textContent).toMatch(/archive\.example\.org\/stet.*Signed off · Taken down.*0.*Open/)
  })

  it('are added with a whole address and a choice of events; the secret is shown once, and that is said', async () => {
    const { askedFor } = open([], { 'hooks.add': () => ok({ hook: hook(), secret: 'whsec_abc' }) })
    fireEvent.click(await screen.findByRole('button', { name: 'Add a webhook' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Add a webhook' }))
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'Archive' } })
    fireEvent.change(dialog.getByLabelText('Address'), { target: { value: 'archive.example.org' } })
    fireEvent.click(dialog.getByLabelText('Only this'))
    fireEvent.click(dialog.getByRole('button', { name: 'Add it' }))
    await dialog.findByText(/A whole address/)
    expect(dialog.getByText('Choose at least one.')).toBeTruthy()
    fireEvent.change(dialog.getByLabelText('Address'), { target: { value: ' https://archive.example.org/stet' } })
    fireEvent.click(dialog.getByLabelText('Published'))
    fireEvent.click(dialog.getByRole('button', { name: 'Add it' }))
    const told = within(await screen.findByRole('dialog', { name: 'The secret of Archive' }))
    expect(told.getByText('whsec_abc')).toBeTruthy()
    expect(told.getByText(/shown this once and never again/)).toBeTruthy()
    expect(told.getByRole('button', { name: 'Copy the secret' })).toBeTruthy()
    expect(askedFor('hooks.add')).toEqual([{ name: 'Archive', url: 'https://archive.example.org/stet', events: ['published'] }])
    fireEvent.click(told.getByRole('button', { name: 'I have kept it' }))
    await waitFor(() => expect(screen.queryByText('whsec_abc')).toBeNull())
  })

  it('say at once whether a test message arrived', async () => {
    const answers = [failed('hook-refused', 'no', { address: 'https://archive.example.org', status: 401 }), ok(null)]
    const { askedFor } = open([hook()], { 'hooks.ping': () => answers.shift() ?? failed('unexpected', 'no') })
    fireEvent.click(within(await menuOf('What to do with Archive')).getByRole('menuitem', { name: 'Send a test message', hidden: true }))
    await screen.findByText(/answered 401 instead of taking the message/)
    fireEvent.click(within(await menuOf('What to do with Archive')).getByRole('menuitem', { name: 'Send a test message', hidden: true }))
    await screen.findByText('Archive took the test message.')
    expect(askedFor('hooks.ping')).toEqual([{ hook: 'h-1' }, { hook: 'h-1' }])
  })

  it('that are parked say why and what is kept, and go on from there', async () => {
    const { askedFor } = open([parked], { 'hooks.resume': () => ok(hook()) })
    await screen.findByText(/answers 503 and does not take the message\. Failed 12 times in a row\. Nothing is sent until you say so; 3 messages are kept/)
    expect(screen.queryByText('https://archive.example.org answered 503.')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Go on: Archive' }))
    await waitFor(() => expect(askedFor('hooks.resume')).toEqual([{ hook: 'h-1', skip: false }]))
  })

  it('skip what waits only after it was said how much that is', async () => {
    const { askedFor } = open([parked], { 'hooks.resume': () => ok(hook()) })
    fireEvent.click(await screen.findByRole('button', { name: /^Skip 3 messages/ }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Skip what waits for Archive?' }))
    expect(dialog.getByText(/3 messages will never be told/)).toBeTruthy()
    expect(askedFor('hooks.resume')).toEqual([])
    fireEvent.click(dialog.getByRole('button', { name: 'Skip them' }))
    await waitFor(() => expect(askedFor('hooks.resume')).toEqual([{ hook: 'h-1', skip: true }]))
  })

  it('that are tried again say when', async () => {
    open([hook({ tries: 3, waiting: 1, code: 'hook-away', message: 'https://archive.example.org did not answer: ECONNREFUSED.', details: { address: 'https://archive.example.org', reason: 'ECONNREFUSED' }, next: new Date(Date.now() + 2 * 3_600_000 + 60_000).toISOString() })])
    await screen.findByText(/cannot be reached from the desk \(ECONNREFUSED\)\. Failed 3 times in a row\. Tried again in 2 hr/)
    expect(screen.getByRole('button', { name: 'Try now: Archive' })).toBeTruthy()
  })

  it('that failed before numbers were kept say it in the receiver\'s words', async () => {
    open([hook({ tries: 3, waiting: 1, code: 'hook-refused', message: 'https://archive.example.org answered 503.' })])
    await screen.findByText(/The last message was not delivered\. Failed 3 times/)
    expect(screen.getByText('https://archive.example.org answered 503.')).toBeTruthy()
  })

  it('get a new secret, and go, each after it was said what that means', async () => {
    const { askedFor } = open([hook({ waiting: 2 })], { 'hooks.renewSecret': () => ok({ hook: hook(), secret: 'whsec_new' }), 'hooks.remove': () => ok(null) })
    fireEvent.click(within(await menuOf('What to do with Archive')).getByRole('menuitem', { name: 'New secret…', hidden: true }))
    fireEvent.click(within(await screen.findByRole('dialog', { name: 'A new secret for Archive?' })).getByRole('button', { name: 'Make a new secret' }))
    await screen.findByText('whsec_new')
    fireEvent.click(screen.getByRole('button', { name: 'I have kept it' }))
    fireEvent.click(within(await menuOf('What to do with Archive')).getByRole('menuitem', { name: 'Remove…', hidden: true }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Remove Archive?' }))
    expect(dialog.getByText(/2 messages that wait are never told/)).toBeTruthy()
    fireEvent.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(askedFor('hooks.remove')).toEqual([{ hook: 'h-1' }]))
  })

  it('are not shown to who does not keep the house', async () => {
    const { askedFor } = openAt('#/hooks', {}, { person: people.editor })
    await screen.findByRole('heading', { level: 1 })
    expect(askedFor('hooks.list')).toEqual([])
  })
})
