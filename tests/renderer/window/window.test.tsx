// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { App } from '../../../src-renderer/app'
import { failed, ok } from '../../../src-shared/outcome'
import type { AppState, LibraryRow } from '../../../src-shared/bridge/contract'
import type { BridgePort } from '../../../src-shared/bridge/port'
import { appState, hostPort, people, storyId } from './newsroom'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

// happy-dom knows no fonts; growing text fields listen for theirs to load.
Object.defineProperty(document, 'fonts', { value: new EventTarget() })

const open = (port: BridgePort, hash = ''): void => {
  Object.defineProperty(window, 'stet', { value: port, configurable: true })
  window.location.hash = hash
  render(<App nonce="n" />)
}
afterEach(() => {
  cleanup()
  document.body.innerHTML = ''
})

const row = (more: Partial<LibraryRow> = {}): LibraryRow => ({
  id: storyId, slugline: 'night-school', headline: 'Night school', language: 'en', channel: ['City'], byline: 'By Ann Lee', characters: 10, words: 700, photos: 1, changedAt: '2026-11-20T10:00:00Z', group: 'writing', damaged: false, ...more,
})

describe('the door', () => {
  it('lets a person of the sample newsroom in with one click', async () => {
    let state: AppState = appState({ sample: [{ login: 'zhao', name: '赵敏', role: 'editor', password: 'sample' }] })
    const host = hostPort({
      'app.state': () => ok(state),
      'app.signIn': () => {
        state = { ...state, person: people.editor }
        return ok(people.editor)
      },
    })
    open(host.port)
    fireEvent.click(await screen.findByRole('button', { name: /赵敏/ }))
    await screen.findByRole('heading', { name: 'Library' })
    expect(host.asked).toContainEqual({ method: 'app.signIn', input: { login: 'zhao', password: 'sample' } })
    expect(screen.getByRole('link', { name: /Desk/ })).toBeTruthy()
  })

  it('says in words why a sign-in failed', async () => {
    const host = hostPort({ 'app.state': () => ok(appState()), 'app.signIn': () => failed('sign-in-failed', 'no') })
    open(host.port)
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'ann' } })
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'wrong' } })
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect((await screen.findByRole('alert')).textContent).toContain('The name or the password is wrong')
  })

  it('names a host that does not answer', async () => {
    open(hostPort({ 'app.state': () => failed('host-unreachable', 'no') }).port)
    expect((await screen.findByRole('alert')).textContent).toContain('Start Stet again')
  })
})

describe('the frame', () => {
  it('shows a reporter no desk', async () => {
    open(hostPort({ 'app.state': () => ok(appState({ person: people.reporter })) }).port, '#/desk')
    await screen.findByRole('heading', { name: 'Library' })
    expect(screen.queryByRole('link', { name: /Desk/ })).toBeNull()
  })

  it('reads again what the host says has changed, and nothing else', async () => {
    let rows = [row()]
    const host = hostPort({ 'app.state': () => ok(appState({ person: people.reporter })), 'library.list': () => ok(rows) })
    open(host.port)
    await screen.findByRole('link', { name: 'Night school' })
    const states = host.asked.filter(({ method }) => method === 'app.state').length
    rows = [row({ headline: 'Day school' })]
    act(() => host.emit({ type: 'libraryChanged' }))
    await screen.findByRole('link', { name: 'Day school' })
    expect(host.asked.filter(({ method }) => method === 'app.state')).toHaveLength(states)
  })

  it('changes its language when the host says so, without a restart', async () => {
    let state = appState({ person: people.reporter })
    const host = hostPort({ 'app.state': () => ok(state) })
    open(host.port)
    await screen.findByRole('heading', { name: 'Library' })
    state = { ...state, language: 'zh-CN' }
    act(() => host.emit({ type: 'appChanged' }))
    await screen.findByRole('heading', { name: '稿库' })
    expect(document.documentElement.lang).toBe('zh-CN')
  })
})

describe('a desk that no longer knows the session', () => {
  it('is signed in to from the person menu, without losing the window', async () => {
    // Without a layout the menu's focus trap finds nothing to focus and prints the whole page.
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    let inside = false
    const connection = { state: 'signedOut', address: 'https://desk.example.org', waiting: 0, code: '' } as const
    const host = hostPort({
      'app.state': () => ok(appState({ person: people.reporter, connection: inside ? { ...connection, state: 'online' } : connection })),
      'desk.pieces': () => (inside ? ok([]) : failed('not-signed-in', 'no')),
      'app.signIn': () => { inside = true; return ok(people.reporter) },
    })
    open(host.port)
    fireEvent.click(await screen.findByRole('button', { name: /刘强/ }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Sign in to the desk' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Sign in to the desk' }))
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'liu' } })
    fireEvent.change(dialog.getByLabelText('Password'), { target: { value: 'pass' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Sign in' }))
    await screen.findByText('Online')
    warn.mockRestore()
  })
})

describe('the library', () => {
  it('bins the focused row with Delete and puts it back with Undo', async () => {
    let group: LibraryRow['group'] = 'writing'
    const host = hostPort({
      'app.state': () => ok(appState({ person: people.reporter })),
      'library.list': () => ok([row({ group })]),
      'library.bin': () => { group = 'bin'; return ok(null) },
      'library.restore': () => { group = 'writing'; return ok(null) },
    })
    open(host.port)
    const link = await screen.findByRole('link', { name: 'Night school' })
    link.focus()
    fireEvent.keyDown(link, { key: 'Delete' })
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(host.asked.map(({ method }) => method)).toContain('library.restore'))
    expect(host.asked).toContainEqual({ method: 'library.bin', input: { id: storyId } })
    await screen.findByText('By Ann Lee')
  })

  it('keeps what waits for the network in sight, with its reason and a way back', async () => {
    const entry = { id: 'b'.repeat(64), story: storyId, headline: 'Night school', signedBy: '', queuedAt: '2026-11-22T10:00:00Z', state: 'parked', attempts: 2, nextAt: null, code: 'policy-changed', message: 'm', sent: 0, total: 0 }
    const host = hostPort({ 'app.state': () => ok(appState({ person: people.reporter })), 'outbox.list': () => ok([entry]), 'outbox.retry': () => ok(null) })
    open(host.port)
    const panel = within(await screen.findByRole('region', { name: /Waiting to send/ }))
    expect(panel.getByText(/policy changed after this was signed/)).toBeTruthy()
    fireEvent.click(panel.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(host.asked).toContainEqual({ method: 'outbox.retry', input: { id: entry.id } }))
    expect(panel.getByRole('button', { name: 'Back to writing' })).toBeTruthy()
  })
})
