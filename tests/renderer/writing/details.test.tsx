// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { earlierStories, printedDay } from '../../../src-renderer/writing/details/earlier'
import { movedTo } from '../../../src-renderer/writing/details/people-list'
import { createStoryStore, peopleOf } from '../../../src-renderer/writing/story-store'
import type { Draft, LibraryRow } from '../../../src-shared/bridge/contract'
import { ok } from '../../../src-shared/outcome'
import { noNotes } from '../../../src-shared/story/notes'
import type { Contributor, Story } from '../../../src-shared/story/story'
import { chineseStory, englishStory } from '../../support/sample-story'
import { memoryHost, openRoom } from './room'
import { photo } from './photo'

const who = (name: string, role: Contributor['role'] = 'reporter', from = ''): Contributor => ({ name, role, from })
const shen = [who('沈牧'), who('何雨晴', 'correspondent')]

let number = 0
const draftOf = (story: Partial<Story> = {}, base: (photos: ReturnType<typeof photo>[]) => Story = chineseStory): Draft => ({
  story: { ...base([photo('1'), photo('2'), photo('3')]), id: `7f1c2a9e-4b7d-4c55-9e0a-${String((number += 1)).padStart(12, '0')}`, ...story },
  notes: noNotes, conflicts: [], generation: 3, changedAt: '2026-03-01T06:00:00Z', group: 'writing', piece: null, recoveredFrom: null,
})
const row = (change: Partial<LibraryRow>): LibraryRow => ({ id: '00000000-0000-4000-8000-000000000001', slugline: '', headline: '旧稿', language: 'zh-CN', channel: [], byline: '', characters: 0, words: 0, photos: 0, changedAt: '2026-03-11T04:00:00Z', group: 'published', damaged: false, ...change })

configure({ asyncUtilTimeout: 10_000 })
afterEach(cleanup)

describe('the byline and its people', () => {
  it('follow each other: a changed line is read again, changed people write the line', () => {
    const store = createStoryStore(chineseStory([]), () => undefined)
    expect(peopleOf({ contributors: store.shown('contributors'), byline: store.shown('byline') }), 'those of an older story are read from its line').toEqual(shen)
    store.set('byline', '新华社记者 李明 摄影 王芳')
    expect(store.shown('contributors')).toEqual([who('李明', 'reporter', '新华社'), who('王芳', 'photographer')])
    store.set('contributors', [who('王芳', 'photographer'), who('李明')])
    expect(store.shown('byline')).toBe('摄影 王芳 本报记者 李明')
    expect(store.story({ type: 'doc' })).toMatchObject({ byline: '摄影 王芳 本报记者 李明', contributors: [{ name: '王芳' }, { name: '李明' }] })
  })

  it('leave a line set by hand alone until people print otherwise', () => {
    const store = createStoryStore({ ...chineseStory([]), byline: '临江市总工会供稿 刘强' }, () => undefined)
    store.set('contributors', [...peopleOf({ contributors: [], byline: '临江市总工会供稿 刘强' }), who('')])
    expect(store.shown('byline')).toBe('临江市总工会供稿 刘强')
    store.set('contributors', [who('刘强'), who('王芳')])
    expect(store.shown('byline')).toBe('本报记者 刘强 王芳')
  })

  it('are written in the story’s language', () => {
    const store = createStoryStore(englishStory([]), () => undefined)
    store.set('contributors', [who('Shen Mu'), who('He Yuqing', 'correspondent')])
    expect(store.shown('byline')).toBe('By Shen Mu with He Yuqing')
  })

  it('are one change to save, whichever was changed', () => {
    let changes = 0
    const store = createStoryStore(chineseStory([]), () => (changes += 1))
    store.set('contributors', [...shen, who('')])
    expect(changes).toBe(1)
    let told = 0
    store.subscribe(() => (told += 1))
    store.set('byline', '本报记者 刘强')
    expect(told).toBe(1)
  })
})

