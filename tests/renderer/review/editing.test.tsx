// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import type { Editor } from '@tiptap/core'
import { afterEach, describe, expect, it } from 'vitest'

import type { Output } from '../../../src-shared/bridge/contract'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Story } from '../../../src-shared/story/story'
import { piece, revision, story, storyId } from '../window/newsroom'
import { leave, openPiece, press, read } from './at-desk'

afterEach(leave)

type Working = Output<'desk.working'>
const paragraphs = (...texts: string[]): Story['body'] => ({ type: 'doc', content: texts.map((text, at) => ({ type: 'paragraph', attrs: { blockId: `p${String(at)}` }, content: [{ type: 'text', text }] })) })
const working = (more: Partial<Working> = {}): Working => ({ story: { ...story, body: paragraphs('The boats go out at six.', 'They come home at noon.') }, notes: { threads: [], suggestions: {} }, conflicts: [], base: revision, generation: 2, at: '2026-11-22T10:00:00Z', by: '李', unsent: false, asOf: null, ...more })
const editor = (): Editor => (document.querySelector('.ProseMirror') as unknown as { editor: Editor }).editor
const textOf = (value: Pick<Story, 'body'>): string => JSON.stringify(value.body)

/** A desk of one working copy. */
const open = async (save?: (input: { story: Story; generation: number }) => Outcome<unknown>) => {
  const desk = { now: working(), saves: [] as { story: Story; generation: number; base: string }[] }
  const host = openPiece(read({ ...piece(), edited: true }), {
    'desk.working': () => ok(structuredClone(desk.now)),
    'desk.saveWorking': (input) => {
      const given = input as { story: Story; generation: number; base: string }
      desk.saves.push(given)
      if (save) return save(given)
      desk.now = { ...desk.now, ...given, generation: given.generation + 1 }
      return ok({ generation: given.generation + 1, at: '2026-11-22T10:30:00Z', merged: null, unsent: false })
    },
  })
  await screen.findByRole('region', { name: 'Decision' })
  press('e')
  await screen.findByRole('switch', { name: /Suggest changes/ })
  return { host, desk }
}
const type = (text: string): void => act(() => { editor().chain().setTextSelection(editor().state.doc.content.size - 1).insertContent(text).run() })

