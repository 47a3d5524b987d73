// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { EditorContent } from '@tiptap/react'
import type { Editor } from '@tiptap/core'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { i18n } from '../../../../src-renderer/ui/i18n'
import { createNotesStore, whoIs, type NotesStore, type Someone } from '../../../../src-renderer/writing/notes-store'
import { createStoryStore } from '../../../../src-renderer/writing/story-store'
import { CommentDialog } from '../../../../src-renderer/writing/tools/comment-dialog'
import { notedBy } from '../../../../src-renderer/writing/tools/noted-by'
import { NotesRoomProvider, useNotesUpkeep, type NotesRoom } from '../../../../src-renderer/writing/tools/notes-room'
import { NotesTab } from '../../../../src-renderer/writing/tools/notes-tab'
import { notedFields } from '../../../../src-renderer/writing/tools/own-room'
import { isSuggesting, setSuggesting } from '../../../../src-renderer/writing/tools/suggesting'
import { noNotes, type NotedField } from '../../../../src-shared/story/notes'
import { chineseStory } from '../../../support/sample-story'
import { memoryHost, openRoom } from '../room'
import { block, edit, type } from './editor'

const li: Someone = { id: 'li', name: '李明' }
const zhang: Someone = { id: 'zhang', name: '张红' }

configure({ asyncUtilTimeout: 10_000 })
beforeAll(async () => {
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })
  await i18n.changeLanguage('en')
})
afterEach(cleanup)

type Desk = { editor: Editor; notes: NotesStore; asked: (NotedField | undefined)[]; went: NotedField[]; headline: () => string; as: (me: Someone) => void }

/** The tab beside an editor of its own: no draft, no library, no writing room. */
const open = (may: NotesRoom['may'], me: Someone = li): Desk => {
  let person = me
  const notes = createNotesStore(noNotes, () => undefined)
  const store = createStoryStore({ ...chineseStory([]), headline: '原题' }, () => undefined)
  const editor = edit([block.paragraph('江畔夜校开课'), block.paragraph('学员来自各厂')], {
    onSuggested: (ids) => {
      for (const id of ids) notes.addSuggestion(id, whoIs(person, new Date().toISOString()))
    },
    noted: { ...notedBy(notes, me), mine: (id) => notes.value().suggestions[id]?.person === person.id },
  })
  const asked: Desk['asked'] = []
  const went: NotedField[] = []
  const room: NotesRoom = { editor, notes, fields: { ...notedFields(store), go: (field) => went.push(field) }, people: [li, zhang], me, may }
  const Inside = () => {
    useNotesUpkeep(room)
    return <><NotesTab onComment={(field) => asked.push(field)} /><EditorContent editor={editor} /></>
  }
  render(<I18nextProvider i18n={i18n}><MantineProvider env="test"><NotesRoomProvider value={room}><Inside /></NotesRoomProvider></MantineProvider></I18nextProvider>)
  return { editor, notes, asked, went, headline: () => store.shown('headline'), as: (next) => (person = next) }
}

const suggestTwo = (desk: Desk): void => {
  act(() => {
    setSuggesting(desk.editor, true)
    desk.editor.commands.setTextSelection(3)
    type(desk.editor, '的')
    desk.as(zhang)
    desk.editor.commands.setTextSelection({ from: desk.editor.state.doc.child(0).nodeSize + 1, to: desk.editor.state.doc.child(0).nodeSize + 3 })
    desk.editor.commands.deleteSelection()
    desk.notes.suggestField({ id: 'f', field: 'headline', was: '原题', value: '新题', ...whoIs(zhang, new Date().toISOString()) })
  })
}
const rows = (): HTMLElement[] => within(screen.getByRole('region', { name: 'Tracked changes' })).getAllByRole('listitem')
const click = (name: string | RegExp): void => {
  fireEvent.click(screen.getByRole('button', { name }))
}

