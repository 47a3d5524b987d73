// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { App } from '../../../src-renderer/app'
import type { AppState, Input, Method } from '../../../src-shared/bridge/contract'
import type { Member, OwnAccount } from '../../../src-shared/desk-api/people-routes'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { appState, hostPort, people } from '../window/newsroom'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })
Object.defineProperty(document, 'fonts', { value: new EventTarget() })

const admin = { id: 'xu', name: '许知行', login: 'xu', role: 'admin' } as const
const account: OwnAccount = {
  person: admin, password: true, secondFactor: false,
  sessions: [
    { id: 's-1', device: 'Desk of Xu', createdAt: '2026-11-20T10:00:00Z', seenAt: '2026-11-27T10:00:00Z', current: true },
    { id: 's-2', device: 'Old laptop', createdAt: '2026-11-01T10:00:00Z', seenAt: '2026-11-02T10:00:00Z', current: false },
  ],
}
const member = (more: Partial<Member> = {}): Member => ({ person: people.reporter, active: true, invitedUntil: null, invitationOver: false, seenAt: '2026-11-27T10:00:00Z', secondFactor: false, ...more })

const open = (first: Partial<AppState>, answers: Partial<Record<Method, (input: unknown) => Outcome<unknown>>> = {}, hash = '') => {
  const state = { now: appState(first) }
  const host = hostPort({ 'app.state': () => ok(state.now), 'app.active': () => ok(null), 'place.state': () => failed('library-closed', 'no'), ...answers })
  Object.defineProperty(window, 'stet', { value: host.port, configurable: true })
  window.location.hash = hash
  render(<App nonce="n" />)
  return { state, askedFor: (method: Method) => host.asked.filter((each) => each.method === method).map(({ input }) => input) }
}
const type = (label: string | RegExp, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } })
const press = (name: string | RegExp): void => void fireEvent.click(screen.getByRole('button', { name }))

afterEach(() => {
  cleanup()
  document.body.innerHTML = ''
})

describe('signing in', () => {
  it('asks for the second step when the desk wants it, and starts over when that took too long', async () => {
    const answers = [failed('second-factor-wrong', 'no'), failed('second-factor-over', 'no')]
    const { askedFor } = open({}, { 'app.signIn': () => failed('second-factor-needed', 'no', { ticket: 'the ticket' }), 'people.secondFactor': () => answers.shift() ?? ok(people.reporter) })
    await screen.findByLabelText('Name')
    type('Name', 'liu')
    type('Password', 'secret words')
    press('Sign in')
    await screen.findByLabelText('Code from the app')
    type('Code from the app', '123456')
    press('Sign in')
    await screen.findByText(/not the code of this moment/)
    expect(askedFor('people.secondFactor')).toEqual([{ ticket: 'the ticket', code: '123456' }])
    press('Sign in')
    await screen.findByText(/Sign in with your password again/)
    press('Back')
    await screen.findByLabelText('Password')
  })

  it('takes a code with a password typed twice', async () => {
    const { askedFor } = open({}, { 'people.redeem': () => failed('code-unknown', 'no') })
    await screen.findByLabelText('Name')
    press('I have an invitation or a reset code')
    await screen.findByLabelText('Code')
    press('Set password and sign in')
    await screen.findByText('The code is needed.')
    type('Code', 'ABCDE-FGHJK-LMNPQ-RSTUV')
    type('New password', 'short')
    press('Set password and sign in')
    await screen.findByText('At least 8 characters, please.')
    type('New password', 'long enough words')
    type('The new password again', 'long enough word')
    press('Set password and sign in')
    await screen.findByText(/The two passwords differ/)
    expect(askedFor('people.redeem')).toEqual([])
    type('The new password again', 'long enough words')
    press('Set password and sign in')
    await screen.findByText(/This code does not work/)
    expect(askedFor('people.redeem')).toEqual([{ code: 'ABCDE-FGHJK-LMNPQ-RSTUV', password: 'long enough words' }])
  })

  it('offers the single sign-on where the desk has one, shows the code to compare, and waits for the browser', async () => {
    const answers = [failed('sso-pending', 'no'), failed('sso-denied', 'no')]
    const { askedFor } = open(
      { newsroom: { name: 'Han River Daily', policy: appState().newsroom!.policy, destinations: [], live: false, signIn: { oidc: 'Press ID' } } },
      { 'people.openSso': () => ok({ code: 'ABCDEFGH', url: 'https://desk.example.org/sign-in/ABCDEFGH', interval: 0, expiresIn: 600 }), 'people.takeSso': () => answers.shift() ?? failed('sso-over', 'no') },
    )
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in with Press ID' }))
    await screen.findByText('ABCD-EFGH')
    expect(screen.getByRole('link', { name: 'Open the browser' })).toMatchObject({ href: 'https://desk.example.org/sign-in/ABCDEFGH', target: '_blank', rel: 'noreferrer' })
    await screen.findByText(/The browser did not let this sign-in through/)
    expect(askedFor('people.takeSso')).toHaveLength(2)
  })

  it('offers none where there is none', async () => {
    open({})
    await screen.findByLabelText('Name')
    expect(screen.queryByRole('button', { name: /Sign in with/ })).toBeNull()
  })
})