describe('editing at the desk', () => {
  it('suggests unless that is turned off, and says it is saved only after the desk’s answer', async () => {
    const { desk } = await open()
    type('!')
    expect(screen.queryByText(/Saved at the desk/)).toBeNull()
    await screen.findByText(/Saved at the desk/)
    expect(desk.saves[0]).toMatchObject({ id: storyId, generation: 2, base: revision })
    expect(textOf(desk.saves[0]!.story)).toContain('"insertion"')
    fireEvent.click(screen.getByRole('switch', { name: /Suggest changes/ }))
    type('?')
    await waitFor(() => expect(desk.saves.length).toBeGreaterThan(1))
    expect(JSON.stringify(desk.saves.at(-1)!.story.body).match(/"insertion"/g)).toHaveLength(1)
  })

  it('says where the words are kept while the desk is away', async () => {
    await open(() => ok({ generation: 2, at: '2026-11-22T10:30:00Z', merged: null, unsent: true }))
    type('!')
    await screen.findByText(/Kept here/)
  })

  it('keeps what could not be saved on screen, and says why', async () => {
    await open(() => failed('desk-unreachable', 'no'))
    type('!')
    expect((await screen.findByRole('alert')).textContent).toContain('the words are still in this window')
    expect(editor().getText()).toContain('!')
  })

  it('takes in what somebody else stored meanwhile, with what was typed since', async () => {
    const { desk } = await open(({ story: mine, generation }) => {
      if (generation !== 2) return ok({ generation: generation + 1, at: '2026-11-22T10:31:00Z', merged: null, unsent: false })
      // Typed while the save was on its way.
      act(() => { editor().commands.insertContentAt(1, 'Today: ') })
      const merged = { ...working({ generation: 9 }), story: { ...mine, headline: 'Boats', body: { ...mine.body, content: [...(mine.body.content ?? []), ...(paragraphs('Added by somebody else.').content ?? []).map((node) => ({ ...node, attrs: { blockId: 'other' } }))] } } }
      return ok({ generation: 9, at: '2026-11-22T10:30:00Z', merged, unsent: false })
    })
    fireEvent.click(screen.getByRole('switch', { name: /Suggest changes/ }))
    type('!')
    await waitFor(() => expect(editor().getText()).toContain('Added by somebody else.'))
    expect(editor().getText()).toContain('Today: ')
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' }).value).toBe('Boats')
    await waitFor(() => expect(desk.saves.at(-1)).toMatchObject({ generation: 9, story: { headline: 'Boats' } }))
    expect(textOf(desk.saves.at(-1)!.story)).toContain('Today: ')
  })

  it('takes in what the desk has when it says so and nothing is unsaved, without saving it back', async () => {
    const { host, desk } = await open()
    desk.now = working({ generation: 5, story: { ...story, body: paragraphs('The boats go out at seven.', 'They come home at noon.') } })
    act(() => host.emit({ type: 'deskChanged' }))
    await waitFor(() => expect(editor().getText()).toContain('at seven'))
    await new Promise((resolve) => setTimeout(resolve, 900))
    expect(desk.saves).toEqual([])
  })

  it('saves what is typed before the view is left', async () => {
    const { desk } = await open()
    type(' Last words.')
    fireEvent.click(screen.getByRole('radio', { name: 'Read' }))
    await waitFor(() => expect(desk.saves.map(({ story: saved }) => textOf(saved)).join()).toContain('Last words.'))
  })

  it('saves what is typed before a decision asks about it', async () => {
    const { host, desk } = await open()
    fireEvent.click(screen.getByRole('switch', { name: /Suggest changes/ }))
    type(' Last words.')
    fireEvent.click(screen.getByRole('button', { name: 'Sign off' }))
    await screen.findByText('First the edits become revision 2')
    expect(desk.saves.map(({ story: saved }) => textOf(saved)).join()).toContain('Last words.')
    expect(host.inputs('desk.decide')).toEqual([])
  })

  it('is gone to from what stops the next stage, at its place', async () => {
    const marked = paragraphs('The boats go out at six.', 'They come home at noon.')
    Object.assign(marked.content![1]!.content![0]!, { marks: [{ type: 'insertion', attrs: { id: 's' } }] })
    openPiece(read({ ...piece(), edited: true }), { 'desk.working': () => ok(working({ story: { ...story, body: marked } })) })
    fireEvent.click(await screen.findByRole('button', { name: /1 suggestion to decide/ }))
    await screen.findByRole('switch', { name: /Suggest changes/ })
    expect(editor().state.selection.$from.parent.textContent).toBe('They come home at noon.')
  })

  it('lets somebody choose of what both changed, and saves the choice', async () => {
    const conflict = { kind: 'field' as const, id: 'c', place: { field: 'headline' }, base: { headline: 'Boats' }, mine: { headline: 'Boats at six' }, theirs: { headline: story.headline }, mineBy: '李', theirsBy: '' }
    const desk = { now: working({ conflicts: [conflict] }) }
    const host = openPiece(read({ ...piece(), edited: true }), { 'desk.working': () => ok(structuredClone(desk.now)), 'desk.saveWorking': () => ok({ generation: 3, at: '2026-11-22T10:30:00Z', merged: null, unsent: false }) })
    await screen.findByRole('region', { name: 'Decision' })
    press('e')
    fireEvent.click(await screen.findByRole('button', { name: 'Keep 李’s' }))
    await waitFor(() => expect(host.inputs('desk.saveWorking').at(-1)).toMatchObject({ conflicts: [], story: { headline: 'Boats at six' } }))
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Headline' }).value).toBe('Boats at six')
  })
})
