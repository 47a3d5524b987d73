// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import { Doc } from 'yjs'

import { sharePhoto } from '../../../src-renderer/live/bind-stores'
import { presentIn } from '../../../src-renderer/live/carets'
import { usePresent } from '../../../src-renderer/live/use-live'
import { coloursOf, coloursWith } from '../../../src-renderer/writing/tools/people-colours'
import { noNotes } from '../../../src-shared/story/notes'
import type { Photo } from '../../../src-shared/story/story'

afterEach(cleanup)

describe('who else is in a piece', () => {
  const as = (awareness: Awareness, client: number, user: unknown): void => {
    awareness.states.set(client, { user })
  }

  it('is said once each, by name, without oneself and without what is no person', () => {
    const awareness = new Awareness(new Doc())
    awareness.setLocalState({ user: { id: 'me', name: '我', color: '#808080' } })
    as(awareness, 7, { id: 'gu', name: 'Gu', color: '#808080' })
    as(awareness, 8, { id: 'gu', name: 'Gu', color: '#808080' })
    as(awareness, 9, { id: 'bo', name: 'Bo', color: '#808080' })
    as(awareness, 10, { id: 4 })
    as(awareness, 11, null)
    // Named by the desk, but no window shows the piece: it only brings words.
    as(awareness, 12, { id: 'he', name: 'He' })
    expect(presentIn(awareness)).toEqual([{ id: 'bo', name: 'Bo' }, { id: 'gu', name: 'Gu' }])
    awareness.destroy()
  })

  it('has the colour of their suggestions, and keeps it when they first suggest something', () => {
    const here = ['gu', 'he', 'bo', 'lu']
    const before = coloursWith(noNotes, here)
    expect(new Set(before.values()).size).toBe(4)
    expect(coloursWith(noNotes, here.toReversed())).toEqual(before)
    const notes = { ...noNotes, suggestions: { s: { by: 'Gu', person: 'gu', at: '2026-11-28T09:00:00Z' } } }
    expect(coloursWith(notes, here).get('gu')).toBe(coloursOf(notes).get('gu'))
    expect(coloursOf(notes).get('gu')).toBe(coloursWith(noNotes, ['gu']).get('gu'))
  })

  it('is told as they come and go', async () => {
    const awareness = new Awareness(new Doc())
    const { result } = renderHook(() => usePresent({ session: { awareness: () => awareness } }, 1))
    expect(result.current).toEqual([])
    as(awareness, 7, { id: 'gu', name: 'Gu', color: '#808080' })
    act(() => awareness.emit('change', [{ added: [7], updated: [], removed: [] }, 'desk']))
    await waitFor(() => expect(result.current).toEqual([{ id: 'gu', name: 'Gu' }]))
    awareness.destroy()
  })
})

describe('a window’s part in a session', () => {
  it('makes a picture known to everybody', () => {
    const doc = new Doc()
    const photo: Photo = { sha256: 'a'.repeat(64), mediaType: 'image/jpeg', width: 3, height: 2, bytes: 9, name: 'river.jpg' }
    sharePhoto({ doc: () => doc }, photo)
    expect(doc.getMap('photos').toJSON()).toEqual({ [photo.sha256]: photo })
  })
})
