// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { App } from '../../../src-renderer/app'
import { noteKept, onSettle } from '../../../src-renderer/ui/settling'
import type { AppState, Method, Sealed } from '../../../src-shared/bridge/contract'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { appState, hostPort, people } from '../window/newsroom'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

Object.defineProperty(document, 'fonts', { value: new EventTarget() })

const byPassphrase: Sealed = { by: 'passphrase', phase: 'sealed', fault: null }

const opened = (first: Partial<AppState>, answers: Partial<Record<Method, (input: unknown) => Outcome<unknown>>> = {}, hash = '') => {
  const state: { now: AppState } = { now: appState({ person: people.reporter, ...first }) }
  const host = hostPort({ 'app.state': () => ok(state.now), 'app.settled': () => ok(null), 'app.active': () => ok(null), 'seal.progress': () => ok(null), ...answers })
  Object.defineProperty(window, 'stet', { value: host.port, configurable: true })
  window.location.hash = hash
  render(<App nonce="n" />)
  const become = (more: Partial<AppState>): void => {
    state.now = { ...state.now, ...more }
    act(() => host.emit({ type: 'appChanged' }))
  }
  return { host, become, askedFor: (method: Method) => host.asked.filter((each) => each.method === method) }
}
afterEach(() => {
  cleanup()
  noteKept('left', 0)
  document.body.innerHTML = ''
})

const row = { id: '3f0c9a51-6f6f-4c80-9b1c-4a8a0c1d2e3f', slugline: 'night-school', headline: 'Night school', language: 'en', channel: [], byline: '', characters: 1, words: 1, photos: 0, changedAt: '2026-11-20T10:00:00Z', group: 'writing', damaged: false }

describe('a locked library', () => {
  it('shows nothing of itself, says what waits, and opens with the passphrase', async () => {
    const wrong = [failed('library-passphrase-wrong', 'no', { seconds: 0 }), failed('library-passphrase-wrong', 'no', { seconds: 2 })]
    const { askedFor, become } = opened(
      { library: 'locked', sealed: byPassphrase, connection: { state: 'embedded', address: '', waiting: 2, code: '' } },
      { 'library.unlock': () => wrong.shift() ?? ok(null) },
    )
    await screen.findByRole('heading', { name: 'The library is locked' })
    expect(screen.getByText(/2 stories wait to be sent/)).toBeTruthy()
    expect(screen.queryByRole('navigation')).toBeNull()
    const input = screen.getByLabelText('Passphrase')
    expect(document.activeElement).toBe(input)
    fireEvent.change(input, { target: { value: 'guess' } })
    fireEvent.click(screen.getByRole('button', { name: 'Unlock' }))
    expect((await screen.findByRole('alert')).textContent).toContain('That is not the passphrase')
    fireEvent.click(screen.getByRole('button', { name: 'Unlock' }))
    const waiting = await screen.findByRole('button', { name: /Wait 2 s/ })
    expect((waiting as HTMLButtonElement).disabled).toBe(true)
    fireEvent.click(await screen.findByRole('button', { name: 'Unlock' }, { timeout: 4000 }))
    await waitFor(() => expect(askedFor('library.unlock')).toHaveLength(3))
    expect(askedFor('library.unlock')[0]).toEqual({ method: 'library.unlock', input: { passphrase: 'guess' } })
    expect(askedFor('library.list')).toEqual([])
    become({ library: 'open' })
    await screen.findByRole('heading', { name: 'Library' })
  })

  it('takes the place of what was on screen, and gives it back', async () => {
    const { become, askedFor } = opened({ sealed: byPassphrase }, { 'library.list': () => ok([row]) })
    await screen.findByRole('link', { name: 'Night school' })
    become({ library: 'locked' })
    await screen.findByRole('heading', { name: 'The library is locked' })
    expect(document.body.textContent).not.toContain('Night school')
    const before = askedFor('library.list').length
    become({ library: 'open' })
    await screen.findByRole('link', { name: 'Night school' })
    expect(askedFor('library.list').length).toBeGreaterThan(before)
  })

  it('says why it does not open where no passphrase helps', async () => {
    const { askedFor } = opened({ library: 'locked', sealed: { by: 'keychain', phase: 'sealed', fault: failed('library-keychain-away', 'no') } }, { 'library.unlock': () => failed('library-keychain-away', 'no') })
    expect((await screen.findByRole('alert')).textContent).toContain('its key is in the system keychain')
    expect(screen.queryByLabelText('Passphrase')).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(askedFor('library.unlock')).toEqual([{ method: 'library.unlock', input: { passphrase: null } }]))
  })

  it('does not let the window close over words only it has', async () => {
    opened({ library: 'locked', sealed: byPassphrase })
    await screen.findByRole('heading', { name: 'The library is locked' })
    const closing = (): boolean => {
      const event = new Event('beforeunload', { cancelable: true })
      window.dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(closing()).toBe(false)
    act(() => noteKept('left', 1))
    expect(screen.getByRole('status').textContent).toContain('1 story')
    expect(closing()).toBe(true)
  })
})

