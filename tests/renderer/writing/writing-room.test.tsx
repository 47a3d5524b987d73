// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import type { Draft } from '../../../src-shared/bridge/contract'
import { failed } from '../../../src-shared/outcome'
import { noNotes } from '../../../src-shared/story/notes'
import type { Story } from '../../../src-shared/story/story'
import { block, chineseStory } from '../../support/sample-story'
import { photo } from './photo'
import { COPY_ID, memoryHost, openRoom, pass } from './room'

const known = [photo('1'), photo('2'), photo('3')]
let number = 0
// A story of its own for each test: a room keeps unsaved words by the story's id.
const draftOf = (change: Partial<Draft> = {}, story: Partial<Story> = {}): Draft => ({
  story: { ...chineseStory(known), id: `6f1c2a9e-4b7d-4c55-9e0a-${String((number += 1)).padStart(12, '0')}`, ...story },
  notes: noNotes, conflicts: [], generation: 3, changedAt: '2026-03-01T06:00:00Z', group: 'writing', piece: null, recoveredFrom: null, ...change,
})
const field = (name: string): HTMLTextAreaElement => screen.getByRole('textbox', { name })
const write = (name: string, value: string): void => {
  fireEvent.change(field(name), { target: { value } })
}
const foot = (): string => screen.getByRole('contentinfo', { hidden: true }).textContent
const lastSave = (host: ReturnType<typeof memoryHost>): Story | undefined => host.state.saves.at(-1)
const saves = (host: ReturnType<typeof memoryHost>, headline: string): Promise<void> => waitFor(() => expect(lastSave(host)?.headline).toBe(headline))
const says = (words: string): Promise<void> => waitFor(() => expect(foot()).toContain(words))

// A busy machine may take its time; nothing here is about speed.
configure({ asyncUtilTimeout: 10_000 })

afterEach(cleanup)

