// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { asInput, asMoment, zoneOf } from '../../../src-renderer/writing/moment'
import type { Draft } from '../../../src-shared/bridge/contract'
import { EVERYTHING, type Carries, type DestinationInfo } from '../../../src-shared/publication/destination'
import { noNotes } from '../../../src-shared/story/notes'
import type { Story } from '../../../src-shared/story/story'
import { chineseStory } from '../../support/sample-story'
import { photo } from './photo'
import { appState, memoryHost, openRoom, pass } from './room'

let number = 0
const draftOf = (story: Partial<Story> = {}): Draft => ({
  story: { ...chineseStory([photo('1'), photo('2'), photo('3')]), id: `8f1c2a9e-4b7d-4c55-9e0a-${String((number += 1)).padStart(12, '0')}`, ...story },
  notes: noNotes, conflicts: [], generation: 3, changedAt: '2026-03-01T06:00:00Z', group: 'writing', piece: null, recoveredFrom: null,
})
const destination = (id: string, name: string, carries: Partial<Carries> = {}): DestinationInfo => ({ id, name, kind: 'site', address: 'http://127.0.0.1', carries: { ...EVERYTHING, ...carries } })
const withDestinations = (...destinations: DestinationInfo[]): typeof appState => ({ ...appState, newsroom: appState.newsroom && { ...appState.newsroom, destinations } })
const SITES = withDestinations(destination('site', '临江网'), destination('blog', '江畔博客'))

configure({ asyncUtilTimeout: 10_000 })
afterEach(cleanup)

const later = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const embargo = (): HTMLInputElement => screen.getByLabelText('Embargo')
const saved = (host: ReturnType<typeof memoryHost>, story: Partial<Story>) => waitFor(() => expect(host.state.saves.at(-1)).toMatchObject(story))

describe('the embargo of a story', () => {
  it('is set to the minute in this machine’s zone, which is named, and lifted again; the keyboard stays with it', async () => {
    const host = memoryHost(draftOf())
    await openRoom(host)
    expect(embargo().value).toBe('')
    expect(screen.queryByRole('button', { name: 'Lift the embargo' })).toBeNull()
    const typed = asInput(later(3))
    fireEvent.change(embargo(), { target: { value: typed } })
    await saved(host, { embargo: asMoment(typed) })
    expect(host.state.saves.at(-1)?.embargo).toMatch(/:00[+-]\d\d:\d\d$/)
    expect(screen.getByText(new RegExp(zoneOf(later(3)).replace('+', '\\+')))).toBeDefined()
    expect(screen.queryByText(/That moment has passed/)).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Lift the embargo' }))
    expect([embargo().value, document.activeElement]).toEqual(['', embargo()])
    await saved(host, { embargo: null })
  })

  it('is not touched by a moment that is only typed in part, and comes back where it is left so', async () => {
    const host = memoryHost(draftOf({ embargo: '2030-11-23T06:00:00+08:00' }))
    await openRoom(host)
    const whole = embargo().value
    fireEvent.change(embargo(), { target: { value: '0002-11-23T06:00' } })
    expect(embargo().value).toBe('0002-11-23T06:00')
    fireEvent.blur(embargo())
    expect(embargo().value).toBe(whole)
    await pass(700)
    expect(host.state.saves.every((story) => story.embargo === '2030-11-23T06:00:00+08:00')).toBe(true)
  })

  it('says when its moment has passed', async () => {
    await openRoom(memoryHost(draftOf({ embargo: later(-1) })))
    expect(screen.getByText(/That moment has passed/)).toBeDefined()
  })
})