describe('the Notes tab', () => {
  it('lists whose each suggestion is, and settles them by person, fields with the words', async () => {
    const desk = open({ settle: true, suggestOnly: false })
    suggestTwo(desk)
    await waitFor(() => expect(rows()).toHaveLength(3))
    expect(rows().map((row) => row.textContent.includes('张红'))).toEqual([true, false, true])
    click('By person')
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Accept 2 changes by 张红' }))
    await waitFor(() => expect(rows()).toHaveLength(1))
    expect(desk.headline()).toBe('新题')
    expect(desk.editor.state.doc.child(1).textContent).toBe('来自各厂')
    act(() => void desk.editor.commands.undo())
    await waitFor(() => expect(rows()).toHaveLength(2))
    click('Reject all')
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Tracked changes' })).toBeNull())
    expect(desk.editor.state.doc.textContent).toBe('江畔夜校开课学员来自各厂')
  })

  it('groups them by person, and says their name in the text', async () => {
    const desk = open({ settle: true, suggestOnly: false })
    suggestTwo(desk)
    await waitFor(() => expect(rows()).toHaveLength(3))
    click('Group by person')
    expect(within(screen.getByRole('list', { name: '张红' })).getAllByRole('listitem')).toHaveLength(2)
    expect(within(screen.getByRole('list', { name: '李明' })).getAllByRole('listitem')).toHaveLength(1)
    const marked = [...desk.editor.view.dom.querySelectorAll<HTMLElement>('[data-who]')]
    expect(marked.map((element) => [element.dataset['suggested'], element.title.split(' · ')[0]])).toEqual([['insertion', '李明'], ['deletion', '张红']])
    expect(new Set(marked.map((element) => element.dataset['who'])).size).toBe(2)
  })

  it('says when the line has changed since a field was suggested for, and goes to the field', async () => {
    const desk = open({ settle: true, suggestOnly: false })
    act(() => desk.notes.suggestField({ id: 'f', field: 'headline', was: '更早的题', value: '新题', ...whoIs(zhang, '2026-11-28T09:00:00Z') }))
    const place = await screen.findByRole('button', { name: /This line has changed since it was suggested/ })
    fireEvent.click(place)
    expect(desk.went).toEqual(['headline'])
    click('Reject')
    expect(desk.headline()).toBe('原题')
    expect(desk.notes.value().fields).toEqual([])
  })

  it('offers whoever may only suggest their own to withdraw, and nothing of others’', async () => {
    const desk = open({ settle: true, suggestOnly: true })
    await waitFor(() => expect(isSuggesting(desk.editor.state)).toBe(true))
    expect(screen.getByRole('switch', { name: /^Suggest changes/ })).toHaveProperty('disabled', true)
    suggestTwo(desk)
    await waitFor(() => expect(rows()).toHaveLength(3))
    expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Accept all' })).toBeNull()
    expect(screen.getAllByRole('button', { name: 'Withdraw' })).toHaveLength(1)
    click('Withdraw')
    await waitFor(() => expect(rows()).toHaveLength(2))
    expect(desk.editor.state.doc.child(0).textContent).toBe('江畔夜校开课')
  })

  it('offers whoever only reads nothing at all, not even what they once suggested', async () => {
    const desk = open({ settle: false, suggestOnly: true, reads: true })
    await waitFor(() => expect(isSuggesting(desk.editor.state)).toBe(true))
    suggestTwo(desk)
    await waitFor(() => expect(rows()).toHaveLength(3))
    expect(screen.queryByRole('switch')).toBeNull()
    for (const name of ['Accept', 'Reject', 'Withdraw']) expect(screen.queryByRole('button', { name })).toBeNull()
  })

  it('answers a comment with people called on, resolves it, and finds it among the resolved', async () => {
    const desk = open({ settle: true, suggestOnly: false })
    act(() => desk.notes.addThread('t', '旧话', { id: 'r', ...whoIs(zhang, '2026-11-28T09:00:00Z'), text: '出处？' }))
    expect(await screen.findByText('These words are no longer in the text.')).toBeDefined()
    const area = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Answer' })
    fireEvent.change(area, { target: { value: '请@张', selectionStart: 3 } })
    const option = await screen.findByRole('option', { name: '张红' })
    expect(area.getAttribute('aria-activedescendant')).toBe(option.id)
    // A composition's own Enter takes nobody.
    fireEvent.keyDown(area, { key: 'Enter', isComposing: true })
    expect(area.value).toBe('请@张')
    fireEvent.keyDown(area, { key: 'Enter' })
    expect(area.value).toBe('请@张红 ')
    fireEvent.keyDown(area, { key: 'Enter', ctrlKey: true })
    expect(desk.notes.thread('t')?.remarks[1]).toMatchObject({ by: '李明', person: 'li', text: '请@张红', mentions: ['zhang'] })
    click('Resolve')
    await waitFor(() => expect(screen.queryByText('出处？')).toBeNull())
    fireEvent.click(screen.getByRole('radio', { name: 'Resolved' }))
    expect(await screen.findByText(/Resolved by 李明/)).toBeDefined()
    click('Reopen')
    fireEvent.click(screen.getByRole('radio', { name: 'Mine' }))
    expect(await screen.findByText(/Reopened by 李明/)).toBeDefined()
  })

  it('begins a comment about a field', async () => {
    const desk = open({ settle: true, suggestOnly: false })
    click('Comment on a field')
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Headline' }))
    expect(desk.asked).toEqual(['headline'])
    const about = { field: 'headline' as const }
    const room: NotesRoom = { editor: desk.editor, notes: desk.notes, fields: { valueOf: () => '原题', set: () => undefined, subscribe: () => () => undefined, go: () => undefined }, people: [], me: li, may: { settle: true, suggestOnly: false } }
    render(<I18nextProvider i18n={i18n}><MantineProvider env="test"><NotesRoomProvider value={room}><CommentDialog about={about} onClose={() => undefined} /></NotesRoomProvider></MantineProvider></I18nextProvider>)
    fireEvent.change(await screen.findByRole('textbox', { name: 'What is to be said about Headline?' }), { target: { value: '太长' } })
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Comment' }))
    expect(desk.notes.value().threads[0]).toMatchObject({ field: 'headline', quote: '原题', remarks: [{ text: '太长', person: 'li' }] })
  })
})