describe('writing', () => {
  it('saves by itself and says so only with the host’s own time', async () => {
    const host = memoryHost(draftOf())
    await openRoom(host)
    expect(foot()).toContain('No changes')
    let release = (): void => undefined
    host.state.hold = new Promise((resolve) => (release = resolve))
    write('Headline', '新主题')
    expect(foot()).toContain('Not saved yet')
    await waitFor(() => expect(host.state.asked).toContain('library.save'))
    expect(foot()).not.toContain('Saved')
    await says('Saving…')
    release()
    await says('Saved 14:02:11')
    expect(host.state.asked.filter((method) => method === 'library.save')).toHaveLength(1)
    expect(host.state.saves.at(-1)?.headline).toBe('新主题')
  })

  it('saves the body with the fields, at Ctrl+S', async () => {
    const host = memoryHost(draftOf())
    const room = await openRoom(host)
    act(() => void room.editor().commands.insertContentAt(1, '开头'))
    write('Deck', '新副题')
    fireEvent.keyDown(document.body, { key: 's', ctrlKey: true })
    await waitFor(() => expect(host.state.saves).toHaveLength(1))
    expect(host.state.saves[0]?.deck).toBe('新副题')
    expect(JSON.stringify(host.state.saves[0]?.body)).toContain('开头晚上七点半')
  })

  it('refuses a headline of ten thousand characters in words, losing none of it and saving the rest', async () => {
    const host = memoryHost(draftOf())
    await openRoom(host)
    write('Headline', '长'.repeat(10_000))
    write('Deck', '新副题')
    await waitFor(() => expect(lastSave(host)?.deck).toBe('新副题'))
    expect(field('Headline').value).toHaveLength(10_000)
    expect(field('Headline').getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByRole('alert').textContent).toMatch(/Headline.*10000.*500/)
    expect(lastSave(host)?.headline).toBe('江畔夜校亮灯一百天')
    await says('Headline too long')
    write('Headline', '短')
    await saves(host, '短')
    await says('Saved')
  })

  it('turns pasted line breaks of a field into spaces, and Enter goes on to the next field and into the text', async () => {
    const host = memoryHost(draftOf())
    await openRoom(host)
    write('Headline', '上行\n下行')
    expect(field('Headline').value).toBe('上行 下行')
    field('Kicker').focus()
    for (const next of ['Headline', 'Deck', 'Byline', 'Dateline']) {
      fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Enter' })
      expect(document.activeElement).toBe(field(next))
    }
    fireEvent.keyDown(field('Dateline'), { key: 'Enter', isComposing: true })
    expect(document.activeElement).toBe(field('Dateline'))
  })

  it('names why a save failed, keeps trying, and saves everything when it can again', async () => {
    const host = memoryHost(draftOf())
    host.state.refuse = failed('disk-full', 'The disk is full.')
    await openRoom(host)
    write('Headline', '新主题')
    await says('Not saved.')
    host.state.refuse = null
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await saves(host, '新主题')
    await says('Saved')
  })

  it('saves before it closes', async () => {
    const host = memoryHost(draftOf())
    const room = await openRoom(host)
    write('Headline', '新主题')
    fireEvent.click(screen.getByRole('button', { name: 'Library' }))
    expect(room.closed()).toBe(0)
    await waitFor(() => expect(room.closed()).toBe(1))
    expect(lastSave(host)?.headline).toBe('新主题')
  })

  it('asks before it closes over words the disk refuses, and keeps them for when the story is opened again', async () => {
    const host = memoryHost(draftOf())
    host.state.refuse = failed('disk-full', 'The disk is full.')
    const room = await openRoom(host)
    write('Headline', '不能丢的主题')
    fireEvent.click(screen.getByRole('button', { name: 'Library' }))
    expect((await screen.findByRole('dialog')).textContent).toContain('Some of this is not saved')
    expect(room.closed()).toBe(0)
    fireEvent.click(screen.getByRole('button', { name: 'Leave anyway' }))
    expect(room.closed()).toBe(1)
    room.leave()
    await pass(0)
    host.state.refuse = null
    await openRoom(host)
    expect(field('Headline').value).toBe('不能丢的主题')
    await saves(host, '不能丢的主题')
  })

  it('saves what was typed when it is simply taken away', async () => {
    const host = memoryHost(draftOf())
    const room = await openRoom(host)
    act(() => void room.editor().commands.insertContentAt(1, '最后一笔'))
    room.leave()
    await waitFor(() => expect(JSON.stringify(lastSave(host)?.body)).toContain('最后一笔'))
  })

  it('never overwrites a newer draft: says so, and loads it when asked', async () => {
    const host = memoryHost(draftOf())
    await openRoom(host)
    host.state.draft = { ...host.state.draft, generation: 9, story: { ...host.state.draft.story, headline: '别处的新版' } }
    write('Headline', '这里的')
    await screen.findByText('A newer draft of this story exists')
    expect(host.state.saves).toHaveLength(0)
    fireEvent.click(screen.getByRole('button', { name: 'Give up mine, load the newer' }))
    await waitFor(() => expect(field('Headline').value).toBe('别处的新版'))
    write('Headline', '接着写')
    await saves(host, '接着写')
  })

  it('keeps the words here as a story of their own when a newer draft exists', async () => {
    const host = memoryHost(draftOf({}, { photos: {}, body: { type: 'doc', content: [block.paragraph('a', '文')] } }))
    await openRoom(host)
    host.state.draft = { ...host.state.draft, generation: 9 }
    write('Headline', '这里的')
    fireEvent.click(await screen.findByRole('button', { name: 'Keep mine as a copy' }))
    await waitFor(() => expect(host.state.copies).toHaveLength(1))
    expect(host.state.copies[0]).toMatchObject({ id: COPY_ID, headline: '这里的', slugline: '夜校-初稿-三月 (copy)' })
    expect(host.state.saves).toHaveLength(0)
    await waitFor(() => expect(window.location.hash).toBe(`#/story/${COPY_ID}`))
  })

  it('says when the draft was recovered from the save before', async () => {
    await openRoom(memoryHost(draftOf({ recoveredFrom: '/drafts/kept.damaged' })))
    expect(screen.getByText('/drafts/kept.damaged')).toBeTruthy()
  })
})