describe('the people of the newsroom', () => {
  // A menu that is not drawn holds nothing to focus, and its library says so at length.
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
  afterEach(() => void vi.restoreAllMocks())

  const invited = member({ person: { id: 'zhou', name: '周岚', login: 'zhou', role: 'reporter', grants: [{ role: 'editor', channel: ['News', 'Politics'] }] }, invitedUntil: '2026-12-01T00:00:00Z', seenAt: null })
  const opened = (answers: Parameters<typeof open>[1] = {}) => open({ person: admin, connection: { state: 'online', address: 'https://desk.example.org', waiting: 0, code: '' } }, { 'people.members': () => ok([member(), invited, member({ person: { ...people.editor }, active: false, secondFactor: true })]), ...answers }, '#/people')
  const acts = async (name: string): Promise<HTMLElement> => {
    const button = await screen.findByRole('button', { name: `What to do with ${name}` })
    fireEvent.click(button)
    // Still fading in where nothing is drawn.
    return waitFor(() => screen.getAllByRole('menu', { hidden: true }).find(({ id }) => id === button.getAttribute('aria-controls')) ?? expect.fail('no menu'))
  }

  it('are listed with role, channels and how their account stands', async () => {
    opened()
    const row = (await screen.findByRole('rowheader', { name: /周岚/ })).closest('tr')
    expect(row?.textContent).toMatch(/zhou.*Reporter.*News \/ Politics: Editor.*Not signed in.*Invited/)
    expect(screen.getByRole('rowheader', { name: /赵敏/ }).closest('tr')?.textContent).toContain('Closed')
  })

  it('are invited with a role and channels; the code is shown with the desk\'s address', async () => {
    const code = { person: { id: 'n', name: '新人', login: 'new', role: 'reporter' }, code: 'ABCDE-FGHJK-LMNPQ-RSTUV', expires: '2026-12-05T00:00:00Z' } as const
    const { askedFor } = opened({ 'people.invite': () => ok(code) })
    fireEvent.click(await screen.findByRole('button', { name: 'Invite' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Invite somebody' }))
    fireEvent.click(dialog.getByRole('button', { name: 'Make the invitation' }))
    expect(await dialog.findAllByText('This is needed.')).toHaveLength(2)
    fireEvent.change(dialog.getByLabelText('Name'), { target: { value: '新人' } })
    fireEvent.change(dialog.getByLabelText('Sign-in name'), { target: { value: 'new' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Add a channel' }))
    fireEvent.change(dialog.getByLabelText('Channel 1'), { target: { value: 'News／Politics' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Make the invitation' }))
    const shown = within(await screen.findByRole('dialog', { name: 'A code for 新人' }))
    expect(shown.getByText('ABCDE-FGHJK-LMNPQ-RSTUV')).toBeTruthy()
    expect(shown.getByText('https://desk.example.org')).toBeTruthy()
    expect(askedFor('people.invite')).toEqual([{ login: 'new', name: '新人', role: 'reporter', grants: [{ role: 'editor', channel: ['News', 'Politics'] }] }])
  })

  it('are changed, and the last administrator is told why not', async () => {
    const { askedFor } = opened({ 'people.change': () => failed('last-admin', 'no') })
    fireEvent.click(within(await acts('刘强')).getByRole('menuitem', { name: 'Change…', hidden: true }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Change 刘强' }))
    expect(dialog.queryByLabelText('Sign-in name')).toBeNull()
    fireEvent.change(dialog.getByLabelText('Role'), { target: { value: 'chief' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
    await dialog.findByText(/the only administrator/)
    expect(askedFor('people.change')).toEqual([{ person: 'liu', name: '刘强', role: 'chief', grants: [] } satisfies Input<'people.change'>])
  })

  it('are closed only after it was said what that means, and opened again', async () => {
    const { askedFor } = opened({ 'people.setActive': () => ok(null) })
    fireEvent.click(within(await acts('刘强')).getByRole('menuitem', { name: 'Close the account…', hidden: true }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Close the account of 刘强?' }))
    expect(dialog.getByText(/signed out everywhere at once/)).toBeTruthy()
    expect(askedFor('people.setActive')).toEqual([])
    fireEvent.click(dialog.getByRole('button', { name: 'Close the account' }))
    await waitFor(() => expect(askedFor('people.setActive')).toEqual([{ person: 'liu', active: false }]))
    fireEvent.click(within(await acts('赵敏')).getByRole('menuitem', { name: 'Open the account again', hidden: true }))
    await waitFor(() => expect(askedFor('people.setActive')).toHaveLength(2))
  })

  it('offer for an invitation what fits it, and for a lost phone what helps', async () => {
    opened()
    const menu = await acts('周岚')
    expect(within(menu).getAllByRole('menuitem', { hidden: true }).map(({ textContent }) => textContent)).toEqual(['Change…', 'New invitation', 'Withdraw the invitation…'])
    fireEvent.keyDown(menu, { key: 'Escape' })
    expect(within(await acts('赵敏')).getAllByRole('menuitem', { hidden: true }).map(({ textContent }) => textContent)).toContain('Turn two-step sign-in off…')
  })

  it('are not shown to who does not keep the house', async () => {
    const { askedFor } = open({ person: people.editor }, { 'library.list': () => ok([]) }, '#/people')
    await screen.findByRole('heading', { level: 1 })
    expect(askedFor('people.members')).toEqual([])
  })
})

describe('one\'s own account', () => {
  const opened = (more: Partial<OwnAccount> = {}, answers: Parameters<typeof open>[1] = {}) => open({ person: admin }, { 'account.read': () => ok({ ...account, ...more }), ...answers }, '#/settings')

  it('shows where one is signed in, and ends a session', async () => {
    const { askedFor } = opened({}, { 'account.endSession': () => ok(null) })
    const list = within(await screen.findByRole('list', { name: 'Where you are signed in' }))
    expect(list.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([expect.stringContaining('this one'), expect.stringContaining('Old laptop')])
    fireEvent.click(list.getByRole('button', { name: 'Sign out on Old laptop' }))
    await waitFor(() => expect(askedFor('account.endSession')).toEqual([{ session: 's-2' }]))
  })

  it('changes the password, saying which of the two was wrong', async () => {
    const answers = [failed('password-wrong', 'no')]
    const { askedFor } = opened({}, { 'account.changePassword': () => answers.shift() ?? ok(null) })
    fireEvent.click(await screen.findByRole('button', { name: 'Change password' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Change password' }))
    for (const [label, value] of [['Your password now', 'old words'], ['New password', 'new long words'], ['The new password again', 'new long words']] as const) fireEvent.change(dialog.getByLabelText(label), { target: { value } })
    fireEvent.click(dialog.getByRole('button', { name: 'Change' }))
    await dialog.findByText(/That is not your password/)
    fireEvent.click(dialog.getByRole('button', { name: 'Change' }))
    await screen.findByText(/Your password is changed/)
    expect(askedFor('account.changePassword')).toHaveLength(2)
  })

  it('sets the second step up with the key in words, backup codes, and a first code', async () => {
    const setup = { secret: 'ABCDEFGHIJKLMNOP', uri: 'otpauth://totp/Han:xu?secret=ABCDEFGHIJKLMNOP', backupCodes: ['one-1', 'two-2'] }
    const { askedFor } = opened({}, { 'account.beginSecondFactor': () => ok(setup), 'account.confirmSecondFactor': () => ok(null) })
    fireEvent.click(await screen.findByRole('button', { name: 'Turn on two-step sign-in' }))
    const first = within(await screen.findByRole('dialog'))
    fireEvent.change(first.getByLabelText('Your password now'), { target: { value: 'old words' } })
    fireEvent.click(first.getByRole('button', { name: 'Go on' }))
    await screen.findByText('ABCD EFGH IJKL MNOP')
    const dialog = within(screen.getByRole('dialog'))
    expect(dialog.getByText(setup.uri)).toBeTruthy()
    expect(within(dialog.getByRole('list', { name: 'Backup codes' })).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['one-1', 'two-2'])
    fireEvent.change(dialog.getByLabelText('Code from the app'), { target: { value: '123 456' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Turn on' }))
    await waitFor(() => expect(askedFor('account.confirmSecondFactor')).toEqual([{ code: '123 456' }]))
  })

  it('has no password to change for who comes by the single sign-on', async () => {
    opened({ password: false })
    await screen.findByText(/no password here to change/)
    expect(screen.queryByRole('button', { name: 'Change password' })).toBeNull()
  })
})
