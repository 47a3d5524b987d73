// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Output } from '../../../src-shared/bridge/contract'
import type { KeptDestination } from '../../../src-shared/desk-api/publishing-routes'
import { failed, ok } from '../../../src-shared/outcome'
import { EVERYTHING } from '../../../src-shared/publication/destination'
import { appState, people, piece, revision, story, storyId } from '../window/newsroom'
import { admin, menuOf, openAt } from './at-settings'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

const kept = (more: Partial<KeptDestination> = {}): KeptDestination => ({
  settings: { id: 'city', kind: 'board', name: 'City board', address: 'https://board.example.org/', account: '', title: '{kicker}: {headline}', channels: [{ channel: ['City'], remote: '7' }], makeChannels: false, authors: [], author: null, schedule: 'desk' },
  secret: 'kept', at: '2026-11-27T10:00:00Z', by: '许知行', waiting: 0, live: 0, handed: 0, ...more,
})
const book = (...destinations: KeptDestination[]): Output<'destinations.list'> => ({ kinds: [{ kind: 'board', account: false }, { kind: 'other', account: true }], destinations })
const check = (what: string, more: Partial<Output<'destinations.test'>[number]> = {}): Output<'destinations.test'>[number] => ({ what, ok: true, code: '', message: '', details: {}, ...more })
const house = appState().newsroom!
const withCarries = (schedule: boolean) => ({ ...house, destinations: [{ id: 'site', name: 'Own site', kind: 'site', address: 'https://own.example.org/', carries: EVERYTHING }, { id: 'city', name: 'City board', kind: 'board', address: 'https://board.example.org/', carries: { ...EVERYTHING, authors: 'many' as const, schedule } }] })

const open = (answers: Parameters<typeof openAt>[1] = {}, { list = book(kept()), schedule = false } = {}) =>
  openAt('#/destinations', { 'destinations.list': () => ok(list), 'people.members': () => ok([{ person: { ...people.reporter, grants: [{ role: 'editor', channel: ['News', 'Politics'] }] }, active: true, invitedUntil: null, invitationOver: false, seenAt: null, secondFactor: false }]), 'desk.pieces': (input) => ok((input as { scope: string }).scope === 'cleared' ? [piece({ state: 'signedOff' })] : []), 'desk.revision': () => ok({ ...story, kicker: 'By the harbour' }), ...answers }, { person: admin, newsroom: withCarries(schedule) })
const change = async (): Promise<void> => void fireEvent.click(await screen.findByRole('button', { name: 'Change City board' }))
const type = (label: string | RegExp, value: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value } })
const press = (name: string | RegExp): void => void fireEvent.click(screen.getByRole('button', { name }))

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