describe('a window asked to settle', () => {
  it('answers once everything open in it has been saved, or has failed to be', async () => {
    const { host, askedFor } = opened({ sealed: byPassphrase })
    await screen.findByRole('heading', { name: 'Library' })
    let saved: () => void = () => undefined
    const stops = [onSettle(() => new Promise<void>((resolve) => (saved = resolve))), onSettle(() => Promise.reject(new Error('no disk')))]
    act(() => host.emit({ type: 'settle' }))
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
    expect(askedFor('app.settled')).toEqual([])
    saved()
    await waitFor(() => expect(askedFor('app.settled')).toHaveLength(1))
    for (const stop of stops) stop()
  })
})

describe('somebody at the window', () => {
  it('is told of seldom, and only where a passphrase locks the library', async () => {
    const { askedFor, become } = opened({ sealed: null })
    await screen.findByRole('heading', { name: 'Library' })
    for (let n = 0; n < 5; n += 1) fireEvent.keyDown(document.body, { key: 'x' })
    expect(askedFor('app.active')).toEqual([])
    become({ sealed: byPassphrase })
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: 'x' })
      expect(askedFor('app.active')).toHaveLength(1)
    })
    for (let n = 0; n < 20; n += 1) fireEvent.pointerMove(document.body)
    expect(askedFor('app.active')).toHaveLength(1)
  })
})

describe('turning encryption on', () => {
  it('needs the passphrase twice and the box ticked', async () => {
    const { askedFor } = opened({}, { 'seal.turnOn': () => ok(null) }, '#/settings')
    fireEvent.click(await screen.findByRole('button', { name: 'Encrypt the library…' }))
    await screen.findByRole('dialog', { name: 'Encrypt the library' })
    const start = screen.getByRole('button', { name: 'Encrypt' })
    const type = (label: string, text: string) => fireEvent.change(screen.getByLabelText(label), { target: { value: text } })
    fireEvent.click(start)
    expect(screen.getByText('A passphrase needs at least 8 characters.')).toBeTruthy()
    expect(screen.getByText(/Tick this first/)).toBeTruthy()
    type('Passphrase', 'river lantern stone')
    type('Passphrase again', 'river lantern')
    fireEvent.click(start)
    expect(screen.getByText('The two differ. Type the second again.')).toBeTruthy()
    type('Passphrase again', 'river lantern stone')
    fireEvent.click(start)
    expect(askedFor('seal.turnOn')).toEqual([])
    fireEvent.click(screen.getByRole('checkbox', { name: /I understand/ }))
    fireEvent.click(start)
    await waitFor(() => expect(askedFor('seal.turnOn')).toEqual([{ method: 'seal.turnOn', input: { by: 'passphrase', passphrase: 'river lantern stone', understood: true } }]))
  })
})

describe('converting', () => {
  it('shows how far it is and turns back when asked', async () => {
    const { askedFor } = opened({ library: 'converting', sealed: { by: 'passphrase', phase: 'sealing', fault: null } }, { 'seal.progress': () => ok({ done: 1_000_000, total: 4_000_000 }), 'seal.turnBack': () => ok(null) })
    await screen.findByRole('heading', { name: 'Encrypting the library' })
    await screen.findByText('1 MB of 4 MB')
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25')
    fireEvent.click(screen.getByRole('button', { name: 'Stop and put everything back' }))
    await waitFor(() => expect(askedFor('seal.turnBack')).toHaveLength(1))
  })
})
