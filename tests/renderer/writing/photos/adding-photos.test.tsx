// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core'
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import type { Draft } from '../../../../src-shared/bridge/contract'
import { failed, ok, type Outcome } from '../../../../src-shared/outcome'
import { noNotes } from '../../../../src-shared/story/notes'
import type { Photo, PhotoWords, Story } from '../../../../src-shared/story/story'
import { block, chineseStory } from '../../../support/sample-story'
import { photo } from '../photo'
import { memoryHost, openRoom, pass } from '../room'

let number = 0
// A story of its own for each test: a room keeps unsaved words by the story's id.
const draftOf = (story: Partial<Story>): Draft => ({
  story: { ...chineseStory([]), id: `7a2c1d0e-4b7d-4c55-9e0a-${String((number += 1)).padStart(12, '0')}`, ...story },
  notes: noNotes, conflicts: [], generation: 3, changedAt: '2026-03-01T06:00:00Z', group: 'writing', piece: null, recoveredFrom: null,
})

// A busy machine may take its time; nothing here is about speed.
configure({ asyncUtilTimeout: 10_000 })
afterEach(cleanup)

const WORDS: PhotoWords = { caption: '渡轮靠岸', creator: '刘强', credit: '新华社', copyright: '澜江工人报', alt: '江上的渡轮', headline: '', place: '陕西 汉中', takenAt: '2026-03-01T14:02:11+08:00', located: true }

type Answer = Outcome<{ photo: Photo; caption: string; credit: string; unsure: string[]; frames: number }>
const taken = (name: string, words?: PhotoWords, more: { unsure?: string[]; frames?: number } = {}): Answer => {
  const found = photo(name[0] ?? '1', name)
  return ok({ photo: words ? { ...found, words } : found, caption: words?.caption ?? '', credit: words?.credit ?? '', unsure: more.unsure ?? [], frames: more.frames ?? 1 })
}

/** A room whose host answers each photo by its name; `hold` keeps the answers back until it is released. */
const roomWith = async (answers: (name: string) => Answer, story: Partial<Story> = {}, hold?: { until: Promise<void> }) => {
  const host = memoryHost(draftOf({ photos: {}, body: { type: 'doc', content: [block.paragraph('a', '第一段。'), block.paragraph('b', '第二段。')] }, ...story }))
  const { ask } = host.port
  host.port.ask = (async (method: string, input: unknown) => {
    if (method !== 'photo.add') return ask(method as 'app.state', input as null)
    await hold?.until
    return answers((input as { name: string }).name)
  }) as typeof ask
  const room = await openRoom(host)
  return { ...room, host }
}

const files = (...names: string[]): File[] => names.map((name) => new File(['x'], name))
const choose = (what: 'pictures' | 'folder', given: File[]): void => {
  const input = [...document.querySelectorAll<HTMLInputElement>('input[type=file]')].find((each) => each.hasAttribute('webkitdirectory') === (what === 'folder'))
  fireEvent.click(screen.getByRole('tab', { name: 'Photos' }))
  fireEvent.click(screen.getByRole('button', { name: what === 'folder' ? 'Add a folder' : 'Add photos' }))
  Object.defineProperty(input, 'files', { value: given, configurable: true })
  fireEvent.change(input!)
}
const shapeOf = (editor: Editor): string[] => {
  const shape: string[] = []
  editor.state.doc.forEach((node) => shape.push(node.type.name === 'photo' ? `photo ${String(node.attrs['photo']).slice(0, 1)}` : node.type.name))
  return shape
}
const panel = (): HTMLElement => screen.getByRole('region', { name: 'Adding photos' })