const people = (): HTMLElement => screen.getByRole('group', { name: 'People of the byline' })
const names = (): string[] => within(people()).queryAllByRole<HTMLInputElement>('textbox', { name: /^Name of person/ }).map(({ value }) => value)
const nameOf = (position: number): HTMLInputElement => within(people()).getByRole('textbox', { name: `Name of person ${String(position)}` })
const byline = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Byline' })
const press = (name: string): void => {
  fireEvent.click(within(people()).getByRole('button', { name }))
}

describe('the list of people', () => {
  it('writes the byline on the page as names, roles and newsrooms change, and shows how it prints', async () => {
    const host = memoryHost(draftOf())
    await openRoom(host)
    expect(names()).toEqual(['沈牧', '何雨晴'])
    fireEvent.change(nameOf(1), { target: { value: '沈木' } })
    fireEvent.change(within(people()).getByRole('combobox', { name: 'Role of person 2' }), { target: { value: 'photographer' } })
    fireEvent.change(within(people()).getByRole('textbox', { name: 'Newsroom of person 2' }), { target: { value: '新华社' } })
    expect(byline().value).toBe('本报记者 沈木 新华社摄影 何雨晴')
    expect(people().textContent).toContain('Printed: □本报记者 沈木 新华社摄影 何雨晴')
    await waitFor(() => expect(host.state.saves.at(-1)).toMatchObject({ byline: '本报记者 沈木 新华社摄影 何雨晴', contributors: [who('沈木'), who('何雨晴', 'photographer', '新华社')] }))
  })

  it('reads the byline again when it is typed on the page, and says where it cannot in full', async () => {
    await openRoom(memoryHost(draftOf()))
    fireEvent.change(byline(), { target: { value: '本报记者 刘强/文 王芳/图' } })
    expect(names()).toEqual(['刘强', '王芳'])
    expect(people().textContent).not.toContain('not understood')
    fireEvent.change(byline(), { target: { value: '本报记者 刘强 综合本报前方报道' } })
    expect(names()).toEqual(['刘强'])
    expect(people().textContent).toContain('not understood')
    expect(byline().value).toBe('本报记者 刘强 综合本报前方报道')
  })

  it('moves, adds and removes by keyboard, and the keyboard goes along', async () => {
    await openRoom(memoryHost(draftOf()))
    nameOf(2).focus()
    fireEvent.keyDown(nameOf(2), { key: 'ArrowUp', altKey: true })
    expect(names()).toEqual(['何雨晴', '沈牧'])
    expect(document.activeElement).toBe(nameOf(1))
    expect(people().textContent).toContain('何雨晴 is now number 1')
    expect(byline().value).toBe('通讯员 何雨晴 本报记者 沈牧')
    fireEvent.keyDown(nameOf(1), { key: 'Enter' })
    expect(names()).toEqual(['何雨晴', '', '沈牧'])
    expect(document.activeElement).toBe(nameOf(2))
    expect(byline().value, 'nobody is not printed').toBe('通讯员 何雨晴 本报记者 沈牧')
    press('Move 沈牧 up')
    press('Remove this person')
    expect(names()).toEqual(['何雨晴', '沈牧'])
    press('Remove 何雨晴')
    expect(byline().value).toBe('本报记者 沈牧')
    press('Put 何雨晴 back')
    expect(names()).toEqual(['何雨晴', '沈牧'])
    expect(within(people()).queryByRole('button', { name: /back$/ })).toBeNull()
  })

  it('leaves a composition’s own keys to the input method', async () => {
    await openRoom(memoryHost(draftOf()))
    fireEvent.keyDown(nameOf(1), { key: 'Enter', isComposing: true })
    expect(names()).toHaveLength(2)
  })

  it('begins empty, and ends with an empty byline when the last person goes', async () => {
    await openRoom(memoryHost(draftOf({ byline: '' })))
    expect(names()).toEqual([])
    press('Add a person')
    fireEvent.change(nameOf(1), { target: { value: '沈牧' } })
    expect(byline().value).toBe('本报记者 沈牧')
    press('Remove 沈牧')
    expect([byline().value, names()]).toEqual(['', []])
    expect(document.activeElement).toBe(within(people()).getByRole('button', { name: 'Add a person' }))
  })

  it('moves one to any place, losing and doubling nobody', () => {
    expect([movedTo(['a', 'b', 'c'], 0, 2), movedTo(['a', 'b', 'c'], 2, 0), movedTo(['a'], 0, 0)]).toEqual([['b', 'c', 'a'], ['c', 'a', 'b'], ['a']])
  })
})