describe('the destinations of a desk', () => {
  it('say what they are, whether the secret can be read, and what waits; the desk\'s own among them', async () => {
    open({}, { list: book(kept({ secret: 'unreadable', waiting: 4 })) })
    const row = (await screen.findByRole('rowheader', { name: /City board/ })).closest('tr')
    expect(row?.textContent).toMatch(/board\.example\.org.*board.*Unreadable.*4/)
    expect(screen.getByRole('rowheader', { name: /Own site/ }).closest('tr')?.textContent).toMatch(/Static site.*Set up with the desk/)
  })

  it('are removed only after it was said what is lost; where pieces stand there or wait, with what becomes of them', async () => {
    const list = book(kept(), kept({ settings: { ...kept().settings, id: 'busy', name: 'Busy board' }, waiting: 2, live: 5 }))
    const { askedFor } = open({ 'destinations.remove': () => ok(null) }, { list })
    fireEvent.click(within(await menuOf('What to do with Busy board')).getByRole('menuitem', { name: 'Remove…', hidden: true }))
    const busy = within(await screen.findByRole('dialog', { name: 'Busy board is in use' }))
    for (const words of [/Readers see 5 pieces there. Take them down first/, /2 publications wait for it/, /pieces stay there where readers see them.*can be spiked.*signed record/]) expect(busy.getByText(words)).toBeTruthy()
    fireEvent.click(busy.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.click(within(await menuOf('What to do with City board')).getByRole('menuitem', { name: 'Remove…', hidden: true }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Remove City board?' }))
    expect(dialog.getByText(/mapping \(channels: 1, authors: 0\) are forgotten.*stays on record/)).toBeTruthy()
    expect(askedFor('destinations.remove')).toEqual([])
    fireEvent.click(dialog.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(askedFor('destinations.remove')).toEqual([{ destination: 'city', anyway: false }]))
    fireEvent.click(within(await menuOf('What to do with Busy board')).getByRole('menuitem', { name: 'Remove…', hidden: true }))
    fireEvent.click(within(await screen.findByRole('dialog', { name: 'Busy board is in use' })).getByRole('button', { name: 'Remove all the same' }))
    await waitFor(() => expect(askedFor('destinations.remove').at(-1)).toEqual({ destination: 'busy', anyway: true }))
  })

  it('are added by a kind, with an id made of the name and an account only where the kind asks', async () => {
    const { askedFor } = open({ 'destinations.keep': (input) => ok(kept({ settings: (input as { settings: KeptDestination['settings'] }).settings })) }, { list: book() })
    fireEvent.click(within(await menuOf('Add a destination')).getByRole('menuitem', { name: 'board', hidden: true }))
    await screen.findByRole('heading', { level: 1, name: 'New destination: board' })
    expect(screen.queryByLabelText('Account')).toBeNull()
    press('Save')
    await screen.findByText('A whole address, please, with https:// or http://.')
    expect(screen.getByText('3 things are still to be put right.')).toBeTruthy()
    type('Name', 'Harbour News')
    expect(screen.getByLabelText<HTMLInputElement>('Id').value).toBe('harbour-news')
    type('Address', 'harbour.example.org')
    fireEvent.blur(screen.getByLabelText('Address'))
    type('Secret', 'the token')
    press('Save')
    await screen.findByRole('heading', { level: 1, name: 'Harbour News' })
    expect(askedFor('destinations.keep')).toEqual([{ settings: { id: 'harbour-news', kind: 'board', name: 'Harbour News', address: 'https://harbour.example.org', account: '', title: '{headline}', channels: [], makeChannels: false, authors: [], author: null, schedule: 'desk' }, secret: 'the token' }])
    // It is not shown again, and the id stays what it is.
    expect(screen.getByLabelText<HTMLInputElement>('Secret').value).toBe('')
    expect(screen.getByLabelText<HTMLInputElement>('Id').readOnly).toBe(true)
  })
})

describe('one destination', () => {
  it('says that a secret is kept, and that it goes to no other address', async () => {
    open()
    await change()
    await screen.findByText(/A secret is kept and is never shown/)
    type('Address', 'https://elsewhere.example.org/')
    await screen.findByText(/not sent to another address or account/)
  })

  it('shows what the template makes of a real piece', async () => {
    open()
    await change()
    await screen.findByText('By the harbour: Night school by the river')
    fireEvent.click(within(screen.getByRole('group', { name: 'Insert' })).getByRole('button', { name: /Deck/ }))
    expect(screen.getByLabelText<HTMLInputElement>('Title template').value).toContain('{deck}')
  })

  it('leaves the clock out where the site has none, and asks where it has', async () => {
    open()
    await change()
    await screen.findByLabelText('Title template')
    expect(screen.queryByText('Timed publishing')).toBeNull()
    cleanup()
    open({}, { schedule: true })
    await change()
    await screen.findByText('Timed publishing')
  })

  it('says what leaving the hour to the site means, and what stays there when that is taken back', async () => {
    const { askedFor } = open({ 'destinations.keep': (input) => ok(kept({ settings: (input as { settings: KeptDestination['settings'] }).settings, handed: 2 })) }, { schedule: true, list: book(kept({ settings: { ...kept().settings, schedule: 'remote' }, handed: 2 })) })
    await change()
    const whose = within(await screen.findByRole('radiogroup', { name: 'Who keeps the hour' }))
    expect(whose.getByText(/goes live at its hour though this desk is off. To take it back, the site must be reachable/)).toBeTruthy()
    expect(screen.queryByText(/are scheduled at the site and stay so/)).toBeNull()
    fireEvent.click(whose.getByRole('radio', { name: 'This desk' }))
    await screen.findByText(/2 pieces are scheduled at the site and stay so/)
    press('Save')
    await waitFor(() => expect(askedFor('destinations.keep')).toMatchObject([{ settings: { schedule: 'desk' } }]))
  })

  it('is tested as it stands in the form, each permission by itself', async () => {
    const { askedFor } = open({ 'destinations.test': () => ok([check('api'), check('upload', { ok: false, code: 'unexpected', message: 'The account may not upload files.' }), check('plugin', { code: 'unexpected', message: 'A small plugin is lacking.' })]) })
    await change()
    type('Title template', '{headline}')
    press('Test the connection')
    await screen.findByText('1 of 3 do not hold.')
    const items = within(screen.getByRole('list', { name: 'What was tried' })).getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(items).toEqual([expect.stringMatching(/Holds$/), expect.stringMatching(/Does not hold.*may not upload files/), expect.stringMatching(/Holds, with a remark.*small plugin is lacking/)])
    expect(askedFor('destinations.test')).toEqual([{ settings: { ...kept().settings, title: '{headline}' }, secret: null }])
    // What was found is of what was tried.
    type('Title template', '{deck}')
    expect(screen.queryByRole('list', { name: 'What was tried' })).toBeNull()
  })

  it('maps channels and people to what the site offers, and says what is left', async () => {
    const { askedFor } = open({ 'destinations.choices': () => ok({ channels: [{ remote: '7', path: ['Town'] }, { remote: '9', path: ['News', 'State'] }], authors: [{ remote: '3', name: 'liu' }] }), 'destinations.keep': (input) => ok(kept({ settings: (input as { settings: KeptDestination['settings'] }).settings })) })
    await change()
    fireEvent.click(await screen.findByRole('button', { name: 'Fetch channels and authors' }))
    const select = await screen.findByLabelText<HTMLSelectElement>('What News / Politics is there')
    expect(within(select).getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['Not mapped', 'Town', 'News / State'])
    expect(screen.getByText(/^1 channel is not mapped\. .*go without/)).toBeTruthy()
    fireEvent.click(screen.getByLabelText('Make channels that are lacking'))
    expect(screen.getByText(/^1 channel is not mapped\. .*made there/)).toBeTruthy()
    fireEvent.change(select, { target: { value: '9' } })
    type('Who 刘强 is there', '3')
    type('Default author', '3')
    press('Save')
    await waitFor(() => expect(askedFor('destinations.keep')).toHaveLength(1))
    expect(askedFor('destinations.keep')[0]).toMatchObject({ settings: { channels: [{ channel: ['City'], remote: '7' }, { channel: ['News', 'Politics'], remote: '9' }], makeChannels: true, authors: [{ name: '刘强', remote: '3' }], author: '3' }, secret: null })
  })

  it('maps a name of a byline that has no account at the desk: one that was seen, or any that is typed', async () => {
    const byline = { ...piece(), byline: 'By Ann Lee and 刘强' }
    const { askedFor } = open({ 'desk.pieces': () => ok([byline]), 'destinations.choices': () => ok({ channels: [], authors: [{ remote: '3', name: 'liu' }, { remote: '5', name: 'ann' }] }), 'destinations.keep': (input) => ok(kept({ settings: (input as { settings: KeptDestination['settings'] }).settings })) })
    await change()
    fireEvent.click(await screen.findByRole('button', { name: 'Fetch channels and authors' }))
    const field = await screen.findByRole('combobox', { name: 'Another name' })
    expect(screen.queryByLabelText('Who Ann Lee is there')).toBeNull()
    // Who is in the list already is not offered.
    fireEvent.click(field)
    await waitFor(() => expect(screen.getAllByRole('option', { hidden: true }).filter((option) => option.hasAttribute('data-combobox-option')).map(({ textContent }) => textContent)).toEqual(['Ann Lee']))
    // Enter takes what the arrows are at before it adds it.
    fireEvent.keyDown(field, { key: 'ArrowDown', code: 'ArrowDown' })
    fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' })
    await waitFor(() => expect((field as HTMLInputElement).value).toBe('Ann Lee'))
    await waitFor(() => {
      fireEvent.keyDown(field, { key: 'Enter', code: 'Enter' })
      expect(screen.getByLabelText('Who Ann Lee is there')).toBeTruthy()
    })
    fireEvent.change(field, { target: { value: ' 陈小舟 ' } })
    press('Add Another name')
    fireEvent.change(screen.getByLabelText('Who Ann Lee is there'), { target: { value: '5' } })
    fireEvent.change(screen.getByLabelText('Who 陈小舟 is there'), { target: { value: '3' } })
    // Taken back, it stays in the list.
    fireEvent.change(screen.getByLabelText('Who 陈小舟 is there'), { target: { value: '' } })
    fireEvent.change(screen.getByLabelText('Who 陈小舟 is there'), { target: { value: '3' } })
    press('Save')
    await waitFor(() => expect(askedFor('destinations.keep')).toHaveLength(1))
    expect(askedFor('destinations.keep')[0]).toMatchObject({ settings: { authors: [{ name: 'Ann Lee', remote: '5' }, { name: '陈小舟', remote: '3' }] } })
  })

  it('shows to the letter what would be sent of a piece', async () => {
    const { askedFor } = open({ 'destinations.preview': () => ok({ copy: { title: 'By the river: Night school', summary: '', lines: ['First line', 'Second line'], channels: ['Town'], keywords: [], authors: ['liu'], photos: ['a', 'b'], time: null }, source: '<p>First line</p>' }) })
    await change()
    fireEvent.change(await screen.findByLabelText('Piece'), { target: { value: storyId } })
    press('Show what would be sent')
    await screen.findByText('<p>First line</p>')
    expect(screen.getByRole('region', { name: 'Source, as sent' }).tabIndex).toBe(0)
    expect(screen.getByText('By the river: Night school')).toBeTruthy()
    expect(screen.getByText('set by the site when it publishes')).toBeTruthy()
    expect(screen.getByText('2 photos')).toBeTruthy()
    expect(askedFor('destinations.preview')).toEqual([{ destination: 'city', id: storyId, sha256: revision }])
  })

  it('keeps what was typed where the desk refuses it', async () => {
    open({ 'destinations.keep': () => failed('desk-unreachable', 'no') })
    await change()
    type('Name', 'City board two')
    press('Save')
    await screen.findByText(/The desk does not answer/)
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('City board two')
    expect(screen.getByText('Not saved yet.')).toBeTruthy()
  })

  it('is not left with changes before it was said that they are lost', async () => {
    open()
    await change()
    type('Name', 'City board two')
    press('All destinations')
    fireEvent.click(within(await screen.findByRole('dialog', { name: 'Leave without saving?' })).getByRole('button', { name: 'Leave' }))
    await screen.findByRole('rowheader', { name: /City board/ })
  })
})
