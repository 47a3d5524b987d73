// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { HeldLists } from '../../../../src-shared/bridge/house'
import { ok } from '../../../../src-shared/outcome'
import type { Row } from '../../../../src-shared/proofing/house/row'
import { openAt } from '../../settings/at-settings'
import { people } from '../../window/newsroom'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

const envelope = { payloadType: 'application/vnd.stet.lists+json', payload: '', signatures: [{ keyid: 'a'.repeat(64), sig: '' }] }
const version = (number: number, name = 'Chief Luther') => ({ id: String(number).padStart(64, '0'), number, sha256: String(number).padStart(64, 'a'), rows: 1, reason: 'Agreed on Monday', person: 'lu', name, at: '2026-11-28T10:00:00Z', envelope })
const wrong = (word: string, right: string): Row => ({ kind: 'wrong', word, right: [right], except: [], note: '' })
const held = (rows: Row[], number = 1): HeldLists => ({ version: version(number), rows, own: 'Han River Daily', asOf: null })

let number = 0
const open = (answers: Parameters<typeof openAt>[1] = {}, lists = held([wrong('teh', 'the')]), person: Record<string, string> = {}) => {
  number += 1
  // Each a person of their own: what one has not saved stays as long as the window.
  return openAt('#/lists', { 'house.lists': () => ok(lists), ...answers }, { person: { id: `xu-${String(number)}`, name: 'Xu', login: 'xu', role: 'admin', ...person } })
}
const add = async (word: string, right: string): Promise<void> => {
  fireEvent.click(await screen.findByRole('button', { name: 'Add' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Add: Wrong words' }))
  fireEvent.change(dialog.getByLabelText('Wrong word'), { target: { value: word } })
  fireEvent.change(dialog.getByLabelText('Right words'), { target: { value: right } })
  fireEvent.click(dialog.getByRole('button', { name: 'Add it' }))
}
const save = async (): Promise<ReturnType<typeof within>> => {
  fireEvent.click(screen.getByRole('button', { name: 'Save…' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Save the house lists' }))
  fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: 'Met twice' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Sign and save' }))
  return dialog
}

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

describe('the house\'s lists in the window', () => {
  it('say who signed them, and take an entry that is saved with a reason', async () => {
    const { askedFor } = open({ 'house.saveLists': () => ok({ state: 'saved', lists: held([], 2), merged: false }) })
    await screen.findByText('Version 1')
    expect(screen.getByText(/signed by Chief Luther/)).toBeTruthy()
    await add('recieve', 'receive\n\nreceived ')
    await screen.findByText('1 added, 0 changed, 0 removed; not saved yet.')
    expect(screen.getByText('Not saved')).toBeTruthy()
    await save()
    await waitFor(() => expect(askedFor('house.saveLists')).toEqual([{ base: { id: version(1).id, sha256: version(1).sha256 }, rows: [{ kind: 'wrong', word: 'recieve', right: ['receive', 'received'], except: [], note: '' }, wrong('teh', 'the')], reason: 'Met twice', passphrase: null }]))
    await screen.findByText('Saved as version 2.')
  })

  it('take steps back before anything is saved', async () => {
    open()
    await add('recieve', 'receive')
    fireEvent.click(screen.getByRole('button', { name: 'Remove “teh”' }))
    await screen.findByText('1 added, 0 changed, 1 removed; not saved yet.')
    fireEvent.click(screen.getByRole('button', { name: 'Undo a step' }))
    await screen.findByText('1 added, 0 changed, 0 removed; not saved yet.')
    fireEvent.click(screen.getByRole('button', { name: 'Drop the changes' }))
    await screen.findByText('Nothing to save.')
    expect(screen.getByText('teh')).toBeTruthy()
  })

  it('refuse an entry that is there already, or says too little, in its place', async () => {
    open()
    await add('teh', 'the')
    await screen.findByText('The list has this entry already.')
    fireEvent.change(screen.getByLabelText('Wrong word'), { target: { value: '  ' } })
    await screen.findByText(/Up to 60 characters, without/)
  })

  it('put both sides of what two people changed to whoever comes second, and save the choice on the newest', async () => {
    const theirs = wrong('teh', 'then')
    const answers = [
      ok({ state: 'conflicts', lists: { ...held([theirs], 4), version: version(4, 'Ann Lee') }, rows: [wrong('adn', 'and')], conflicts: [{ key: 'wrong teh', base: wrong('teh', 'the'), mine: wrong('teh', 'tea'), theirs }] }),
      ok({ state: 'saved', lists: held([], 5), merged: false }),
    ]
    const { askedFor } = open({ 'house.saveLists': () => answers.shift() ?? ok(null) })
    await add('adn', 'and')
    await save()
    const dialog = within(await screen.findByRole('dialog', { name: 'Two changes differ' }))
    const act = dialog.getByRole<HTMLButtonElement>('button', { name: 'Sign and save' })
    expect(act.disabled).toBe(true)
    fireEvent.click(dialog.getByRole('radio', { name: /Ann Lee, should be then/ }))
    await waitFor(() => expect(act.disabled).toBe(false))
    fireEvent.click(act)
    await waitFor(() => expect(askedFor('house.saveLists')[1]).toMatchObject({ base: { id: version(4).id }, rows: [wrong('adn', 'and'), theirs], reason: 'Met twice' }))
  })

  it('say of a table what is new, what differs and which lines are none, before it is taken in', async () => {
    open({ 'house.readTable': () => ok({ rows: [wrong('adn', 'and'), wrong('teh', 'tea')], faults: [{ line: 7, reason: 'until', text: 'withheld, N. N., soon' }], encoding: { name: 'gb18030', sure: false } }) })
    await screen.findByText('Version 1')
    const input = document.querySelector<HTMLInputElement>('input[type="file"]')
    fireEvent.change(input ?? expect.fail('no input'), { target: { files: [new File(['x'], 'words.csv')] } })
    const dialog = within(await screen.findByRole('dialog', { name: 'Import “words.csv”' }))
    expect(dialog.getByText('1 new, 0 the same, 1 that differ, 1 lines not understood.')).toBeTruthy()
    expect(dialog.getByText(/Line 7: the date is not understood\./)).toBeTruthy()
    expect(dialog.getByText(/Read as GB18030/)).toBeTruthy()
    fireEvent.click(dialog.getByRole('radio', { name: /In the file, should be tea/ }))
    fireEvent.click(await waitFor(() => dialog.getByRole('button', { name: 'Take 2 entries in' })))
    await screen.findByText('1 added, 1 changed, 0 removed; not saved yet.')
  })

  it('show earlier versions beside what is here, and take one back', async () => {
    open({ 'house.versions': () => ok([version(2), version(1)]), 'house.version': () => ok({ rows: [wrong('adn', 'and')] }) })
    fireEvent.click(await screen.findByRole('button', { name: 'Versions' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Look at version 1' }))
    await screen.findByText('Taking it back would add 1, remove 1 and change 0.')
    fireEvent.click(screen.getByRole('button', { name: 'Take it back' }))
    await screen.findByText('1 added, 0 changed, 1 removed; not saved yet.')
  })

  it('are read, and not changed, by who may not', async () => {
    open({}, held([wrong('teh', 'the')]), people.reporter)
    await screen.findByText('teh')
    expect(screen.getByText(/A chief or an administrator changes the lists/)).toBeTruthy()
    for (const name of ['Add', 'Save…', 'Import CSV', 'Remove “teh”']) expect(screen.queryByRole('button', { name })).toBeNull()
    expect(screen.getByRole('button', { name: 'Export CSV' })).toBeTruthy()
  })
})