describe('the destinations of a story', () => {
  const group = (): HTMLElement => screen.getByRole('group', { name: 'Destinations' })
  const boxes = (): string[] => within(group()).getAllByRole<HTMLInputElement>('checkbox').map((box) => `${box.checked ? '+' : '-'} ${within(group()).getByLabelText(box.labels?.[0]?.textContent ?? '') === box ? (box.labels?.[0]?.textContent ?? '') : ''}`)

  it('are the newsroom’s by their names; none chosen leaves it to the desk', async () => {
    const host = memoryHost(draftOf())
    await openRoom(host, 'en', SITES)
    expect(boxes()).toEqual(['- 临江网', '- 江畔博客'])
    expect(document.getElementById(group().getAttribute('aria-describedby') ?? '')?.textContent).toContain('As the desk decides')
    fireEvent.click(within(group()).getByLabelText('江畔博客'))
    fireEvent.click(within(group()).getByLabelText('临江网'))
    await saved(host, { destinations: ['site', 'blog'] })
    expect(screen.queryByText(/As the desk decides/)).toBeNull()
    for (const name of ['江畔博客', '临江网']) fireEvent.click(within(group()).getByLabelText(name))
    await saved(host, { destinations: [] })
  })

  it('keep one the newsroom no longer has until it is taken off', async () => {
    const host = memoryHost(draftOf({ destinations: ['old', 'site'] }))
    await openRoom(host, 'en', SITES)
    expect(boxes()).toEqual(['+ 临江网', '- 江畔博客', '+ old (no longer at this newsroom)'])
    fireEvent.click(within(group()).getByLabelText(/^old/))
    await saved(host, { destinations: ['site'] })
    expect(boxes()).toEqual(['+ 临江网', '- 江畔博客'])
  })

  it('are no more than a story holds', async () => {
    const many = Array.from({ length: 21 }, (_, at) => destination(`d${String(at)}`, `${String(at)}号网`))
    await openRoom(memoryHost(draftOf({ destinations: many.slice(0, 20).map(({ id }) => id) })), 'en', withDestinations(...many))
    expect(within(group()).getByLabelText<HTMLInputElement>('20号网').disabled).toBe(true)
    expect(within(group()).getByLabelText<HTMLInputElement>('19号网').disabled).toBe(false)
  })

  it('wait for the desk where it was never heard', async () => {
    await openRoom(memoryHost(draftOf()), 'en', { ...appState, newsroom: null })
    expect(screen.getByText(/until then the desk decides/)).toBeDefined()
  })
})

describe('before a story is submitted', () => {
  const poor = destination('poor', '江畔博客', { blocks: { crosshead: 'plain', blockquote: 'lost' }, channels: 'flat', captions: false })
  const open = async (): Promise<HTMLElement> => {
    fireEvent.click(screen.getByRole('button', { name: 'Submit' }))
    return screen.findByRole('dialog', { name: 'Submit' })
  }

  it('it is said what a destination would lose, in nobody’s way, and each goes to its place', async () => {
    const { editor } = await openRoom(memoryHost(draftOf()), 'en', withDestinations(destination('site', '临江网'), poor))
    const dialog = await open()
    const list = within(dialog).getByRole('region', { name: 'What 江畔博客 would change or leave out' })
    expect(within(dialog).queryByRole('region', { name: /临江网/ })).toBeNull()
    expect(within(list).getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Please look: Section header: shown as plain text (3 places).',
      'Please look: Quotation: not shown.',
      'Please look: Captions and credits of 3 photos are not shown.',
      'Please look: Channels have no levels there; this one has 2.',
    ])
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: /Submit|Send/ }).disabled).toBe(false)
    fireEvent.click(within(list).getByRole('button', { name: /Section header/ }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(editor().state.selection.$from.parent.type.name).toBe('crosshead'))
  })

  it('only the chosen destinations are looked at; the dialog says which, and until when it is embargoed', async () => {
    await openRoom(memoryHost(draftOf({ destinations: ['site'], embargo: later(2) })), 'en', withDestinations(destination('site', '临江网'), poor))
    const dialog = await open()
    expect(within(dialog).queryByRole('region')).toBeNull()
    expect(dialog.textContent).toContain('Destinations临江网')
    expect(dialog.textContent).toContain('Embargo')
  })
})
