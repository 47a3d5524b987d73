// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import type { Draft } from '../../../src-shared/bridge/contract'
import type { BridgePort } from '../../../src-shared/bridge/port'
import { failed, ok, type Failure } from '../../../src-shared/outcome'
import { noNotes } from '../../../src-shared/story/notes'
import type { Story } from '../../../src-shared/story/story'
import type { Version, VersionCause } from '../../../src-shared/story/version'
import { block, chineseStory } from '../../support/sample-story'
import { photo } from './photo'
import { memoryHost, openRoom } from './room'

const known = [photo('1'), photo('2'), photo('3')]
let number = 0
const storyOf = (change: Partial<Story> = {}): Story => ({ ...chineseStory(known), id: `6f1c2a9e-4b7d-4c55-9e0b-${String((number += 1)).padStart(12, '0')}`, ...change })
const draftOf = (story: Story, change: Partial<Draft> = {}): Draft => ({ story, notes: noNotes, conflicts: [], generation: 3, changedAt: '2026-03-01T06:00:00Z', group: 'writing', piece: null, recoveredFrom: null, ...change })

type Kept = { version: Version; story: Story }
const keptOf = (sequence: number, cause: VersionCause, story: Story, change: Partial<Version> = {}): Kept => ({
  version: { id: `${String(sequence).padStart(6, '0')}-00000000`, at: new Date(2026, 2, 1, 9, sequence).toISOString(), by: '沈牧', cause, label: '', generation: sequence, sha256: 'a'.repeat(64), characters: 700 + sequence, words: 0, photos: 3, ...change },
  story,
})

/** The memory host, with versions: it keeps what stood there before a restore, as the real one does. */
const hostWith = (draft: Draft, past: Kept[], damaged: string[] = []) => {
  const host = memoryHost(draft)
  const kept = [...past]
  const trouble: { read: Failure | null } = { read: null }
  const asked: { method: string; input: unknown }[] = []
  const answer = (method: string, input: unknown): unknown => {
    asked.push({ method, input })
    const { version, label = '', generation = 0 } = input as { version: string | null; label?: string; generation?: number }
    const found = kept.find((one) => one.version.id === version)
    switch (method) {
      case 'history.list':
        return ok({ versions: kept.map((one) => one.version).reverse(), damaged })
      case 'history.read':
        return trouble.read ?? (found ? ok(structuredClone(found)) : failed('version-missing', 'No such version.'))
      case 'history.name': {
        if (version === null) kept.push(keptOf(kept.length + 1, 'named', host.state.draft.story, { label }))
        else if (found) found.version = { ...found.version, label }
        return ok(kept.find((one) => one.version.id === version)?.version ?? kept.at(-1)?.version)
      }
      case 'history.restore': {
        if (!found || generation !== host.state.draft.generation) return failed('draft-stale', 'A newer draft was saved.')
        const before = keptOf(kept.length + 1, 'restored', host.state.draft.story)
        kept.push(before)
        host.state.draft = { ...host.state.draft, story: structuredClone(found.story), generation: generation + 1 }
        return ok({ generation: generation + 1, savedAt: '2026-03-01T06:02:11Z', before: before.version.id })
      }
      default:
        return null
    }
  }
  const port: BridgePort = { ...host.port, ask: (method, input) => (method.startsWith('history.') ? Promise.resolve(answer(method, input)) : host.port.ask(method, input)) as never }
  return { ...host, port, kept, trouble, asked }
}

configure({ asyncUtilTimeout: 10_000 })
afterEach(cleanup)

const openTab = async (): Promise<HTMLElement> => {
  fireEvent.click(screen.getByRole('tab', { name: 'History' }))
  return screen.findByRole('tabpanel', { name: 'History' })
}
const rows = (panel: HTMLElement): HTMLElement[] => [...panel.querySelectorAll<HTMLElement>('[data-cause]')]
const view = (): Promise<HTMLElement> => screen.findByRole('region', { name: 'Versions' })
const choose = (row: HTMLElement | undefined): void => {
  fireEvent.click(row!.querySelector('button')!)
}
const current = (): string | undefined => document.querySelector<HTMLElement>('[data-current]')?.dataset['stop']

/** A story of three plain paragraphs, and itself with a change in each of its parts. */
const two = (): [Story, Story] => {
  const before = storyOf({ headline: '江畔夜校亮灯一百天', body: { type: 'doc', content: [block.paragraph('a', '昨日，三百名职工同场竞技。'), block.paragraph('b', '这一段没有变。'), block.photo('f', known[0]!.sha256, '江边的傍晚', '沈牧', '江')] } })
  const after = { ...before, headline: '江畔夜校亮灯两百天', body: { type: 'doc', content: [block.paragraph('a', '昨日，五百名职工同场竞技。'), block.paragraph('b', '这一段没有变。'), block.photo('f', known[0]!.sha256, '江边的早晨', '沈牧', '江')] } }
  return [before, after]
}