describe('column tag and original headline', () => {
  it('are saved as they are typed: the tag above the kicker on the page, the headline in the details', async () => {
    const host = memoryHost(draftOf())
    await openRoom(host)
    const tag = screen.getByRole('textbox', { name: 'Column tag' })
    fireEvent.change(tag, { target: { value: '深读' } })
    fireEvent.change(screen.getByRole('textbox', { name: 'Original headline' }), { target: { value: '旧题' } })
    await waitFor(() => expect(host.state.saves.at(-1)).toMatchObject({ columnTag: '深读', originalHeadline: '旧题' }))
    fireEvent.keyDown(tag, { key: 'Enter' })
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Kicker' }))
  })
})

describe('a correction', () => {
  const withLibrary = (draft: Draft, rows: LibraryRow[]) => {
    const host = memoryHost(draft)
    const ask = host.port.ask
    host.port.ask = ((method, input) => (method === 'library.list' ? Promise.resolve(ok(rows)) : ask(method, input))) as typeof ask
    return host
  }

  it('is picked from the library: its story, headline and day, and prints so', async () => {
    const host = withLibrary(draftOf(), [row({}), row({ id: '00000000-0000-4000-8000-000000000002', headline: '别的' })])
    await openRoom(host)
    fireEvent.click(screen.getByRole('button', { name: 'Correct an earlier story' }))
    const headline = screen.getByRole('combobox', { name: 'Earlier headline' })
    fireEvent.change(headline, { target: { value: '旧' } })
    fireEvent.click(await screen.findByRole('option', { name: '旧稿' }))
    fireEvent.change(screen.getByRole('textbox', { name: 'What was wrong' }), { target: { value: '人数有误。' } })
    await waitFor(() => expect(host.state.saves.at(-1)?.correction).toEqual({ story: row({}).id, headline: '旧稿', printedOn: printedDay(row({}).changedAt, 'zh-CN'), text: '人数有误。' }))
    expect(screen.getByText(/^Printed: 更正：/).textContent).toBe(`Printed: 更正：${printedDay(row({}).changedAt, 'zh-CN')}刊发的《旧稿》一稿有误。人数有误。`)
    expect(screen.getByText('Tied to the earlier story in the library')).toBeTruthy()
    fireEvent.change(headline, { target: { value: '旧稿二' } })
    await waitFor(() => expect(host.state.saves.at(-1)?.correction).toMatchObject({ story: null, headline: '旧稿二' }))
  })

  it('can be removed and put back', async () => {
    const correction = { story: null, headline: '旧稿', printedOn: '3月11日', text: '人数有误。' }
    const host = withLibrary(draftOf({ correction }), [])
    await openRoom(host)
    fireEvent.click(screen.getByRole('button', { name: 'Remove the correction' }))
    await waitFor(() => expect(host.state.saves.at(-1)?.correction).toBeNull())
    fireEvent.click(screen.getByRole('button', { name: 'Put the correction back' }))
    await waitFor(() => expect(host.state.saves.at(-1)?.correction).toEqual(correction))
  })

  it('offers every earlier story under a name of its own, published ones first, and never itself, the bin or what is damaged', () => {
    const rows = [
      row({ id: '1', headline: '同题', slugline: '甲', group: 'writing', changedAt: '2026-03-12' }), row({ id: '2', headline: '同题', slugline: '乙' }), row({ id: '3', headline: '同题', slugline: '乙', changedAt: '2026-03-01' }),
      row({ id: '4', headline: '自己' }), row({ id: '5', headline: '丢了', group: 'bin' }), row({ id: '6', headline: '坏了', damaged: true }), row({ id: '7', headline: ' ' }), row({ id: '8', headline: '同题', slugline: '乙', changedAt: '2026-02-01' }),
    ]
    expect([...earlierStories(rows, '4')].map(([label, { id }]) => [label, id])).toEqual([['同题', '2'], ['同题 · 乙', '3'], ['同题 · 乙 (2)', '8'], ['同题 · 甲', '1']])
  })
})