describe('a folder of photos', () => {
  it('comes into the story as one step, which one undo takes back', async () => {
    const { editor } = await roomWith((name) => taken(name, WORDS))
    act(() => void editor().commands.setTextSelection(3))
    choose('folder', files('2.jpg', '1.jpg', '10.jpg', '.DS_Store', '3.txt'))
    await waitFor(() => expect(shapeOf(editor())).toContain('photo 2'))
    // Two files begin with 1: the host's digest is their first character, so the second of them is there already.
    expect(shapeOf(editor())).toEqual(['paragraph', 'photo 1', 'photo 2', 'paragraph'])
    expect(panel().textContent).toContain('2 photos added')
    expect(panel().textContent).toContain('1 is in the story already')
    act(() => void editor().commands.undo())
    expect(shapeOf(editor())).toEqual(['paragraph', 'paragraph'])
  })

  it('goes on past what is refused, and lists it at the end with its reason', async () => {
    const { editor } = await roomWith((name) => (name === '2.heic' ? failed('photo-heic', 'HEIC', { name }) : taken(name)))
    choose('folder', files('1.jpg', '2.heic', '3.jpg'))
    await waitFor(() => expect(panel().textContent).toContain('2 photos added'))
    const refused = within(panel()).getByRole('region', { name: '1 file was not added' })
    expect(refused.textContent).toContain('2.heic')
    expect(refused.textContent).toContain('Export it as JPEG')
    expect(shapeOf(editor()).filter((name) => name.startsWith('photo'))).toEqual(['photo 1', 'photo 3'])
  })

  it('stops when asked: what was read goes in, the rest is not read', async () => {
    let release = (): void => undefined
    const hold = { until: new Promise<void>((resolve) => (release = resolve)) }
    const { editor } = await roomWith((name) => taken(name), {}, hold)
    choose('folder', files('1.jpg', '2.jpg', '3.jpg'))
    await waitFor(() => expect(panel().textContent).toContain('Reading photo 1 of 3'))
    expect(within(panel()).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0')
    fireEvent.click(within(panel()).getByRole('button', { name: 'Cancel' }))
    act(() => release())
    await waitFor(() => expect(panel().textContent).toContain('Stopped: 1 photo added, 2 not read'))
    expect(shapeOf(editor()).filter((name) => name.startsWith('photo'))).toEqual(['photo 1'])
  })

  it('stops at a fault of the machine, which every other photo would meet too', async () => {
    const asked: string[] = []
    const { editor } = await roomWith((name) => {
      asked.push(name)
      return name === '2.jpg' ? failed('disk-full', 'The disk is full.', { path: '/x' }) : taken(name)
    })
    choose('folder', files('1.jpg', '2.jpg', '3.jpg', '4.jpg'))
    await waitFor(() => expect(panel().textContent).toContain('Stopped'))
    expect(asked).toEqual(['1.jpg', '2.jpg'])
    expect(shapeOf(editor())).toContain('photo 1')
  })

  it('says so when it holds no picture', async () => {
    await roomWith((name) => taken(name))
    choose('folder', files('notes.txt', '.DS_Store'))
    await waitFor(() => expect(panel().textContent).toContain('There are no photos to use here'))
  })

  it('is saved with what was read when the room is left in the middle of it', async () => {
    let answered = 0
    const hold = { until: Promise.resolve() }
    const { host, leave, editor } = await roomWith((name) => {
      answered += 1
      // The second never comes.
      if (answered === 1) hold.until = new Promise(() => undefined)
      return taken(name)
    }, {}, hold)
    choose('folder', files('1.jpg', '2.jpg'))
    await waitFor(() => expect(panel().textContent).toContain('Reading photo 2 of 2'))
    expect(shapeOf(editor())).not.toContain('photo 1')
    act(() => leave())
    await waitFor(() => expect(Object.keys(host.state.saves.at(-1)?.photos ?? {})).toEqual([photo('1').sha256]))
  })
})

describe('one photo', () => {
  it('simply comes in, with its own words and its alt text, and says nothing', async () => {
    const { editor } = await roomWith((name) => taken(name, WORDS))
    choose('pictures', files('1.jpg'))
    await waitFor(() => expect(shapeOf(editor())).toContain('photo 1'))
    let attrs: Record<string, unknown> = {}
    editor().state.doc.forEach((node) => {
      if (node.type.name === 'photo') attrs = { ...node.attrs, caption: node.textContent }
    })
    expect(attrs).toMatchObject({ caption: '渡轮靠岸', credit: '新华社', alt: '江上的渡轮', crop: '', place: 'hidden' })
    await pass(50)
    expect(screen.queryByRole('region', { name: 'Adding photos' })).toBeNull()
  })

  it('that is there already is not put in twice, unless asked; a click shows where it is', async () => {
    const { editor } = await roomWith((name) => taken(name))
    choose('pictures', files('1.jpg'))
    await waitFor(() => expect(shapeOf(editor())).toContain('photo 1'))
    choose('pictures', files('1-copy.jpg'))
    await waitFor(() => expect(panel().textContent).toContain('1 is in the story already'))
    expect(shapeOf(editor()).filter((name) => name === 'photo 1')).toHaveLength(1)
    expect(within(panel()).getByRole('button', { name: 'Show' })).toBeTruthy()
    fireEvent.click(within(panel()).getByRole('button', { name: 'Put it in again' }))
    expect(shapeOf(editor()).filter((name) => name === 'photo 1')).toHaveLength(2)
  })

  it('whose words were guessed at, or that moves, asks to be looked at', async () => {
    await roomWith((name) => taken(name, WORDS, { unsure: ['caption'], frames: 12 }))
    choose('pictures', files('1.gif'))
    await waitFor(() => expect(within(panel()).getByRole('region', { name: 'Please look' }).textContent).toContain('12 frames'))
    expect(panel().textContent).toContain('may be wrong')
  })
})

describe('the Photos tab', () => {
  const withPhoto = (words?: PhotoWords): Partial<Story> => ({
    photos: { [photo('1').sha256]: words ? { ...photo('1'), words } : photo('1') },
    body: { type: 'doc', content: [{ ...block.photo('p', photo('1').sha256, '', '', '已写') }, block.paragraph('b', '文')] },
  })

  it('shows what the file says, and takes over only what is still empty', async () => {
    const { editor } = await roomWith((name) => taken(name), withPhoto(WORDS))
    fireEvent.click(screen.getByRole('tab', { name: 'Photos' }))
    fireEvent.click(screen.getByRole('button', { name: 'About the file' }))
    for (const text of ['1600 × 1000 px, 400 kB', '渡轮靠岸', '刘强', '新华社', '澜江工人报', '2026-03-01 14:02 (+08:00)', '陕西 汉中', 'The file holds coordinates']) expect(document.body.textContent).toContain(text)
    expect(screen.queryByRole('button', { name: 'Use as alt text' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Use as caption' }))
    fireEvent.click(screen.getAllByRole('button', { name: 'Use as credit' })[0]!)
    fireEvent.click(screen.getByRole('switch', { name: 'Publish the place it was taken' }))
    expect(editor().state.doc.firstChild?.textContent).toBe('渡轮靠岸')
    expect(editor().state.doc.firstChild?.attrs).toMatchObject({ credit: '刘强', alt: '已写', place: 'shown' })
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Use as caption' })).toBeNull())
  })

  it('says where a file says nothing', async () => {
    await roomWith((name) => taken(name), withPhoto())
    fireEvent.click(screen.getByRole('tab', { name: 'Photos' }))
    fireEvent.click(screen.getByRole('button', { name: 'About the file' }))
    expect(document.body.textContent).toContain('The file says nothing of itself.')
  })

  it('crops by keyboard; the crop is one undo away and the picture shows it', async () => {
    const { editor } = await roomWith((name) => taken(name), withPhoto())
    fireEvent.click(screen.getByRole('tab', { name: 'Photos' }))
    fireEvent.click(screen.getAllByRole('button', { name: 'Crop and focal point' }).at(-1)!)
    const dialog = await screen.findByRole('dialog', { name: 'Crop and focal point' })
    fireEvent.click(within(dialog).getByRole('radio', { name: '1:1' }))
    fireEvent.keyDown(within(dialog).getByRole('button', { name: 'Bottom right corner' }), { key: 'ArrowLeft', shiftKey: true })
    fireEvent.keyDown(within(dialog).getByRole('button', { name: /Crop frame/ }), { key: 'ArrowRight' })
    expect(dialog.textContent).toContain('840 × 840 px')
    fireEvent.click(within(dialog).getByRole('radio', { name: 'Focal point' }))
    fireEvent.keyDown(within(dialog).getByRole('button', { name: /Focal point, arrow/ }), { key: 'ArrowUp', shiftKey: true })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Apply' }))
    expect(editor().state.doc.firstChild?.attrs).toMatchObject({ crop: '0.1975,0,0.525,0.84', focus: '0.46,0.32' })
    await waitFor(() => expect(document.querySelector('.ProseMirror [data-crop]')).not.toBeNull())
    act(() => void editor().commands.undo())
    expect(editor().state.doc.firstChild?.attrs).toMatchObject({ crop: '', focus: '' })
  })
})