describe('the History tab', () => {
  it('lists versions newest first, by day, with why, who, how long and how much longer', async () => {
    const story = storyOf()
    await openRoom(hostWith(draftOf(story), [keptOf(1, 'imported', story), keptOf(2, 'submitted', story, { characters: 740 }), keptOf(3, 'named', story, { label: '三审定稿' })], ['000009-aaaaaaaa.version']))
    const panel = await openTab()
    await waitFor(() => expect(rows(panel)).toHaveLength(3))
    expect(rows(panel).map((row) => row.dataset['cause'])).toEqual(['named', 'submitted', 'imported'])
    expect(rows(panel)[1]?.textContent).toMatch(/Submitted.*沈牧.*740 characters.*\+39.*3 photos/)
    expect(rows(panel)[0]?.textContent).toContain('三审定稿')
    expect(within(panel).getByRole('note').textContent).toContain('000009-aaaaaaaa.version')
    expect(within(panel).getAllByRole('heading')).toHaveLength(1)
  })

  it('names the story as it is now, with what was just typed', async () => {
    const story = storyOf()
    const host = hostWith(draftOf(story), [])
    await openRoom(host)
    fireEvent.change(screen.getByRole('textbox', { name: 'Headline' }), { target: { value: '刚改的主题' } })
    const panel = await openTab()
    await waitFor(() => expect(panel.textContent).toContain('No versions yet'))
    fireEvent.click(within(panel).getByRole('button', { name: /Keep a version now/ }))
    const dialog = await screen.findByRole('dialog')
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: '采访前' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(rows(panel)).toHaveLength(1))
    expect(host.kept[0]).toMatchObject({ version: { label: '采访前' }, story: { headline: '刚改的主题' } })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('the comparison', () => {
  it('saves what is typed first, and marks what went and what came as text, not by colour alone', async () => {
    const [before, after] = two()
    const host = hostWith(draftOf(after), [keptOf(1, 'opened', before)])
    await openRoom(host)
    fireEvent.change(screen.getByRole('textbox', { name: 'Deck' }), { target: { value: '刚写的副题' } })
    const panel = await openTab()
    await waitFor(() => expect(rows(panel)).toHaveLength(1))
    choose(rows(panel)[0])
    const page = await view()
    await within(page).findByRole('heading', { level: 1 })
    expect(host.state.saves.at(-1)?.deck).toBe('刚写的副题')
    const marked = (tag: 'ins' | 'del'): string[] => [...page.querySelectorAll(`article ${tag}`)].map((element) => element.textContent)
    expect(marked('del')).toEqual(['Removed: 一百', 'Removed: ——临江市职工夜校里的三种人生', 'Removed: 三百', 'Removed: 傍晚'])
    expect(marked('ins')).toEqual(['Added: 两百', 'Added: 刚写的副题', 'Added: 五百', 'Added: 早晨'])
    // The page itself waits underneath.
    expect(document.querySelector('.ProseMirror')?.closest('[hidden]')).not.toBeNull()
    fireEvent.keyDown(document.body, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Versions' })).toBeNull())
    expect(document.querySelector('.ProseMirror')?.closest('[hidden]')).toBeNull()
  })

  it('goes from change to change by F7 and Shift F7, N and P, round the end, and says where one is', async () => {
    const [before, after] = two()
    await openRoom(hostWith(draftOf(after), [keptOf(1, 'opened', before)]))
    const panel = await openTab()
    await waitFor(() => expect(rows(panel)).toHaveLength(1))
    choose(rows(panel)[0])
    const page = await view()
    await within(page).findByText('3 changes')
    const press = (key: string, shiftKey = false): void => act(() => void fireEvent.keyDown(document.body, { key, shiftKey }))
    press('F7')
    expect([current(), within(page).getByRole('status').textContent]).toEqual(['field-headline', 'Change 1 of 3'])
    expect(document.activeElement).toBe(document.querySelector('[data-current]'))
    press('n')
    press('n')
    expect([current(), within(page).getByRole('status').textContent]).toEqual(['1', 'Change 3 of 3'])
    press('n')
    expect(current()).toBe('field-headline')
    press('F7', true)
    expect(current()).toBe('1')
    fireEvent.click(within(page).getByRole('button', { name: 'Previous change' }))
    expect(current()).toBe('0')
  })

  it('shows two pages beside each other, each with its own side', async () => {
    const [before, after] = two()
    await openRoom(hostWith(draftOf(after), [keptOf(1, 'opened', before)]))
    const panel = await openTab()
    await waitFor(() => expect(rows(panel)).toHaveLength(1))
    choose(rows(panel)[0])
    const page = await view()
    fireEvent.click(await within(page).findByText('Side by side'))
    await waitFor(() => expect(page.querySelectorAll('[data-field="headline"]')).toHaveLength(2))
    const [left, right] = [...page.querySelectorAll('[data-field="headline"]')]
    expect(left?.textContent).toBe('江畔夜校亮灯Removed: 一百天')
    expect(right?.textContent).toBe('江畔夜校亮灯Added: 两百天')
  })

  it('compares any two versions, and says when they do not differ', async () => {
    const [before, after] = two()
    await openRoom(hostWith(draftOf(after), [keptOf(1, 'opened', before), keptOf(2, 'working', before)]))
    const panel = await openTab()
    await waitFor(() => expect(rows(panel)).toHaveLength(2))
    choose(rows(panel)[1])
    const page = await view()
    await within(page).findByText('3 changes')
    fireEvent.change(within(page).getByRole('combobox', { name: 'Newer side' }), { target: { value: '000002-00000000' } })
    await within(page).findByText('These two versions do not differ.')
    expect(within(page).getByRole('status').textContent).toBe('No changes')
  })

  it('does not open over words that could not be saved, and says why', async () => {
    const [before, after] = two()
    const host = hostWith(draftOf(after), [keptOf(1, 'opened', before)])
    await openRoom(host)
    const panel = await openTab()
    await waitFor(() => expect(rows(panel)).toHaveLength(1))
    host.state.refuse = failed('disk-full', 'The disk is full.', { path: '/d' })
    fireEvent.change(screen.getByRole('textbox', { name: 'Deck' }), { target: { value: '写不下的副题' } })
    choose(rows(panel)[0])
    await waitFor(() => expect(document.body.textContent).toContain('disk is full'))
    expect(screen.queryByRole('region', { name: 'Versions' })).toBeNull()
    host.state.refuse = null
  })

  it('says in its place that a version cannot be read', async () => {
    const [before, after] = two()
    const host = hostWith(draftOf(after), [keptOf(1, 'opened', before)])
    host.trouble.read = failed('version-damaged', 'Damaged.', { version: '000001-00000000' })
    await openRoom(host)
    const panel = await openTab()
    await waitFor(() => expect(rows(panel)).toHaveLength(1))
    choose(rows(panel)[0])
    expect((await within(await view()).findByRole('alert')).textContent).toContain('000001-00000000')
  })
})

describe('going back', () => {
  it('says what will happen, restores over the very generation that was saved, and takes it back again', async () => {
    const [before, after] = two()
    const host = hostWith(draftOf(after), [keptOf(1, 'opened', before)])
    const { editor } = await openRoom(host)
    fireEvent.change(screen.getByRole('textbox', { name: 'Deck' }), { target: { value: '最后写的副题' } })
    const panel = await openTab()
    await waitFor(() => expect(rows(panel)).toHaveLength(1))
    choose(rows(panel)[0])
    fireEvent.click(await within(await view()).findByRole('button', { name: /^Restore/ }))
    const dialog = await screen.findByRole('dialog')
    expect(dialog.textContent).toContain('is kept as a version first')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Restore this version' }))
    await screen.findByText(/Restored the version/)
    expect(editor().getText()).toContain('三百名')
    expect(screen.getByRole('textbox', { name: 'Headline' })).toHaveProperty('value', before.headline)
    // What was typed last is in the version that was kept.
    expect(host.kept.at(-1)).toMatchObject({ version: { cause: 'restored' }, story: { deck: '最后写的副题', headline: after.headline } })
    fireEvent.click(screen.getByRole('button', { name: 'Back to before' }))
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Headline' })).toHaveProperty('value', after.headline))
    expect(editor().getText()).toContain('五百名')
    expect(host.kept.map(({ version }) => version.cause)).toEqual(['opened', 'restored', 'restored'])
    fireEvent.click(screen.getByRole('button', { name: 'Got it' }))
    await waitFor(() => expect(screen.queryByText(/Restored the version/)).toBeNull())
    // Writing goes on over the restored generation.
    fireEvent.change(screen.getByRole('textbox', { name: 'Deck' }), { target: { value: '接着写' } })
    await waitFor(() => expect(host.state.draft.story.deck).toBe('接着写'))
  })

  it('is not offered for a piece that is with the desk', async () => {
    const [before, after] = two()
    const host = hostWith(draftOf(after, { group: 'waiting' }), [keptOf(1, 'submitted', before)])
    await openRoom(host)
    const panel = await openTab()
    await waitFor(() => expect(rows(panel)).toHaveLength(1))
    expect(within(panel).queryByRole('button', { name: /Keep a version now/ })).toBeNull()
    choose(rows(panel)[0])
    const page = await view()
    await within(page).findByText('3 changes')
    expect(within(page).queryByRole('button', { name: /^Restore/ })).toBeNull()
    expect(host.asked.some(({ method }) => method === 'history.restore')).toBe(false)
  })
})
