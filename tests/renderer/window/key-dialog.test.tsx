// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { makeQueryClient } from '../../../src-renderer/ui/ask'
import { i18n } from '../../../src-renderer/ui/i18n'
import { KeyDialogProvider, useKeyDialog } from '../../../src-renderer/ui/key-dialog'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { appState, hostPort } from './newsroom'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

beforeEach(() => i18n.changeLanguage('en'))
afterEach(cleanup)

const Actor = ({ act, told }: { act: () => Promise<Outcome<string>>; told: (outcome: Outcome<string>) => void }) => {
  const run = useKeyDialog()
  return <button type="button" onClick={() => void run(act).then(told)}>act</button>
}

/** Runs an act inside the provider, with a host that answers from a table; gives the outcome once there is one. */
const start = (act: () => Outcome<string>, answers: Parameters<typeof hostPort>[0]) => {
  const host = hostPort({ 'app.state': () => ok(appState()), ...answers })
  Object.defineProperty(window, 'stet', { value: host.port, configurable: true })
  const outcomes: Outcome<string>[] = []
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <MantineProvider>
        <KeyDialogProvider>
          <Actor act={() => Promise.resolve(act())} told={(outcome) => outcomes.push(outcome)} />
        </KeyDialogProvider>
      </MantineProvider>
    </QueryClientProvider>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'act' }))
  return { ...host, outcomes }
}

describe('an act that needs a key', () => {
  it('makes one with a passphrase typed twice, then runs again', async () => {
    let made = false
    const { asked, outcomes } = start(() => (made ? ok('sent') : failed('key-absent', 'no')), { 'key.create': () => { made = true; return ok(null) } })
    const dialog = within(await screen.findByRole('dialog', { name: 'Make your signing key' }))
    const [first, second] = [dialog.getByLabelText('Passphrase'), dialog.getByLabelText('The passphrase again')]
    const make = dialog.getByRole('button', { name: 'Make the key' })

    fireEvent.change(first, { target: { value: 'short' } })
    fireEvent.click(make)
    await dialog.findByText('At least 8 characters, please.')
    fireEvent.change(first, { target: { value: 'correct horse' } })
    fireEvent.change(second, { target: { value: 'correct mule' } })
    fireEvent.click(make)
    await dialog.findByText(/The two passphrases differ/)
    expect(asked.map(({ method }) => method)).not.toContain('key.create')

    fireEvent.change(second, { target: { value: 'correct horse' } })
    fireEvent.click(make)
    await waitFor(() => expect(outcomes).toEqual([ok('sent')]))
    expect(asked).toContainEqual({ method: 'key.create', input: { passphrase: 'correct horse' } })
  })

  it('unlocks it, keeping the dialog open while the passphrase is wrong', async () => {
    let locked = true
    const { outcomes } = start(() => (locked ? failed('key-locked', 'no') : ok('sent')), {
      'key.unlock': (input) => {
        if ((input as { passphrase: string }).passphrase !== 'right one') return failed('passphrase-wrong', 'no')
        locked = false
        return ok(null)
      },
    })
    const dialog = within(await screen.findByRole('dialog', { name: 'Unlock your key' }))
    fireEvent.change(dialog.getByLabelText('Passphrase'), { target: { value: 'wrong one' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Unlock' }))
    expect((await dialog.findByRole('alert')).textContent).toContain('not the passphrase')
    fireEvent.change(dialog.getByLabelText('Passphrase'), { target: { value: 'right one' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Unlock' }))
    await waitFor(() => expect(outcomes).toEqual([ok('sent')]))
  })

  it('asks nothing where the keychain opens the key', async () => {
    let locked = true
    const { outcomes } = start(() => (locked ? failed('key-locked', 'no') : ok('sent')), {
      'app.state': () => ok(appState({ keychain: true })),
      'key.unlock': () => { locked = false; return ok(null) },
    })
    await waitFor(() => expect(outcomes).toEqual([ok('sent')]))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('answers with the first refusal when the person cancels', async () => {
    const refusal = failed('key-locked', 'locked')
    const { outcomes } = start(() => refusal, {})
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(outcomes).toEqual([refusal]))
  })

  it('shows the sign-in where the session has ended', async () => {
    let inside = false
    const { outcomes } = start(() => (inside ? ok('sent') : failed('not-signed-in', 'no')), { 'app.signIn': () => { inside = true; return ok({ id: 'a', name: 'Ann', login: 'ann', role: 'editor' }) } })
    const dialog = within(await screen.findByRole('dialog', { name: 'Sign in to the desk' }))
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'ann' } })
    fireEvent.change(dialog.getByLabelText('Password'), { target: { value: 'pass' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Sign in' }))
    await waitFor(() => expect(outcomes).toEqual([ok('sent')]))
  })

  it('does not ask for ever when a key just made is still refused', async () => {
    const { outcomes } = start(() => failed('key-absent', 'still'), { 'app.state': () => ok(appState({ keychain: true })), 'key.create': () => ok(null) })
    fireEvent.click(await screen.findByRole('button', { name: 'Make the key' }))
    await waitFor(() => expect(outcomes).toHaveLength(1))
    expect(outcomes[0]).toMatchObject({ code: 'key-absent' })
  })

  it('leaves any other refusal to the caller', async () => {
    const { outcomes } = start(() => failed('stale', 'no'), {})
    await waitFor(() => expect(outcomes).toHaveLength(1))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