describe('photos', () => {
  const put = (names: string[]): void => {
    const input = document.querySelector<HTMLInputElement>('input[type=file]')
    fireEvent.click(within(screen.getByRole('toolbar', { name: 'Text formatting' })).getByRole('button', { name: 'Photo' }))
    Object.defineProperty(input, 'files', { value: names.map((name) => new File(['x'], name)), configurable: true })
    fireEvent.change(input!)
  }

  it('go in one after another, in order; a refused one is named and the rest go on', async () => {
    const host = memoryHost(draftOf({}, { photos: {}, body: { type: 'doc', content: [block.paragraph('a', '文'), block.paragraph('b')] } }))
    const room = await openRoom(host)
    act(() => void room.editor().commands.setTextSelection(4))
    put(['7.jpg', 'notes.txt', '8.jpg'])
    await waitFor(() => expect(Object.keys(lastSave(host)?.photos ?? {})).toHaveLength(2))
    const saved = lastSave(host)
    expect(saved?.body.content?.map(({ type, attrs }) => `${type} ${typeof attrs?.['photo'] === 'string' ? attrs['photo'].slice(0, 1) : ''}`)).toEqual(['paragraph ', 'photo 7', 'photo 8', 'paragraph '])
    expect(Object.keys(saved?.photos ?? {})).toEqual([photo('7').sha256, photo('8').sha256])
    const told = await screen.findByRole('region', { name: '1 file was not added' })
    expect(told.textContent).toContain('notes.txt')
  })
})

describe('submitting', () => {
  it('shows what is unmet; each one goes to its place', async () => {
    const story = { byline: '', channel: [], body: { type: 'doc', content: [block.paragraph('a', '文'), block.photo('p', photo('1').sha256, '说明', '沈牧', ''), block.crosshead('c', 'A', '题')] } }
    const host = memoryHost(draftOf({}, story))
    await openRoom(host)
    const jump = async (words: RegExp, there: () => boolean): Promise<void> => {
      fireEvent.click(screen.getByRole('button', { name: 'Submit' }))
      const dialog = await screen.findByRole('dialog')
      expect(within(dialog).queryByRole('button', { name: 'Submit for review' })).toBeNull()
      fireEvent.click(within(dialog).getByRole('button', { name: words }))
      await waitFor(() => expect(there()).toBe(true))
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    }
    await jump(/no byline/, () => document.activeElement === field('Byline'))
    await jump(/No channel/, () => document.activeElement?.id === 'story-field-channel')
    await jump(/Photo 1 has no alt text/, () => document.activeElement?.getAttribute('data-part') === 'alt')
  })

  it('puts the caret into the block an unmet rule names', async () => {
    const story = { body: { type: 'doc', content: [block.paragraph('a', '文'), { type: 'crosshead', attrs: { blockId: 'c', marker: '' } }, block.paragraph('b', '字')] } }
    const room = await openRoom(memoryHost(draftOf({}, story)))
    fireEvent.click(screen.getByRole('tab', { name: /Checks/ }))
    fireEvent.click(screen.getByRole('button', { name: /section header is empty/ }))
    expect(room.editor().state.selection.$from.parent.attrs['blockId']).toBe('c')
  })

  it('with nothing in the way shows what will be sent, saves the last word first, and then is read-only', async () => {
    const host = memoryHost(draftOf())
    await openRoom(host)
    write('Headline', '定下的主题')
    fireEvent.click(screen.getByRole('button', { name: 'Submit' }))
    const dialog = await screen.findByRole('dialog')
    for (const words of ['定下的主题', '491 characters', '3 photos']) expect(dialog.textContent).toContain(words)
    fireEvent.click(within(dialog).getByRole('button', { name: 'Submit for review' }))
    await screen.findByText('Waiting to be sent')
    expect(host.state.asked.filter((method) => method === 'library.save' || method === 'submit.send')).toEqual(['library.save', 'submit.send'])
    expect(lastSave(host)?.headline).toBe('定下的主题')
    expect(document.querySelector('.ProseMirror')).toBeNull()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('定下的主题')
  })

  it('sends nothing when the last word cannot be saved', async () => {
    const host = memoryHost(draftOf())
    host.state.refuse = failed('disk-full', 'The disk is full.')
    await openRoom(host)
    write('Headline', '定下的主题')
    fireEvent.click(screen.getByRole('button', { name: 'Submit' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Submit for review' }))
    await within(screen.getByRole('dialog')).findByRole('alert')
    expect(host.state.asked).not.toContain('submit.send')
  })
})

describe('a story that is not the writer’s to change', () => {
  it.each([['waiting', 'Waiting to be sent'], ['inReview', 'This story is at the desk'], ['published', 'Published'], ['bin', 'This story is in the bin']] as const)('is read-only in %s and says where it is', async (group, words) => {
    await openRoom(memoryHost(draftOf({ group })))
    expect(screen.getByText(words)).toBeTruthy()
    expect(document.querySelector('.ProseMirror, textarea')).toBeNull()
    expect(screen.getByText('看懂第一张图纸', { selector: 'h2 span' })).toBeTruthy()
  })
})