describe('a line of the head, while changes are suggested', () => {
  it('shows what is suggested as a redline, stops the submission, and is set or left', async () => {
    const host = memoryHost({ story: { ...chineseStory([]), id: '6f1c2a9e-4b7d-4c55-9e0a-000000009901', headline: '夜校开课' }, notes: noNotes, generation: 3, changedAt: '2026-03-01T06:00:00Z', group: 'writing', piece: null, recoveredFrom: null, conflicts: [] })
    const room = await openRoom(host)
    act(() => setSuggesting(room.editor(), true))
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' })
    // As an input method types: each part of the composition is an input of its own, and none of them is rewritten.
    fireEvent.compositionStart(field)
    for (const value of ['夜校d', '夜校di', '夜校第二期开课']) {
      fireEvent.change(field, { target: { value } })
      expect(field.value).toBe(value)
    }
    fireEvent.compositionEnd(field)
    const list = await screen.findByRole('list', { name: 'Suggested for Headline' })
    expect(within(list).getAllByRole('listitem')).toHaveLength(1)
    expect(list.querySelector('ins')?.textContent).toContain('第二期')
    fireEvent.click(screen.getByRole('tab', { name: /Checks/ }))
    expect(await screen.findByRole('button', { name: /A tracked change here is still open/ })).toBeDefined()
    await waitFor(() => expect(host.state.asked).toContain('library.save'))
    expect(host.state.saves.at(-1)?.headline).toBe('夜校开课')
    fireEvent.click(within(list).getByRole('button', { name: 'Reject' }))
    expect(field.value).toBe('夜校开课')
    fireEvent.change(field, { target: { value: '夜校今日开课' } })
    fireEvent.click(within(await screen.findByRole('list', { name: 'Suggested for Headline' })).getByRole('button', { name: 'Accept' }))
    await waitFor(() => expect(host.state.saves.at(-1)?.headline).toBe('夜校今日开课'))
    expect(screen.queryByRole('list', { name: 'Suggested for Headline' })).toBeNull()
  })
})
